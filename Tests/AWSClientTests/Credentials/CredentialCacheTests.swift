import AWSClient
import Foundation
import SMSVoice
import Testing

@Suite struct `The credential cache` {
  private let issuer = CredentialIssuer()
  private let moment = TestMoment()
  private let cache: CredentialCache
  private let down = CredentialError("the issuer is down")

  init() {
    cache = CredentialCache(
      date: { [moment] in moment.now },
      fetch: { [issuer] () async throws(CredentialError) in try await issuer.fetch() }
    )
  }

  /// Asks the cache while the issuer answers, in that order.
  private func ask(
    _ outcome: CredentialIssuer.Outcome
  ) async -> Result<Credentials, any Error> {
    async let answer: Void = issuer.answer(outcome)
    let result = await Self.result { try await cache.credentials() }
    await answer
    return result
  }

  private static func result(
    _ body: () async throws -> Credentials
  ) async -> Result<Credentials, any Error> {
    do {
      return .success(try await body())
    } catch {
      return .failure(error)
    }
  }

  @Test func `asks once for fifty who wait`() async throws {
    let keys = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<50 { group.addTask { try await cache.credentials().accessKeyID } }
      await issuer.answer(.success(CredentialIssuer.credentials(1, until: 3600)))
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(keys == Array(repeating: "ASIA1", count: 50))
    #expect(await issuer.count == 1)
  }

  @Test func `lets a cancelled waiter go at once, and alone`() async throws {
    let first = Task { try await cache.credentials() }
    await issuer.arrival()
    let others = (0..<10).map { _ in Task { try await cache.credentials() } }
    first.cancel()
    // Nobody has answered yet.
    await #expect(throws: CancellationError.self) { try await first.value }
    others[3].cancel()
    await #expect(throws: CancellationError.self) { try await others[3].value }
    await issuer.answer(.success(CredentialIssuer.credentials(1)))
    for (index, other) in others.enumerated() where index != 3 {
      #expect(try await other.value.accessKeyID == "ASIA1")
    }
    #expect(await issuer.count == 1)
  }

  @Test func `goes on for the next when all who waited are cancelled`() async throws {
    let first = Task { try await cache.credentials() }
    await issuer.arrival()
    first.cancel()
    await #expect(throws: CancellationError.self) { try await first.value }
    let next = await ask(.success(CredentialIssuer.credentials(1)))
    #expect(try next.get().accessKeyID == "ASIA1")
    #expect(await issuer.count == 1)
  }

  @Test func `does not ask for a task that is cancelled already`() async {
    let task = Task {
      withUnsafeCurrentTask { $0?.cancel() }
      return try await cache.credentials()
    }
    await #expect(throws: CancellationError.self) { try await task.value }
    #expect(await issuer.count == 0)
  }

  @Test func `tells those who wait of a failure, and asks again for the next`() async throws {
    let failed = await ask(.failure(down))
    #expect(throws: down) { try failed.get() }
    let next = await ask(.success(CredentialIssuer.credentials(2)))
    #expect(try next.get().accessKeyID == "ASIA2")
    #expect(await issuer.count == 2)
  }

  @Test(arguments: [(3600.0, 3300.0), (900, 600), (600, 300), (400, 200), (60, 30), (1, 0.5)])
  func `renews five minutes before the end, or at half of a short life`(
    life: TimeInterval,
    renewal: TimeInterval
  ) async throws {
    _ = await ask(.success(CredentialIssuer.credentials(1, until: life)))
    moment.advance(seconds: renewal - 0.25)
    #expect(try await cache.credentials().accessKeyID == "ASIA1")
    #expect(await issuer.count == 1)
    moment.advance(seconds: 0.25)
    let next = await ask(.success(CredentialIssuer.credentials(2, until: 2 * life)))
    #expect(try next.get().accessKeyID == "ASIA2")
  }

  @Test func `never renews what does not end`() async throws {
    _ = await ask(.success(CredentialIssuer.credentials(1)))
    moment.advance(seconds: 1e9)
    #expect(try await cache.credentials().accessKeyID == "ASIA1")
  }

  @Test func `goes on with what still works when a renewal fails`() async throws {
    _ = await ask(.success(CredentialIssuer.credentials(1, until: 3600)))
    moment.advance(seconds: 3300)
    let answer1 = await ask(.failure(down))
    #expect(try answer1.get().accessKeyID == "ASIA1")
    moment.advance(seconds: 29)
    #expect(try await cache.credentials().accessKeyID == "ASIA1")
    #expect(await issuer.count == 2)
    moment.advance(seconds: 1)
    let answer2 = await ask(.failure(down))
    #expect(try answer2.get().accessKeyID == "ASIA1")
    // The last pause ends with the credentials.
    moment.advance(seconds: 269)
    let answer3 = await ask(.failure(down))
    #expect(try answer3.get().accessKeyID == "ASIA1")
    moment.advance(seconds: 1)
    let last = await ask(.failure(down))
    #expect(throws: down) { try last.get() }
  }

