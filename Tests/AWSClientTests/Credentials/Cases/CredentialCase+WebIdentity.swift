import AWSClient

extension CredentialCase {
  private static let variables = [
    "AWS_EC2_METADATA_DISABLED": "true", "AWS_WEB_IDENTITY_TOKEN_FILE": "/run/token",
    "AWS_ROLE_ARN": "arn:aws:iam::123456789012:role/ci", "AWS_ROLE_SESSION_NAME": "build-7",
  ]

  private static func with(
    _ title: String,
    _ changes: [String: String] = [:],
    token: TestMachine.File? = "hush-identity\n",
    config: TestMachine.File? = nil,
    profile: String? = nil
  ) -> CredentialCase {
    CredentialCase(
      title,
      profile: profile,
      TestMachine(
        variables: variables.merging(changes) { $1 },
        config: config,
        files: token.map { ["/run/token": $0] } ?? [:]
      ),
      replies: [CredentialAnswers.role()]
    )
  }

  private static let ours: TestMachine.File = """
    [profile ci]
    role_arn = arn:aws:iam::123456789012:role/profile
    web_identity_token_file = /run/token
    """

  static let webIdentity: [CredentialCase] =
    [
      with("no AWS_ROLE_ARN", ["AWS_ROLE_ARN": ""]),
      with("no AWS_WEB_IDENTITY_TOKEN_FILE", ["AWS_WEB_IDENTITY_TOKEN_FILE": ""]),
      with("no token file", token: nil),
      with("an unreadable token file", token: .unreadable),
      with("an empty token file", token: " \n"),
      with("a profile", config: ours, profile: "ci"),
      with("variables before AWS_PROFILE", ["AWS_PROFILE": "ci"], config: ours),
      with(
        "AWS_PROFILE alone",
        ["AWS_PROFILE": "ci", "AWS_WEB_IDENTITY_TOKEN_FILE": "", "AWS_ROLE_ARN": ""],
        config: ours
      ),
      with("a profile without the file", token: nil, config: ours, profile: "ci"),
      with(
        "a profile without a role",
        config: "[profile ci]\nweb_identity_token_file = /run/token",
        profile: "ci"
      ),
      with("a region without STS's name", ["AWS_REGION": "nowhere"]),
    ]
    + with("variables").inTrouble(good: CredentialAnswers.role(), documents: roleDocuments)
    + webIdentityRefusals.map { with("variables").meeting([$0.1], $0.0) }
    + [
      with("variables").meeting(
        [
          CredentialAnswers.refusal(400, "IDPCommunicationError", "Could not reach the provider"),
          CredentialAnswers.role(),
        ],
        "the provider is out of reach, then works"
      )
    ]

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html
  private static let webIdentityRefusals: [(String, ScriptedTransport.Reply)] =
    [
      (403, "AccessDenied", "Not authorized to perform sts:AssumeRoleWithWebIdentity"),
      (400, "ExpiredTokenException", "Token expired: current date/time must be before"),
      (400, "IDPCommunicationError", "Could not reach the provider"),
      (403, "IDPRejectedClaim", "The token was rejected"),
      (400, "InvalidIdentityToken", "No OpenIDConnect provider found in your account for x"),
      (400, "InvalidIdentityToken2", "The token hush-identity is not one"),
      (403, "RegionDisabledException", "STS is not activated in this region"),
      (400, "MalformedPolicyDocument", "Syntax errors in policy."),
      (400, "PackedPolicyTooLarge", "Packed policy consumes 120%"),
    ].map { status, code, message in (code, CredentialAnswers.refusal(status, code, message)) }
}
