internal import Foundation
internal import SMSVoice

extension ServiceError {
  /// Reads the error in an answer that is not 200: AWS JSON, STS's XML, or whatever a gateway wrote.
  ///
  /// `secrets` are those of the request: an error about a signature repeats the headers it was
  /// computed from.
  init(_ response: HTTPResponse, hiding secrets: [Secret]) {
    let wire = WireError(json: response.body) ?? WireError(xml: response.body) ?? WireError()
    let name = wire.type ?? response.headers["x-amzn-errortype"]
    let code = name.map(Self.shortCode) ?? "HTTP \(response.status)"
    self.init(
      kind: Kind(code: code, status: response.status),
      code: code,
      message: (wire.message ?? Self.words(for: response)).hiding(secrets),
      reason: wire.reason,
      resourceType: wire.resourceType,
      resourceID: wire.resourceID,
      fields: wire.fields.map { Field(name: $0.name, message: $0.message) },
      requestID: response.requestID ?? wire.requestID
    )
  }

  /// No answer; the code is curl's wording.
  init(_ error: TransportError) {
    self.init(kind: .transport, code: error.name, message: error.message)
  }

  /// `com.amazonaws.pinpointsmsvoicev2#ConflictException:http://...` is a `ConflictException`.
  private static func shortCode(_ type: String) -> String {
    let name = type.split(separator: "#").last ?? ""
    return String(name.prefix { $0 != ":" })
  }

  // Some proxies and load balancers explain themselves in text or HTML: its beginning helps.
  private static func words(for response: HTTPResponse) -> String {
    let text = String(decoding: response.body.prefix(2_000), as: UTF8.self)
      .replacing(/<[^>]*>/, with: " ")
      .split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
    return text.isEmpty
      ? "the answer says nothing but HTTP status \(response.status)" : String(text.prefix(200))
  }
}

extension String {
  /// The text with every secret replaced.
  func hiding(_ secrets: [Secret]) -> String {
    secrets.filter { !$0.value.isEmpty }.reduce(self) {
      $0.replacingOccurrences(of: $1.value, with: Secret.placeholder)
    }
  }
}

extension HTTPResponse {
  /// What AWS support asks for; nil when the answer has none, as from a proxy.
  var requestID: String? { headers["x-amzn-requestid"] ?? headers["x-amz-request-id"] }
}
