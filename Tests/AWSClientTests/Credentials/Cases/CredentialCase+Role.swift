import AWSClient

extension CredentialCase {
  private static func with(
    _ config: TestMachine.File,
    _ title: String,
    replies: [ScriptedTransport.Reply] = [CredentialAnswers.role()]
  ) -> CredentialCase {
    CredentialCase(
      title,
      TestMachine(
        variables: ["AWS_EC2_METADATA_DISABLED": "true"],
        config: config,
        credentials:
          "[base]\naws_access_key_id = AKIDBASE\naws_secret_access_key = hush-base"
      ),
      replies: replies
    )
  }

  private static func role(_ name: String, _ rest: String) -> String {
    "role_arn = arn:aws:iam::123456789012:role/\(name)\n\(rest)\n"
  }

  private static let simple = with(
    "[default]\n\(role("deploy", "source_profile = base"))",
    "a role"
  )

  /// Chains, loops and settings.
  static let role: [CredentialCase] =
    [
      with(
        "[default]\n\(role("one", "source_profile = two"))[profile two]\n\(role("two", "source_profile = base"))",
        "two roles",
        replies: [CredentialAnswers.role("ASIATWO"), CredentialAnswers.role("ASIAONE")]
      ),
      with(
        """
        [default]
        \(role("one", "source_profile = two"))
        [profile two]
        \(role("two", "source_profile = three"))
        [profile three]
        \(role("three", "source_profile = base"))
        """,
        "three roles",
        replies: [
          CredentialAnswers.role("ASIATHREE"), CredentialAnswers.role("ASIATWO"),
          CredentialAnswers.role("ASIAONE"),
        ]
      ),
      with(
        "[default]\n\(role("one", "source_profile = two"))[profile two]\n\(role("two", "source_profile = base"))",
        "two roles, the second refused",
        replies: [
          CredentialAnswers.role("ASIATWO"),
          CredentialAnswers.refusal(
            403,
            "AccessDenied",
            "not authorized to perform: sts:AssumeRole"
          ),
        ]
      ),
      with(
        "[default]\n\(role("a", "source_profile = b"))[profile b]\n\(role("b", "source_profile = default"))",
        "a circle of two"
      ),
      with(
        """
        [default]
        \(role("a", "source_profile = b"))
        [profile b]
        \(role("b", "source_profile = c"))
        [profile c]
        \(role("c", "source_profile = b"))
        """,
        "a circle further on"
      ),
      with("[default]\n\(role("a", "source_profile = default"))", "its own source without keys"),
      with(
        "[default]\n\(role("a", "source_profile = default"))aws_access_key_id = AKIDSELF\naws_secret_access_key = hush",
        "its own source with keys"
      ),
      with(
        """
        [default]
        \(role("a", "source_profile = b"))
        [profile b]
        \(role("b", "source_profile = default"))
        aws_access_key_id = AKIDB
        aws_secret_access_key = hush
        """,
        "a source with keys and a role: the keys"
      ),
      with("[default]\n\(role("a", ""))", "no source"),
      with(
        "[default]\n\(role("a", "source_profile = base\ncredential_source = Environment"))",
        "two sources"
      ),
      with("[default]\n\(role("a", "source_profile = nobody"))", "a source that is not there"),
      with(
        "[default]\n\(role("a", "source_profile = empty"))[profile empty]\nregion = eu-west-1",
        "a source without credentials"
      ),
      with(
        "[default]\n\(role("a", "source_profile = half"))[profile half]\naws_access_key_id = AKIDHALF",
        "a source with half of its keys"
      ),
      with(
        "[default]\n\(role("a", "source_profile = base\nmfa_serial = arn:aws:iam::123456789012:mfa/me"))",
        "a second factor"
      ),
      with(
        "[default]\n\(role("a", "source_profile = base\nduration_seconds = an hour"))",
        "duration is no number"
      ),
      with(
        "[default]\n\(role("a", "source_profile = base\nduration_seconds = 60"))",
        "duration too short"
      ),
      with(
        "[default]\nregion = ../evil\n\(role("a", "source_profile = base"))",
        "a region that is none"
      ),
    ]
    + simple.inTrouble(good: CredentialAnswers.role(), documents: roleDocuments)
    + roleRefusals.map { simple.meeting([$0.1], $0.0) }
    + [
      simple.meeting(
        [
          CredentialAnswers.refusal(400, "Throttling", "Rate exceeded"), CredentialAnswers.role(),
        ],
        "throttled, then works"
      )
    ]

  /// Answers of STS in which something is missing or wrong.
  static let roleDocuments: [(String, ScriptedTransport.Reply)] = [
    ("no AccessKeyId", CredentialAnswers.role("", ["AccessKeyId": nil])),
    ("no SessionToken", CredentialAnswers.role("ASIAROLE", ["SessionToken": nil])),
    ("no Expiration", CredentialAnswers.role("ASIAROLE", ["Expiration": nil])),
    ("Expiration is no time", CredentialAnswers.role("ASIAROLE", ["Expiration": "soon"])),
    (
      "already expired", CredentialAnswers.role("ASIAROLE", ["Expiration": "2025-12-31T23:00:00Z"])
    ),
    (
      "XML cut short",
      .answer(200, "<AssumeRoleResponse><Credentials><AccessKeyId>ASIA</AccessKeyId><Secret")
    ),
  ]

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html#API_AssumeRole_Errors
  private static let roleRefusals: [(String, ScriptedTransport.Reply)] =
    [
      (403, "AccessDenied", "User: u is not authorized to perform: sts:AssumeRole on resource: r"),
      (400, "ExpiredTokenException", "The security token included in the request is expired"),
      (403, "ExpiredToken", "The security token included in the request is expired"),
      (403, "InvalidClientTokenId", "The security token included in the request is invalid."),
      (
        403, "SignatureDoesNotMatch",
        "The request signature we calculated does not match the signature you provided."
      ),
      (
        403, "RegionDisabledException",
        "STS is not activated in this region for account:123456789012."
      ),
      (400, "MalformedPolicyDocument", "Syntax errors in policy."),
      (400, "PackedPolicyTooLarge", "Packed policy consumes 120% of allotted space"),
      (
        400, "ValidationError",
        "The requested DurationSeconds exceeds the MaxSessionDuration set for this role."
      ),
      (
        503, "ServiceUnavailable",
        "The request has failed due to a temporary failure of the server."
      ),
    ].map { status, code, message in (code, CredentialAnswers.refusal(status, code, message)) }
}
