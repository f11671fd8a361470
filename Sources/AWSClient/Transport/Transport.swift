/// Whatever can carry one HTTP request to its server and the answer back.
package protocol Transport: Sendable {
  /// Sends once, follows no redirect and retries nothing; an answer of any status is a success.
  ///
  /// Cancelling the awaiting task must not abort a request that is on its way, unless it says
  /// `isAbortable`: a write cut off in the middle leaves nobody knowing whether it took effect.
  /// `HTTPRequest.timeout` bounds the wait.
  func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse
}
