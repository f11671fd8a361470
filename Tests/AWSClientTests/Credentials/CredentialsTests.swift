import AWSClient
import Testing

@Suite struct `Credentials from the environment` {
  @Test func `are read from three variables`() async throws {
    let environment = [
      "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE",
      "AWS_SECRET_ACCESS_KEY": "wJalrXUtnFEMI",
      "AWS_SESSION_TOKEN": "token",
    ]
    let credentials = try await EnvironmentCredentials(environment).credentials()
    #expect(credentials.accessKeyID == "AKIDEXAMPLE")
    #expect(credentials.secretAccessKey.value == "wJalrXUtnFEMI")
    #expect(credentials.sessionToken?.value == "token")
  }

  @Test func `have no session token when the variable is empty`() async throws {
    let environment = [
      "AWS_ACCESS_KEY_ID": "AKIDEXAMPLE", "AWS_SECRET_ACCESS_KEY": "x", "AWS_SESSION_TOKEN": "",
    ]
    #expect(try await EnvironmentCredentials(environment).credentials().sessionToken == nil)
  }

  @Test(
    arguments: [
      ([:], "no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY"),
      (
        ["AWS_ACCESS_KEY_ID": "AKIDEXAMPLE"],
        "AWS_ACCESS_KEY_ID is set but AWS_SECRET_ACCESS_KEY is not"
      ),
      (
        ["AWS_SECRET_ACCESS_KEY": "x", "AWS_ACCESS_KEY_ID": ""],
        "AWS_SECRET_ACCESS_KEY is set but AWS_ACCESS_KEY_ID is not"
      ),
      (["AWS_PROFILE": "work"], "from the environment only, not from profiles"),
    ] as [([String: String], String)]
  )
  func `say what is missing`(environment: [String: String], expected: String) async {
    let error = await #expect(throws: CredentialError.self) {
      try await EnvironmentCredentials(environment).credentials()
    }
    #expect(error?.message.contains(expected) == true)
  }

  @Test func `never show their secrets`() {
    let credentials = Credentials(
      accessKeyID: "AKIDEXAMPLE",
      secretAccessKey: Secret("hush"),
      sessionToken: Secret("hush")
    )
    var dumped = ""
    dump(credentials, to: &dumped)
    let texts = [dumped, "\(credentials)", String(reflecting: credentials)]
    #expect(!texts.contains { $0.contains("hush") })
    #expect(texts.allSatisfy { $0.contains("<redacted>") && $0.contains("AKIDEXAMPLE") })
  }
}
