internal import Foundation

/// The members of an error body, in whichever of AWS's formats it came.
struct WireError: Sendable, Equatable {
  /// One offending member of the request.
  struct Field: Sendable, Equatable {
    /// As the service spells it.
    var name: String
    /// The sentence for people, `Message` or `message`.
    var message: String
  }

  /// May carry a namespace and a URL: `com.amazonaws.pinpointsmsvoicev2#ConflictException`.
  var type: String?
  /// The sentence for people, `Message` or `message`; nil when there is none, or an empty one.
  var message: String?
  /// For example `DELETION_PROTECTION_ENABLED`.
  var reason: String?
  /// For example `pool`; nil in most errors.
  var resourceType: String?
  /// Of the resource in question; nil in most errors.
  var resourceID: String?
  /// From the body, where STS has it.
  var requestID: String?
  /// The members that a validation error names.
  var fields: [Field] = []
}

extension WireError {
  /// Reads AWS JSON 1.0; nil when the body is not a JSON object.
  ///
  /// Read as plain JSON and not by Codable: a member of a surprising type must not hide the others.
  init?(json body: Data) {
    guard let root = try? JSONSerialization.jsonObject(with: body) as? [String: Any] else {
      return nil
    }
    // STS answers in JSON, when it is asked to, with the error one level down.
    let object = root["Error"] as? [String: Any] ?? root
    // The service spells it with a capital, the gateway before it does not.
    message = object.text("Message") ?? object.text("message")
    type = object.text("__type") ?? object.text("code") ?? object.text("Code")
    reason = object.text("Reason")
    resourceType = object.text("ResourceType")
    resourceID = object.text("ResourceId")
    requestID = root.text("RequestId")
    fields = (object["Fields"] as? [Any] ?? []).compactMap { member in
      guard let field = member as? [String: Any], let name = field.text("Name") else { return nil }
      return Field(name: name, message: field.text("Message") ?? field.text("message") ?? "")
    }
  }

  /// Reads the query protocol's `<Error><Code>...</Code><Message>...</Message></Error>`; nil for
  /// other text.
  init?(xml body: Data) {
    let text = XMLText(body)
    guard let code = text["Code"] else { return nil }
    type = code
    message = text["Message"]
    requestID = text["RequestId"]
  }
}

extension [String: Any] {
  /// A member that is a text and not empty.
  fileprivate func text(_ name: String) -> String? {
    guard let text = self[name] as? String, !text.isEmpty else { return nil }
    return text
  }
}
