internal import Foundation
internal import SMSVoice

/// The HTTP requests by which credentials are fetched: unpaced, retried a little.
struct CredentialExchange: Sendable {
  /// Carries the requests, those to the agents of the machine included.
  let transport: any Transport
  /// Measures the waits between attempts.
  let clock: any MonotonicClock
  /// A number in `0..<1`.
  let random: @Sendable () -> Double
  /// Gives the dates of signatures, and tells what time it is.
  let serverClock: ServerClock
  /// Sent as `User-Agent`, for example `smsctl/0.1.0`.
  let userAgent: String

  /// The wall clock's time, corrected once a server has refused it.
  func date() -> Date { serverClock.read().date }

  /// Sends until there is an answer that another attempt would not change, at most `attempts` times.
  func send(
    _ request: HTTPRequest,
    attempts: Int = 3,
    signed sign: (HTTPRequest) -> HTTPRequest = { $0 }
  ) async throws(TransportError) -> HTTPResponse {
    var request = request
    request.headers["User-Agent"] = userAgent
    var number = 1
    while true {
      let result: Result<HTTPResponse, TransportError>
      do throws(TransportError) {
        result = .success(try await transport.send(sign(request)))
      } catch {
        result = .failure(error)
      }
      guard number < attempts, result.isWorthRetrying, !Task.isCancelled else {
        return try result.get()
      }
      // Full jitter, as for calls of the service; half a second at first.
      try? await clock.sleep(for: .milliseconds(500 << (number - 1)) * random())
      number += 1
    }
  }
}

extension Result<HTTPResponse, TransportError> {
  fileprivate var isWorthRetrying: Bool {
    switch self {
    case .success(let response):
      response.status == 429 || response.status >= 500 || response.isTransientRefusal
    case .failure(let error): ![.invalidRequest, .tooLarge, .security].contains(error.cause)
    }
  }
}

extension HTTPResponse {
  /// STS tells of throttling, and of an identity provider that it does not reach, with status 400.
  ///
  /// <https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html>
  fileprivate var isTransientRefusal: Bool {
    guard status == 400 else { return false }
    let error = ServiceError(self, hiding: [])
    return error.kind == .throttling || error.code == "IDPCommunicationError"
  }
}
