import AWSClient
import Testing

@Suite struct `Settings of AWS's tools` {
  @Test func `come from the variable before the profile`() throws {
    let config: TestMachine.File = "[default]\nregion = file\nmax_attempts = 7\n"
    let settings = try TestMachine(variables: ["AWS_REGION": "env"], config: config).settings()
    let region = try #require(settings.value("AWS_REGION", key: "region"))
    #expect(region.text == "env")
    #expect(region.name == "AWS_REGION")
    let attempts = try #require(settings.value("AWS_MAX_ATTEMPTS", key: "max_attempts"))
    #expect(attempts.text == "7")
    #expect(attempts.name == "max_attempts (~/.aws/config:3)")
    #expect(settings.value("AWS_RETRY_MODE", key: "retry_mode") == nil)
  }

  @Test(
    arguments: [
      (["AWS_REGION": "a", "AWS_DEFAULT_REGION": "b"], "a"),
      (["AWS_DEFAULT_REGION": "b"], "b"),
      (["AWS_REGION": "", "AWS_DEFAULT_REGION": ""], "file"),
      ([:], "file"),
    ] as [([String: String], String)]
  )
  func `say the region`(variables: [String: String], expected: String) throws {
    let machine = TestMachine(variables: variables, config: "[default]\nregion = file")
    #expect(try machine.settings().region == expected)
  }

  @Test(
    arguments: [
      (
        "--profile", [:], "prod", nil,
        "there is no profile 'prod' in ~/.aws/config or ~/.aws/credentials; there are no profiles in them"
      ),
      (
        "AWS_PROFILE", ["AWS_PROFILE": "prod"], nil, "[profile b]\n[default]",
        "there is no profile 'prod' in ~/.aws/config or ~/.aws/credentials; they have 'b', 'default'"
      ),
      (
        "AWS_DEFAULT_PROFILE", ["AWS_DEFAULT_PROFILE": "default"], nil, "[profile b]",
        "there is no profile 'default' in ~/.aws/config or ~/.aws/credentials; they have 'b'"
      ),
      (
        "AWS_PROFILE", ["AWS_PROFILE": "x", "AWS_CONFIG_FILE": "/etc/aws"], nil, nil,
        "there is no profile 'x' in /etc/aws or ~/.aws/credentials; there are no profiles in them"
      ),
      (
        "--profile", [:], "x", (1...12).map { "[profile p\($0)]\n" }.joined(),
        "there is no profile 'x' in ~/.aws/config or ~/.aws/credentials; they have 'p1', 'p10', "
          + "'p11', 'p12', 'p2', 'p3', 'p4', 'p5', 'p6', 'p7' and 2 more"
      ),
    ] as [(String, [String: String], String?, String?, String)]
  )
  func `need the profile that is asked for`(
    source: String,
    variables: [String: String],
    profile: String?,
    config: String?,
    expected: String
  ) {
    let machine = TestMachine(variables: variables, config: config.map { .text($0) })
    let error = #expect(throws: ConfigurationError.self) { try machine.settings(profile: profile) }
    #expect(error?.message == "\(source): \(expected)")
  }

  @Test func `do without a default profile`() throws {
    let settings = try TestMachine(config: "[profile b]").settings()
    #expect(settings.profileName == "default")
    #expect(settings.region == nil)
  }
}
