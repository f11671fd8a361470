import AWSClient

extension CredentialCase {
  /// A role whose credentials come from elsewhere than a profile with keys.
  private static func with(
    _ source: String,
    _ title: String,
    variables: [String: String] = ["AWS_EC2_METADATA_DISABLED": "true"],
    files: [String: TestMachine.File] = [:],
    programs: [String: ProcessOutcome] = [:],
    replies: [ScriptedTransport.Reply] = [CredentialAnswers.role()]
  ) -> CredentialCase {
    CredentialCase(
      title,
      profile: "app",
      TestMachine(
        variables: variables,
        config: """
          [profile app]
          role_arn = arn:aws:iam::123456789012:role/app
          \(source)
          """,
        files: files,
        programs: programs
      ),
      replies: replies
    )
  }

  private static let off = ["AWS_EC2_METADATA_DISABLED": "true"]
  private static let document = ScriptedTransport.Reply.answer(
    200,
    CredentialAnswers.json(CredentialAnswers.document)
  )
  private static let login = """
    source_profile = login
    [profile login]
    sso_session = corp
    sso_account_id = 123456789012
    sso_role_name = Developer
    [sso-session corp]
    sso_region = eu-central-1
    """

  static let roleSource = [
    with(
      "credential_source = Environment",
      "Environment",
      variables: off.merging(
        [
          "AWS_ACCESS_KEY_ID": "AKIDENV", "AWS_SECRET_ACCESS_KEY": "hush",
          "AWS_SESSION_TOKEN": "hush",
        ]
      ) { $1 }
    ),
    with("credential_source = Environment", "Environment without keys"),
    with(
      "credential_source = Environment",
      "Environment with half of them",
      variables: off.merging(["AWS_ACCESS_KEY_ID": "AKIDENV"]) { $1 }
    ),
    with(
      "credential_source = EcsContainer",
      "EcsContainer",
      variables: off.merging(["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI": "/v2/c"]) { $1 },
      replies: [document, CredentialAnswers.role()]
    ),
    with("credential_source = EcsContainer", "EcsContainer without its variable"),
    with(
      "credential_source = Ec2InstanceMetadata",
      "Ec2InstanceMetadata",
      variables: [:],
      replies: [
        .answer(200, "hush-imds"), .answer(200, "web"), document, CredentialAnswers.role(),
      ]
    ),
    with("credential_source = Ec2InstanceMetadata", "Ec2InstanceMetadata when it is disabled"),
    with(
      "credential_source = Ec2InstanceMetadata",
      "Ec2InstanceMetadata without a role",
      variables: [:],
      replies: [.answer(200, "hush-imds"), .answer(404, "")]
    ),
    with("credential_source = ec2instancemetadata", "a source's name in lower case"),
    with(
      "source_profile = tool\n[profile tool]\ncredential_process = get",
      "a program",
      programs: ["get": CredentialAnswers.program()]
    ),
    with(
      "source_profile = tool\n[profile tool]\ncredential_process = get",
      "a program that fails"
    ),
    with(
      login,
      "IAM Identity Center",
      files: [CredentialAnswers.sessionPath: CredentialAnswers.login()],
      replies: [CredentialAnswers.portal(), CredentialAnswers.role()]
    ),
    with(login, "IAM Identity Center without a login"),
    with(
      """
      source_profile = ci
      [profile ci]
      role_arn = arn:aws:iam::123456789012:role/ci
      web_identity_token_file = /run/token
      role_session_name = build-7
      """,
      "web identity",
      files: ["/run/token": "hush-identity\n"],
      replies: [CredentialAnswers.role("ASIACI"), CredentialAnswers.role()]
    ),
  ]
}
