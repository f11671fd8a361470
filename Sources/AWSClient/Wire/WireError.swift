internal import Foundation

/// The members of an error body, in whichever of AWS's formats it came.
struct WireError: Sendable, Equatable {
  /// One offending member of the request.
  struct Field: Sendable, Equatable {
    var name: String
    /// The sentence for people, `Message` or `message`.
    var message: String
  }

  /// May carry a namespace and a URL: `com.amazonaws.pinpointsmsvoicev2#ConflictException`.
  var type: String?
  var message: String?
  /// For example `DELETION_PROTECTION_ENABLED`.
  var reason: String?
  var resourceType: String?
  var resourceID: String?
  var requestID: String?
  /// The members that a validation error names.
  var fields: [Field] = []
}

extension WireError {
  /// Reads AWS JSON 1.0; nil when the body is not a JSON object.
  ///
  /// Read as plain JSON and not by Codable: a member of a surprising type must not hide the others.
  init?(json body: Data) {
    guard let object = try? JSONSerialization.jsonObject(with: body) as? [String: Any] else {
      return nil
    }
    // The service spells it with a capital, the gateway before it does not.
    message = object["Message"] as? String ?? object["message"] as? String
    type = object["__type"] as? String ?? object["code"] as? String
    reason = object["Reason"] as? String
    resourceType = object["ResourceType"] as? String
    resourceID = object["ResourceId"] as? String
    requestID = object["RequestId"] as? String
    fields = (object["Fields"] as? [[String: Any]] ?? []).compactMap { field in
      guard let name = field["Name"] as? String else { return nil }
      return Field(name: name, message: field["Message"] as? String ?? "")
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
