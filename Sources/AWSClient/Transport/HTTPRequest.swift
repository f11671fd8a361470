package import Foundation

/// One HTTP request, complete: what is here is what goes over the wire.
package struct HTTPRequest: Sendable, Equatable {
  /// For example `POST`.
  package var method: String
  /// Absolute, `http` or `https`.
  package var url: URL
  package var headers: HTTPHeaders
  /// Empty for none.
  package var body: Data
  /// Which bodies of the exchange must not reach a log.
  package var secretBodies: SecretBodies = []
  /// For the whole exchange, from connecting to the last byte of the answer.
  package var timeout: Duration
  /// For name lookup, TCP and TLS together; nil for what the transport takes for all.
  package var connectTimeout: Duration?
  /// Whether it must not go through a proxy, whatever the settings say.
  ///
  /// For agents that hand out credentials: the request holds a token for them.
  package var isDirect = false
  /// Whether to drop the exchange when the awaiting task is cancelled.
  ///
  /// For reads alone: of a write that is dropped nobody knows whether it took effect.
  package var isAbortable = false

  /// A request that may go through a proxy, is not dropped when its task is cancelled, and holds no secrets in
  /// its bodies.
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

/// Which of the two bodies of an exchange hold secrets, such as a token, a key, or who opted out.
package struct SecretBodies: OptionSet, Sendable {
  package let rawValue: Int

  package init(rawValue: Int) {
    self.rawValue = rawValue
  }

  /// The body that is sent.
  package static let request = SecretBodies(rawValue: 1)
  /// The body that comes back.
  package static let response = SecretBodies(rawValue: 2)
}
