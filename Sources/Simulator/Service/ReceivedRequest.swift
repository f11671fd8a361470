package import Foundation

/// An HTTP request as it arrived.
package struct ReceivedRequest: Sendable {
  /// For example `POST`.
  package var method: String
  /// As sent, percent-encoded, for example `/`.
  package var path: String
  /// As sent, without the question mark; empty when there is none.
  package var query: String
  /// By lower-case name.
  package var headers: [String: String]
  /// Whole, whatever the transfer encoding.
  package var body: Data

  package init(
    method: String = "POST",
    path: String = "/",
    query: String = "",
    headers: [String: String],
    body: Data
  ) {
    self.method = method
    self.path = path
    self.query = query
    self.headers = headers
    self.body = body
  }
}
