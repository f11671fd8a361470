import AWSClient
import Foundation
import Testing

@Suite struct `Endpoints` {
  private struct Case: Sendable, CustomTestStringConvertible {
    var flag: String?
    var environment: [String: String] = [:]
    var region = "eu-west-1"
    var service: String
    var token: String

    var testDescription: String { "\(flag ?? "") \(environment) \(region)" }
  }

  private static let ours = "AWS_ENDPOINT_URL_PINPOINT_SMS_VOICE_V2"
  private static let cases = [
    Case(
      service: "https://sms-voice.eu-west-1.amazonaws.com",
      token: "https://sts.eu-west-1.amazonaws.com"
    ),
    Case(
      region: "us-gov-west-1",
      service: "https://sms-voice.us-gov-west-1.amazonaws.com",
      token: "https://sts.us-gov-west-1.amazonaws.com"
    ),
    Case(
      region: "eusc-de-east-1",
      service: "https://sms-voice.eusc-de-east-1.amazonaws.eu",
      token: "https://sts.eusc-de-east-1.amazonaws.eu"
    ),
    // A custom endpoint may serve regions that this build does not know.
    Case(
      environment: [ours: "http://sms"],
      region: "eu-west-9",
      service: "http://sms",
      token: "https://sts.eu-west-9.amazonaws.com"
    ),
    Case(
      environment: ["AWS_USE_FIPS_ENDPOINT": "true"],
      region: "us-east-1",
      service: "https://sms-voice-fips.us-east-1.amazonaws.com",
      token: "https://sts-fips.us-east-1.amazonaws.com"
    ),
    Case(
      environment: ["AWS_USE_FIPS_ENDPOINT": "TRUE"],
      region: "us-gov-west-1",
      service: "https://sms-voice-fips.us-gov-west-1.amazonaws.com",
      token: "https://sts.us-gov-west-1.amazonaws.com"
    ),
    Case(
      environment: ["AWS_USE_DUALSTACK_ENDPOINT": "true"],
      service: "https://sms-voice.eu-west-1.api.aws",
      token: "https://sts.eu-west-1.api.aws"
    ),
    Case(
      environment: ["AWS_USE_DUALSTACK_ENDPOINT": "true", "AWS_USE_FIPS_ENDPOINT": "true"],
      region: "us-west-2",
      service: "https://sms-voice-fips.us-west-2.api.aws",
      token: "https://sts-fips.us-west-2.api.aws"
    ),
    Case(
      environment: ["AWS_ENDPOINT_URL": "http://all", "AWS_USE_FIPS_ENDPOINT": "false"],
      service: "http://all",
      token: "http://all"
    ),
    Case(
      environment: [ours: "http://sms", "AWS_ENDPOINT_URL": "http://all"],
      service: "http://sms",
      token: "http://all"
    ),
    Case(
      environment: [ours: "http://sms", "AWS_ENDPOINT_URL": ""],
      service: "http://sms",
      token: "https://sts.eu-west-1.amazonaws.com"
    ),
    Case(
      environment: ["AWS_ENDPOINT_URL_STS": "http://sts", "AWS_ENDPOINT_URL": "http://all"],
      service: "http://all",
      token: "http://sts"
    ),
    Case(
      flag: "http://127.0.0.1:8787",
      environment: [ours: "http://sms", "AWS_ENDPOINT_URL_STS": "http://sts"],
      service: "http://127.0.0.1:8787",
      token: "http://127.0.0.1:8787"
    ),
    Case(
      environment: [
        ours: "http://sms", "AWS_ENDPOINT_URL": "nonsense",
        "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true",
      ],
      service: "https://sms-voice.eu-west-1.amazonaws.com",
      token: "https://sts.eu-west-1.amazonaws.com"
    ),
    Case(
      flag: "http://flag",
      environment: [ours: "http://sms", "AWS_IGNORE_CONFIGURED_ENDPOINT_URLS": "true"],
      service: "http://flag",
      token: "http://flag"
    ),
  ]

  @Test(arguments: cases)
  private func `follow flag, environment and region`(example: Case) throws {
    let resolver = try EndpointResolver.make(example.environment, flag: example.flag)
    #expect(try resolver.service(region: example.region).absoluteString == example.service)
    let token = try resolver.securityTokens(region: example.region)
    #expect(token.absoluteString == example.token)
  }

  @Test(
    arguments: [
      (
        "localhost:8787", [:],
        """
        --endpoint-url: 'localhost:8787' is not an endpoint; expected http or https and a host, \
        for example 'http://localhost:8787'
        """
      ),
      (nil, ["AWS_ENDPOINT_URL": "ftp://x"], "AWS_ENDPOINT_URL: 'ftp://x' is not an endpoint"),
      (nil, ["AWS_ENDPOINT_URL": "http://"], "AWS_ENDPOINT_URL: 'http://' is not an endpoint"),
      ("", [:], "--endpoint-url: '' is not an endpoint"),
      ("http://x?a=b", [:], "is not an endpoint"),
      (
        nil, ["AWS_USE_FIPS_ENDPOINT": "yes"],
        "AWS_USE_FIPS_ENDPOINT: expected 'true' or 'false', not 'yes'"
      ),
      (
        "http://x", ["AWS_USE_FIPS_ENDPOINT": "true"],
        "--endpoint-url and AWS_USE_FIPS_ENDPOINT exclude each other"
      ),
      (
        nil, [ours: "http://x", "AWS_USE_DUALSTACK_ENDPOINT": "true"],
        "\(ours) and AWS_USE_DUALSTACK_ENDPOINT exclude each other"
      ),
    ] as [(String?, [String: String], String)]
  )
  func `are refused when they make no sense`(
    flag: String?,
    environment: [String: String],
    expected: String
  ) {
    let error = #expect(throws: (any Error).self) {
      try EndpointResolver.make(environment, flag: flag)
    }
    #expect(error.map { "\($0)".contains(expected) } == true)
  }

  @Test(
    arguments: [
      ("eu-west-1", "AWS_USE_FIPS_ENDPOINT", "no FIPS endpoint of the service is known in"),
      ("ap-east-2", "AWS_USE_DUALSTACK_ENDPOINT", "no dual-stack endpoint"),
    ]
  )
  func `need a variant that the region has`(
    region: String,
    variable: String,
    expected: String
  )
    throws
  {
    let resolver = try EndpointResolver.make([variable: "true"])
    let error = #expect(throws: EndpointError.self) { try resolver.service(region: region) }
    #expect(error?.message.contains(expected) == true)
  }

  @Test(
    arguments: [
      (
        "ap-southeast-5",
        """
        'ap-southeast-5', Asia Pacific (Malaysia), does not have the service; \
        the nearest region that has it is 'ap-southeast-1', Asia Pacific (Singapore)
        """
      ),
      (
        "cn-north-1",
        """
        'cn-north-1', China (Beijing), does not have the service, nor has any other region of \
        the partition 'aws-cn'
        """
      ),
      ("eu-west-9", "'eu-west-9' is not a region that has the service"),
    ]
  )
  func `need a region that has the service`(region: String, expected: String) throws {
    let resolver = try EndpointResolver.make()
    let error = #expect(throws: EndpointError.self) { try resolver.service(region: region) }
    #expect(error?.message == expected)
  }

  @Test(arguments: ["", "EU", "x.evil.example/", "us-east-1\n", "-"])
  func `need the name of a region`(region: String) throws {
    let resolver = try EndpointResolver.make()
    #expect(throws: EndpointError.self) { try resolver.service(region: region) }
    #expect(throws: EndpointError.self) { try resolver.securityTokens(region: region) }
  }
}
