/// What must not happen to protect configurations, configuration sets and event destinations.
extension HarmCase {
  static let protection: [HarmCase] = [
    HarmCase(
      testDescription: "what the manifest leaves out goes away without --prune",
      manifest: """
        protectConfigurations: { signup: { numberOverrides: {} } }
        configurationSets: { otp: { eventDestinations: {} } }
        """,
      seed: """
        "protectConfigurations": [
          \(config("signup", overrides: #"{ "number": "+12065550100", "action": "BLOCK" }"#)),
          \(config("old"))
        ],
        "configurationSets": [\(set("otp", destinations: 2)), \(set("gone"))]
        """,
      status: 0,
      told: "--prune takes it away",
      never: deletions
    ),
    HarmCase(
      testDescription: "what others own is pruned",
      manifest: """
        protectConfigurations: { signup: { id: protect-signup, numberOverrides: {} } }
        configurationSets: { otp: { eventDestinations: {} } }
        """,
      seed: """
        "protectConfigurations": [
          { "id": "protect-signup", "numberOverrides": [{ "number": "+12065550100", "action": "BLOCK" }] },
          \(config("theirs", project: "other")), { "id": "protect-nobodys" }
        ],
        "configurationSets": [
          \(set("otp", destinations: 2, project: "other")), \(set("gone", project: "other")),
          { "name": "nobodys" },
          { "name": "stacks", "tags": { "aws:cloudformation:stack-name": "net" } }
        ]
        """,
      arguments: ["--prune"],
      status: 0,
      told: "no changes",
      never: deletions
    ),
    HarmCase(
      testDescription: "collections that the manifest does not mention are pruned",
      manifest: """
        protectConfigurations: { signup: }
        configurationSets: { otp: }
        """,
      seed: """
        "protectConfigurations": [
          \(config("signup", overrides: #"{ "number": "+12065550100", "action": "BLOCK" }"#))
        ],
        "configurationSets": [\(set("otp", destinations: 2))]
        """,
      arguments: ["--prune"],
      status: 0,
      told: "no changes",
      never: deletions
    ),
    HarmCase(
      testDescription: "the account default is pruned",
      manifest: "",
      seed: """
        "protectConfigurations": [\(config("old"))],
        "accountDefaultProtectConfiguration": "protect-old"
        """,
      arguments: ["--prune"],
      status: 3,
      told: "the account would be left without a default protect configuration",
      never: deletions
    ),
    HarmCase(
      testDescription:
        "the account default goes with consent, and with it the blocks of 12 countries",
      manifest: "",
      seed: """
        "protectConfigurations": [\(config("old", rules: blocked))],
        "accountDefaultProtectConfiguration": "protect-old"
        """,
      arguments: ["--prune", "--allow-delete", "us-east-1/protect-configuration/old"],
      status: 4,
      told: "the plan opens 12 countries, more than 10",
      never: deletions
    ),
    HarmCase(
      testDescription: "the account default is given up by a prune",
      manifest: "protectConfigurations: { signup: { accountDefault: false } }",
      seed: """
        "protectConfigurations": [\(config("signup"))],
        "accountDefaultProtectConfiguration": "protect-signup"
        """,
      arguments: ["--prune"],
      status: 3,
      told: "add --allow-replace us-east-1/protect-configuration/signup",
      never: deletions
    ),
    HarmCase(
      testDescription: "the account default is given up with the blocks of 12 countries",
      manifest: "protectConfigurations: { signup: { accountDefault: false } }",
      seed: """
        "protectConfigurations": [\(config("signup", rules: blocked))],
        "accountDefaultProtectConfiguration": "protect-signup"
        """,
      arguments: ["--allow-replace", "us-east-1/protect-configuration/signup"],
      status: 4,
      told: "the plan opens 12 countries, more than 10",
      never: deletions
    ),
    HarmCase(
      testDescription: "a protection is taken from a set by a prune",
      manifest: "configurationSets: { otp: { protectConfiguration: null } }",
      seed: """
        "protectConfigurations": [\(config("old"))],
        "configurationSets": [\(set("otp", protection: "protect-old"))]
        """,
      arguments: ["--prune"],
      status: 3,
      told: "it is used by us-east-1/configuration-set/otp",
      never: deletions
    ),
    HarmCase(
      testDescription: "a protection is taken from a set with the blocks of 12 countries",
      manifest: "configurationSets: { otp: { protectConfiguration: null } }",
      seed: """
        "protectConfigurations": [\(config("old", rules: blocked))],
        "configurationSets": [\(set("otp", protection: "protect-old"))]
        """,
      arguments: ["--allow-replace", "us-east-1/configuration-set/otp"],
      status: 4,
      told: "the plan opens 12 countries, more than 10",
      never: deletions
    ),
    HarmCase(
      testDescription: "a protection that is not ours gives way to ours by a prune",
      manifest: """
        protectConfigurations: { signup: }
        configurationSets: { otp: { protectConfiguration: signup } }
        """,
      seed: """
        "protectConfigurations": [\(config("signup")), { "id": "protect-nobodys" }],
        "configurationSets": [\(set("otp", protection: "protect-nobodys"))]
        """,
      arguments: ["--prune"],
      status: 3,
      told: "it is protected by protect-nobodys, which is not this project's",
      never: deletions + ["AssociateProtectConfiguration"]
    ),
    HarmCase(
      testDescription: "a protection that somebody's set uses is pruned",
      manifest: "",
      seed: """
        "protectConfigurations": [\(config("old"))],
        "configurationSets": [{ "name": "nobodys", "protectConfiguration": "protect-old" }]
        """,
      arguments: ["--prune"],
      status: 3,
      told: "it is used by us-east-1/configuration-set/nobodys",
      never: deletions
    ),
    HarmCase(
      testDescription: "a protection that is protected from deletion is pruned",
      manifest: "",
      seed: #""protectConfigurations": [\#(config("old", rules: "", protected: true))]"#,
      arguments: ["--prune"],
      status: 3,
      told: "add --disable-deletion-protection us-east-1/protect-configuration/old",
      never: deletions + ["UpdateProtectConfiguration"]
    ),
    HarmCase(
      testDescription: "two sets go with ten destinations",
      manifest: "",
      seed: """
        "configurationSets": [\(set("a", destinations: 5)), \(set("b", destinations: 5))]
        """,
      arguments: ["--prune"],
      status: 4,
      told: "the plan deletes 12 resources and children, more than 10",
      never: deletions
    ),
    HarmCase(
      testDescription: "a destination is replaced because it is to send elsewhere",
      manifest: """
        configurationSets:
          otp:
            eventDestinations:
              d0:
                events: [ALL]
                cloudWatchLogs:
                  logGroup: "arn:aws:logs:us-east-1:123456789012:log-group:out"
                  role: "arn:aws:iam::123456789012:role/out"
        """,
      seed: #""configurationSets": [\#(set("otp", destinations: 1))]"#,
      arguments: ["--prune"],
      status: 3,
      told: "add --allow-replace us-east-1/configuration-set/otp/event-destination/d0",
      never: deletions + ["CreateEventDestination"]
    ),
  ]