  @Test func `refuses what has ended already, and goes on with what still works`() async throws {
    let expired = await ask(.success(CredentialIssuer.credentials(1, until: -1)))
    let error = #expect(throws: CredentialError.self) { try expired.get() }
    #expect(
      error?.message == "the credentials from the issuer have expired already; get new ones"
    )
    _ = await ask(.success(CredentialIssuer.credentials(2, until: 3600)))
    moment.advance(seconds: 3400)
    let renewed = await ask(.success(CredentialIssuer.credentials(3, until: 3399)))
    #expect(try renewed.get().accessKeyID == "ASIA2")
  }

  @Test func `replaces what the service has rejected, once for all`() async throws {
    let old = try await ask(.success(CredentialIssuer.credentials(1, until: 3600))).get()
    let keys = try await withThrowingTaskGroup(of: String.self) { group in
      for _ in 0..<20 {
        group.addTask { try await cache.credentials(replacing: old).accessKeyID }
      }
      await issuer.answer(.success(CredentialIssuer.credentials(2, until: 3600)))
      return try await group.reduce(into: []) { $0.append($1) }
    }
    #expect(keys == Array(repeating: "ASIA2", count: 20))
    #expect(await issuer.count == 2)
    #expect(try await cache.credentials(replacing: old).accessKeyID == "ASIA2")
    #expect(await issuer.count == 2)
  }

  @Test func `does not go back to what the service has rejected`() async throws {
    let old = try await ask(.success(CredentialIssuer.credentials(1, until: 3600))).get()
    async let answer: Void = issuer.answer(.failure(down))
    await #expect(throws: down) { try await cache.credentials(replacing: old) }
    await answer
    let next = await ask(.success(CredentialIssuer.credentials(2, until: 3600)))
    #expect(try next.get().accessKeyID == "ASIA2")
  }
}

/// Credentials that run out while a client works.
@Suite struct `A long run` {
  private static let expired = ScriptedTransport.Reply.answer(
    400,
    #"{"__type":"ExpiredTokenException","message":"The security token is expired"}"#
  )

  private let moment = TestMoment()
  private let machine = TestMachine(
    variables: [
      "AWS_WEB_IDENTITY_TOKEN_FILE": "/run/token",
      "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/ci",
    ],
    files: ["/run/token": "hush-identity"]
  )

  private func client(_ transport: ScriptedTransport) throws -> ServiceClient {
    var configuration = try ServiceClientConfiguration.make(transport)
    configuration.credentials = try CredentialCache.make(
      machine,
      transport,
      date: { [moment] in moment.now }
    )
    return ServiceClient(configuration)
  }

  private func signers(_ transport: ScriptedTransport) -> [String] {
    transport.requests.map { request in
      let key = request.headers["Authorization"]?.firstMatch(of: /Credential=(\w+)/)
      return key.map { String($0.1) } ?? "\(request.url.host() ?? "")"
    }
  }

  @Test func `gets new credentials between its calls`() async throws {
    let transport = ScriptedTransport([
      CredentialAnswers.role("ASIAONE"), .answer(200, "{}"), .answer(200, "{}"),
      CredentialAnswers.role("ASIATWO", ["Expiration": "2026-01-01T02:00:00Z"]),
      .answer(200, "{}"),
    ])
    let client = try client(transport)
    for seconds in [0.0, 3000, 400] {
      moment.advance(seconds: seconds)
      _ = try await client.send(.make())
    }
    let sts = "sts.eu-west-1.amazonaws.com"
    #expect(signers(transport) == [sts, "ASIAONE", "ASIAONE", sts, "ASIATWO"])
  }

  @Test func `gets new credentials when the service says that they have expired`() async throws {
    let transport = ScriptedTransport([
      CredentialAnswers.role("ASIAONE"), Self.expired, CredentialAnswers.role("ASIATWO"),
      .answer(200, #"{"ok":true}"#),
    ])
    let response = try await client(transport).send(.make())
    #expect(response.body == Data(#"{"ok":true}"#.utf8))
    let sts = "sts.eu-west-1.amazonaws.com"
    #expect(signers(transport) == [sts, "ASIAONE", sts, "ASIATWO"])
  }

  @Test func `ends when the service rejects the new ones too`() async throws {
    let transport = ScriptedTransport([
      CredentialAnswers.role("ASIAONE"), Self.expired, CredentialAnswers.role("ASIATWO"),
      Self.expired,
    ])
    let client = try client(transport)
    let error = await #expect(throws: ServiceError.self) { try await client.send(.make()) }
    #expect(error?.code == "ExpiredTokenException")
    #expect(transport.requests.count == 4)
  }
}
