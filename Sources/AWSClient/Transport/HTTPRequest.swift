package import Foundation

/// One HTTP request, complete: what is here is what goes over the wire.
package struct HTTPRequest: Sendable, Equatable {
  /// For example `POST`.
  package var method: String
  /// Absolute, `http` or `https`.
  package var url: URL
  package var headers: HTTPHeaders
  package var body: Data
  /// For the whole exchange, from connecting to the last byte of the answer.
  package var timeout: Duration

  package init(
    method: String = "POST",
    url: URL,
    headers: HTTPHeaders = [:],
    body: Data = Data(),
    timeout: Duration = .seconds(60)
  ) {
    self.method = method
    self.url = url
    self.headers = headers
    self.body = body
    self.timeout = timeout
  }
}
