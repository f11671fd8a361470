import AWSClient

extension CredentialCase {
  private static func with(_ variables: [String: String], _ title: String) -> CredentialCase {
    let off = ["AWS_EC2_METADATA_DISABLED": "true"]
    return CredentialCase(title, TestMachine(variables: variables.merging(off) { $1 }))
  }

  private static let keys = [
    "AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "hush-secret",
  ]

  static let environment = [
    with(keys, "keys"),
    with(keys.merging(["AWS_SESSION_TOKEN": "hush-token"]) { $1 }, "keys and token"),
    with(keys.merging(["AWS_SECURITY_TOKEN": "hush-token"]) { $1 }, "the token's old name"),
    with(
      keys.merging(["AWS_SECURITY_TOKEN": "hush-old", "AWS_SESSION_TOKEN": "hush-token"]) { $1 },
      "both names of the token"
    ),
    with(keys.merging(["AWS_SESSION_TOKEN": ""]) { $1 }, "an empty token"),
    with(
      keys.merging(["AWS_CREDENTIAL_EXPIRATION": "2026-01-01T01:00:00+00:00"]) { $1 },
      "keys that end"
    ),
    with(
      keys.merging(["AWS_CREDENTIAL_EXPIRATION": "2025-12-31T23:00:00Z"]) { $1 },
      "keys that have ended"
    ),
    with(
      keys.merging(["AWS_CREDENTIAL_EXPIRATION": "tomorrow"]) { $1 },
      "keys whose end is no time"
    ),
    with(["AWS_ACCESS_KEY_ID": "AKIDENV"], "the id alone"),
    with(["AWS_SECRET_ACCESS_KEY": "hush-secret"], "the secret alone"),
    with(
      ["AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": ""],
      "the id and an empty secret"
    ),
    with(["AWS_SESSION_TOKEN": "hush-token"], "the token alone"),
    with([:], "nothing"),
  ]
}
