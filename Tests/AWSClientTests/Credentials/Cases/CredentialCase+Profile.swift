import AWSClient

extension CredentialCase {
  private static func with(
    config: TestMachine.File? = nil,
    credentials: TestMachine.File? = nil,
    _ title: String
  ) -> CredentialCase {
    CredentialCase(
      title,
      TestMachine(
        variables: ["AWS_EC2_METADATA_DISABLED": "true"],
        config: config,
        credentials: credentials
      )
    )
  }

  private static let keys: TestMachine.File =
    "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key = hush-secret\n"

  static let profile = [
    with(credentials: keys, "keys in the credentials file"),
    with(config: keys, "keys in the config file"),
    with(
      credentials:
        "[default]\naws_access_key_id=ASIAFILE\naws_secret_access_key=hush-secret\naws_session_token=hush-token",
      "keys and token"
    ),
    with(
      credentials:
        "[default]\naws_access_key_id=ASIAFILE\naws_secret_access_key=hush-secret\naws_security_token=hush-token",
      "the token's old name"
    ),
    with(
      config:
        "[default]\naws_access_key_id=ASIACONFIG\naws_secret_access_key=hush-other\naws_session_token=hush-other",
      credentials: keys,
      "keys of the credentials file without the token of the config file"
    ),
    with(credentials: "[default]\naws_access_key_id = AKIDFILE", "the id alone"),
    with(credentials: "[default]\naws_secret_access_key = hush-secret", "the secret alone"),
    with(
      credentials: "[default]\naws_access_key_id = AKIDFILE\naws_secret_access_key =",
      "the id and an empty secret"
    ),
    with(
      config: "[default]\naws_access_key_id = AKIDFILE",
      credentials: "[default]\naws_secret_access_key = hush-secret",
      "the id in one file and the secret in the other"
    ),
    with(config: "", credentials: "", "empty files"),
    with(config: "[default]\nregion = eu-west-1", "no keys"),
    with(config: .unreadable, "a config file that cannot be read"),
    with(credentials: .unreadable, "a credentials file that cannot be read"),
    with(credentials: "hush\u{0}\u{1}\u{2}hush", "a credentials file of garbage"),
    with(credentials: #"{"AccessKeyId":"AKIDFILE","SecretAccessKey":"hush"}"#, "a file of JSON"),
    with(config: "[default]\nlogin_session = arn:aws:iam::123456789012:user/me", "a console login"),
  ]
}
