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
    let code = ServiceWords.name(name.map(Self.shortCode)) ?? "HTTP \(response.status)"
    let kind = Kind(code: code, status: response.status)
    // First hidden, then cut: a cut in the middle of a secret would leave its beginning.
    func line(_ text: String) -> String {
      ServiceWords.message(text.hiding(secrets), isAboutCredentials: kind == .credentials)
    }
    let words =
      wire.message.map(line)
      ?? Self.words(for: response.hiding(secrets), isRead: wire != WireError())
    self.init(
      kind: kind,
      code: code,
      message: words,
      reason: ServiceWords.name(wire.reason),
      resourceType: ServiceWords.name(wire.resourceType),
      resourceID: ServiceWords.name(wire.resourceID),
      fields: wire.fields.map {
        Field(name: ServiceWords.name($0.name) ?? "", message: line($0.message))
      },
      requestID: ServiceWords.name(response.requestID ?? wire.requestID)
    )
  }

  /// `com.amazonaws.pinpointsmsvoicev2#ConflictException:http://...` is a `ConflictException`.
  private static func shortCode(_ type: String) -> String {
    String(type.prefix { $0 != ":" }.split(separator: "#").last ?? "")
  }

  // What was read as an AWS error has no words but its message's.
  private static func words(for response: HTTPResponse, isRead: Bool) -> String {
    (isRead ? nil : GatewayWords.text(of: response.body))
      ?? "the answer says nothing but HTTP status \(response.status)"
  }
}

extension HTTPResponse {
  fileprivate func hiding(_ secrets: [Secret]) -> HTTPResponse {
    var copy = self
    copy.body = Data(String(decoding: body, as: UTF8.self).hiding(secrets).utf8)
    return copy
  }

  /// What AWS support asks for; nil when the answer has none, as from a proxy.
  var requestID: String? { headers["x-amzn-requestid"] ?? headers["x-amz-request-id"] }
}
