/// Sender IDs, numbers and pools.
extension ExportCase {
  static let senderIDs = [
    ExportCase(
      "the countries of a name that are alike in one entry, the largest under the name",
      """
      senderIds:
        # registered in GB
        ACME: { countries: [DE, GB, "NO"], messageTypes: [TRANSACTIONAL] }
        ACME-2: { name: ACME, countries: [FR], messageTypes: [TRANSACTIONAL, PROMOTIONAL] }
        ACME-3: { name: ACME, countries: [PT], messageTypes: [TRANSACTIONAL], deletionProtection: true }
      """
    ) { cloud in
      cloud.senderIDs = [
        .senderID("ACME", "PT", protected: true), .senderID("ACME", "NO"),
        .senderID("acme", "DE"), .senderID("ACME", "GB").merging(["Registered": true]),
        .senderID("ACME", "FR", types: ["Promotional", "Transactional"]),
      ]
    },
    ExportCase(
      "a key that nothing else has, however long the name",
      """
      senderIds:
        ABCDEFGHI-2: { countries: [DE], messageTypes: [TRANSACTIONAL] }
        ABCDEFGHI-3: { name: ABCDEFGHIJK, countries: [FR], messageTypes: [PROMOTIONAL] }
        ABCDEFGHIJK: { countries: [DE], messageTypes: [TRANSACTIONAL] }
      """
    ) { cloud in
      cloud.senderIDs = [
        .senderID("ABCDEFGHIJK", "DE"), .senderID("ABCDEFGHIJK", "FR", types: ["Promotional"]),
        .senderID("ABCDEFGHI-2", "DE"),
      ]
    },
    ExportCase(
      "nothing of a country that the table does not have",
      "",
      omissions: ["us-east-1/sender-id/ACME/XX: the country table has no such country"]
    ) { cloud in
      cloud.senderIDs = [.senderID("ACME", "XX")]
    },
  ]

  static let numbers = [
    ExportCase(
      "what a number has that a new one has not",
      """
      optOutLists:
        offers: {}
      phoneNumbers:
        # PROMOTIONAL, SMS and VOICE
        us-12065550100:
          number: "+12065550100"
          optOutList: offers
          twoWay:
            channel: "arn:${partition}:sns:${region}:${account}:in"
            role: "arn:${partition}:iam::${account}:role/sms"
          selfManagedOptOuts: true
          internationalSending: true
          deletionProtection: true
          keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
          tags: { "012": "NO", team: a }
      """
    ) { cloud in
      cloud.optOutLists.append("offers")
      cloud.numbers = [
        .number(
          "+12065550100",
          list: "offers",
          [
            "IsoCountryCode": "US", "MessageType": "PROMOTIONAL",
            "NumberCapabilities": ["SMS", "VOICE"], "TwoWayEnabled": true,
            "TwoWayChannelArn": "arn:aws:sns:us-east-1:123456789012:in",
            "TwoWayChannelRole": "arn:aws:iam::123456789012:role/sms",
            "SelfManagedOptOutsEnabled": true, "InternationalSendingEnabled": true,
            "DeletionProtectionEnabled": true,
          ]
        )
      ]
      cloud.tags[Cloud.arn("phone-number/phone-12065550100")] = [
        "team": "a", "012": "NO", "Name": "n", "aws:x": "y",
      ]
    },
    ExportCase(
      "the id of numbers that their digits do not tell apart, or that have none yet",
      """
      phoneNumbers:
        ca-12345:
          number: phone-ca
          keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
        phone-new:
          number: phone-new
          keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
        us-12345:
          number: phone-us
          keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
      """
    ) { cloud in
      cloud.numbers = ["us", "ca"].map { country in
        .number(
          "12345",
          [
            "PhoneNumberId": "phone-\(country)", "IsoCountryCode": "\(country.uppercased())",
            "PhoneNumberArn": "\(Cloud.arn("phone-number/phone-\(country)"))",
          ]
        )
      }
      cloud.numbers.append(.number("NONE", ["PhoneNumberId": "phone-new"]))
    },
    ExportCase(
      "every keyword that a manifest can have",
      """
      phoneNumbers:
        number-12065550100:
          number: "+12065550100"
          keywords:
            HELP: { message: "Help text" }
            INFO: { message: "$${name}: 5%\\nmore" }
            "NO": { action: OPT_IN, message: "yes" }
            STOP: { message: "Stop text" }
      """,
      omissions: [
        "us-east-1/phone-number/number-12065550100 keywords.CANCEL: "
          + "AWS takes 'CANCEL' for an opt-out, so its action must be OPT_OUT"
      ]
    ) { cloud in
      cloud.numbers = [.number("+12065550100")]
      cloud.keywords["phone-12065550100"] = [
        .keyword("INFO", "${name}: 5%\nmore", "AUTOMATIC_RESPONSE"),
        .keyword("NO", "yes", "OPT_IN"), .keyword("CANCEL", "x", "AUTOMATIC_RESPONSE"),
      ]
    },
  ]

  static let pools = [
    ExportCase(
      "a pool, whose numbers have no settings of their own",
      """
      senderIds:
        ACME: { countries: [DE, FR], messageTypes: [TRANSACTIONAL] }
        OTHER: { countries: [DE], messageTypes: [TRANSACTIONAL] }
      phoneNumbers:
        number-12065550100: { number: "+12065550100" }
      # what is adopted is known by its tags, and needs no 'id' any more
      pools:
        One-time-codes:
          name: "One-time codes!"
          id: pool-1
          messageType: TRANSACTIONAL
          originators:
            - { phoneNumber: number-12065550100 }
            - { senderId: ACME, countries: [FR] }
            - { senderId: OTHER }
          sharedRoutes: true
          deletionProtection: true
          keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
      """
    ) { cloud in
      cloud.senderIDs = [
        .senderID("ACME", "DE"), .senderID("ACME", "FR"), .senderID("OTHER", "DE"),
      ]
      cloud.numbers = [
        .number("+12065550100", list: "gone", pool: "pool-1", ["TwoWayEnabled": true])
      ]
      cloud.pools = [
        .pool("pool-1", ["SharedRoutesEnabled": true, "DeletionProtectionEnabled": true])
      ]
      cloud.members["pool-1"] = [
        .member(sender: "ACME", "FR"), .member(number: "phone-12065550100"),
        .member(sender: "OTHER", "DE"),
      ]
      cloud.tags[Cloud.arn("pool/pool-1")] = ["Name": "One-time codes!"]
    },
    ExportCase(
      "nothing of an empty pool, nor of members that nobody can name",
      "",
      omissions: [
        "us-east-1/pool/pool-1 originator SHARED/DE: a manifest has no name for it; it stays in the pool",
        "us-east-1/pool/pool-1: it has no originator, as every pool must",
      ]
    ) { cloud in
      cloud.pools = [.pool("pool-1")]
      cloud.members["pool-1"] = [.member(sender: "SHARED", "DE")]
    },
  ]
}
