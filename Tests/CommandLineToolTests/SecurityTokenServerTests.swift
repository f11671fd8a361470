import AWSClient
import Foundation
import SMSVoice
import Simulator
import Testing

/// Roles, taken on at a Security Token Service that nobody here wrote: moto's.
///
/// It knows no policies, so any caller may take on any role, but it tells whose credentials it gave.
@Suite struct `Roles of moto's STS` {
  private static let config = """
    [profile base]
    aws_access_key_id = AKIDBASE
    aws_secret_access_key = base-secret

    [profile first]
    role_arn = arn:aws:iam::111111111111:role/first
    source_profile = base
    role_session_name = one
    external_id = shared-secret/1
    duration_seconds = 900

    [profile second]
    role_arn = arn:aws:iam::222222222222:role/path/second
    source_profile = first
    role_session_name = two

    [profile identity]
    role_arn = arn:aws:iam::333333333333:role/ci
    web_identity_token_file = token
    role_session_name = build-7

    """
  private static let manifest = """
    version: 1
    project: shop
    account: "999999999999"
    regions: { us-east-1: {} }
    optOutLists: { codes: }

    """

  /// A directory with the shared files, and the environment to find moto and them.
  private func withServer(
    _ body: (_ directory: String, _ environment: [String: String]) async throws -> Void
  ) async throws {
    try await Turnstile.pass {
      try await withTemporaryDirectory { directory in
        for (name, text) in [
          "config": Self.config, "smsctl.yaml": Self.manifest, "token": "identity.token",
        ] {
          try text.write(toFile: "\(directory)/\(name)", atomically: false, encoding: .utf8)
        }
        let server = try ToolProcess(
          executable: repository.appending(path: "Scripts/security-token-server.sh"),
          [],
          environment: ProcessInfo.processInfo.environment,
          directory: directory,
          name: "server"
        )
        defer { server.send(signal: SIGKILL) }
        // The packages may have to be installed first.
        var url: String?
        while url == nil {
          try await server.waits { $0.hasEnded || $0.errors.contains("Running on http") }
          try #require(!server.hasEnded, "\(server.errors)")
          url = server.errors.firstMatch(of: #/Running on (http://127.0.0.1:\d+)/#).map {
            "\($0.1)"
          }
        }
        try await body(
          directory,
          [
            "AWS_CONFIG_FILE": "\(directory)/config", "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL_STS": try #require(url), "HOME": directory,
          ]
        )
      }
    }
  }

  private func cache(
    _ environment: [String: String],
    profile: String,
    in directory: String
  ) throws -> (cache: CredentialCache, endpoints: EndpointResolver, transport: CurlTransport) {
    var surroundings = ClientSurroundings(variables: environment)
    surroundings.currentDirectory = directory
    surroundings.readFile = { FileManager.default.contents(atPath: $0) }
    let settings = try ClientSettings(surroundings, profile: profile)
    let endpoints = try EndpointResolver(settings: settings)
    let transport = try CurlTransport()
    let cache = CredentialCache(
      settings,
      endpoints: endpoints,
      transport: transport,
      region: "us-east-1",
      userAgent: "smsctl/test"
    )
    return (cache, endpoints, transport)
  }

  private func client(
    _ parts: (cache: CredentialCache, endpoints: EndpointResolver, transport: CurlTransport)
  ) -> ServiceClient {
    ServiceClient(
      ServiceClientConfiguration(
        credentials: parts.cache,
        endpoints: parts.endpoints,
        transport: parts.transport,
        userAgent: "smsctl/test"
      )
    )
  }

  @Test(.timeLimit(.minutes(25)))
  func `are the caller's identity afterwards`() async throws {
    try await withServer { directory, environment in
      var keys: Set = ["AKIDBASE"]
      for (profile, arn, life) in [
        ("first", "arn:aws:sts::111111111111:assumed-role/first/one", 900.0),
        ("second", "arn:aws:sts::222222222222:assumed-role/second/two", 3600),
        ("identity", "arn:aws:sts::333333333333:assumed-role/ci/build-7", 3600),
      ] {
        let parts = try cache(environment, profile: profile, in: directory)
        let start = Date()
        let identity = try await client(parts).callerIdentity(region: "us-east-1")
        #expect(identity.arn == arn)
        #expect(arn.contains(":\(identity.account):"))
        let credentials = try await parts.cache.credentials()
        #expect(keys.insert(credentials.accessKeyID).inserted, "a key of its own")
        #expect(credentials.sessionToken != nil)
        let end = try #require(credentials.expiration)
        #expect(abs(end.timeIntervalSince(start) - life) < 300)
      }
    }
  }

  @Test(.timeLimit(.minutes(25)))
  func `sign calls that an independent verifier accepts`() async throws {
    try await withServer { directory, environment in
      let first = try cache(environment, profile: "second", in: directory)
      let credentials = try await first.cache.credentials()
      var configuration = SimulatorConfiguration()
      configuration.accessKeyID = credentials.accessKeyID
      configuration.secretAccessKey = credentials.secretAccessKey.value
      let account = try await SimulatedAccount.start(configuration)
      let url = "http://127.0.0.1:\(account.port)"
      let variables = environment.merging(
        ["AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2": url]
      ) { $1 }
      let other = try cache(variables, profile: "second", in: directory)
      let call = ServiceRequest(
        region: "us-east-1",
        operation: "DescribePools",
        body: Data("{}".utf8),
        subject: "us-east-1/pool"
      )
      let mine = (cache: first.cache, endpoints: other.endpoints, transport: first.transport)
      _ = try await client(mine).send(call)
      // The same role taken on again has another key, which this simulator has never heard of.
      let error = await #expect(throws: ServiceError.self) { try await client(other).send(call) }
      #expect(error?.kind == .credentials)
      #expect(account.requests.map(\.outcome).first == "200")
      await account.stop()
    }
  }

  @Test(.timeLimit(.minutes(25)))
  func `are taken on by the program`() async throws {
    try await withServer { directory, environment in
      for (profile, identity) in [
        ("first", "111111111111 (arn:aws:sts::111111111111:assumed-role/first/one)"),
        ("second", "222222222222 (arn:aws:sts::222222222222:assumed-role/second/two)"),
        ("identity", "333333333333 (arn:aws:sts::333333333333:assumed-role/ci/build-7)"),
      ] {
        let process = try ToolProcess(
          ["plan", "--profile", profile, "--debug"],
          environment: environment,
          directory: directory,
          name: profile
        )
        let run = await process.run()
        #expect(run.status == 4, "\(run.transcript)")
        #expect(
          run.errors.contains(
            "error: the credentials belong to the account \(identity), but the manifest is for "
          ),
          "\(run.errors)"
        )
        #expect(
          run.errors.contains("&ExternalId=shared-secret%2F1&") == (profile != "identity")
        )
        #expect(
          run.errors.contains("&RoleSessionName=one") == (profile != "identity")
        )
        #expect(run.errors.contains("DurationSeconds=900&") == (profile != "identity"))
      }
    }
  }
}
