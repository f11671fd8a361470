/// What the service says when it refuses a call.
package struct SimulatedError: Error, Sendable, Equatable, Codable {
  /// One entry of the `Fields` of a `ValidationException`.
  package struct Field: Sendable, Equatable, Codable {
    /// The path of the member, for example `Tags[0].Key`.
    package var name: String
    /// The sentence that the service would send.
    package var message: String
  }

  /// For example `ConflictException`.
  package var code: String
  /// One sentence in the service's wording, as `Message`.
  package var message: String
  /// For example `LAST_PHONE_NUMBER`; nil for the errors that have no reason.
  package var reason: String?
  /// For example `pool`; only conflicts and missing resources have one.
  package var resourceType: String?
  /// For example `pool-0f3...`; nil together with the type.
  package var resourceID: String?
  /// Empty for everything but some validation errors.
  package var fields: [Field] = []
  /// The HTTP status: 400 for nearly everything.
  package var status: Int = 400

  /// Without reason, resource and fields, which callers add.
  package init(code: String, message: String, status: Int = 400) {
    self.code = code
    self.message = message
    self.status = status
  }
}

extension SimulatedError {
  /// `ConflictException`, with the resource that stands in the way.
  package static func conflict(_ reason: String, _ type: String, _ id: String) -> SimulatedError {
    var error = SimulatedError(
      code: "ConflictException",
      message:
        "Conflict Occurred - Reason=\"\(reason)\" ResourceType=\"\(type)\" ResourceId=\"\(id)\""
    )
    error.reason = reason
    error.resourceType = type
    error.resourceID = id
    return error
  }

  /// `ResourceNotFoundException`, which has no reason.
  package static func notFound(_ type: String, _ id: String) -> SimulatedError {
    var error = SimulatedError(
      code: "ResourceNotFoundException",
      message: "Resource not found - ResourceType=\"\(type)\" ResourceId=\"\(id)\""
    )
    error.resourceType = type
    error.resourceID = id
    return error
  }

  /// `ValidationException`; each field is a member's path and what is wrong with it.
  package static func invalid(_ reason: String, fields: [Field]) -> SimulatedError {
    let list = fields.map { "{Name=\"\($0.name)\", Message=\"\($0.message)\"}" }
    var error = SimulatedError(
      code: "ValidationException",
      message: "Validation Failed - Reason=\"\(reason)\" Fields=[\(list.joined(separator: ", "))]"
    )
    error.reason = reason
    error.fields = fields
    return error
  }

  /// `ValidationException` about one member.
  package static func invalid(
    _ reason: String,
    _ field: String,
    _ message: String
  ) -> SimulatedError {
    .invalid(reason, fields: [Field(name: field, message: message)])
  }

  /// `ServiceQuotaExceededException`.
  package static func quotaExceeded(_ reason: String) -> SimulatedError {
    var error = SimulatedError(
      code: "ServiceQuotaExceededException",
      message: "Service Quota Exceeded - Reason=\"\(reason)\""
    )
    error.reason = reason
    return error
  }

  /// `ThrottlingException`, which the service sends with status 400.
  package static let throttled = SimulatedError(
    code: "ThrottlingException",
    message: "Rate exceeded"
  )

  /// `InternalServerException`, status 500.
  package static let internalFailure = SimulatedError(
    code: "InternalServerException",
    message: "The service encountered an internal error",
    status: 500
  )
}

extension SimulatedError {
  /// The JSON body of the answer; `namespace` comes before the code in `__type`, for example
  /// `com.amazonaws.pinpointsmsvoicev2#`.
  package func body(namespace: String, requestID: String) -> JSONObject {
    var body: JSONObject = [
      "__type": .string(namespace + code),
      "Message": .string(message),
      "Reason": .text(reason),
      "ResourceType": .text(resourceType),
      "ResourceId": .text(resourceID),
    ]
    if !fields.isEmpty {
      body["Fields"] = .array(
        fields.map { .object(["Name": .string($0.name), "Message": .string($0.message)]) }
      )
    }
    if status >= 500 { body["RequestId"] = .string(requestID) }
    return body
  }
}
