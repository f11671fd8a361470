import AWSClient
import SMSVoice
import Testing

@Suite struct `An error answer` {
  private struct Case: Sendable, CustomTestStringConvertible {
    var status = 400
    var headers: HTTPHeaders = [:]
    var body: String
    var error: ServiceError

    var testDescription: String { "\(status) \(error.code)" }
  }

  private static let cases = [
    Case(
      headers: ["X-Amzn-RequestId": "id-1"],
      body: """
        {"__type": "com.amazonaws.pinpointsmsvoicev2#ConflictException", \
        "Message": "Conflict Occurred", "Reason": "DELETION_PROTECTION_ENABLED", \
        "ResourceType": "pool", "ResourceId": "pool-1"}
        """,
      error: ServiceError(
        kind: .conflict,
        code: "ConflictException",
        message: "Conflict Occurred",
        reason: "DELETION_PROTECTION_ENABLED",
        resourceType: "pool",
        resourceID: "pool-1",
        requestID: "id-1"
      )
    ),
    Case(
      body: """
        {"__type": "ValidationException:http://internal.amazon.com/coral/", "message": "no", \
        "Reason": "SOMETHING_NEW", \
        "Fields": [{"Name": "PoolId", "Message": "bad"}, {"Name": "Tags"}, {"Message": "stray"}]}
        """,
      error: ServiceError(
        kind: .validation,
        code: "ValidationException",
        message: "no",
        reason: "SOMETHING_NEW",
        fields: [
          .init(name: "PoolId", message: "bad"), .init(name: "Tags", message: ""),
        ]
      )
    ),
    Case(
      headers: ["x-amzn-ErrorType": "ResourceNotFoundException:"],
      body: #"{"Message": "gone", "Reason": 7}"#,
      error: ServiceError(kind: .notFound, code: "ResourceNotFoundException", message: "gone")
    ),
    Case(
      body: #"{"__type": "a#ServiceQuotaExceededException", "Message": "m", "Reason": "r"}"#,
      error: ServiceError(
        kind: .quotaExceeded,
        code: "ServiceQuotaExceededException",
        message: "m",
        reason: "r"
      )
    ),
    Case(
      body: #"{"__type": "AccessDeniedException", "Message": "m"}"#,
      error: ServiceError(kind: .accessDenied, code: "AccessDeniedException", message: "m")
    ),
    Case(
      body: #"{"__type": "UnrecognizedClientException", "message": "m"}"#,
      error: ServiceError(kind: .credentials, code: "UnrecognizedClientException", message: "m")
    ),
    Case(
      body: #"{"__type": "InvalidSignatureException", "message": "m"}"#,
      error: ServiceError(kind: .credentials, code: "InvalidSignatureException", message: "m")
    ),
    Case(
      body: #"{"__type": "SomethingNewException", "message": "m"}"#,
      error: ServiceError(kind: .other, code: "SomethingNewException", message: "m")
    ),
    Case(
      status: 403,
      body: "<html><h1>Forbidden</h1>\n<p>by  the proxy</p></html>",
      error: ServiceError(kind: .other, code: "HTTP 403", message: "Forbidden by the proxy")
    ),
    Case(
      status: 301,
      body: "",
      error: ServiceError(
        kind: .other,
        code: "HTTP 301",
        message: "the answer says nothing but HTTP status 301"
      )
    ),
  ]

  @Test(arguments: cases)
  private func `is read and not retried`(example: Case) async throws {
    let transport = ScriptedTransport([
      .answer(example.status, example.body, headers: example.headers)
    ])
    let client = ServiceClient(try .make(transport))
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    var expected = example.error
    expected.operation = "CreatePool"
    #expect(error == expected)
    #expect(transport.requests.count == 1)
  }

  @Test(
    arguments: [
      (400, #"{"__type": "ThrottlingException", "Message": "m"}"#, ServiceError.Kind.throttling, 8),
      (429, "slow down", .throttling, 8),
      (500, #"{"__type": "InternalServerException", "Message": "m"}"#, .internalServer, 6),
      (503, "<html>", .internalServer, 6),
      (502, "", .internalServer, 6),
      (504, #"{"__type": "SomethingNewException"}"#, .internalServer, 6),
    ]
  )
  func `that may pass is retried`(
    status: Int,
    body: String,
    kind: ServiceError.Kind,
    attempts: Int
  ) async throws {
    let transport = ScriptedTransport([.answer(status, body)])
    var configuration = try ServiceClientConfiguration.make(transport)
    configuration.retry.throttlingPatience = .zero
    let client = ServiceClient(configuration)
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(error?.kind == kind)
    #expect(transport.requests.count == attempts)
    #expect(Set(transport.requests.map(\.body)).count == 1)
  }
}
