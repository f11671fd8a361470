import AWSClient
import Foundation
import SMSVoice
import Testing

/// Calls that the caller can do without, and the one service they are for.
@Suite struct `An optional call` {
  private static func request(region: String = "eu-west-1") -> ServiceRequest {
    var request = ServiceRequest(
      region: region,
      operation: "GetResources",
      body: Data("{}".utf8)
    )
    request.service = .resourceGroupsTagging
    request.isOptional = true
    return request
  }

  private static let refused = TransportError(
    cause: .connection,
    curlCode: 7,
    name: "Couldn't connect to server",
    message: "could not connect"
  )

  @Test func `of the tagging API is signed for it, in its version of JSON`() async throws {
    let transport = ScriptedTransport([.answer(200, "{}")])
    _ = try await ServiceClient(try .make(transport)).send(Self.request())
    let sent = try #require(transport.requests.first)
    #expect(sent.headers["X-Amz-Target"] == "ResourceGroupsTaggingAPI_20170126.GetResources")
    #expect(sent.headers["Content-Type"] == "application/x-amz-json-1.1")
    #expect(sent.headers["Authorization"]?.contains("/eu-west-1/tagging/aws4_request") == true)
    #expect(sent.isAbortable)
    #expect(sent.timeout == .seconds(10))
  }

  @Test(arguments: [
    ScriptedTransport.Reply.answer(500, ""), .answer(400, #"{"__type":"ThrottlingException"}"#),
    .answer(400, #"{"__type":"ExpiredTokenException"}"#), .answer(200, "<html>"), .fail(refused),
  ])
  func `is tried once, and then not again in its region`(
    _ reply: ScriptedTransport.Reply
  ) async throws {
    let transport = ScriptedTransport([reply])
    let client = ServiceClient(try .make(transport))
    let first = await #expect(throws: ServiceError.self) { try await client.send(Self.request()) }
    #expect(transport.requests.count == 1)
    let second = await #expect(throws: ServiceError.self) { try await client.send(Self.request()) }
    #expect(transport.requests.count == 1)
    #expect(first == second)
    let elsewhere = Self.request(region: "us-east-1")
    await #expect(throws: ServiceError.self) { try await client.send(elsewhere) }
    #expect(transport.requests.count == 2)
  }

  @Test func `leaves calls of the service alone when it fails`() async throws {
    let transport = ScriptedTransport([.fail(Self.refused), .answer(500, ""), .answer(200, "{}")])
    let client = ServiceClient(try .make(transport))
    await #expect(throws: ServiceError.self) { try await client.send(Self.request()) }
    _ = try await client.send(.make("DescribePools"))
    #expect(transport.requests.count == 3)
  }

  @Test(
    arguments: [
      ("eu-west-1", [:], nil, "https://tagging.eu-west-1.amazonaws.com"),
      ("us-gov-west-1", [:], nil, "https://tagging.us-gov-west-1.amazonaws.com"),
      ("eusc-de-east-1", [:], nil, "https://tagging.eusc-de-east-1.amazonaws.eu"),
      ("eu-west-1", ["AWS_ENDPOINT_URL": "http://env"], nil, "http://env"),
      ("eu-west-1", ["AWS_ENDPOINT_URL": "http://env"], "http://flag", "http://flag"),
      (
        "eu-west-1", ["AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API": "http://own"], nil,
        "http://own"
      ),
      ("eu-west-1", ["AWS_USE_FIPS_ENDPOINT": "true"], nil, nil),
      ("eu-west-1", ["AWS_USE_DUALSTACK_ENDPOINT": "true"], nil, nil),
    ] as [(String, [String: String], String?, String?)]
  )
  func `goes to the endpoint of its service, which has no variants`(
    region: String,
    variables: [String: String],
    flag: String?,
    expected: String?
  ) throws {
    let resolver = try EndpointResolver.make(variables, flag: flag)
    #expect((try? resolver.tagging(region: region).absoluteString) == expected)
  }
}
