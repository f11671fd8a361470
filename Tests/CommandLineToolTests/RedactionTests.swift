import Foundation
import Simulator
import Testing

/// The built program, with credentials of each kind: no secret may be in anything it writes.
@Suite struct `Secrets` {
  /// A way to get credentials: variables and files, given the server's URL and the directory.
  struct Source: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var variables: @Sendable (CredentialServer.Secrets, String) -> [String: String] = { _, _ in [:]
    }
    /// The text of `config`.
    var config: @Sendable (CredentialServer.Secrets) -> String = { _ in "" }
    var options: [String] = []
  }

  static let sources = [
    Source(testDescription: "environment") { secrets, _ in
      [
        "AWS_ACCESS_KEY_ID": CredentialServer.accessKeyID,
        "AWS_SECRET_ACCESS_KEY": secrets.secretKey, "AWS_SESSION_TOKEN": secrets.sessionToken,
      ]
    },
    Source(
      testDescription: "profile",
      config: { "[profile keys]\n\(keys($0))" },
      options: ["--profile", "keys"]
    ),
    Source(
      testDescription: "role",
      config: {
        """
        [default]
        role_arn = arn:aws:iam::123456789012:role/deploy
        source_profile = base
        [profile base]
        \(keys($0))
        """
      }
    ),
    Source(testDescription: "web identity") { _, _ in
      [
        "AWS_WEB_IDENTITY_TOKEN_FILE": "token-input",
        "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/deploy",
      ]
    },
    Source(
      testDescription: "single sign-on",
      config: { _ in
        """
        [default]
        sso_session = corp
        sso_account_id = 123456789012
        sso_role_name = Developer
        [sso-session corp]
        sso_region = eu-central-1
        """
      }
    ),
    Source(
      testDescription: "process",
      config: {
        let document =
          #"{"Version":1,"AccessKeyId":"\#(CredentialServer.accessKeyID)","SecretAccessKey":"\#($0.secretKey)","SessionToken":"\#($0.sessionToken)"}"#
        return "[default]\ncredential_process = printf '%s' '\(document)'"
      }
    ),
    Source(testDescription: "container") { secrets, url in
      [
        "AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(url)/container",
        "AWS_CONTAINER_AUTHORIZATION_TOKEN": secrets.containerToken,
      ]
    },
    Source(testDescription: "instance") { _, url in
      [
        "AWS_EC2_METADATA_SERVICE_ENDPOINT": url, "AWS_EC2_METADATA_DISABLED": "false",
        "AWS_METADATA_SERVICE_TIMEOUT": "60",
      ]
    },
  ]

  private static func keys(_ secrets: CredentialServer.Secrets) -> String {
    """
    aws_access_key_id = \(CredentialServer.accessKeyID)
    aws_secret_access_key = \(secrets.secretKey)
    aws_session_token = \(secrets.sessionToken)
    """
  }

  static let canary = "hush-canary"
  private static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {} }
    optOutLists: { \(canary): { tags: { use: \(canary) } } }

    """
  private static let login = "ee0bfd2552fbd840c02cc48b6e823320543c450f.json"

  /// A directory with all inputs, a simulator that takes the server's credentials, and the environment.
  private func with(
    _ source: Source,
    _ body: (
      _ directory: String, _ environment: [String: String], _ secrets: CredentialServer.Secrets,
      _ url: String
    ) async throws -> Void
  ) async throws {
    try await Turnstile.pass {
      try await CredentialServer.run { secrets, url in
        var configuration = SimulatorConfiguration()
        configuration.rateScale = 1e12
        configuration.accessKeyID = CredentialServer.accessKeyID
        configuration.secretAccessKey = secrets.secretKey
        let account = try await SimulatedAccount.start(configuration)
        try await withTemporaryDirectory { directory in
          let cache = "\(directory)/.aws/sso/cache"
          try FileManager.default.createDirectory(atPath: cache, withIntermediateDirectories: true)
          for (name, text) in [
            "smsctl.yaml": Self.manifest, ".aws/config": source.config(secrets),
            "token-input": secrets.identityToken, ".aws/sso/cache/\(Self.login)": login(secrets),
          ] {
            try text.write(toFile: "\(directory)/\(name)", atomically: false, encoding: .utf8)
          }
          let environment = [
            "HOME": directory, "PATH": "/usr/bin:/bin", "AWS_EC2_METADATA_DISABLED": "true",
            "AWS_ENDPOINT_URL": "http://127.0.0.1:\(account.port)",
            "AWS_ENDPOINT_URL_STS": "\(url)/sts", "AWS_ENDPOINT_URL_SSO": "\(url)/sso",
            "AWS_ENDPOINT_URL_SSO_OIDC": "\(url)/oidc",
          ].merging(source.variables(secrets, url)) { $1 }
          try await body(directory, environment, secrets, url)
        }
        await account.stop()
      }
    }
  }

  /// An expired one, so that it is renewed.
  private func login(_ secrets: CredentialServer.Secrets) -> String {
    """
    {"accessToken":"\(secrets.accessToken)","expiresAt":"2020-01-01T00:00:00Z",
     "clientId":"client","clientSecret":"\(secrets.clientSecret)",
     "refreshToken":"\(secrets.refreshToken)","registrationExpiresAt":"2099-01-01T00:00:00Z"}
    """
  }

  private func run(
    _ arguments: [String],
    _ source: Source,
    _ environment: [String: String],
    _ directory: String,
    name: String
  ) async throws -> CommandRun {
    let all =
      arguments + source.options + [
        "--trace", "\(name).trace", "--debug", "--verbose", "--rate", "*=1000",
      ]
    return try await ToolProcess(
      all,
      environment: environment,
      directory: directory,
      name: name
    ).run()
  }

  private static let apply = ["apply", "--auto-approve", "--log", "calls.log"]

  @Test(arguments: sources)
  func `are in nothing that a run writes`(source: Source) async throws {
    try await with(source) { directory, environment, secrets, _ in
      for (name, arguments) in [("plan", ["plan"]), ("apply", Self.apply)] {
        let run = try await run(arguments, source, environment, directory, name: name)
        #expect(run.status == 0, "\(run.transcript.prefix(3_000))")
      }
      let inputs: Set = ["token-input", "smsctl.yaml"]
      let leaks = try Leaks.find(secrets.all, in: directory, except: inputs)
      #expect(leaks == [], "\(leaks)")
      // What is no secret is found in every file but the output of the plan, so the search works.
      let found = try Leaks.find([Self.canary], in: directory, except: inputs).map(\.file)
      #expect(
        found == [
          "apply.errors", "apply.output", "apply.trace", "calls.log", "plan.output",
        ]
      )
      let trace = try String(contentsOfFile: "\(directory)/plan.trace", encoding: .utf8)
      #expect(trace.contains("<redacted>"))
    }
  }

  @Test(arguments: sources)
  func `are in nothing that a run writes when it is refused`(source: Source) async throws {
    try await with(source) { directory, environment, secrets, url in
      let refusals: [(String, [String: String])] = [
        ("service", ["AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2": "\(url)/refuse"]),
        ("sts", ["AWS_ENDPOINT_URL_STS": "\(url)/refuse"]),
        ("sso", ["AWS_ENDPOINT_URL_SSO": "\(url)/refuse"]),
        ("oidc", ["AWS_ENDPOINT_URL_SSO_OIDC": "\(url)/refuse"]),
        ("container", ["AWS_CONTAINER_CREDENTIALS_FULL_URI": "\(url)/refuse"]),
        ("metadata", ["AWS_EC2_METADATA_SERVICE_ENDPOINT": "\(url)/refuse"]),
      ]
      var failures = 0
      for (name, changes) in refusals {
        let changed = environment.merging(changes) { $1 }
        let run = try await run(Self.apply, source, changed, directory, name: name)
        if run.status != 0 { failures += 1 }
      }
      // At least the service and STS.
      #expect(failures >= 2)
      let inputs: Set = ["token-input", "smsctl.yaml"]
      let leaks = try Leaks.find(secrets.all, in: directory, except: inputs)
      #expect(leaks == [], "\(leaks)")
    }
  }

  @Test func `of a proxy are in nothing that a run writes`() async throws {
    let source = Self.sources[0]
    try await with(source) { directory, environment, secrets, url in
      var variables = environment.filter { !$0.key.hasPrefix("AWS_ENDPOINT_URL") }
      // Nobody takes CONNECT there, so nothing leaves the machine.
      variables["HTTPS_PROXY"] = url.replacing(
        "http://",
        with: "http://user:\(secrets.proxyPassword)@"
      )
      let run = try await run(["plan"], source, variables, directory, name: "plan")
      #expect(run.status == 1, "\(run.transcript)")
      let inputs: Set = ["token-input", "smsctl.yaml"]
      let leaks = try Leaks.find(secrets.all, in: directory, except: inputs)
      #expect(leaks == [], "\(leaks)")
    }
  }

  @Test func `would be found, however they are spelt`() async throws {
    let secret = "hush/Session+Token==2"
    let spellings = [
      secret, "hush%2FSession%2BToken%3D%3D2", "hush%2fSession%2bToken%3d%3d2",
      #"hush\/Session+Token==2"#, #"hush/Session\u002bToken\u003d\u003d2"#,
      #"hush\u002FSession\u002BToken\u003D\u003D2"#, Data(secret.utf8).base64EncodedString(),
      Data("user:\(secret)".utf8).base64EncodedString(),
      Data("name:\(secret)!".utf8).base64EncodedString(),
      Data("names:\(secret)?".utf8).base64EncodedString(),
    ]
    try await withTemporaryDirectory { directory in
      for (index, spelling) in spellings.enumerated() {
        let text = "before\(spelling)after"
        try text.write(toFile: "\(directory)/\(index)", atomically: false, encoding: .utf8)
      }
      try "hush".write(toFile: "\(directory)/none", atomically: false, encoding: .utf8)
      let found = try Leaks.find([secret], in: directory).map(\.file)
      #expect(found == (0..<spellings.count).map { "\($0)" })
    }
  }

  @Test func `of a renewed login are kept in a file of its owner`() async throws {
    let source = try #require(Self.sources.first { $0.testDescription == "single sign-on" })
    try await with(source) { directory, environment, secrets, _ in
      let file = "\(directory)/.aws/sso/cache/\(Self.login)"
      try FileManager.default.setAttributes([.posixPermissions: 0o644], ofItemAtPath: file)
      let run = try await run(["plan"], source, environment, directory, name: "plan")
      #expect(run.status == 0, "\(run.transcript.prefix(3_000))")
      let mode = try FileManager.default.attributesOfItem(atPath: file)[.posixPermissions]
      #expect(mode as? Int == 0o600)
      let kept = try JSONDecoder().decode(
        [String: String].self,
        from: Data(contentsOf: URL(filePath: file))
      )
      #expect(kept["accessToken"] == secrets.newAccessToken)
      #expect(kept["refreshToken"] == secrets.refreshToken)
      let names = try FileManager.default.contentsOfDirectory(atPath: "\(directory)/.aws/sso/cache")
      #expect(names == [Self.login])
    }
  }
}
