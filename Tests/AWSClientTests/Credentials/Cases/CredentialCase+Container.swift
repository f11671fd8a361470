import AWSClient

extension CredentialCase {
  private static let good = ScriptedTransport.Reply.answer(
    200,
    CredentialAnswers.json(CredentialAnswers.document)
  )

  private static func with(
    _ title: String,
    _ variables: [String: String],
    files: [String: TestMachine.File] = [:],
    replies: [ScriptedTransport.Reply] = [good]
  ) -> CredentialCase {
    CredentialCase(
      title,
      TestMachine(
        variables: variables.merging(["AWS_EC2_METADATA_DISABLED": "true"]) { $1 },
        files: files
      ),
      replies: replies
    )
  }

  private static let relative = "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"
  private static let full = "AWS_CONTAINER_CREDENTIALS_FULL_URI"
  private static let token = "AWS_CONTAINER_AUTHORIZATION_TOKEN"
  private static let file = "AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE"

  static let container: [CredentialCase] =
    [
      with("a path with a query", [relative: "/get-credentials?a=b"]),
      with("a path without '/'", [relative: "v2/credentials"]),
      with("a path that is another host", [relative: "@evil.example/"]),
      with("an empty path", [relative: ""]),
      with("both: the path", [relative: "/v2/c", full: "http://localhost/x"]),
      with("no URL", [full: "not a url"]),
      with("another scheme", [full: "ftp://localhost/x"]),
      with("a secret in the URL", [full: "http://u:hush@localhost/x"]),
      with(
        "a token with a line break",
        [full: "http://localhost/x", token: "hush\nX-Evil: 1"]
      ),
      with(
        "a token file",
        [full: "http://169.254.170.23/v1/credentials", file: "/run/token"],
        files: ["/run/token": "hush-agent"]
      ),
      with("no token file", [full: "http://localhost/x", file: "/run/token"]),
      with(
        "an unreadable token file",
        [full: "http://localhost/x", file: "/run/token"],
        files: ["/run/token": .unreadable]
      ),
      with(
        "an empty token file",
        [full: "http://localhost/x", file: "/run/token"],
        files: ["/run/token": "\n"]
      ),
      with(
        "a token file with two lines",
        [full: "http://localhost/x", file: "/run/token"],
        files: ["/run/token": "hush\nhush"]
      ),
    ]
    + [
      "http://localhost:8080/x", "http://127.0.0.1/x", "http://127.9.9.9/x", "http://[::1]/x",
      "http://169.254.170.2/x", "http://169.254.170.23/x", "http://[fd00:ec2::23]/x",
      "https://agent.example/x", "HTTP://LOCALHOST/x",
    ].map { with("allowed \($0)", [full: $0]) }
    + [
      "http://10.0.0.1/x", "http://169.254.169.254/x", "http://127.0.0.1.evil.example/x",
      "http://localhost.evil.example/x", "http://127.1/x", "http://2130706433/x",
      "http://[fd00:ec2::24]/x", "http://0.0.0.0/x", "http://localhost@evil.example/x",
    ].map { with("refused \($0)", [full: $0]) }
    + with("a path", [relative: "/v2/credentials/id"])
    .inTrouble(good: good, documents: documents)
    + containerRefusals.map { with("an agent", [full: "http://localhost/x"]).meeting([$0.1], $0.0) }

  private static let containerRefusals: [(String, ScriptedTransport.Reply)] = [
    (
      "an id that ECS does not know",
      .answer(
        400,
        #"{"code":"InvalidIdInRequest","message":"no task with that id","HTTPErrorCode":400}"#
      )
    ),
    ("a text", .answer(400, "Service account token cannot be empty")),
    ("AccessDenied", .answer(403, #"{"Code":"AccessDenied","Message":"token is not valid"}"#)),
    ("no association", .answer(404, #"{"message":"no association for the service account"}"#)),
  ]
}
