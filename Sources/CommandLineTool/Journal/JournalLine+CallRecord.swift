internal import AWSClient
internal import SMSVoice

extension JournalLine.Call {
  /// The line of an attempt.
  init(_ record: CallRecord) {
    region = record.region
    operation = record.operation.rawValue
    address = record.subject
    attempt = record.attempt
    clientToken = record.clientToken
    requestId = record.requestID
    latencyMs = record.latency?.inMilliseconds
    outcome = Self.success
    guard case .failed(let error, let retryAfter) = record.outcome else { return }
    outcome = error.code
    reason = error.reason
    throttled = error.kind == .throttling ? true : nil
    retryAfterMs = retryAfter?.inMilliseconds
  }
}

extension Duration {
  /// With one digit after the point.
  var inMilliseconds: Double { (self / .microseconds(100)).rounded() / 10 }
}
