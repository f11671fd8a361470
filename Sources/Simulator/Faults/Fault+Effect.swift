internal import Foundation

extension Fault {
  /// What a fault does to a call.
  package enum Effect: Sendable, Equatable {
    /// `ThrottlingException` instead of the work.
    case throttle
    /// `InternalServerException`, status 500, instead of the work.
    case internalFailure
    /// `ExpiredTokenException` instead of the work.
    case expired
    /// Another exception instead of the work; the reason may be nil.
    case error(code: String, reason: String?)
    /// A load balancer's page instead of the work, with status 502 or 503.
    case gateway(status: Int)
    /// The connection is closed instead of the work.
    case reset
    /// Nothing is done and nothing is sent; after so many milliseconds the connection is closed.
    ///
    /// Nil leaves it open for as long as the client waits, an hour at most.
    case stallBefore(milliseconds: Int?)
    /// The work is done, then nothing is sent; milliseconds as for `stallBefore`.
    case stall(milliseconds: Int?)
    /// The work is done, then the connection is closed without an answer.
    case drop
    /// The work is done, then half of the answer is sent and the connection closed.
    case truncate
    /// The work is done, the status is as always, but the body is a page of HTML.
    case garbage
    /// The work is done when the call arrives, the answer comes so many milliseconds later.
    case delay(milliseconds: Int)
  }
}

extension Fault.Effect {
  /// Whether it is only late, so that other faults may strike the same call.
  var isDelay: Bool {
    if case .delay = self { true } else { false }
  }

  /// The error that stands in for the work, if any.
  var refusal: SimulatedError? {
    switch self {
    case .throttle: .throttled
    case .internalFailure: .internalFailure
    case .expired: .expiredToken
    case .error(let code, let reason): .madeUp(code, reason)
    case .gateway, .reset, .stallBefore, .stall, .drop, .truncate, .garbage, .delay: nil
    }
  }

  /// Whether the work is left undone although no error is made for it.
  var preventsWork: Bool {
    switch self {
    case .gateway, .reset, .stallBefore: true
    case .throttle, .internalFailure, .expired, .error, .stall, .drop, .truncate, .garbage, .delay:
      false
    }
  }

  /// Does to an answer what happens to it on its way.
  func disturb(_ answer: inout Answer) {
    switch self {
    case .throttle, .internalFailure, .expired, .error, .delay: break
    case .gateway(let status):
      answer.show("\(status) \(status == 502 ? "Bad Gateway" : "Service Unavailable")")
      answer.status = status
      answer.outcome = String(status)
    case .reset: answer.lose("reset", .closed)
    case .stallBefore(let time): answer.lose("withheld", .stalled(milliseconds: time))
    case .stall(let time): answer.lose("stalled", .stalled(milliseconds: time))
    case .drop: answer.lose("dropped", .closed)
    case .truncate: answer.lose("truncated", .cut)
    case .garbage:
      answer.show("Welcome to this network")
      answer.outcome = "garbled"
    }
  }
}

extension Answer {
  fileprivate mutating func lose(_ outcome: String, _ delivery: Delivery) {
    self.outcome = outcome
    self.delivery = delivery
  }

  /// Puts a page of HTML in place of the body, as proxies and load balancers do.
  fileprivate mutating func show(_ title: String) {
    contentType = "text/html"
    headers = [:]
    let text = "<html><head><title>\(title)</title></head><body><p>\(title)</p></body></html>"
    body = Data(text.utf8)
  }
}

extension SimulatedError {
  // As the services of the JSON protocols say it.
  fileprivate static let expiredToken = SimulatedError(
    code: "ExpiredTokenException",
    message: "The security token included in the request is expired"
  )

  fileprivate static func madeUp(_ code: String, _ reason: String?) -> SimulatedError {
    let note = reason.map { " - Reason=\"\($0)\"" } ?? ""
    var error = SimulatedError(code: code, message: "Made up by a fault\(note)")
    error.reason = reason
    return error
  }
}
