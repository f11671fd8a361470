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

  /// `hasAnswered` says whether the endpoint answered earlier in this run.
  init(_ error: TransportError, signedWith credentials: Credentials, hasAnswered: Bool) {
    timing = error.timing
    self.credentials = credentials
    let fault = Fault(error)
    result = .failure(
      Failure(
        error: ServiceError(error),
        fault: fault == .unreachable && hasAnswered ? .network : fault
      )
    )
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

  /// What the pacer has to know.
  var pacing: Pacer.Outcome {
    guard let timing else { return .neverLeft }
    switch failure?.fault {
    case .throttling: return .left(timing, .throttled)
    case .network, .unreachable: return .left(timing, .lost)
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
