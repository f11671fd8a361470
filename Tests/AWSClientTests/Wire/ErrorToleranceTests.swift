import AWSClient
import Foundation
import SMSVoice
import Testing

/// Answers that AWS, or what stands before it, gives beside the usual ones.
@Suite struct `An unusual error answer` {
  /// Answers everything with the same bytes.
  private struct Server: Transport {
    let status: Int
    let headers: HTTPHeaders
    let body: Data

    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      let timing = HTTPTiming(sentAt: .now, receivedAt: .now)
      return HTTPResponse(status: status, headers: headers, body: body, timing: timing)
    }
  }

  private func answer(
    status: Int = 400,
    headers: HTTPHeaders = [:],
    _ body: Data
  ) async throws -> ServiceError {
    let server = Server(status: status, headers: headers, body: body)
    let client = ServiceClient(try .make(server))
    return try #require(
      await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    )
  }

  /// As a gateway does that shows what it was sent.
  private struct Echo: Transport {
    func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
      let words = "you sent \(request.headers["Authorization"] ?? "nothing")"
      let timing = HTTPTiming(sentAt: .now, receivedAt: .now)
      return HTTPResponse(status: 400, headers: [:], body: Data(words.utf8), timing: timing)
    }
  }

  @Test func `shows no signature`() async throws {
    let client = ServiceClient(try .make(Echo()))
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    // What stands in for it looks like a tag, and goes with the tags of a gateway's page.
    #expect(error?.message == "you sent")
  }

  static let codes: [(body: String, header: String?, code: String)] = [
    (#"{"__type": "ConflictException"}"#, nil, "ConflictException"),
    (#"{"__type": "a.b.c#ConflictException"}"#, nil, "ConflictException"),
    (#"{"__type": "a.b.c#ConflictException:http://x/y#z"}"#, nil, "ConflictException"),
    (#"{"__type": "ConflictException:http://internal.amazon.com/"}"#, nil, "ConflictException"),
    (#"{"code": "ConflictException"}"#, nil, "ConflictException"),
    (#"{"Code": "ConflictException"}"#, nil, "ConflictException"),
    (#"{"__type": null, "code": "ConflictException"}"#, nil, "ConflictException"),
    (#"{"__type": 7, "code": "ConflictException"}"#, nil, "ConflictException"),
    (#"{"__type": "", "code": "ConflictException"}"#, nil, "ConflictException"),
    (#"{"__type": ["ConflictException"]}"#, "ValidationException", "ValidationException"),
    (#"{"Error": {"Code": "InvalidClientTokenId"}}"#, nil, "InvalidClientTokenId"),
    ("", "ConflictException", "ConflictException"),
    ("", "a#ConflictException:http://x/", "ConflictException"),
    (#"{"__type": "Conf"#, "ConflictException", "ConflictException"),
    (#"{"__type": "Conf"#, nil, "HTTP 400"), ("null", nil, "HTTP 400"),
    ("[]", nil, "HTTP 400"), (#""text""#, nil, "HTTP 400"), ("{}", nil, "HTTP 400"),
    (##"{"__type": "#"}"##, nil, "HTTP 400"),
    ("<Error><Code>SignatureDoesNotMatch</Code></Error>", nil, "SignatureDoesNotMatch"),
  ]

  @Test(arguments: codes)
  func `has a code wherever it stands`(body: String, header: String?, code: String) async throws {
    let headers: HTTPHeaders = header.map { ["x-amzn-errortype": $0] } ?? [:]
    #expect(try await answer(headers: headers, Data(body.utf8)).code == code)
  }

  static let silence = "the answer says nothing but HTTP status 400"

  static let messages: [(body: String, message: String)] = [
    (#"{"__type": "E", "Message": "m"}"#, "m"), (#"{"__type": "E", "message": "m"}"#, "m"),
    (#"{"__type": "E", "Message": null, "message": "m"}"#, "m"),
    (#"{"__type": "E", "Message": {"a": 1}, "message": "m"}"#, "m"),
    (#"{"__type": "E", "Message": ""}"#, silence), (#"{"__type": "E"}"#, silence),
    (#"{"__type": "E", "Message": "\n  first line\nsecond line"}"#, "first line"),
    ("", silence), ("   \n", silence), ("slow  down\n", "slow down"),
    (
      "<html><head><title>502 Bad\nGateway</title><style>b { color: red }</style></head>"
        + "<body><p>long story</p></body></html>",
      "502 Bad Gateway"
    ),
    (
      "<html><title></title><script>if (a < b) {}</script><p>by the <b>proxy</b></p>",
      "by the proxy"
    ),
    (#"{"__type": "Conf"#, #"{"__type": "Conf"#),
    (
      "<ErrorResponse><Error><Code>E</Code><Message>a &lt; b &amp;amp; c</Message></Error>"
        + "<RequestId>r</RequestId></ErrorResponse>",
      "a < b &amp; c"
    ),
  ]

  @Test(arguments: messages)
  func `has words, or says that it has none`(body: String, message: String) async throws {
    #expect(try await answer(Data(body.utf8)).message == message)
  }

  @Test func `may be no text at all`() async throws {
    let garbage = Data((0..<3_000).map { UInt8(truncatingIfNeeded: 0x80 &+ $0 &* 7) })
    let found = try await answer(status: 502, garbage)
    #expect(found.code == "HTTP 502")
    #expect(found.message == "the answer says nothing but HTTP status 502")
    #expect(found.kind == .internalServer)
  }

  @Test(
    arguments: [
      String(repeating: "x", count: 100_000),
      #"{"__type": "ConflictException", "Message": "\#(String(repeating: "x", count: 100_000))"}"#,
      #"{"__type": "\#(String(repeating: "x", count: 100_000))", "Message": "m"}"#,
      #"{"__type": "E", "ResourceId": "\#(String(repeating: "x", count: 100_000))"}"#,
      "<html>" + String(repeating: "<p>text", count: 20_000),
    ]
  )
  func `may be large`(body: String) async throws {
    let found = try await answer(Data(body.utf8))
    #expect(found.message.count <= 1_003)
    #expect(found.code.count <= 259)
    #expect((found.resourceID ?? "").count <= 259)
  }

  @Test func `keeps what can be read beside what cannot`() async throws {
    let body = #"""
      {"__type": "ValidationException", "Message": "m", "Reason": ["r"], "New": {"a": [1]},
       "ResourceType": null, "ResourceId": 7, "RequestId": "id",
       "Fields": [7, null, {"Name": "A", "Message": 1}, {"Name": 2}, {"Name": "B", "message": "b"}]}
      """#
    let found = try await answer(Data(body.utf8))
    #expect(found.kind == .validation)
    #expect(found.reason == nil)
    #expect(found.resourceType == nil)
    #expect(found.resourceID == nil)
    #expect(found.requestID == "id")
    #expect(found.fields == [.init(name: "A", message: ""), .init(name: "B", message: "b")])
  }

  private static let token = "SECRETTOKEN"

  /// As AWS words them; the request in them has a session token.
  static let echoes: [(body: String, message: String)] = [
    (
      #"{"__type": "InvalidSignatureException", "message": "The request signature we calculated does not match the signature you provided. Check your AWS Secret Access Key and signing method. Consult the service documentation for details.\n\nThe Canonical String for this request should have been\n'POST\n/\n\nx-amz-security-token:\#(token)\n'"}"#,
      "The request signature we calculated does not match the signature you provided."
    ),
    (
      #"{"__type": "InvalidSignatureException", "message": "no match: POST / x-amz-security-token:\#(token)"}"#,
      "no match"
    ),
    (
      #"{"__type": "SomethingElse", "message": "Bad. The canonical request was POST \#(token)"}"#,
      "Bad."
    ),
    (
      "<Error><Code>SignatureDoesNotMatch</Code><Message>No match. \(token)</Message></Error>",
      "No match."
    ),
    (
      #"{"__type": "InvalidSignatureException", "message": "Signature expired: 20150830T123600Z is now earlier than 20150830T123601Z"}"#,
      "Signature expired"
    ),
  ]

  @Test(arguments: echoes)
  func `never repeats the request`(body: String, message: String) async throws {
    let found = try await answer(status: 403, Data(body.utf8))
    #expect(found.message == message)
    #expect(!"\(found)".contains(Self.token))
  }
}

@Suite struct `A failure to get an answer` {
  @Test(
    arguments: [
      (.nameLookup, 6, "check the region, the host name, and whether HTTPS_PROXY must be set here"),
      (.nameLookup, 5, "check the address and the password in HTTPS_PROXY, and NO_PROXY"),
      (
        .connection, 7,
        "check the firewall, HTTPS_PROXY and NO_PROXY, and the endpoint if one is set"
      ),
      (.other, 97, "check the address and the password in HTTPS_PROXY, and NO_PROXY"),
      (
        .security, 60,
        "check AWS_CA_BUNDLE, which must have the CA of a proxy that looks inside TLS"
      ),
      (.timeout, 28, "check the firewall and HTTPS_PROXY, then run again: what was done is found"),
      (
        .interrupted, 56,
        "check the firewall and proxies on the way, then run again: what was done is found"
      ),
      (.tooLarge, 23, "check the endpoint and HTTPS_PROXY: this is no answer of the service"),
      (.invalidRequest, 3, "check --endpoint-url and AWS_ENDPOINT_URL"),
      (.other, 0, "check the network, HTTPS_PROXY and NO_PROXY"),
    ] as [(TransportError.Cause, Int, String)]
  )
  func `says what to check`(cause: TransportError.Cause, code: Int, advice: String) async throws {
    let failure = TransportError(cause: cause, curlCode: code, name: "n", message: "could not x y")
    let client = ServiceClient(try .make(ScriptedTransport([.fail(failure)])))
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(error?.message == "could not x y; \(advice)")
    #expect(error?.kind == .transport)
  }

  @Test(arguments: [
    "could not x y (bad file); AWS_CA_BUNDLE must name a file of certificates in PEM form",
    "could not x y (expired); if it is valid in truth, check this machine's clock",
  ])
  func `says what to check once`(message: String) async throws {
    let failure = TransportError(cause: .security, curlCode: 60, name: "n", message: message)
    let client = ServiceClient(try .make(ScriptedTransport([.fail(failure)])))
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(error?.message == message)
  }

  @Test func `of a refused tunnel names the proxy`() async throws {
    let failure = TransportError(
      cause: .interrupted,
      curlCode: 56,
      name: "n",
      message: "could not x y (CONNECT tunnel failed, response 407)"
    )
    let client = ServiceClient(try .make(ScriptedTransport([.fail(failure)])))
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(error?.message.contains("password in HTTPS_PROXY") == true)
  }
}
