import AWSClient

extension CredentialCase {
  private static let good = ScriptedTransport.Reply.answer(
    200,
    CredentialAnswers.json(CredentialAnswers.document, ["Code": "Success", "Type": "AWS-HMAC"])
  )
  private static let token = ScriptedTransport.Reply.answer(200, "hush-imds")
  private static let roleName = ScriptedTransport.Reply.answer(200, "web-server")

  private static func with(
    _ title: String,
    _ variables: [String: String] = [:],
    config: TestMachine.File? = nil,
    replies: [ScriptedTransport.Reply] = [token, roleName, good]
  ) -> CredentialCase {
    CredentialCase(title, TestMachine(variables: variables, config: config), replies: replies)
  }

  private static let endpoint = "AWS_EC2_METADATA_SERVICE_ENDPOINT"

  static let instance: [CredentialCase] =
    [
      with("disabled", ["AWS_EC2_METADATA_DISABLED": "TRUE"]),
      with("not disabled", ["AWS_EC2_METADATA_DISABLED": "false"]),
      with("another endpoint", [endpoint: "http://127.0.0.1:1338/"]),
      with("an endpoint that is no URL", [endpoint: "nonsense"]),
      with("an endpoint of another scheme", [endpoint: "file:///etc"]),
      with("IPv6", ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "ipv6"]),
      with("another mode", ["AWS_EC2_METADATA_SERVICE_ENDPOINT_MODE": "IPv5"]),
      with(
        "an endpoint in the profile",
        config: "[default]\nec2_metadata_service_endpoint = http://127.0.0.1:1338"
      ),
      with(
        "more attempts",
        ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "3"],
        replies: [.fail(.timedOut)]
      ),
      with("attempts is no number", ["AWS_METADATA_SERVICE_NUM_ATTEMPTS": "many"]),
      with("timeout is no number", ["AWS_METADATA_SERVICE_TIMEOUT": "0"]),
      with("two roles", replies: [token, .answer(200, "first\nsecond"), good]),
      with("no role", replies: [token, .answer(404, "")]),
      with("an empty role", replies: [token, .answer(200, "\n")]),
      with("a role with a strange name", replies: [token, .answer(200, "a b/../c?d"), good]),
      with("the token has run out", replies: [token, .answer(401, "")]),
      with("it is switched off", replies: [.answer(403, "")]),
      with("it knows no tokens", replies: [.answer(405, "")]),
      with("an empty token", replies: [.answer(200, "")]),
      with("a token with a line break", replies: [.answer(200, "hush\nX: 1"), roleName, good]),
      with(
        "the role cannot be taken on",
        replies: [
          token, roleName,
          .answer(
            200,
            #"{"Code":"AssumeRoleUnauthorizedAccess","Message":"EC2 cannot assume the role web-server."}"#
          ),
        ]
      ),
      with(
        "keys that are about to end",
        replies: [
          token, roleName,
          .answer(
            200,
            CredentialAnswers.json(
              CredentialAnswers.document,
              ["Expiration": "2026-01-01T00:00:30Z"]
            )
          ),
        ]
      ),
    ]
    + with("token").inTrouble(good: token, documents: [])
    .map { $0.followed(by: [roleName, good]) }
    + with("role").inTrouble(after: [token], good: roleName, documents: [])
    .map { $0.followed(by: [good]) }
    + with("keys").inTrouble(after: [token, roleName], good: good, documents: documents)

  /// With the answers that follow the right one; a script that ends in trouble stays as it is.
  private func followed(by replies: [ScriptedTransport.Reply]) -> CredentialCase {
    guard title.contains("works") else { return self }
    var copy = self
    copy.replies += replies
    return copy
  }
}
