import AWSClient
import Foundation
import SMSVoice
import Synchronization
import Testing

@Suite struct `The service client` {
  private static let refused = TransportError(
    cause: .connection,
    curlCode: 7,
    name: "Couldn't connect to server",
    message: "could not connect to http://127.0.0.1:9 (connection refused)"
  )

  @Test func `signs what it sends`() async throws {
    let transport = ScriptedTransport([
      .answer(200, #"{"PoolId": "pool-1"}"#, headers: ["x-amzn-RequestId": "id-1"])
    ])
    let client = ServiceClient(try .make(transport, endpoint: "http://127.0.0.1:8787"))
    let response = try await client.send(.make("DescribePools", body: #"{"Name":"été"}"#))
    #expect(response.body == Data(#"{"PoolId": "pool-1"}"#.utf8))
    #expect(response.requestID == "id-1")
    let headers = try #require(transport.requests.first).headers
    #expect(headers["X-Amz-Target"] == "PinpointSMSVoiceV2.DescribePools")
    #expect(headers["Content-Type"] == "application/x-amz-json-1.0")
    #expect(headers["User-Agent"] == "smsctl/test")
    #expect(
      headers["Authorization"]?.hasPrefix(
        "AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/eu-west-1/sms-voice/aws4_request, "
      ) == true
    )
  }

  @Test func `retries a fault with the same body`() async throws {
    try await TestServer.run { request in
      request.number == 1 ? .answer(500, "") : .answer(200, #"{"ok":true}"#)
    } during: { server, url in
      let client = ServiceClient(try .make(try CurlTransport(), endpoint: url.absoluteString))
      let response = try await client.send(.make(body: #"{"ClientToken":"t"}"#))
      #expect(response.body == Data(#"{"ok":true}"#.utf8))
      #expect(
        server.received.map(\.body)
          == Array(repeating: Data(#"{"ClientToken":"t"}"#.utf8), count: 2)
      )
      #expect(server.received.allSatisfy { $0.headers["authorization"] != nil })
    }
  }

  @Test func `retries after a connection that broke`() async throws {
    try await TestServer.run { request in
      request.number == 1 ? .hangUp : .answer(200, "{}")
    } during: { server, url in
      let client = ServiceClient(try .make(try CurlTransport(), endpoint: url.absoluteString))
      _ = try await client.send(.make())
      #expect(server.received.count == 2)
    }
  }

  @Test(arguments: ["<html><title>Welcome to this network</title></html>", "", "ok"])
  func `asks again when the answer is not the service's`(body: String) async throws {
    let transport = ScriptedTransport([.answer(200, body), .answer(200, " {}")])
    let answer = try await ServiceClient(try .make(transport)).send(.make())
    #expect(answer.body == Data(" {}".utf8))
    #expect(transport.requests.count == 2)
    #expect(transport.requests[0].body == transport.requests[1].body)
  }

  @Test func `says what a network answers that wants a login`() async throws {
    let transport = ScriptedTransport([
      .answer(200, "<html><title>Welcome to this network</title></html>")
    ])
    let client = ServiceClient(try .make(transport))
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(error?.kind == .transport)
    #expect(
      error?.message == """
        what http://127.0.0.1:1 answered is not from the service: Welcome to this network; check the \
        endpoint and HTTPS_PROXY, and whether this network wants a login, then run again: what was \
        done is found
        """
    )
    #expect(transport.requests.count == 6)
  }

  @Test func `makes fifty calls at once`() async throws {
    try await TestServer.run {
      .answer(200, String(decoding: $0.body, as: UTF8.self))
    } during: { server, url in
      let client = ServiceClient(try .make(try CurlTransport(), endpoint: url.absoluteString))
      let answers = try await withThrowingTaskGroup(of: Data.self) { group in
        for number in 0..<50 {
          group.addTask { try await client.send(.make(body: "{\(number)}")).body }
        }
        return try await group.reduce(into: Set<Data>()) { $0.insert($1) }
      }
      #expect(answers == Set((0..<50).map { Data("{\($0)}".utf8) }))
      #expect(server.received.count == 50)
    }
  }

  @Test func `gives a dead endpoint up after two seconds`() async throws {
    let clock = LeapingClock()
    let transport = ScriptedTransport([.fail(Self.refused)])
    let client = ServiceClient(try .make(transport, clock: clock))
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(error?.kind == .transport)
    #expect(error?.code == "Couldn't connect to server")
    let message = "could not connect to http://127.0.0.1:9 (connection refused); check the firewall"
    #expect(error?.message.hasPrefix(message) == true)
    #expect(transport.requests.count == 3)
    #expect(clock.sleeps.reduce(.zero, +) <= .seconds(2))
  }

  /// Were it tried six times and no more, it would fail within twenty seconds.
  @Test func `waits for an endpoint that has answered before`() async throws {
    let clock = LeapingClock()
    let away = Array(repeating: ScriptedTransport.Reply.fail(Self.refused), count: 20)
    let transport = ScriptedTransport([.answer(200, "{}")] + away + [.answer(200, "{}")])
    let client = ServiceClient(try .make(transport, clock: clock))
    _ = try await client.send(.make())
    _ = try await client.send(.make())
    #expect(transport.requests.count == 22)
    #expect(clock.sleeps.reduce(.zero, +) > .seconds(60))
  }

  @Test func `tries nothing for half a minute where an endpoint has been away for two`()
    async throws
  {
    let clock = LeapingClock()
    let transport = ScriptedTransport([.answer(200, "{}"), .fail(Self.refused)])
    let client = ServiceClient(try .make(transport, clock: clock))
    _ = try await client.send(.make())
    let start = clock.now
    await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect((.seconds(120)..<(.seconds(131))).contains(start.duration(to: clock.now)))
    let tried = transport.requests.count
    for _ in 0..<137 {
      let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
      #expect(error?.code == "NotTried")
      #expect(error?.kind == .transport)
    }
    #expect(transport.requests.count == tried)
    try await clock.sleep(for: .seconds(31))
    await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(transport.requests.count == tried + 1)
  }

  /// A network that comes back and goes again finds calls that have waited no less patient than others.
  @Test func `does not count the attempts of an outage`() async throws {
    let fail = ScriptedTransport.Reply.fail(Self.refused)
    let throttled = ScriptedTransport.Reply.answer(400, #"{"__type":"ThrottlingException"}"#)
    let transport = ScriptedTransport(
      [.answer(200, "{}")] + Array(repeating: fail, count: 12) + [throttled, fail]
        + [.answer(200, "{}")]
    )
    let client = ServiceClient(try .make(transport))
    _ = try await client.send(.make())
    _ = try await client.send(.make())
    #expect(transport.requests.count == 16)
  }

  /// An operation that is down, or a proxy that dislikes a call, is no outage.
  @Test func `gives up a call whose connections break`() async throws {
    let broken = TransportError(cause: .interrupted, name: "reset", message: "connection reset")
    let transport = ScriptedTransport([.answer(200, "{}"), .fail(broken)])
    let client = ServiceClient(try .make(transport))
    _ = try await client.send(.make())
    for number in 1...3 {
      await #expect(throws: ServiceError.self) { try await client.send(.make()) }
      #expect(transport.requests.count == 1 + 6 * number)
    }
  }

  /// What fails for one call only is about that call.
  @Test func `gives up a call that fails while others are answered`() async throws {
    let answered = ScriptedTransport.Reply.answer(500, #"{"__type":"InternalServerException"}"#)
    let transport = ScriptedTransport(
      [.answer(200, "{}")]
        + Array(repeating: [.fail(Self.refused), answered], count: 3).flatMap(\.self)
        + [.fail(Self.refused)]
    )
    let clock = LeapingClock()
    let client = ServiceClient(try .make(transport, clock: clock))
    _ = try await client.send(.make())
    await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(transport.requests.count == 1 + 6)
  }

  @Test func `tells of every attempt`() async throws {
    let calls = Collector<CallRecord>()
    let transport = ScriptedTransport([
      .answer(400, #"{"__type":"ThrottlingException","Message":"m"}"#),
      .fail(Self.refused),
      .answer(200, "{}", headers: ["x-amzn-RequestId": "id-3"]),
    ])
    var configuration = try ServiceClientConfiguration.make(transport)
    configuration.onCall = { calls.add($0) }
    configuration.quotas = Quotas(overrides: [.init(pattern: "CreatePool", rate: 5)])
    _ = try await ServiceClient(configuration).send(.make(body: #"{"ClientToken":"t"}"#))
    #expect(calls.values.map(\.attempt) == [1, 2, 3])
    #expect(calls.values.allSatisfy { $0.clientToken == "t" && $0.rate == 5 })
    #expect(calls.values.allSatisfy { $0.region == "eu-west-1" && $0.operation == "CreatePool" })
    #expect(calls.values.allSatisfy { $0.subject == "eu-west-1/pool/otp" })
    #expect(calls.values.map { $0.latency == nil } == [false, true, false])
    #expect(calls.values.last?.requestID == "id-3")
    #expect(calls.values.last?.outcome == .succeeded)
    guard case .failed(let error, let wait) = calls.values.first?.outcome else {
      Issue.record("the first attempt should have failed")
      return
    }
    #expect(error.kind == .throttling)
    #expect(wait == .milliseconds(250))
  }

  @Test func `tells when a request left, not when it was to leave`() async throws {
    let calls = Collector<CallRecord>()
    let clock = LeapingClock()
    var configuration = try ServiceClientConfiguration.make(
      ScriptedTransport([.answer(200, "{}")], clock: clock),
      clock: clock
    )
    let start = clock.now
    configuration.date = { Date(timeIntervalSince1970: 1_000) }
    configuration.onCall = { calls.add($0) }
    configuration.credentials = CredentialCache { () async throws(CredentialError) in
      try? await clock.sleep(for: .seconds(3))
      return .make()
    }
    _ = try await ServiceClient(configuration).send(.make())
    #expect(start.duration(to: clock.now) >= .seconds(3))
    #expect(calls.values.map(\.date.timeIntervalSince1970) == [1_003])
  }

  @Test func `tells neither a token nor a rate where there is none`() async throws {
    let calls = Collector<CallRecord>()
    let identity = "<R><Account>123456789012</Account><Arn>a</Arn></R>"
    let transport = ScriptedTransport([.answer(200, "{}"), .answer(200, identity)])
    var configuration = try ServiceClientConfiguration.make(transport)
    configuration.quotas = Quotas()
    configuration.onCall = { calls.add($0) }
    let client = ServiceClient(configuration)
    _ = try await client.send(.make("DescribePools", body: #"{"ClientToken":"t"}"#))
    _ = try await client.callerIdentity(region: "eu-west-1")
    #expect(calls.values.map(\.clientToken) == [nil, nil])
    #expect(calls.values.map(\.rate) == [1, nil])
  }

  @Test func `renews expired credentials once`() async throws {
    let transport = ScriptedTransport([
      .answer(400, #"{"__type":"ExpiredTokenException","message":"m"}"#),
      .answer(200, "{}"),
    ])
    var configuration = try ServiceClientConfiguration.make(transport)
    configuration.credentials = RenewableCredentials()
    _ = try await ServiceClient(configuration).send(.make())
    #expect(transport.requests.map { $0.headers["X-Amz-Security-Token"] } == ["old", "new"])
  }

  @Test func `gives up when renewed credentials have expired too`() async throws {
    let transport = ScriptedTransport([
      .answer(400, #"{"__type":"ExpiredTokenException","message":"m"}"#)
    ])
    var configuration = try ServiceClientConfiguration.make(transport)
    configuration.credentials = RenewableCredentials()
    let client = ServiceClient(configuration)
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(error?.kind == .credentials)
    #expect(transport.requests.count == 2)
  }

  @Test func `sends nothing without credentials`() async throws {
    let transport = ScriptedTransport([.answer(200, "{}")])
    var configuration = try ServiceClientConfiguration.make(transport)
    configuration.credentials = CredentialCache { () async throws(CredentialError) in
      throw CredentialError("there are none")
    }
    let client = ServiceClient(configuration)
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(error?.kind == .credentials)
    #expect(error?.message == "there are none")
    #expect(transport.requests.isEmpty)
  }

  @Test func `makes no call for a cancelled task`() async throws {
    let transport = ScriptedTransport([.answer(200, "{}")])
    let client = ServiceClient(try .make(transport))
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await client.send(.make())
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(transport.requests.isEmpty)
  }

  @Test func `throws the last error when a wait before a retry is cancelled`() async throws {
    let clock = ManualClock()
    let transport = ScriptedTransport([.answer(503, "")])
    let client = ServiceClient(try .make(transport, clock: clock))
    let task = Task { try await client.send(.make()) }
    await clock.sleeper()
    task.cancel()
    let error = await #expect(throws: ServiceError.self) { try await task.value }
    #expect(error?.kind == .internalServer)
    #expect(transport.requests.count == 1)
  }
}

/// Old credentials until they are said to have expired.
private final class RenewableCredentials: CredentialSource {
  private let isRenewed = Mutex(false)

  func credentials() async throws(CredentialError) -> Credentials {
    .make(token: isRenewed.withLock { $0 } ? "new" : "old")
  }

  func credentials(
    replacing rejected: Credentials
  ) async throws(CredentialError) -> Credentials {
    isRenewed.withLock { $0 = true }
    return .make(token: "new")
  }
}