  private static let deletions = [
    "DeleteAccountDefaultProtectConfiguration", "DeleteConfigurationSet", "DeleteEventDestination",
    "DeleteProtectConfiguration", "DeleteProtectConfigurationRuleSetNumberOverride",
    "DisassociateProtectConfiguration",
  ]

  /// A protect configuration of the project, with the id `protect-KEY`.
  private static func config(
    _ key: String,
    rules: String = "",
    overrides: String = "",
    protected: Bool = false,
    project: String = "p"
  ) -> String {
    """
    {
      "id": "protect-\(key)", "deletionProtection": \(protected),
      "rules": { "SMS": { \(rules) } }, "numberOverrides": [\(overrides)],
      "tags": { "smsctl:project": "\(project)", "smsctl:name": "\(key)" }
    }
    """
  }

  /// A configuration set of the project with destinations `d0`, `d1` and so on.
  private static func set(
    _ name: String,
    protection: String? = nil,
    destinations: Int = 0,
    project: String = "p"
  ) -> String {
    let topic = #""sns": { "topic": "arn:aws:sns:us-east-1:123456789012:out" }"#
    let rows = (0..<destinations).map { #"{ "name": "d\#($0)", "events": ["ALL"], \#(topic) }"# }
    let protection = protection.map { #""protectConfiguration": "\#($0)","# } ?? ""
    return """
      {
        "name": "\(name)", \(protection) "tags": { "smsctl:project": "\(project)" },
        "eventDestinations": [\(rows.joined(separator: ", "))]
      }
      """
  }

  private static let blocked = [
    "AT", "BE", "CH", "DE", "DK", "ES", "FI", "FR", "IE", "IT", "NL", "NO",
  ]
  .map { #""\#($0)": "BLOCK""# }.joined(separator: ", ")
}
