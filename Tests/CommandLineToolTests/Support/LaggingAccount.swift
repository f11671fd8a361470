import Foundation
import SMSVoice
import Simulator
import Synchronization

/// A simulated account in a time of its own, whose reads lag behind its writes and whose caller can die.
///
/// Time goes on by what is slept, and by `callTime` for each call, so that lags cost a test nothing.
final class LaggingAccount: SMSVoiceService {
  /// Where the caller dies: nothing that it does after that arrives.
  enum Death: Sendable, Hashable {
    /// Before the service gets its write of that number, from 1.
    case beforeWrite(Int)
    /// When the service has carried it out, before the answer.
    case afterWrite(Int)
  }

  /// What a dead caller gets.
  struct IsDead: Error {}

  private struct State {
    var service: SimulatedService
    /// What the account was from a moment on, oldest first.
    var versions: [(since: Double, service: SimulatedService)]
    var seconds = 0.0
    var death: Death?
    var isDead = false
    var writes = 0
    var effects: [String: Int] = [:]
    var tokens: Set<String> = []
  }

  private let state: Mutex<State>
  private let start = Moment.now
  /// Seconds for which reads do not show a write.
  private let lag: Double
  /// Seconds that a call takes.
  private let callTime: Double

  init(_ configuration: SimulatorConfiguration, lag: Double = 0, callTime: Double = 0) throws {
    let service = try SimulatedService(configuration, authenticator: Believing()) {
      UUID().uuidString.lowercased().filter { $0 != "-" }
    }
    state = Mutex(State(service: service, versions: [(-.infinity, service)]))
    self.lag = lag
    self.callTime = callTime
  }

  /// The time by the account's clock, since it was made.
  var elapsed: Duration { .seconds(state.withLock(\.seconds)) }

  func sleep(_ duration: Duration) {
    state.withLock { $0.seconds += duration / .seconds(1) }
  }

  /// Gives the account another caller, who dies there; nil for one who lives on.
  func newCaller(dyingAt death: Death?) {
    state.withLock { state in
      (state.death, state.isDead, state.writes) = (death, false, 0)
    }
  }

  /// Writes of this caller that arrived.
  var writes: Int { state.withLock(\.writes) }

  /// How often each write that must not happen twice took effect: `us-east-1 CreatePool {...}`, without its
  /// `ClientToken`.
  var effects: [String: Int] { state.withLock(\.effects) }

  /// What the account holds.
  func holds() throws -> AccountState {
    try AccountState(try state.withLock { try $0.service.stateFile() })
  }

  func send(_ request: ServiceRequest) async throws -> ServiceResponse {
    try state.withLock { state in
      guard !state.isDead else { throw IsDead() }
      state.seconds += callTime
      let answer =
        request.operation.isRead ? read(request, &state) : try write(request, &state)
      guard answer.status == 200 else { throw ServiceError(answer) }
      return ServiceResponse(body: answer.body)
    }
  }

  private func read(_ request: ServiceRequest, _ state: inout State) -> Answer {
    guard lag > 0 else { return state.service.answer(request.received, at: moment(state.seconds)) }
    let time = state.seconds - lag
    var service = state.versions.last { $0.since <= time }?.service ?? state.service
    return service.answer(request.received, at: moment(time))
  }

  private func write(_ request: ServiceRequest, _ state: inout State) throws -> Answer {
    state.writes += 1
    if state.death == .beforeWrite(state.writes) {
      state.isDead = true
      throw IsDead()
    }
    let answer = state.service.answer(request.received, at: moment(state.seconds))
    state.versions.append((state.seconds, state.service))
    if answer.status == 200 { Self.note(request, &state) }
    if state.death == .afterWrite(state.writes) {
      state.isDead = true
      throw IsDead()
    }
    return answer
  }

  private static func note(_ request: ServiceRequest, _ state: inout State) {
    var body = (try? JSONReader.value(from: request.body))?.fields ?? [:]
    if let token = body["ClientToken"]?.text {
      // An answer that is given again has no effect.
      guard state.tokens.insert("\(request.operation) \(token)").inserted else { return }
    }
    guard request.operation.hasEffectEachTime else { return }
    body = body.filter { $0 != "ClientToken" }
    let text = JSON.object(body.sorted).serialized
    state.effects["\(request.region) \(request.operation) \(text)", default: 0] += 1
  }

  private func moment(_ seconds: Double) -> Moment { start.advanced(by: seconds) }
}

extension SMSVoice.Operation {
  /// Whether it makes or takes away something, and does not only set what is set already.
  fileprivate var hasEffectEachTime: Bool {
    let verbs = ["Create", "Request", "Delete", "Release", "Disassociate"]
    return rawValue == "AssociateOriginationIdentity" || verbs.contains { rawValue.hasPrefix($0) }
  }
}

extension ServiceRequest {
  /// As it arrives, signed for its region.
  fileprivate var received: ReceivedRequest {
    ReceivedRequest(
      headers: [
        "content-type": "application/x-amz-json-1.0",
        "x-amz-target": "PinpointSMSVoiceV2.\(operation)", "signed-region": region,
      ],
      body: body
    )
  }
}

extension ServiceError {
  /// The error in an answer that is not 200.
  fileprivate init(_ answer: Answer) {
    let body = (try? JSONReader.value(from: answer.body))?.fields ?? [:]
    let kinds: [String: Kind] = [
      "ConflictException": .conflict, "ResourceNotFoundException": .notFound,
      "ValidationException": .validation, "ServiceQuotaExceededException": .quotaExceeded,
      "ThrottlingException": .throttling, "InternalServerException": .internalServer,
    ]
    self.init(
      kind: kinds[answer.outcome] ?? .other,
      code: answer.outcome,
      message: body["Message"]?.text ?? String(decoding: answer.body, as: UTF8.self),
      reason: body["Reason"]?.text,
      fields: (body["Fields"]?.elements ?? []).compactMap(\.fields).map {
        Field(name: $0["Name"]?.text ?? "", message: $0["Message"]?.text ?? "")
      }
    )
  }
}

/// Takes every request for one that was signed for the region of its `signed-region` header.
private struct Believing: Authenticator {
  func verify(_ request: ReceivedRequest, now: Date) throws(SimulatedError) -> CredentialScope {
    CredentialScope(
      day: "20270115",
      region: request.headers["signed-region"] ?? "",
      service: "sms-voice"
    )
  }
}
