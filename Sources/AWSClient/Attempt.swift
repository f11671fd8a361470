internal import Foundation
internal import SMSVoice

/// How one attempt of a call ended.
struct Attempt: Sendable {
  /// A failure, as callers see it and as the retry policy does.
  struct Failure: Error, Sendable {
    /// What the caller gets if it is the last attempt.
    var error: ServiceError
    /// What decides whether there is another attempt.
    var fault: Fault
  }

  /// The answer, which is a 200, or what went wrong.
  var result: Result<HTTPResponse, Failure>
  /// Nil when nothing left the machine.
  var timing: HTTPTiming?
  /// What it was signed with; nil when it did not come to that.
  var credentials: Credentials?

  /// An attempt that was answered, with whatever status; `request` is what was sent for the `call`.
  ///
  /// `clock` gave the `reading` it was signed with, and learns from a refusal.
  init(
    _ response: HTTPResponse,
    to request: HTTPRequest,
    for call: ServiceCall,
    signedWith credentials: Credentials,
    at reading: ServerClock.Reading,
    by clock: ServerClock
  ) {
    timing = response.timing
    self.credentials = credentials
    guard response.status != 200 || !call.recognizes(response.body) else {
      result = .success(response)
      return
    }
    let secrets =
      [credentials.secretAccessKey] + [credentials.sessionToken].compactMap(\.self)
      + request.headers.secrets
    var error = ServiceError(response, hiding: secrets)
    guard response.status != 200 else {
      // Whether the call was carried out is as unknown as without an answer.
      result = .failure(Failure(error: .foreign(error, from: request.url), fault: .network))
      return
    }
    var fault = Fault(error)
    switch clock.judge(error, dateHeader: response.headers["Date"], signedWith: reading) {
    case .unrelated: break
    case .corrected: fault = .clockSkew
    case .hopeless(let advice):
      (error.kind, error.code, error.message) = (.credentials, "ClockSkew", advice)
    }
    result = .failure(Failure(error: error, fault: fault))
  }

  /// An attempt to which no answer came.
  init(_ error: TransportError, signedWith credentials: Credentials) {
    timing = error.timing
    self.credentials = credentials
    result = .failure(Failure(error: ServiceError(error), fault: Fault(error)))
  }

  /// An attempt that failed before anything was sent.
  init(neverSent error: ServiceError) {
    result = .failure(Failure(error: error, fault: .final))
  }

  /// Nil when it succeeded.
  var failure: Failure? {
    guard case .failure(let failure) = result else { return nil }
    return failure
  }

  /// The answer, or the error as a `ServiceError`.
  func response() throws(ServiceError) -> HTTPResponse {
    switch result {
    case .success(let response): return response
    case .failure(let failure): throw failure.error
    }
  }

  /// What AWS support asks for; nil when no answer came.
  var requestID: String? {
    switch result {
    case .success(let response): response.requestID
    case .failure(let failure): failure.error.requestID
    }
  }

  /// Tells an endpoint's `health` of this attempt, which began at `start`, and learns from it how to take a failure:
  /// where an answer has come from before, a refused connection is no wrong address.
  ///
  /// `isShared` is whether calls share the fate of their endpoint.
  mutating func note(
    in health: inout EndpointHealth,
    isShared: Bool,
    from start: ContinuousClock.Instant,
    at now: ContinuousClock.Instant
  ) {
    guard case .failure(var failure) = result else { return health.noteAnswer(at: now) }
    switch failure.fault {
    case .network, .unreachable:
      let outage = health.noteSilence(
        isUnreachable: failure.fault == .unreachable,
        from: start,
        at: now
      )
      if isShared, let outage {
        failure.fault = .outage(outage)
      } else if health.hasAnswered {
        failure.fault = .network
      }
      result = .failure(failure)
    case .throttling, .service, .expiredCredentials, .clockSkew, .final, .outage:
      // What has no code of AWS may be of somebody in between.
      if failure.error.kind != .transport, !failure.error.code.hasPrefix("HTTP ") {
        health.noteAnswer(at: now)
      }
    }
  }

  /// What the pacer has to know.
  var pacing: Pacer.Outcome {
    guard let timing else { return .neverLeft }
    switch failure?.fault {
    case .throttling: return .left(timing, .throttled)
    case .network, .unreachable, .outage: return .left(timing, .lost)
    case nil, .service, .expiredCredentials, .clockSkew, .final: return .left(timing, .admitted)
    }
  }
}

extension ServiceError {
  /// Status 200 from somebody in between; `page` has the words of what was sent.
  fileprivate static func foreign(_ page: ServiceError, from url: URL) -> ServiceError {
    ServiceError(
      kind: .transport,
      code: "UnreadableResponse",
      message: """
        what \(url.absoluteString) answered is not from the service: \(page.message); check the \
        endpoint and HTTPS_PROXY, and whether this network wants a login, then run again: what was \
        done is found
        """,
      requestID: page.requestID
    )
  }
}
