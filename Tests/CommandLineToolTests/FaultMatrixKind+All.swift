extension FaultMatrixKind {
  /// The rows of the table, in the order of the manifest's sections.
  static let all = [
    optOutList, senderID, phoneNumber, pool, originator, keyword, protectConfiguration,
    countryRules,
    numberOverride, accountDefault, configurationSet, protection, eventDestination, tags,
    reading,
  ]

  private static let optOutList = FaultMatrixKind(
    name: "opt-out list",
    runs: [
      .create(["CreateOptOutList"], "optOutLists: { codes: }"),
      .delete(
        ["DeleteOptOutList"],
        "",
        seed: Ours.list("codes"),
        gates: ["--allow-delete opt-out-list/codes"]
      ),
    ]
  )

  private static let shop = "senderIds: { SHOP: { countries: [DE, FR] } }"

  private static let senderID = FaultMatrixKind(
    name: "sender ID",
    runs: [
      .create(["RequestSenderId"], shop),
      .update(
        ["UpdateSenderId"],
        "senderIds: { SHOP: { countries: [DE, FR], deletionProtection: true } }",
        seed: Ours.senders
      ),
      .delete(
        ["ReleaseSenderId"],
        "",
        seed: Ours.senders,
        gates: ["--allow-delete sender-id/SHOP/DE", "--allow-delete sender-id/SHOP/FR"]
      ),
    ]
  )

  private static let phoneNumber = FaultMatrixKind(
    name: "phone number",
    runs: [
      .update(
        ["UpdatePhoneNumber"],
        """
        phoneNumbers:
          n:
            number: "+12025550112"
            deletionProtection: true
            optOutList: { external: kept }
            twoWay: { channel: "arn:aws:sns:us-east-1:123456789012:inbound" }
        """,
        seed: #""optOutLists": [{ "name": "kept" }], \#(Ours.number())"#
      )
    ]
  )

  private static let pool = FaultMatrixKind(
    name: "pool",
    runs: [
      .create(
        ["CreatePool", "UpdatePool"],
        """
        \(shop)
        pools:
          p: { messageType: TRANSACTIONAL, sharedRoutes: true, originators: [{ senderId: SHOP }] }
        """,
        seed: Ours.senders
      ),
      .update(
        ["UpdatePool"],
        """
        \(shop)
        pools:
          p: { messageType: TRANSACTIONAL, sharedRoutes: true, originators: [{ senderId: SHOP }] }
        """,
        seed: "\(Ours.senders), \(Ours.pool(["DE", "FR"]))"
      ),
      .delete(
        ["DeletePool"],
        shop,
        seed: "\(Ours.senders), \(Ours.pool(["DE", "FR"]))"
      ),
    ]
  )

  private static let originator = FaultMatrixKind(
    name: "originator of a pool",
    runs: [
      .create(
        ["AssociateOriginationIdentity"],
        """
        \(shop)
        pools: { p: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }] } }
        """,
        seed: "\(Ours.senders), \(Ours.pool(["DE"]))"
      ),
      .delete(
        ["DisassociateOriginationIdentity"],
        """
        \(shop)
        pools: { p: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP, countries: [DE] }] } }
        """,
        seed: "\(Ours.senders), \(Ours.pool(["DE", "FR"]))"
      ),
    ]
  )

  private static func number(keywords: String) -> String {
    #"phoneNumbers: { n: { number: "+12025550112", keywords: \#(keywords) } }"#
  }

  private static func seed(keyword message: String) -> String {
    Ours.number(
      #""keywords": [{ "keyword": "INFO", "message": "\#(message)", "action": "AUTOMATIC_RESPONSE" }],"#
    )
  }

  private static let keyword = FaultMatrixKind(
    name: "keyword",
    runs: [
      .create(["PutKeyword"], number(keywords: "{ INFO: { message: new } }"), seed: Ours.number()),
      .update(
        ["PutKeyword"],
        number(keywords: "{ INFO: { message: new } }"),
        seed: seed(keyword: "old")
      ),
      .delete(["DeleteKeyword"], number(keywords: "{}"), seed: seed(keyword: "old")),
    ]
  )

  private static func signup(_ fields: String) -> String {
    "protectConfigurations: { signup: \(fields) }"
  }

  private static func seed(signup more: String = "") -> String {
    #""protectConfigurations": [\#(Ours.protection("signup", more))]"#
  }

  private static let protectConfiguration = FaultMatrixKind(
    name: "protect configuration",
    runs: [
      .create(["CreateProtectConfiguration"], signup("{ deletionProtection: true }")),
      .update(
        ["UpdateProtectConfiguration"],
        signup("{ deletionProtection: true }"),
        seed: seed()
      ),
      .delete(["DeleteProtectConfiguration"], "", seed: seed()),
    ]
  )

  private static let countryRules = FaultMatrixKind(
    name: "country rules",
    runs: [
      .create(
        ["UpdateProtectConfigurationCountryRuleSet"],
        signup("{ sms: { default: BLOCK, allow: [US] }, voice: { default: BLOCK } }")
      ),
      .update(
        ["UpdateProtectConfigurationCountryRuleSet"],
        signup("{ sms: { block: [DE], allow: [FR] } }"),
        seed: seed(signup: #""rules": { "SMS": { "FR": "BLOCK" } },"#)
      ),
    ]
  )

  private static func seed(override action: String) -> String {
    seed(
      signup: #""numberOverrides": [{ "number": "+573001234567", "action": "\#(action)" }],"#
    )
  }

  private static let numberOverride = FaultMatrixKind(
    name: "number override",
    runs: [
      .create(
        ["PutProtectConfigurationRuleSetNumberOverride"],
        signup(#"{ numberOverrides: { "+573001234567": { action: BLOCK } } }"#)
      ),
      .update(
        ["PutProtectConfigurationRuleSetNumberOverride"],
        signup(#"{ numberOverrides: { "+573001234567": { action: BLOCK } } }"#),
        seed: seed(override: "ALLOW")
      ),
      .delete(
        ["DeleteProtectConfigurationRuleSetNumberOverride"],
        signup("{ numberOverrides: {} }"),
        seed: seed(override: "ALLOW")
      ),
    ]
  )

  private static let accountDefault = FaultMatrixKind(
    name: "account default",
    runs: [
      .create(
        ["SetAccountDefaultProtectConfiguration"],
        signup("{ accountDefault: true }"),
        seed: seed()
      ),
      .update(
        ["SetAccountDefaultProtectConfiguration"],
        "protectConfigurations: { signup: { accountDefault: true }, old: { accountDefault: false } }",
        seed: """
          "protectConfigurations": [\(Ours.protection("signup")), \(Ours.protection("old"))],
          "accountDefaultProtectConfiguration": "protect-old"
          """
      ),
      .delete(
        ["DeleteAccountDefaultProtectConfiguration"],
        signup("{ accountDefault: false }"),
        seed: #"\#(seed()), "accountDefaultProtectConfiguration": "protect-signup""#,
        gates: ["--allow-replace protect-configuration/signup"]
      ),
    ]
  )

  private static let configurationSet = FaultMatrixKind(
    name: "configuration set",
    runs: [
      .create(
        [
          "CreateConfigurationSet", "SetDefaultMessageType", "SetDefaultSenderId",
          "SetDefaultMessageFeedbackEnabled",
        ],
        """
        configurationSets:
          codes:
            defaultMessageType: TRANSACTIONAL
            defaultSenderId: SHOP
            messageFeedback: true
        """
      ),
      .update(
        ["SetDefaultMessageType", "DeleteDefaultSenderId", "SetDefaultMessageFeedbackEnabled"],
        """
        configurationSets:
          codes:
            defaultMessageType: TRANSACTIONAL
            defaultSenderId: null
            messageFeedback: true
        """,
        seed: Ours.set(#""defaultMessageType": "PROMOTIONAL", "defaultSenderId": "SHOP","#)
      ),
      .delete(["DeleteConfigurationSet"], "", seed: Ours.set()),
    ]
  )

  private static let protection = FaultMatrixKind(
    name: "protection of a set",
    runs: [
      .create(
        ["AssociateProtectConfiguration"],
        """
        \(signup(""))
        configurationSets: { codes: { protectConfiguration: signup } }
        """,
        seed: "\(seed()), \(Ours.set())"
      ),
      .delete(
        ["DisassociateProtectConfiguration"],
        """
        \(signup(""))
        configurationSets: { codes: { protectConfiguration: null } }
        """,
        seed: #"\#(seed()), \#(Ours.set(#""protectConfiguration": "protect-signup","#))"#,
        gates: ["--allow-replace configuration-set/codes"]
      ),
    ]
  )

  private static func topic(_ events: String) -> String {
    """
    configurationSets:
      codes:
        eventDestinations:
          topic: { events: [\(events)], sns: { topic: "arn:aws:sns:us-east-1:123456789012:events" } }
    """
  }

  private static let liveTopic = Ours.set(
    #"""
    "eventDestinations": [{
      "name": "topic", "events": ["TEXT_ALL"],
      "sns": { "topic": "arn:aws:sns:us-east-1:123456789012:events" }
    }],
    """#
  )

  private static let eventDestination = FaultMatrixKind(
    name: "event destination",
    runs: [
      .create(["CreateEventDestination"], topic("ALL"), seed: Ours.set()),
      .update(["UpdateEventDestination"], topic("ALL"), seed: liveTopic),
      .delete(
        ["DeleteEventDestination"],
        "configurationSets: { codes: { eventDestinations: {} } }",
        seed: liveTopic
      ),
    ]
  )

  private static let tags = FaultMatrixKind(
    name: "tags",
    runs: [
      .create(
        ["TagResource"],
        "optOutLists: { codes: { adopt: true, tags: { use: codes } } }",
        seed: #""optOutLists": [{ "name": "codes" }]"#
      ),
      .update(
        ["TagResource"],
        "optOutLists: { codes: { tags: { use: codes } } }",
        seed: Ours.list("codes", #", "use": "old""#)
      ),
      .delete(
        ["UntagResource"],
        "optOutLists: { codes: { tags: { use: null } } }",
        seed: Ours.list("codes", #", "use": "old""#)
      ),
    ]
  )

  /// The reads of a plan that has something of everything.
  private static let reading = FaultMatrixKind(
    name: "what a plan reads",
    runs: [
      Run(
        name: "read",
        manifest: """
          optOutLists: { codes: { tags: { use: codes } } }
          \(shop)
          \(number(keywords: "{ INFO: { message: new } }"))
          pools: { p: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }] } }
          \(signup(#"{ sms: { block: [DE] }, numberOverrides: { "+573001234567": { action: BLOCK } } }"#))
          \(topic("ALL"))
          """,
        seed: """
          \(Ours.list("codes")), \(Ours.senders), \(Ours.pool(["DE"])), \(seed(keyword: "old")),
          \(seed(override: "ALLOW")), \(liveTopic)
          """,
        operations: [
          "DescribeOptOutLists", "DescribeSenderIds", "DescribePhoneNumbers", "DescribePools",
          "ListPoolOriginationIdentities", "DescribeKeywords", "DescribeProtectConfigurations",
          "GetProtectConfigurationCountryRuleSet", "ListProtectConfigurationRuleSetNumberOverrides",
          "DescribeConfigurationSets", "ListTagsForResource",
        ]
      )
    ]
  )
}
