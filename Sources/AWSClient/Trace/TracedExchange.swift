package import Foundation

/// One HTTP exchange as a trace may show it: secrets are replaced already.
package struct TracedExchange: Sendable {
  /// A header line with the value that may be shown.
  package struct Header: Sendable, Equatable {
    /// As it travelled, its case included.
    package var name: String
    /// What may be shown, for example `<redacted>`.
    package var value: String
  }

  /// An answer of any status.
  package struct Answer: Sendable {
    /// For example 200.
    package var status: Int
    /// In the order they came; values that may not be shown are replaced.
    package var headers: [Header]
    /// As `TracedExchange.body`.
    package var body: String
  }

  /// When the request was handed to the transport, by the wall clock.
  package var date: Date
  /// For example `POST`.
  package var method: String
  /// Absolute, as it was asked for.
  package var url: String
  /// In the order they travelled; values that may not be shown are replaced.
  package var headers: [Header]
  /// Text as it travelled, `<redacted, 412 bytes>` for one with secrets in it; empty when there is none.
  package var body: String
  /// What came back, or the sentence that says why nothing did.
  package var outcome: Result<Answer, TransportError>
  /// From handing over to the end; waiting for a connection is in it.
  package var duration: Duration
}

extension TracedExchange {
  /// Replaces what `request` marks as secret, and in answers what repeats it.
  init(
    _ request: HTTPRequest,
    _ result: Result<HTTPResponse, TransportError>,
    date: Date,
    duration: Duration
  ) {
    let secrets = request.headers.secrets
    self.date = date
    self.duration = duration
    method = request.method
    url = request.url.absoluteString
    headers = request.headers.fields.map { Header(name: $0.name, value: $0.shown ?? $0.value) }
    body = request.body.shown(isSecret: request.secretBodies.contains(.request), hiding: secrets)
    outcome = result.map { response in
      Answer(
        status: response.status,
        headers: response.headers.fields.map { $0.shownInAnswer(hiding: secrets) },
        body: response.body.shown(
          isSecret: request.secretBodies.contains(.response),
          hiding: secrets
        )
      )
    }
  }
}

extension HTTPHeaders.Field {
  // A proxy or load balancer may keep a session by it.
  private static let confidential: Set = ["set-cookie", "proxy-authenticate"]

  fileprivate func shownInAnswer(hiding secrets: [Secret]) -> TracedExchange.Header {
    let isSecret = Self.confidential.contains(name.lowercased())
    return TracedExchange.Header(
      name: name,
      value: isSecret ? Secret.placeholder : value.hiding(secrets)
    )
  }
}

extension Data {
  // More than any call of the service needs; what is cut off is counted.
  private static let limit = 65_536

  fileprivate func shown(isSecret: Bool, hiding secrets: [Secret]) -> String {
    if isEmpty { return "" }
    if isSecret { return "<redacted, \(count) bytes>" }
    // First hidden, then cut: a cut in the middle of a secret would leave its beginning.
    let text = String(decoding: self, as: UTF8.self).hiding(secrets)
    let bytes = text.utf8
    guard bytes.count > Self.limit else { return text }
    return String(decoding: bytes.prefix(Self.limit), as: UTF8.self)
      + "<cut, \(bytes.count) bytes in all>"
  }
}
