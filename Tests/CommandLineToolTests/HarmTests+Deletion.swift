/// What must not happen to opt-out lists, sender IDs, numbers, pools and keywords.
extension HarmCase {
  static let deletion: [HarmCase] = [
    HarmCase(
      testDescription: "what the manifest leaves out is taken away without --prune",
      manifest: """
        senderIds: { BRAND: { countries: [DE] } }
        pools:
          p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }], keywords: {} }
        """,
      seed: """
        "optOutLists": [{ "name": "old", \(ours) }],
        "senderIds": [\(sender("DE")), \(sender("FR"))],
        "pools": [
          \(pool("p", #"\#(member("DE")), \#(member("FR"))"#, keyword("OLD", "AUTOMATIC_RESPONSE"))),
          \(pool("q", member("FR")))
        ]
        """,
      status: 0,
      told: "--prune takes it out",
      never: deletions
    ),
    HarmCase(
      testDescription: "the refusals of a list are deleted with it",
      manifest: "optOutLists: { mine: }",
      seed: #""optOutLists": [{ "name": "mine", \#(ours) }, { "name": "old", \#(ours) }]"#,
      arguments: ["--prune"],
      status: 3,
      told: "--allow-delete us-east-1/opt-out-list/old",
      never: deletions
    ),
    HarmCase(
      testDescription: "a list goes that a number uses which nobody manages",
      manifest: "optOutLists: { mine: }",
      seed: """
        "optOutLists": [{ "name": "mine", \(ours) }, { "name": "old", \(ours) }],
        "phoneNumbers": [{ \(number), "optOutList": "old" }]
        """,
      arguments: ["--prune", "--allow-delete", "us-east-1/opt-out-list/old"],
      status: 3,
      told: "it is used by us-east-1/phone-number/+12025550100",
      never: deletions
    ),
    HarmCase(
      testDescription: "a renamed list is made anew",
      manifest: "optOutLists: { new: { formerly: old } }",
      seed: #""optOutLists": [{ "name": "old", \#(ours), "optedOutNumbers": ["+12065550199"] }]"#,
      arguments: ["--prune", "--allow-delete", "us-east-1/opt-out-list/old"],
      status: 1,
      told: "",
      never: deletions + ["CreateOptOutList"]
    ),
    HarmCase(
      testDescription: "a sender ID is released by --prune alone",
      manifest: "senderIds: { BRAND: { countries: [DE] } }",
      seed: #""senderIds": [\#(sender("DE")), \#(sender("FR"))]"#,
      arguments: ["--prune"],
      status: 3,
      told: "--allow-delete us-east-1/sender-id/BRAND/FR",
      never: deletions
    ),
    HarmCase(
      testDescription: "a protected sender ID is released",
      manifest: "senderIds: { BRAND: { countries: [DE] } }",
      seed: #""senderIds": [\#(sender("DE")), \#(sender("FR", #""deletionProtection": true,"#))]"#,
      arguments: ["--prune", "--allow-delete", "us-east-1/sender-id/BRAND/FR"],
      status: 3,
      told: "--disable-deletion-protection us-east-1/sender-id/BRAND/FR",
      never: deletions + ["UpdateSenderId"]
    ),
    HarmCase(
      testDescription: "a country leaves a group because the table changed",
      manifest: """
        senderIds: { BRAND: { countries: { all: europe, include: [GB], except: [TR] } } }
        pools:
          p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND, countries: [DE] }] }
          q: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND, countries: { all: europe } }] }
        """,
      seed: """
        "senderIds": [\(sender("DE")), \(sender("IN"))],
        "pools": [\(pool("p", member("DE"))), \(pool("q", #"\#(member("DE")), \#(member("IN"))"#))]
        """,
      arguments: ["--prune", "--allow-delete", "us-east-1/sender-id/BRAND/IN"],
      status: 0,
      told: "a newer country table may have taken IN out of the group",
      never: deletions
    ),
    HarmCase(
      testDescription: "others own what would be pruned",
      manifest: "optOutLists: { mine: }",
      seed: """
        "optOutLists": [{ "name": "theirs", \(theirs) }, { "name": "nobodys" }],
        "senderIds": [{ "name": "BRAND", "country": "DE", \(theirs) }, { "name": "BRAND", "country": "FR" }],
        "pools": [
          { "members": [\(member("DE"))], \(theirs) },
          { "members": [\(member("FR"))],
            "tags": { "smsctl:project": "p", "aws:cloudformation:stack-name": "net" } }
        ]
        """,
      arguments: ["--prune", "--allow-delete", "us-east-1/opt-out-list/theirs"],
      status: 0,
      told: "",
      never: ["DeleteOptOutList", "ReleaseSenderId", "UpdatePool"]
    ),
    HarmCase(
      testDescription: "a number is released",
      manifest: "optOutLists: { mine: }",
      seed: #""phoneNumbers": [{ \#(number), \#(ours) }]"#,
      arguments: ["--prune"],
      status: 0,
      told: "smsctl never releases a number",
      never: deletions
    ),
    HarmCase(
      testDescription: "a keyword that opts people out goes away",
      manifest: """
        phoneNumbers: { n: { number: "+12025550100", keywords: {} } }
        """,
      seed: #""phoneNumbers": [{ \#(keyword("PARAR", "OPT_OUT")) \#(number), \#(ours) }]"#,
      arguments: ["--prune"],
      status: 3,
      told: "--allow-consent-change us-east-1/phone-number/n",
      never: deletions
    ),
    HarmCase(
      testDescription: "the last number leaves its pool",
      manifest: """
        senderIds: { BRAND: { countries: [DE] } }
        pools: { p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }] } }
        """,
      seed: """
        "senderIds": [\(sender("DE"))], "phoneNumbers": [{ \(number) }],
        "pools": [\(pool("p", #"\#(member("DE")), { "phoneNumber": "+12025550100" }"#))]
        """,
      arguments: ["--prune"],
      status: 3,
      told: "the last number of a pool cannot leave it",
      never: deletions
    ),
    HarmCase(
      testDescription: "a sender ID is replaced unasked",
      manifest: "senderIds: { BRAND: { countries: [DE], messageTypes: [PROMOTIONAL] } }",
      seed: #""senderIds": [\#(sender("DE"))]"#,
      arguments: ["--prune", "--allow-delete", "us-east-1/sender-id/BRAND/DE"],
      status: 3,
      told: "--allow-replace us-east-1/sender-id/BRAND/DE",
      never: deletions
    ),
    HarmCase(
      testDescription: "a registered sender ID is replaced",
      manifest: "senderIds: { BRAND: { countries: [DE], messageTypes: [PROMOTIONAL] } }",
      seed: #""senderIds": [\#(sender("DE", #""registered": true,"#))]"#,
      arguments: ["--allow-replace", "us-east-1/sender-id/BRAND/DE"],
      status: 3,
      told: "what is released must be registered again",
      never: deletions
    ),
    HarmCase(
      testDescription: "the last identity of a pool is replaced",
      manifest: """
        senderIds: { BRAND: { countries: [DE], messageTypes: [TRANSACTIONAL, PROMOTIONAL] } }
        pools: { p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }] } }
        """,
      seed: #""senderIds": [\#(sender("DE"))], "pools": [\#(pool("p", member("DE")))]"#,
      arguments: ["--allow-replace", "us-east-1/sender-id/BRAND/DE"],
      status: 3,
      told: "which cannot be empty",
      never: deletions
    ),
    HarmCase(
      testDescription: "a sender ID leaves a pool of another project to be replaced",
      manifest: """
        senderIds: { BRAND: { countries: [DE, FR], messageTypes: [TRANSACTIONAL, PROMOTIONAL] } }
        """,
      seed: """
        "senderIds": [\(sender("DE")), \(sender("FR"))],
        "pools": [{ "members": [\(member("DE")), \(member("FR"))], \(theirs) }]
        """,
      arguments: ["--allow-replace", "us-east-1/sender-id/BRAND/DE"],
      status: 3,
      told: "which is not in the manifest",
      never: deletions
    ),
    HarmCase(
      testDescription: "a replacement loses what only the account knows",
      manifest: """
        senderIds: { BRAND: { countries: [DE, FR] } }
        pools: { p: { messageType: PROMOTIONAL, originators: [{ senderId: BRAND }] } }
        """,
      seed: """
        "senderIds": [
          { "name": "BRAND", "country": "DE", "messageTypes": ["TRANSACTIONAL", "PROMOTIONAL"], \(ours) },
          { "name": "BRAND", "country": "FR", "messageTypes": ["TRANSACTIONAL", "PROMOTIONAL"], \(ours) }
        ],
        "pools": [\(pool("p", #"\#(member("DE")), \#(member("FR"))"#, keyword("JOIN", "OPT_IN")))]
        """,
      arguments: ["--allow-replace", "us-east-1/pool/p"],
      status: 3,
      told: "what only the live one knows would be lost: keywords.JOIN",
      never: deletions
    ),
    HarmCase(
      testDescription: "a number is taken out of another pool unasked",
      manifest: movingNumber,
      seed: movingSeed,
      status: 3,
      told: "--allow-replace us-east-1/phone-number/n",
      never: deletions
    ),
    HarmCase(
      testDescription: "a number moves to a pool whose list lacks refusals",
      manifest: movingNumber,
      seed: movingSeed,
      arguments: ["--allow-replace", "us-east-1/phone-number/n"],
      status: 3,
      told: "the opt-out list 'Default' lacks 1 of the numbers on 'old'",
      never: deletions
    ),
    HarmCase(
      testDescription: "a pool of another project that is named by id loses members and keywords",
      manifest: """
        senderIds: { BRAND: { countries: [DE, FR] } }
        pools:
          p:
            id: pool-x
            messageType: TRANSACTIONAL
            originators: [{ senderId: BRAND, countries: [DE] }]
            keywords: {}
        """,
      seed: """
        "senderIds": [\(sender("DE")), \(sender("FR"))],
        "pools": [{
          "id": "pool-x", "messageType": "TRANSACTIONAL", "members": [\(member("DE")), \(member("FR"))],
          \(keyword("LEAVE", "OPT_OUT")) \(theirs)
        }]
        """,
      arguments: ["--prune", "--allow-consent-change", "us-east-1/pool/p"],
      status: 0,
      told: "= pool/p/keyword/LEAVE",
      never: deletions
    ),
    HarmCase(
      testDescription: "a number of nobody loses its keywords",
      manifest: #"phoneNumbers: { n: { number: "+12025550100", keywords: {} } }"#,
      seed: #""phoneNumbers": [{ \#(keyword("LEAVE", "OPT_OUT")) \#(number) }]"#,
      arguments: ["--prune", "--allow-consent-change", "us-east-1/phone-number/n"],
      status: 0,
      told: "= phone-number/n/keyword/LEAVE",
      never: deletions
    ),
    HarmCase(
      testDescription: "a replaced pool begins with a list that lacks refusals",
      manifest: """
        optOutLists: { c: { adopt: true } }
        senderIds: { BRAND: { countries: [DE, FR] } }
        pools: { p: { messageType: PROMOTIONAL, originators: [{ senderId: BRAND }], optOutList: c } }
        """,
      seed: """
        "optOutLists": [{ "name": "b", "optedOutNumbers": ["+12065550199"] }, { "name": "c" }],
        "senderIds": [
          { "name": "BRAND", "country": "DE", "messageTypes": ["TRANSACTIONAL", "PROMOTIONAL"], \(ours) },
          { "name": "BRAND", "country": "FR", "messageTypes": ["TRANSACTIONAL", "PROMOTIONAL"], \(ours) }
        ],
        "pools": [\(pool("p", #"\#(member("DE")), \#(member("FR"))"#, #""optOutList": "b","#))]
        """,
      arguments: ["--allow-replace", "us-east-1/pool/p"],
      status: 3,
      told: "--allow-consent-change us-east-1/pool/p",
      never: deletions
    ),
    HarmCase(
      testDescription: "a renamed pool takes its senders to a list that lacks refusals",
      manifest: """
        optOutLists: { c: { adopt: true } }
        senderIds: { BRAND: { countries: [DE] } }
        pools: { y: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }], optOutList: c } }
        """,
      seed: """
        "optOutLists": [{ "name": "b", "optedOutNumbers": ["+12065550199"] }, { "name": "c" }],
        "senderIds": [\(sender("DE"))],
        "pools": [\(pool("x", member("DE"), #""optOutList": "b","#))]
        """,
      arguments: ["--prune"],
      status: 3,
      told: "--allow-consent-change us-east-1/pool/x",
      never: deletions
    ),
    HarmCase(
      testDescription: "a number whose move is blocked is taken out of its pool",
      manifest: """
        senderIds: { BRAND: { countries: [DE, FR] } }
        phoneNumbers: { n: { number: "+12025550100" }, m: { number: "+12025550101", adopt: true } }
        pools:
          p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND, countries: [DE] }, { phoneNumber: n }] }
          q: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: m }] }
        """,
      seed: movingSeed,
      arguments: ["--prune"],
      status: 3,
      told: "which would be in none for a while",
      never: ["DisassociateOriginationIdentity", "DeletePool"]
    ),
    HarmCase(
      testDescription: "numbers leave a pool whose keyword opts people out",
      manifest: "optOutLists: { mine: }",
      seed: """
        "optOutLists": [{ "name": "mine", \(ours) }], "phoneNumbers": [{ \(number) }],
        "pools": [\(pool("q", #"{ "phoneNumber": "+12025550100" }"#, keyword("LEAVE", "OPT_OUT")))]
        """,
      arguments: ["--prune"],
      status: 3,
      told: "'LEAVE' may no longer opt people out who write to its numbers",
      never: deletions
    ),
    HarmCase(
      testDescription: "an excluded child is deleted",
      manifest: """
        senderIds: { BRAND: { countries: [DE] } }
        pools:
          p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }], keywords: {} }
        """,
      seed: """
        "senderIds": [\(sender("DE"))],
        "pools": [\(pool("p", member("DE"), keyword("OLD", "AUTOMATIC_RESPONSE")))]
        """,
      arguments: ["--prune", "--exclude", "us-east-1/pool/p/keyword/OLD"],
      status: 0,
      told: "--exclude leaves it as it is",
      never: deletions
    ),
    HarmCase(
      testDescription: "children that no target names are deleted",
      manifest: """
        optOutLists: { mine: }
        senderIds: { BRAND: { countries: [DE] } }
        pools:
          p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }], optOutList: mine, keywords: {} }
        """,
      seed: """
        "optOutLists": [{ "name": "mine", \(ours) }],
        "senderIds": [\(sender("DE"))],
        "pools": [\(pool("p", member("DE"), #""optOutList": "mine","# + keyword("OLD", "AUTOMATIC_RESPONSE")))]
        """,
      arguments: ["--prune", "--target", "us-east-1/pool/p/keyword/OTHER"],
      status: 0,
      told: "no changes",
      never: deletions
    ),
    HarmCase(
      testDescription: "what is excluded by a name that nothing has is deleted",
      manifest: "optOutLists: { mine: }",
      seed: #""optOutLists": [{ "name": "mine", \#(ours) }, { "name": "old", \#(ours) }]"#,
      arguments: [
        "--prune", "--allow-delete", "us-east-1/opt-out-list/old",
        "--exclude", "us-east-1/opt-out-lists/old",
      ],
      status: 1,
      told: "",
      never: deletions
    ),
    HarmCase(
      testDescription: "what the manifest names as external is deleted",
      manifest: """
        senderIds: { BRAND: { countries: [DE] } }
        pools:
          p:
            messageType: TRANSACTIONAL
            originators: [{ senderId: BRAND }, { senderId: { external: OTHER }, countries: [DE] }]
            optOutList: { external: old }
        """,
      seed: """
        "optOutLists": [{ "name": "old", \(ours) }],
        "senderIds": [
          \(sender("DE")),
          { "name": "OTHER", "country": "DE", "messageTypes": ["TRANSACTIONAL"], \(ours) }
        ]
        """,
      arguments: [
        "--prune", "--allow-delete", "us-east-1/opt-out-list/old",
        "--allow-delete", "us-east-1/sender-id/OTHER/DE",
      ],
      status: 3,
      told: "it is used by us-east-1/pool/p",
      never: deletions
    ),
    HarmCase(
      testDescription: "one run deletes more than ten",
      manifest: "optOutLists: { mine: }",
      seed: """
        "senderIds": [\(many.map { sender($0) }.joined(separator: ", "))],
        "pools": [\(pool("p", many.map { member($0) }.joined(separator: ", ")))]
        """,
      arguments: ["--prune"],
      status: 4,
      told: "- pool/p",
      never: deletions + ["CreateOptOutList"]
    ),
    HarmCase(
      testDescription: "one file of a project is taken for all of it",
      manifest: "optOutLists: { mine: }",
      seed: #""optOutLists": [{ "name": "old", \#(ours) }]"#,
      arguments: ["smsctl.yaml", "--prune", "--allow-delete", "us-east-1/opt-out-list/old"],
      status: 4,
      told: "",
      never: deletions + ["CreateOptOutList"]
    ),
    HarmCase(
      testDescription: "a target is taken for the whole project",
      manifest: """
        optOutLists: { mine: }
        senderIds: { BRAND: { countries: [DE] } }
        pools: { p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }] } }
        """,
      seed: """
        "optOutLists": [{ "name": "mine", \(ours) }], "senderIds": [\(sender("DE"))],
        "pools": [\(pool("p", member("DE"))), \(pool("q", member("DE")))]
        """,
      arguments: ["--prune", "--target", "us-east-1/opt-out-list/mine"],
      status: 0,
      told: "no changes",
      never: deletions
    ),
  ]

