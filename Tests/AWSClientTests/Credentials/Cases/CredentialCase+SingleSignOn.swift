import AWSClient

extension CredentialCase {
  private static let session = """
    [default]
    sso_session = corp
    sso_account_id = 123456789012
    sso_role_name = Developer
    [sso-session corp]
    sso_start_url = https://example.awsapps.com/start
    sso_region = eu-central-1
    sso_registration_scopes = sso:account:access
    """
  private static let legacy = """
    [default]
    sso_start_url = https://example.awsapps.com/start
    sso_region = eu-central-1
    sso_account_id = 123456789012
    sso_role_name = Developer
    """

  private static func with(
    _ title: String,
    config: String = session,
    files: [String: TestMachine.File] = [CredentialAnswers.sessionPath: CredentialAnswers.login()],
    replies: [ScriptedTransport.Reply] = [CredentialAnswers.portal()]
  ) -> CredentialCase {
    CredentialCase(
      title,
      TestMachine(
        variables: ["AWS_EC2_METADATA_DISABLED": "true"],
        config: .text(config),
        files: files
      ),
      replies: replies
    )
  }

  /// With the session's login changed.
  private static func login(
    _ changes: [String: String?],
    _ title: String,
    _ replies: [ScriptedTransport.Reply] = [CredentialAnswers.portal()]
  ) -> CredentialCase {
    with(
      title,
      files: [CredentialAnswers.sessionPath: CredentialAnswers.login(changes)],
      replies: replies
    )
  }

  private static let past = "2025-12-31T23:00:00Z"
  private static let renewed = ScriptedTransport.Reply.answer(
    200,
    #"{"accessToken":"hush-new","expiresIn":28800,"refreshToken":"hush-next","tokenType":"Bearer"}"#
  )

  static let singleSignOn: [CredentialCase] =
    [
      with(
        "a session without its section",
        config: "[default]\nsso_session = corp\nsso_role_name = D"
      ),
      with("no role", config: session.replacing("sso_role_name = Developer\n", with: "")),
      with("no account", config: session.replacing("sso_account_id = 123456789012\n", with: "")),
      with("no region in the session", config: session.replacing("sso_region", with: "region")),
      with("a session alone", config: "[default]\nsso_session = corp"),
      with(
        "another region than the session's",
        config: session.replacing("sso_role_name", with: "sso_region = us-east-1\nsso_role_name")
      ),
      with("no login", files: [:]),
      with("an unreadable login", files: [CredentialAnswers.sessionPath: .unreadable]),
      with("a login of garbage", files: [CredentialAnswers.sessionPath: "hush"]),
      with("an empty login", files: [CredentialAnswers.sessionPath: ""]),
      login(["accessToken": nil], "a login without a token"),
      login(["expiresAt": "soon"], "a login whose end is no time"),
      login(["expiresAt": "2026-01-01T04:00:00UTC"], "a login of an older AWS CLI"),
      login(
        ["expiresAt": past],
        "an expired login, renewed",
        [renewed, CredentialAnswers.portal()]
      ),
      login(
        ["expiresAt": "2026-01-01T00:05:00Z"],
        "a login about to expire, renewed",
        [renewed, CredentialAnswers.portal()]
      ),
      login(
        ["expiresAt": "2026-01-01T00:05:00Z"],
        "a login about to expire that cannot be renewed",
        [.answer(400, #"{"error":"invalid_grant"}"#), CredentialAnswers.portal()]
      ),
      login(
        ["expiresAt": past],
        "an expired login that cannot be renewed",
        [.answer(400, #"{"error":"invalid_grant","error_description":"hush-refresh"}"#)]
      ),
      login(["expiresAt": past], "an expired login, garbage from OIDC", [.answer(200, "{}")]),
      login(["expiresAt": past], "an expired login, OIDC out of reach", [.fail(.refused)]),
      login(["expiresAt": past, "refreshToken": nil], "an expired login without refresh token"),
      login(
        ["expiresAt": past, "registrationExpiresAt": past],
        "an expired login and registration"
      ),
      with(
        "the older form",
        config: legacy,
        files: [CredentialAnswers.startPath: CredentialAnswers.login()]
      ),
      with("the older form without a login", config: legacy, files: [:]),
      with(
        "the older form, expired",
        config: legacy,
        files: [CredentialAnswers.startPath: CredentialAnswers.login(["expiresAt": past])]
      ),
      with(
        "the older form without a region",
        config: legacy.replacing("sso_region", with: "region")
      ),
      with("the older form without a URL", config: legacy.replacing("sso_start_url", with: "url")),
    ]
    + with("a session").inTrouble(good: CredentialAnswers.portal(), documents: portalDocuments)
    + portalRefusals.map { with("a session").meeting([$0.1], $0.0) }

  private static let portalDocuments: [(String, ScriptedTransport.Reply)] = [
    ("no accessKeyId", CredentialAnswers.portal(["accessKeyId": nil])),
    ("no sessionToken", CredentialAnswers.portal(["sessionToken": nil])),
    ("expiration is a text", CredentialAnswers.portal(["expiration": #""soon""#])),
    ("already expired", CredentialAnswers.portal(["expiration": "1767225599000"])),
    ("no credentials", .answer(200, "{}")),
  ]

  // https://docs.aws.amazon.com/singlesignon/latest/PortalAPIReference/API_GetRoleCredentials.html
  private static let portalRefusals: [(String, ScriptedTransport.Reply)] = [
    (
      "UnauthorizedException",
      .answer(401, #"{"message":"Session token not found or invalid","__type":"U"}"#)
    ),
    ("ForbiddenException", .answer(403, #"{"message":"No access","__type":"F"}"#)),
    ("ResourceNotFoundException", .answer(404, #"{"message":"No such account"}"#)),
    ("InvalidRequestException", .answer(400, #"{"message":"accountId is not valid"}"#)),
    ("TooManyRequestsException", .answer(429, #"{"message":"HTTP 429 Unknown Code"}"#)),
    ("an echo of the token", .answer(400, #"{"message":"bad hush-access"}"#)),
  ]
}
