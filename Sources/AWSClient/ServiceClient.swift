internal import Foundation
package import SMSVoice
internal import Synchronization

/// The service over HTTP: paces, signs, sends, reads errors and retries.
///
/// One client acts for one account. It is meant to be shared: quotas are kept per client.
package final class ServiceClient: SMSVoiceService {
  private let configuration: ServiceClientConfiguration
  private let pacer: Pacer
  private let serverClock: ServerClock
  private let health = Mutex<[Endpoint: EndpointHealth]>([:])
  // What optional calls failed with.
  private let givenUp = Mutex<[Lane: ServiceError]>([:])

  /// Regions are told apart also where all are at one URL, as a proxy or a simulator can have it.
  private struct Endpoint: Hashable {
    var region: String
    var url: URL
  }

  /// Starts with all quota buckets full.
  package init(_ configuration: ServiceClientConfiguration) {
    self.configuration = configuration
    serverClock = configuration.serverClock ?? ServerClock(system: configuration.date)
    pacer = Pacer(
      quotas: configuration.quotas,
      clock: configuration.clock,
      date: configuration.date()
    )
  }

  /// As the protocol says.
  ///
  /// Once a write has left, its answer is awaited even when the task is cancelled; a wait before a
  /// retry is cut short by cancellation and the last error thrown.
  package func send(_ request: ServiceRequest) async throws -> ServiceResponse {
    let call = ServiceCall(request)
    if call.isOptional, let error = givenUp.withLock({ $0[call.lane] }) { throw error }
    do {
      let response = try await perform(call)
      return ServiceResponse(body: response.body, requestID: response.requestID)
    } catch var error as ServiceError {
      error.operation = request.operation
      if call.isOptional { givenUp.withLock { $0[call.lane] = error } }
      throw error
    }
  }

  /// Asks STS, in the given region, whose credentials these are.
  ///
  /// A task cancelled before the call leaves gets an error with the code `Cancelled`.
  package func callerIdentity(region: String) async throws(ServiceError) -> CallerIdentity {
    do {
      return try CallerIdentity(try await perform(ServiceCall(callerIdentityIn: region)))
    } catch let error as ServiceError {
      throw error
    } catch {
      throw .cancelled
    }
  }

  /// Makes attempts until one succeeds or the policy gives up.
  private func perform(_ call: ServiceCall) async throws -> HTTPResponse {
    var number = 1
    var outageCount = 0
    var isRefreshed = false
    var lastError: ServiceError?
    var start: ContinuousClock.Instant?
    while true {
      guard let admission = await admit(call) else { throw lastError ?? CancellationError() }
      if number == 1, let error = hopelessness(of: call) {
        if case .slot(let slot) = admission { await pacer.finish(slot, .neverLeft) }
        throw error
      }
      let moment = Moment(instant: configuration.clock.now, date: configuration.date())
      let began = start ?? moment.instant
      start = began
      let attempt = await exchange(call)
      if case .slot(let slot) = admission {
        await pacer.finish(slot, attempt?.pacing ?? .neverLeft)
      }
      guard let attempt else { throw lastError ?? CancellationError() }
      let decision: RetryPolicy.Decision =
        call.isOptional
        ? .giveUp : await decision(after: attempt, number - outageCount, since: began, &isRefreshed)
      record(call, number, moment, attempt, decision)
      guard case .retry(let wait) = decision else { return try attempt.response() }
      lastError = attempt.failure?.error
      if case .outage = attempt.failure?.fault { outageCount += 1 }
      number += 1
      // When it is cut short by cancellation, the next attempt is not admitted.
      try? await configuration.clock.sleep(for: wait)
    }
  }

  private enum Admission {
    case slot(Pacer.Slot)
    case withoutSlot
  }

  /// Waits until the call may leave; nil when its task was cancelled before.
  private func admit(_ call: ServiceCall) async -> Admission? {
    guard case .service(_, let priority) = call.destination else {
      return Task.isCancelled ? nil : .withoutSlot
    }
    guard let slot = try? await pacer.slot(in: call.lane, priority: priority) else { return nil }
    // Granted and cancelled at the same time: the call has not left yet, so it does not.
    guard !Task.isCancelled else {
      await pacer.finish(slot, .neverLeft)
      return nil
    }
    return .slot(slot)
  }

  /// Signs and sends once; nil when the task was cancelled while it waited for credentials, or for the
  /// answer to a read.
  private func exchange(_ call: ServiceCall) async -> Attempt? {
    let credentials: Credentials
    let request: HTTPRequest
    do {
      credentials = try await configuration.credentials.credentials()
      request = try self.request(for: call)
    } catch is CancellationError {
      return nil
    } catch {
      return Attempt(neverSent: .cannotSend(error))
    }
    let endpoint = Endpoint(region: call.lane.region, url: request.url)
    let signer = RequestSigner(credentials: credentials, scope: call.scope)
    let reading = serverClock.read()
    let start = configuration.clock.now
    var attempt: Attempt
    do {
      let signed = signer.sign(request, at: reading.date)
      let response = try await configuration.transport.send(signed)
      attempt = Attempt(
        response,
        to: signed,
        for: call,
        signedWith: credentials,
        at: reading,
        by: serverClock
      )
    } catch  where error.cause == .cancelled {
      return nil
    } catch {
      attempt = Attempt(error, signedWith: credentials)
    }
    let now = configuration.clock.now
    health.withLock { health in
      attempt.note(
        in: &health[endpoint, default: EndpointHealth()],
        isShared: configuration.retry.outagePatience > .zero,
        from: start,
        at: now
      )
    }
    return attempt
  }

  /// Why a call need not be tried: its endpoint has been away for longer than calls are tried; nil when it is to be.
  private func hopelessness(of call: ServiceCall) -> ServiceError? {
    let retry = configuration.retry
    guard retry.outagePatience > .zero, let url = try? call.url(configuration.endpoints) else {
      return nil
    }
    let isAdmitted = health.withLock { health in
      health[Endpoint(region: call.lane.region, url: url)]?.admits(
        patience: retry.outagePatience,
        pause: retry.outagePause,
        at: configuration.clock.now
      ) ?? true
    }
    return isAdmitted ? nil : .notTried(in: call.lane.region)
  }

  private func request(for call: ServiceCall) throws(EndpointError) -> HTTPRequest {
    var headers = call.headers
    headers["User-Agent"] = configuration.userAgent
    var request = HTTPRequest(
      url: try call.url(configuration.endpoints),
      headers: headers,
      body: call.body,
      timeout: call.isOptional
        ? min(configuration.timeout, configuration.optionalTimeout) : configuration.timeout
    )
    request.isAbortable = call.lane.operation.isRead
    if call.lane.operation.isPersonal { request.secretBodies = [.request, .response] }
    return request
  }

  /// Asks the policy; expired credentials are renewed first, once per call.
  private func decision(
    after attempt: Attempt,
    _ number: Int,
    since start: ContinuousClock.Instant,
    _ isRefreshed: inout Bool
  ) async -> RetryPolicy.Decision {
    guard let failure = attempt.failure else { return .giveUp }
    if failure.fault == .expiredCredentials, !isRefreshed, let used = attempt.credentials {
      isRefreshed = true
      let fresh = try? await configuration.credentials.credentials(replacing: used)
      return fresh == nil || fresh == used ? .giveUp : .retry(after: .zero)
    }
    return configuration.retry.decision(
      after: failure.fault,
      attempt: number,
      elapsed: start.duration(to: configuration.clock.now),
      random: configuration.random()
    )
  }

  /// One moment by both clocks.
  private struct Moment {
    var instant: ContinuousClock.Instant
    var date: Date
  }

  /// Tells an attempt that began at `start`.
  private func record(
    _ call: ServiceCall,
    _ number: Int,
    _ start: Moment,
    _ attempt: Attempt,
    _ decision: RetryPolicy.Decision
  ) {
    let lane = call.lane
    // Credentials and the connection come before the departure.
    let delay = attempt.timing.map { start.instant.duration(to: $0.sentAt) } ?? .zero
    configuration.onCall(
      CallRecord(
        region: lane.region,
        operation: lane.operation,
        subject: call.subject,
        clientToken: call.clientToken,
        rate: call.isPaced ? configuration.quotas.rate(of: lane.operation, in: lane.region) : nil,
        attempt: number,
        requestID: attempt.requestID,
        latency: attempt.timing?.roundTrip,
        outcome: attempt.failure.map { .failed($0.error, retryAfter: decision.wait) } ?? .succeeded,
        date: start.date + max(.zero, delay) / .seconds(1)
      )
    )
  }
}

extension RetryPolicy.Decision {
  /// Nil for giving up.
  fileprivate var wait: Duration? {
    switch self {
    case .retry(let wait): wait
    case .giveUp: nil
    }
  }
}

extension ServiceError {
  fileprivate static var cancelled: ServiceError {
    ServiceError(kind: .other, code: "Cancelled", message: "cancelled before the call was made")
  }

  fileprivate static func notTried(in region: String) -> ServiceError {
    ServiceError(
      kind: .transport,
      code: notTriedCode,
      message:
        "\(region) cannot be reached any more, so that this was not tried; run again when it can"
    )
  }

  fileprivate static func cannotSend(_ error: any Error) -> ServiceError {
    error is CredentialError
      ? ServiceError(kind: .credentials, code: "NoCredentials", message: "\(error)")
      : ServiceError(kind: .other, code: "NoEndpoint", message: "\(error)")
  }
}
