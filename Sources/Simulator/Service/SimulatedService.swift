internal import Foundation
internal import SMSVoice

/// The whole simulated AWS, from the bytes of a request to the bytes of the answer.
///
/// It is a value without input or output of its own: time, randomness and state come in, so that
/// tests can ask it directly. `Simulator` puts it behind a socket.
package struct SimulatedService: Sendable {
  private let configuration: SimulatorConfiguration
  private let authenticator: any Authenticator
  private let makeDigits: @Sendable () -> String
  private let description = ServiceDescription.bundled
  /// Nil when everything is allowed.
  private let authorizer: Authorizer?
  private var throttle: Throttle
  private var faults: FaultPlan
  private var clouds: [String: RegionalCloud] = [:]
  private var requestCount = 0
  /// The state that no region has asked for yet.
  private var dormant: [String: RegionState]

  /// Reads the policy and the state file or the seed of the configuration.
  ///
  /// `makeDigits` makes the 32 hexadecimal digits of an id; they must differ. Without an
  /// authenticator of one's own, signatures are verified.
  package init(
    _ configuration: SimulatorConfiguration,
    authenticator: (any Authenticator)? = nil,
    makeDigits: @escaping @Sendable () -> String
  ) throws(SimulatorError) {
    self.configuration = configuration
    self.makeDigits = makeDigits
    self.authenticator =
      authenticator
      ?? SignatureVerifier(
        accessKeyID: configuration.accessKeyID,
        secretAccessKey: configuration.secretAccessKey
      )
    authorizer = try configuration.policyFile.map { path throws(SimulatorError) in
      Authorizer(account: configuration.account, policy: try Policy(file: path))
    }
    let state = try StateFile.initialState(configuration)
    try StateCheck.check(state, of: configuration)
    throttle = Throttle(quotas: configuration.quotas, rateScale: configuration.rateScale)
    faults = FaultPlan(configuration.faults)
    dormant = state.regions
  }

  /// The names of the operations that the simulator has of the service's own.
  package static var operations: [String] {
    OperationTable.handlers.keys.filter(SimulatedAPI.smsVoice.has).sorted()
  }

  /// Everything there is, for the state file.
  var state: CloudState {
    CloudState(regions: dormant.merging(clouds.mapValues(\.state)) { _, current in current })
  }

  /// Forgets the faults that are still to happen, for these.
  mutating func replaceFaults(_ faults: [Fault]) {
    self.faults = FaultPlan(faults)
  }

  /// Answers a request that arrived at a moment.
  package mutating func answer(_ request: ReceivedRequest, at moment: Moment) -> Answer {
    requestCount += 1
    let api = SimulatedAPI(of: request)
    let exchange = Exchange(
      requestID: Self.requestID(requestCount),
      namespace: configuration.assumptions.holds(.errorType, "bare") || api != .smsVoice
        ? "" : "com.amazonaws.pinpointsmsvoicev2#",
      contentType: api.contentType
    )
    if request.isQueryProtocol {
      return SecurityTokenService(account: configuration.account, authenticator: authenticator)
        .answer(request, now: moment.date, requestID: exchange.requestID)
    }
    return answer(request, to: api, at: moment, exchange)
  }

  /// A UUID whose digits count the requests, so that logs of equal runs are equal.
  private static func requestID(_ count: Int) -> String {
    let digits = String(count, radix: 16)
    return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
  }

  private mutating func answer(
    _ request: ReceivedRequest,
    to api: SimulatedAPI,
    at moment: Moment,
    _ exchange: Exchange
  ) -> Answer {
    var exchange = exchange
    do throws(SimulatedError) {
      let scope = try authenticator.verify(request, now: moment.date)
      let partition = try check(scope, for: api)
      exchange.region = scope.region
      exchange.operation = try operation(of: request, to: api)
      let fault = faults.next(exchange.operation, in: scope.region)
      exchange.delay = .milliseconds(fault.delayMilliseconds)
      exchange.effect = fault.effect
      if let refusal = fault.effect?.refusal { throw refusal }
      if fault.effect?.preventsWork == true { return exchange.answer([:]) }
      guard throttle.admits(exchange.operation, region: scope.region, at: moment.instant) else {
        throw .throttled
      }
      let input = try input(of: request, to: api, exchange.operation)
      wake(scope.region, partition: partition)
      try authorize(exchange.operation, input, in: scope.region)
      let result = try call(exchange.operation, input, in: scope.region, at: moment)
      return exchange.answer(result)
    } catch {
      return exchange.answer(error)
    }
  }

  /// The partition of the region that was signed for.
  private func check(
    _ scope: CredentialScope,
    for api: SimulatedAPI
  ) throws(SimulatedError) -> String {
    let service = api.signingName
    guard scope.service == service else {
      throw .invalidSignature("Credential should be scoped to correct service: '\(service)'.")
    }
    guard let region = RegionTable.bundled[scope.region] else {
      throw .invalidSignature("Credential should be scoped to a valid region.")
    }
    return region.partition
  }

  private func operation(
    of request: ReceivedRequest,
    to api: SimulatedAPI
  ) throws(SimulatedError) -> String {
    let parts = (request.headers["x-amz-target"] ?? "").split(separator: ".").map(String.init)
    guard request.method == "POST", request.path == "/", parts.count == 2,
      parts[0] == api.targetPrefix, api.has(parts[1])
    else { throw .unknownOperation("the request names no operation of this service") }
    guard OperationTable.handlers[parts[1]] != nil else {
      throw .unknownOperation("the simulator does not have \(parts[1])")
    }
    return parts[1]
  }

  private func input(
    of request: ReceivedRequest,
    to api: SimulatedAPI,
    _ operation: String
  ) throws(SimulatedError) -> CallInput {
    let type = request.headers["content-type"] ?? ""
    guard type.hasPrefix(api.contentType) else {
      throw .serialization("the content type must be \(api.contentType), not '\(type)'")
    }
    let value: JSON
    do {
      value = request.body.isEmpty ? .object([:]) : try JSONReader.value(from: request.body)
    } catch {
      throw .serialization("the body is not JSON at byte \(error.offset)")
    }
    guard case .object(let members) = value else {
      throw .serialization("the body is \(value.kindName), not an object")
    }
    if let shape = description.operations[operation]?.input {
      let findings = ShapeCheck.findings(in: value, shape: shape, of: description)
      guard findings.isEmpty else { throw .invalid("FIELD_VALIDATION_FAILED", fields: findings) }
    }
    return CallInput(members: members)
  }

  private mutating func wake(_ region: String, partition: String) {
    guard clouds[region] == nil else { return }
    var cloud = RegionalCloud(
      account: configuration.account,
      region: region,
      partition: partition,
      assumptions: configuration.assumptions,
      makeDigits: makeDigits,
      state: dormant.removeValue(forKey: region) ?? RegionState()
    )
    cloud.activationTime = configuration.activation / .seconds(1)
    if configuration.consistencyLag > .zero {
      cloud.past = PastStates(lag: configuration.consistencyLag / .seconds(1), first: cloud.state)
    }
    clouds[region] = cloud
  }

  private func authorize(
    _ operation: String,
    _ input: CallInput,
    in region: String
  ) throws(SimulatedError) {
    guard let authorizer, let cloud = clouds[region] else { return }
    try authorizer.check(cloud.accessRequests(operation, input))
  }

  /// The result, with only those members that the description lists for it, where it knows the operation.
  private mutating func call(
    _ operation: String,
    _ input: CallInput,
    in region: String,
    at moment: Moment
  ) throws(SimulatedError) -> JSONObject {
    let now = moment.date.timeIntervalSince1970
    guard let result = try clouds[region]?.answer(operation, input, now: now) else {
      throw .internalFailure
    }
    guard let known = description.operations[operation] else { return result }
    guard let shape = known.output else { return [:] }
    return result.filter(description.memberNames(of: shape).contains)
  }
}

extension SimulatedError {
  fileprivate static func unknownOperation(_ message: String) -> SimulatedError {
    SimulatedError(code: "UnknownOperationException", message: message)
  }

  fileprivate static func serialization(_ message: String) -> SimulatedError {
    SimulatedError(code: "SerializationException", message: message)
  }
}
