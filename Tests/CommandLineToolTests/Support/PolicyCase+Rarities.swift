extension PolicyCase {
  /// What no example has: settings that must not be set, resources of others and of a former project,
  /// adoption, tags that must go away, ids.
  static let rarities = PolicyCase(
    testDescription: "rarities",
    manifest: """
      version: 1
      project: shop
      formerProjects: [store]
      account: "123456789012"
      regions: { us-east-1: {} }
      optOutLists:
        codes: { tags: { team: null } }
        news: { adopt: true }
      phoneNumbers:
        desk:
          number: "+12065550100"
          adopt: true
          optOutList: codes
          internationalSending: false
          deletionProtection: true
          twoWay:
            channel: "arn:aws:sns:us-east-1:${account}:inbound"
            role: "arn:aws:iam::${account}:role/sms-inbound"
          keywords: { JOIN: { message: Welcome } }
        line:
          number: phone-line
          deletionProtection: true
      senderIds:
        GIVEN: { countries: [DE], deletionProtection: true, tags: { team: shop } }
      pools:
        mixed:
          messageType: TRANSACTIONAL
          originators:
            - senderId: { external: BRAND }
              countries: [DE]
            - phoneNumber: { external: "+12065550101" }
          optOutList: { external: partners }
        old:
          id: pool-old
          messageType: TRANSACTIONAL
          originators: [{ senderId: GIVEN }]
          sharedRoutes: true
          keywords: { HELP: { message: Call us } }
        taken:
          messageType: TRANSACTIONAL
          adopt: true
          originators: [{ senderId: GIVEN }]
          deletionProtection: true
      protectConfigurations:
        open:
          accountDefault: false
          adopt: true
          numberOverrides: { "+12065550199": { action: BLOCK } }
        strict:
          id: protect-strict
          deletionProtection: true
          sms: { block: [DE] }
      configurationSets:
        bare:
          defaultMessageType: null
          defaultSenderId: null
          protectConfiguration: null
        kept: { protectConfiguration: { id: protect-others } }
        strict: { protectConfiguration: strict }

      """,
    accounts: [Account(seed: raritiesSeed), Account(seed: bareSeed)],
    arguments: [
      "--allow-replace", "us-east-1/configuration-set/bare",
      "--allow-replace", "us-east-1/protect-configuration/open",
    ]
  )

  /// What is named by id or belongs to others, and nothing else.
  private static let bareSeed = """
    {"regions": {"us-east-1": {
      "optOutLists": [{"name": "partners"}],
      "phoneNumbers": [
        {"number": "+12065550100", "country": "US"},
        {"number": "+12065550101", "country": "US", "optOutList": "partners"},
        {"id": "phone-line", "number": "+12065550102", "country": "US",
         "tags": {"smsctl:project": "shop"}}
      ],
      "senderIds": [{"name": "BRAND", "country": "DE"}, {"name": "GIVEN", "country": "FR"}],
      "pools": [
        {"id": "pool-old", "members": [{"senderId": "GIVEN", "country": "FR"}],
         "tags": {"smsctl:project": "shop"}}
      ],
      "protectConfigurations": [
        {"id": "protect-strict", "tags": {"smsctl:project": "shop"}}, {"id": "protect-others"}
      ]}}}
    """

  /// All is there, but otherwise.
  private static let raritiesSeed = """
    {"regions": {"us-east-1": {
      "optOutLists": [
        {"name": "codes", "tags": {"smsctl:project": "store", "team": "old"}}, {"name": "news"},
        {"name": "partners"}
      ],
      "phoneNumbers": [
        {"number": "+12065550100", "country": "US", "internationalSending": true},
        {"number": "+12065550101", "country": "US", "optOutList": "partners"},
        {"id": "phone-line", "number": "+12065550102", "country": "US",
         "tags": {"smsctl:project": "store"}}
      ],
      "senderIds": [
        {"name": "BRAND", "country": "DE"},
        {"name": "GIVEN", "country": "DE", "tags": {"smsctl:project": "shop"}},
        {"name": "GIVEN", "country": "FR"}
      ],
      "pools": [
        {"id": "pool-old", "members": [{"senderId": "GIVEN", "country": "FR"}],
         "tags": {"smsctl:project": "store"}},
        {"id": "pool-taken", "members": [{"senderId": "GIVEN", "country": "FR"}],
         "tags": {"Name": "taken"}}
      ],
      "protectConfigurations": [
        {"id": "protect-open", "tags": {"Name": "open"}},
        {"id": "protect-strict", "tags": {"smsctl:project": "store"}}, {"id": "protect-others"}
      ],
      "accountDefaultProtectConfiguration": "protect-open",
      "configurationSets": [
        {"name": "bare", "defaultMessageType": "PROMOTIONAL", "defaultSenderId": "BRAND",
         "protectConfiguration": "protect-others", "tags": {"smsctl:project": "shop"}}
      ]}}}
    """
}
