import AWSClient

extension CredentialCase {
  private static let everything = [
    "AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "hush-secret",
    "AWS_WEB_IDENTITY_TOKEN_FILE": "/run/token",
    "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/env",
    "AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/c",
  ]
  private static let shared: TestMachine.File = """
    [profile keys]
    region = eu-north-1
    [profile role]
    role_arn = arn:aws:iam::123456789012:role/role
    source_profile = keys
    [profile identity]
    role_arn = arn:aws:iam::123456789012:role/identity
    web_identity_token_file = /run/token
    sso_account_id = 123456789012
    [profile login]
    sso_session = corp
    sso_account_id = 123456789012
    sso_role_name = Developer
    credential_process = get
    [sso-session corp]
    sso_region = eu-central-1
    [profile program]
    credential_process = get
    [profile nothing]
    output = json
    """

  /// `absent` are the variables that are not set; a variable set to the empty text counts as unset.
  private static func with(
    _ title: String,
    profile: String? = nil,
    _ variables: [String: String] = [:],
    absent: [String] = []
  ) -> CredentialCase {
    let all = everything.merging(variables) { $1 }.filter { !absent.contains($0.key) }
    return CredentialCase(
      title,
      profile: profile,
      TestMachine(
        variables: all,
        config: shared,
        credentials:
          "[keys]\naws_access_key_id = AKIDKEYS\naws_secret_access_key = hush-secret\n",
        files: [
          "/run/token": "hush-identity",
          CredentialAnswers.sessionPath: CredentialAnswers.login(),
        ],
        programs: ["get": CredentialAnswers.program()]
      ),
      replies: [CredentialAnswers.role()]
    )
  }

  private static let keys = ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"]
  private static let identity = keys + ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"]
  private static let document = ScriptedTransport.Reply.answer(
    200,
    CredentialAnswers.json(CredentialAnswers.document)
  )

  static let precedence = [
    with("keys in the environment come before all"),
    with("keys in the environment come before AWS_PROFILE", ["AWS_PROFILE": "keys"]),
    with("--profile comes before keys in the environment", profile: "keys"),
    with("--profile comes before AWS_PROFILE", profile: "keys", ["AWS_PROFILE": "role"]),
    with("--profile comes before web identity in the environment", profile: "program"),
    with("a role of --profile", profile: "role"),
    with("the container is asked when --profile has nothing", profile: "nothing")
      .meeting([document], "works"),
    with(
      "AWS_PROFILE with a role comes before web identity",
      ["AWS_PROFILE": "role"],
      absent: keys
    ),
    with(
      "web identity in the environment comes before AWS_PROFILE with keys",
      ["AWS_PROFILE": "keys"],
      absent: keys
    ),
    with("AWS_PROFILE with keys", ["AWS_PROFILE": "keys"], absent: identity),
    with(
      "AWS_PROFILE comes before AWS_DEFAULT_PROFILE",
      ["AWS_PROFILE": "keys", "AWS_DEFAULT_PROFILE": "role"],
      absent: identity
    ),
    with("AWS_DEFAULT_PROFILE", ["AWS_DEFAULT_PROFILE": "program"], absent: identity),
    with("web identity comes before IAM Identity Center", profile: "identity"),
    with("IAM Identity Center comes before a program", profile: "login")
      .meeting([CredentialAnswers.portal()], "works"),
    with("the container comes last but one", absent: identity).meeting([document], "works"),
    with("the instance comes last", absent: identity + ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"])
      .meeting([.answer(200, "hush"), .answer(200, "web"), document], "works"),
    with("--profile that is not there", profile: "nobody"),
    with("AWS_PROFILE that is not there, with keys beside it", ["AWS_PROFILE": "nobody"]),
    with("an empty AWS_PROFILE", ["AWS_PROFILE": ""]),
  ]
}