  private static let deletions = [
    "DeleteOptOutList", "ReleaseSenderId", "ReleasePhoneNumber", "DeletePool", "DeleteKeyword",
    "DisassociateOriginationIdentity",
  ]
  private static let many = ["DE", "FR", "AT", "CH", "DK", "EE", "FI", "IE", "IS", "LU", "NL"]
  private static let number = #""number": "+12025550100", "country": "US", "type": "TEN_DLC""#
  private static let ours = #""tags": { "smsctl:project": "p" }"#
  private static let theirs = #""tags": { "smsctl:project": "other" }"#

  private static func member(_ country: String) -> String {
    #"{ "senderId": "BRAND", "country": "\#(country)" }"#
  }

  private static func keyword(_ name: String, _ action: String) -> String {
    #""keywords": [{ "keyword": "\#(name)", "message": "x", "action": "\#(action)" }],"#
  }

  private static func sender(_ country: String, _ more: String = "") -> String {
    """
    { "name": "BRAND", "country": "\(country)", "messageTypes": ["TRANSACTIONAL"], \(more) \(ours) }
    """
  }

  private static func pool(_ name: String, _ members: String, _ more: String = "") -> String {
    """
    { "messageType": "TRANSACTIONAL", "members": [\(members)], \(more)
      "tags": { "smsctl:project": "p", "smsctl:name": "\(name)" } }
    """
  }

  private static let movingNumber = """
    senderIds: { BRAND: { countries: [DE] } }
    phoneNumbers: { n: { number: "+12025550100" } }
    pools:
      p: { messageType: TRANSACTIONAL, originators: [{ senderId: BRAND }, { phoneNumber: n }] }
    """

  private static let movingSeed = """
    "optOutLists": [{ "name": "old", "optedOutNumbers": ["+12065550199"] }],
    "senderIds": [\(sender("DE"))],
    "phoneNumbers": [
      { \(number), \(ours) }, { "number": "+12025550101", "country": "US", "type": "TEN_DLC" }
    ],
    "pools": [
      \(pool("p", member("DE"))),
      \(pool("q", #"{ "phoneNumber": "+12025550100" }, { "phoneNumber": "+12025550101" }"#, #""optOutList": "old","#))
    ]
    """
}
