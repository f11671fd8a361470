import AWSClient
import Foundation
import Testing

/// Which of the settings of an endpoint wins, for the service, STS, the SSO portal and its OIDC service.
@Suite struct `Settings of endpoints` {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var flag: String?
    var variables: [String: String]
    var config: String
    /// In the order of the suite's description; `aws` for AWS's own.
    var expected: [String]

    init(
      _ description: String,
      flag: String? = nil,
      _ variables: [String: String] = [:],
      config: String = profile,
      expected: [String]
    ) {
      testDescription = description
      self.flag = flag
      self.variables = variables
      self.config = config
      self.expected = expected
    }
  }

  static let ours = "AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2"
  static let profile = """
    [default]
    endpoint_url = http://profile
    services = mine
    [services mine]
    pinpoint_sms_voice_v2 =
      endpoint_url = http://section-sms
      # a comment
      other = 1
    STS =
      ENDPOINT_URL = http://section-sts
    sso =
      endpoint_url =
    """

  static let examples = [
    Example(
      "the profile's section, then its own",
      expected: ["http://section-sms", "http://section-sts", "http://profile", "http://profile"]
    ),
    Example(
      "AWS_ENDPOINT_URL comes before both",
      ["AWS_ENDPOINT_URL": "http://env"],
      expected: ["http://env", "http://env", "http://env", "http://env"]
    ),
    Example(
      "a service's variable comes before AWS_ENDPOINT_URL",
      [
        "AWS_ENDPOINT_URL": "http://env", ours: "http://env-sms",
        "AWS_ENDPOINT_URL_STS": "http://env-sts", "AWS_ENDPOINT_URL_SSO": "http://env-sso",
        "AWS_ENDPOINT_URL_SSO_OIDC": "http://env-oidc",
      ],
      expected: ["http://env-sms", "http://env-sts", "http://env-sso", "http://env-oidc"]
    ),
    Example(
      "the flag comes first, for the service and STS",
      flag: "http://flag",
      [ours: "http://env-sms", "AWS_ENDPOINT_URL": "http://env"],
      expected: ["http://flag", "http://flag", "http://env", "http://env"]
    ),
    Example(
      "ignoring by the variable leaves AWS's own",
      ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true", "AWS_ENDPOINT_URL": "http://env"],
      expected: ["aws", "aws", "aws", "aws"]
    ),
    Example(
      "ignoring by the profile",
      ["AWS_ENDPOINT_URL": "http://env"],
      config: "[default]\nignore_configured_endpoint_urls = true\nendpoint_url = http://profile",
      expected: ["aws", "aws", "aws", "aws"]
    ),
    Example(
      "ignoring does not touch the flag",
      flag: "http://flag",
      ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "TRUE"],
      expected: ["http://flag", "http://flag", "aws", "aws"]
    ),
    Example(
      "the variable decides whether to ignore",
      ["AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "false"],
      config: "[default]\nignore_configured_endpoint_urls = true\nendpoint_url = http://profile",
      expected: ["http://profile", "http://profile", "http://profile", "http://profile"]
    ),
    Example(
      "empty variables count as unset",
      [ours: "", "AWS_ENDPOINT_URL": ""],
      config: "[default]\nendpoint_url =",
      expected: ["aws", "aws", "aws", "aws"]
    ),
    Example(
      "another profile",
      ["AWS_PROFILE": "other"],
      config: "[default]\nendpoint_url = http://profile\n[profile other]\nregion = x",
      expected: ["aws", "aws", "aws", "aws"]
    ),
    Example(
      "a path is kept",
      [ours: "https://host:8443/base/"],
      config: "",
      expected: ["https://host:8443/base/", "aws", "aws", "aws"]
    ),
  ]

  @Test(arguments: examples)
  func `have an order`(example: Example) throws {
    let settings = try TestMachine(
      variables: example.variables,
      config: .text(example.config)
    ).settings()
    let resolver = try EndpointResolver(flag: example.flag, settings: settings)
    let urls = try [
      resolver.service(region: "eu-west-1"), resolver.securityTokens(region: "eu-west-1"),
      resolver.singleSignOn(region: "eu-west-1"), resolver.singleSignOnTokens(region: "eu-west-1"),
    ]
    let texts = urls.map(\.absoluteString)
    #expect(
      texts.map { $0.hasSuffix(".eu-west-1.amazonaws.com") ? "aws" : $0 } == example.expected
    )
  }

  @Test(
    arguments: [
      (
        "[default]\nuse_fips_endpoint = yes",
        "use_fips_endpoint (~/.aws/config:2): expected 'true' or 'false', not 'yes'"
      ),
      (
        "[default]\nendpoint_url = http://x\nuse_fips_endpoint = true",
        "endpoint_url (~/.aws/config:2) and use_fips_endpoint (~/.aws/config:3) exclude each "
          + "other: a custom endpoint has no variants"
      ),
      (
        "[default]\nservices = none",
        "services (~/.aws/config:2): there is no section '[services none]'"
      ),
      (
        "[default]\nservices = s\n[services s]\nsts =\n  endpoint_url = ftp://x",
        "endpoint_url (~/.aws/config:5): 'ftp://x' is not an endpoint; expected http or https "
          + "and a host, for example 'http://localhost:8787'"
      ),
      (
        "[default]\nendpoint_url = http://user:hush@host",
        "endpoint_url (~/.aws/config:2): a text with '@' is not an endpoint; expected http or "
          + "https and a host, for example 'http://localhost:8787'"
      ),
    ] as [(String, String)]
  )
  func `of a profile are checked`(config: String, expected: String) throws {
    let settings = try TestMachine(config: .text(config)).settings()
    let error = #expect(throws: (any Error).self) { try EndpointResolver(settings: settings) }
    #expect(error.map { "\($0)" } == expected)
  }

  @Test func `of a profile choose variants`() throws {
    let config: TestMachine.File = """
      [default]
      use_fips_endpoint = True
      use_dualstack_endpoint = true
      """
    let resolver = try EndpointResolver(settings: TestMachine(config: config).settings())
    #expect(
      try resolver.service(region: "us-east-1").absoluteString
        == "https://sms-voice-fips.us-east-1.api.aws"
    )
    let variables = ["AWS_USE_FIPS_ENDPOINT": "false"]
    let plain = try TestMachine(variables: variables, config: config).settings()
    #expect(
      try EndpointResolver(settings: plain).service(region: "us-east-1").absoluteString
        == "https://sms-voice.us-east-1.api.aws"
    )
  }
}
