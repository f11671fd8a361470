import AWSClient
import Foundation
import Testing

/// What goes over the wire for credentials, seen by real servers on loopback.
@Suite struct `Requests for credentials` {
  private static let document = CredentialAnswers.json(CredentialAnswers.document)

  /// Names of headers that carry secrets somewhere.
  private static let confidential: Set = [
    "authorization", "x-amz-security-token", "x-amz-sso_bearer_token", "x-aws-ec2-metadata-token",
  ]

  private static func secrets(_ received: TestServer.Received) -> [String: String] {
    received.headers.filter { confidential.contains($0.key) || $0.value.contains("hush") }
  }

  private static func answer(_ reply: ScriptedTransport.Reply) -> TestServer.Reply {
    guard case .answer(let status, let text, _) = reply else { return .hangUp }
    return .answer(status, text)
  }

  @Test func `to a container's agent carry the token that the file holds now`() async throws {
    let tokens = Collector<String>()
    try await TestServer.run { _ in
      .answer(200, Self.document)
    } during: { server, url in
      var surroundings = ClientSurroundings(variables: [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(url)/v1/credentials?a=b%2Fc",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE": "/run/token",
      ])
      surroundings.readFile = { path in
        guard path == "/run/token" else { return nil }
        tokens.add("hush \(tokens.values.count)")
        return Data("\(tokens.values.last ?? "")\n".utf8)
      }
      let settings = try ClientSettings(surroundings)
      let cache = CredentialCache(
        settings,
        endpoints: try EndpointResolver(settings: settings),
        transport: try CurlTransport(),
        region: "eu-west-1",
        userAgent: "smsctl/test",
        serverClock: ServerClock(system: { TestMoment.start })
      )
      let first = try await cache.credentials()
      _ = try await cache.credentials(replacing: first)
      #expect(server.received.map(\.method) == ["GET", "GET"])
      #expect(server.received.allSatisfy { $0.target == "/v1/credentials?a=b%2Fc" })
      #expect(server.received.allSatisfy { $0.headers["accept"] == "application/json" })
      #expect(server.received.allSatisfy { $0.headers["user-agent"] == "smsctl/test" })
      #expect(
        server.received.map(Self.secrets)
          == [["authorization": "hush 0"], ["authorization": "hush 1"]]
      )
      #expect(server.received.allSatisfy { $0.body.isEmpty })
    }
  }

  @Test func `to a container's agent have no token when there is none`() async throws {
    try await TestServer.run { _ in
      .answer(200, Self.document)
    } during: { server, url in
      let machine = TestMachine(variables: [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": url.absoluteString,
        "AWS_SESSION_TOKEN": "hush",
      ])
      _ = try await CredentialCache.make(machine, CurlTransport()).credentials()
      #expect(server.received.map(Self.secrets) == [[:]])
    }
  }

  private static func instance(_ url: URL) -> TestMachine {
    // A busy machine may take its time.
    TestMachine(variables: [
      "AWS_EC2_METADATA_SERVICE_ENDPOINT": url.absoluteString,
      "AWS_METADATA_SERVICE_TIMEOUT": "60",
    ])
  }

  @Test func `to the instance's metadata begin with a token`() async throws {
    try await TestServer.run { received in
      switch received.target {
      case "/latest/api/token": .answer(200, "hush-imds")
      case "/latest/meta-data/iam/security-credentials/": .answer(200, "web+server@x")
      default: .answer(200, Self.document)
      }
    } during: { server, url in
      let cache = try CredentialCache.make(Self.instance(url), CurlTransport())
      #expect(try await cache.credentials().accessKeyID == "ASIAEXAMPLE")
      #expect(
        server.received.map { "\($0.method) \($0.target)" } == [
          "PUT /latest/api/token", "GET /latest/meta-data/iam/security-credentials/",
          "GET /latest/meta-data/iam/security-credentials/web+server@x",
        ]
      )
      let lifetimes = server.received.map { $0.headers["x-aws-ec2-metadata-token-ttl-seconds"] }
      #expect(lifetimes == ["21600", nil, nil])
      let token = ["x-aws-ec2-metadata-token": "hush-imds"]
      #expect(server.received.map(Self.secrets) == [[:], token, token])
      #expect(server.received.allSatisfy { $0.headers["user-agent"] == "smsctl/test" })
      #expect(server.received.allSatisfy { $0.headers["x-forwarded-for"] == nil })
      #expect(server.received.allSatisfy { $0.body.isEmpty })
    }
  }

  @Test(arguments: [400, 403, 404, 405, 500])
  func `to the instance's metadata are never made without a token`(status: Int) async throws {
    try await TestServer.run { _ in
      .answer(status, "web-server")
    } during: { server, url in
      let cache = try CredentialCache.make(Self.instance(url), CurlTransport())
      let error = await #expect(throws: CredentialError.self) { try await cache.credentials() }
      #expect(
        error?.message.contains("answered \(status) to the request for a token") == true
      )
      #expect(Set(server.received.map { "\($0.method) \($0.target)" }) == ["PUT /latest/api/token"])
    }
  }

  private static let login = """
    [default]
    sso_session = corp
    sso_account_id = 123456789012
    sso_role_name = Dev+Ops=1,2.@a-b_c
    [sso-session corp]
    sso_region = eu-central-1
    """

  private static func signedIn(_ url: URL, _ changes: [String: String?] = [:]) -> TestMachine {
    TestMachine(
      variables: [
        "AWS_ENDPOINT_URL_SSO": "\(url)/portal", "AWS_ENDPOINT_URL_SSO_OIDC": "\(url)/oidc",
      ],
      config: .text(login),
      files: [CredentialAnswers.sessionPath: CredentialAnswers.login(changes)]
    )
  }

  @Test func `to the portal carry the login and name account and role`() async throws {
    try await TestServer.run { _ in
      Self.answer(CredentialAnswers.portal())
    } during: { server, url in
      _ = try await CredentialCache.make(Self.signedIn(url), CurlTransport()).credentials()
      let received = try #require(server.received.first)
      #expect(received.method == "GET")
      let parts = received.target.split(separator: "?").map(String.init)
      #expect(parts.first == "/portal/federation/credentials")
      #expect(
        parts.last == "role_name=Dev%2BOps%3D1%2C2.%40a-b_c&account_id=123456789012"
      )
      #expect(Self.secrets(received) == ["x-amz-sso_bearer_token": "hush-access"])
    }
  }

  @Test func `renew a login and keep the new one`() async throws {
    try await TestServer.run { received in
      received.target == "/oidc/token"
        ? .answer(
          200,
          #"{"accessToken":"hush-new","expiresIn":28800,"refreshToken":"hush-next"}"#
        )
        : Self.answer(CredentialAnswers.portal())
    } during: { server, url in
      let machine = Self.signedIn(url, ["expiresAt": "2026-01-01T00:00:00Z", "extra": "kept"])
      _ = try await CredentialCache.make(machine, CurlTransport()).credentials()
      let renewal = try #require(server.received.first)
      #expect(renewal.method == "POST")
      #expect(renewal.headers["content-type"] == "application/json")
      #expect(Self.secrets(renewal).isEmpty)
      let asked = try JSONDecoder().decode([String: String].self, from: renewal.body)
      #expect(
        asked == [
          "clientId": "client", "clientSecret": "hush-client", "grantType": "refresh_token",
          "refreshToken": "hush-refresh",
        ]
      )
      let portal = try #require(server.received.last)
      #expect(Self.secrets(portal) == ["x-amz-sso_bearer_token": "hush-new"])

      let file = try #require(machine.written.values.first)
      #expect(machine.written.values.count == 1)
      #expect(file.first == CredentialAnswers.sessionPath)
      let kept = try JSONDecoder().decode(
        [String: String].self,
        from: Data((file.last ?? "").utf8)
      )
      #expect(
        kept == [
          "startUrl": "https://example.awsapps.com/start", "region": "eu-central-1",
          "accessToken": "hush-new", "expiresAt": "2026-01-01T08:00:00Z", "clientId": "client",
          "clientSecret": "hush-client", "refreshToken": "hush-next",
          "registrationExpiresAt": "2026-03-01T00:00:00Z", "extra": "kept",
        ]
      )
    }
  }

  @Test func `for a role are signed, and its settings travel`() async throws {
    try await TestServer.run { _ in
      Self.answer(CredentialAnswers.role())
    } during: { server, url in
      let machine = TestMachine(
        variables: [
          "AWS_ENDPOINT_URL_STS": url.absoluteString, "AWS_ACCESS_KEY_ID": "ASIAENV",
          "AWS_SECRET_ACCESS_KEY": "hush-secret", "AWS_SESSION_TOKEN": "hush-session",
        ],
        config: """
          [profile app]
          region = us-west-2
          role_arn = arn:aws:iam::123456789012:role/a+b/é
          credential_source = Environment
          external_id = a&b=c d+e/ü
          role_session_name = build-7
          duration_seconds = 900
          """
      )
      let cache = try CredentialCache.make(machine, profile: "app", CurlTransport())
      _ = try await cache.credentials()
      let received = try #require(server.received.first)
      #expect(received.method == "POST")
      #expect(received.target == "/")
      #expect(
        String(decoding: received.body, as: UTF8.self)
          == "Action=AssumeRole&Version=2011-06-15&DurationSeconds=900"
          + "&ExternalId=a%26b%3Dc%20d%2Be%2F%C3%BC"
          + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fa%2Bb%2F%C3%A9"
          + "&RoleSessionName=build-7"
      )
      #expect(received.headers["x-amz-security-token"] == "hush-session")
      #expect(
        received.headers["authorization"]?
          .hasPrefix("AWS4-HMAC-SHA256 Credential=ASIAENV/20260101/us-west-2/sts/aws4_request, ")
          == true
      )
      #expect(Set(Self.secrets(received).keys) == ["authorization", "x-amz-security-token"])
    }
  }

  @Test func `with a web identity are not signed`() async throws {
    try await TestServer.run { _ in
      Self.answer(CredentialAnswers.role())
    } during: { server, url in
      let machine = TestMachine(
        variables: [
          "AWS_ENDPOINT_URL_STS": url.absoluteString,
          "AWS_WEB_IDENTITY_TOKEN_FILE": "token",
          "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/ci",
        ],
        files: ["//token": "hush-a.b_c-d\n"]
      )
      _ = try await CredentialCache.make(machine, CurlTransport()).credentials()
      let received = try #require(server.received.first)
      #expect(
        String(decoding: received.body, as: UTF8.self)
          == "Action=AssumeRoleWithWebIdentity&Version=2011-06-15"
          + "&RoleArn=arn%3Aaws%3Aiam%3A%3A123456789012%3Arole%2Fci"
          + "&RoleSessionName=smsctl-1767225600&WebIdentityToken=hush-a.b_c-d"
      )
      #expect(Self.secrets(received) == [:])
    }
  }
}
