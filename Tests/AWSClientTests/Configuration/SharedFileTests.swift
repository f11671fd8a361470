import AWSClient
import Testing

/// The shared `config` and `credentials` files, read as the AWS CLI reads them.
@Suite struct `AWS's shared files` {
  struct Example: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var config: TestMachine.File?
    var credentials: TestMachine.File?
    var profile = "default"
    /// What the profile has under the key `answer`; nil for nothing.
    var answer: String?

    init(
      _ description: String,
      config: TestMachine.File? = nil,
      credentials: TestMachine.File? = nil,
      profile: String = "default",
      _ answer: String?
    ) {
      testDescription = description
      self.config = config
      self.credentials = credentials
      self.profile = profile
      self.answer = answer
    }
  }

  static let examples = [
    Example("a key", config: "[default]\nanswer = 42\n", "42"),
    Example("no spaces", config: "[default]\nanswer=42", "42"),
    Example("spaces and tabs", config: "[ default ]\nanswer \t=\t 42 \t\n", "42"),
    Example("upper case", config: "[default]\nANSWER = Yes", "Yes"),
    Example("an equals sign in the value", config: "[default]\nanswer = a=b", "a=b"),
    Example("CRLF", config: "[default]\r\nregion = x\r\nanswer = 42\r\n", "42"),
    Example("a byte-order mark", config: "\u{FEFF}[default]\nanswer = 42", "42"),
    Example("whole-line comments", config: "# a\n[default]\n; b\nanswer = 42\n  # c\n", "42"),
    Example("'#' in a value", config: "[default]\nanswer = 4#2 ; 3", "4#2 ; 3"),
    Example("a comment behind a title", config: "[default] # mine\nanswer = 42", "42"),
    Example("an empty value", config: "[default]\nanswer =", nil),
    Example("a key twice: the last", config: "[default]\nanswer = 1\nanswer = 42", "42"),
    Example(
      "a section twice: both",
      config: "[default]\nanswer = 42\n[profile x]\n[default]\nregion = y",
      "42"
    ),
    Example("an indented section", config: "  [default]\n  answer = 42\n  region = x", "42"),
    Example(
      "indented keys under a title",
      config: "[default]\n  region = x\n  answer = 42\n\n  output = y",
      "42"
    ),
    Example("a value that goes on", config: "[default]\nanswer = 4\n  2\n\t3", "4\n2\n3"),
    Example("nested keys are not the profile's", config: "[default]\ns3 =\n  answer = 42", nil),
    Example(
      "a key behind nested ones",
      config: "[default]\ns3 =\n  a = 1\n\n  # c\n  b = 2\nanswer = 42",
      "42"
    ),
    Example("a profile", config: "[profile work]\nanswer = 42", profile: "work", "42"),
    Example(
      "a profile in double quotes",
      config: "[profile \"my work\"]\nanswer = 42",
      profile: "my work",
      "42"
    ),
    Example(
      "a profile in single quotes",
      config: "[profile 'work']\nanswer = 42",
      profile: "work",
      "42"
    ),
    Example("tabs before the name", config: "[profile\twork]\nanswer = 42", profile: "work", "42"),
    Example("a name in other letters", config: "[profile é☕]\nanswer = 42", profile: "é☕", "42"),
    Example("'default' with a prefix", config: "[profile default]\nanswer = 42", "42"),
    Example(
      "the prefixed 'default' comes first",
      config: "[profile default]\nanswer = 42\n[default]\nanswer = 1",
      "42"
    ),
    Example(
      "the prefixed 'default' comes first, wherever it is",
      config: "[default]\nanswer = 1\n[profile default]\nanswer = 42",
      "42"
    ),
    Example(
      "the other 'default' is not read at all",
      config: "[default]\nanswer = 1\n[profile default]\nregion = x",
      nil
    ),
    Example("the credentials file", credentials: "[work]\nanswer = 42", profile: "work", "42"),
    Example(
      "both files together",
      config: "[profile work]\nanswer = 42",
      credentials: "[work]\nregion = x",
      profile: "work",
      "42"
    ),
    Example(
      "the credentials file comes first",
      config: "[profile work]\nanswer = 1",
      credentials: "[work]\nanswer = 42",
      profile: "work",
      "42"
    ),
    Example(
      "an sso-session is no profile",
      config: "[default]\n[sso-session default]\nanswer = 1\n[services default]\nanswer = 2",
      nil
    ),
    Example("sections of others", config: "[plugins]\na = b\n[default]\nanswer = 42", "42"),
    Example("no files", nil),
  ]

  @Test(arguments: examples)
  func `give a profile its settings`(example: Example) throws {
    let machine = TestMachine(config: example.config, credentials: example.credentials)
    let asked = example.profile == "default" ? nil : example.profile
    let settings = try machine.settings(profile: asked)
    #expect(settings.value("ANSWER", key: "answer")?.text == example.answer)
  }

  @Test(
    arguments: [
      ("[default]\nhush", "~/.aws/config:2: expected 'key = value', '[section]' or a comment"),
      (
        "\n\nhush = 1",
        "~/.aws/config:3: a setting before the first section; begin with a line such as '[default]'"
      ),
      ("[default]\r\n\r\n[hush", "~/.aws/config:3: the '[' of a section has no ']'"),
      ("[default]\n = hush", "~/.aws/config:2: expected 'key = value', '[section]' or a comment"),
      (
        "[default]\ns3 =\n  hush",
        "~/.aws/config:3: expected 'key = value', '[section]' or a comment"
      ),
      (
        "[profile a]\nhush = \"\nhush\n",
        "~/.aws/config:3: expected 'key = value', '[section]' or a comment"
      ),
    ] as [(String, String)]
  )
  func `tell a bad line by its place, not by its contents`(text: String, expected: String) {
    let machine = TestMachine(config: .text(text))
    let error = #expect(throws: ConfigurationError.self) { try machine.settings() }
    #expect(error?.message == expected)
    let other = TestMachine(credentials: .text(text))
    let second = #expect(throws: ConfigurationError.self) { try other.settings() }
    #expect(second?.message == expected.replacing("config", with: "credentials"))
  }

  @Test func `are where variables say`() throws {
    let machine = TestMachine(
      variables: [
        "AWS_CONFIG_FILE": "~/mine", "AWS_SHARED_CREDENTIALS_FILE": "relative/keys",
      ],
      config: "[default]\nanswer = 1",
      files: [
        "/home/user/mine": "[default]\nanswer = 42", "//relative/keys": "[default]\nregion = here",
      ]
    )
    let settings = try machine.settings()
    #expect(settings.value("ANSWER", key: "answer")?.text == "42")
    #expect(settings.value("ANSWER", key: "answer")?.name == "answer (~/mine:2)")
    #expect(settings.region == "here")
  }

  @Test func `need not be there, even when a variable names them`() throws {
    let machine = TestMachine(variables: ["AWS_CONFIG_FILE": "/none"])
    #expect(try machine.settings().value("ANSWER", key: "answer") == nil)
  }

  @Test func `are not looked for without a home`() throws {
    var surroundings = TestMachine(config: "[default]\nanswer = 1").surroundings
    surroundings.home = nil
    #expect(try ClientSettings(surroundings).value("ANSWER", key: "answer") == nil)
  }

  @Test func `must be readable`() {
    let error = #expect(throws: ConfigurationError.self) {
      try TestMachine(config: .unreadable).settings()
    }
    #expect(error?.message == "~/.aws/config: the file cannot be read; check its permissions")
  }
}
