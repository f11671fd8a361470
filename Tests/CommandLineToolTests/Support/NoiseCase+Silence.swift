/// What is not said, and what the service adds by itself.
extension NoiseCase {
  static let silences: [NoiseCase] = [
    NoiseCase(
      testDescription: "empty maps, and nulls where nothing is set",
      manifest: """
        optOutLists: { codes: { tags: {} } }
        senderIds: { SHOP: { countries: [DE], tags: {}, overrides: {} } }
        phoneNumbers: { n: { number: "+12065550100", keywords: {} } }
        pools:
          p: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }], keywords: {} }
        protectConfigurations: { q: { sms: {}, voice: { allow: [] }, numberOverrides: {} } }
        configurationSets:
          c:
            eventDestinations: {}
            defaultMessageType: null
            defaultSenderId: null
            protectConfiguration: null
        """,
      seed: """
        "optOutLists": [{ "name": "codes", \(ours) }],
        "senderIds": [{ "name": "SHOP", "country": "DE", \(ours) }],
        "phoneNumbers": [{ \(number), \(ours) }],
        "pools": [{ "members": [{ "senderId": "SHOP", "country": "DE" }], \(named("p")) }],
        "protectConfigurations": [{ \(named("q")) }],
        "configurationSets": [{ "name": "c", \(ours) }]
        """,
      assumptions: ["empty-lists=empty", "built-in-keywords-listed=no"]
    ),
    NoiseCase(
      testDescription: "what is off, said and unsaid",
      manifest: """
        defaults: { deletionProtection: false }
        phoneNumbers:
          n: { number: "+12065550100", twoWay: false, selfManagedOptOuts: false, internationalSending: false }
        senderIds: { SHOP: { countries: [DE] } }
        pools:
          p:
            messageType: TRANSACTIONAL
            originators: [{ senderId: SHOP }]
            optOutList: { external: Default }
            twoWay: false
            selfManagedOptOuts: false
            sharedRoutes: false
        protectConfigurations: { q: { accountDefault: false } }
        configurationSets: { c: { messageFeedback: false } }
        """,
      seed: """
        "phoneNumbers": [{
          \(number), "twoWay": { "channel": "\(topic)", "enabled": false }, \(ours)
        }],
        "senderIds": [{ "name": "SHOP", "country": "DE", \(ours) }],
        "pools": [{
          "members": [{ "senderId": "SHOP", "country": "DE" }],
          "twoWay": { "channel": "\(topic)", "enabled": false }, \(named("p"))
        }],
        "protectConfigurations": [{ \(named("q")) }],
        "configurationSets": [{ "name": "c", \(ours) }]
        """,
      assumptions: ["unset-message-feedback=false", "default-protect-attribute=empty"]
    ),
    NoiseCase(
      testDescription: "tags of AWS and of others",
      manifest: """
        optOutLists: { codes: { tags: { stage: live } } }
        senderIds: { SHOP: { countries: [DE], tags: { stage: live } } }
        phoneNumbers: { n: { number: "+12065550100", tags: { stage: live } } }
        pools:
          p: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }], tags: { stage: live } }
        protectConfigurations: { q: { tags: { stage: live } } }
        configurationSets: { c: { tags: { stage: live, gone: null } } }
        """,
      seed: """
        "optOutLists": [{ "name": "codes", \(crowded()) }],
        "senderIds": [{ "name": "SHOP", "country": "DE", \(crowded()) }],
        "phoneNumbers": [{ \(number), \(crowded()) }],
        "pools": [{ "members": [{ "senderId": "SHOP", "country": "DE" }], \(crowded("p")) }],
        "protectConfigurations": [{ \(crowded("q")) }],
        "configurationSets": [{ "name": "c", \(crowded()) }]
        """
    ),
    NoiseCase(
      testDescription: "what nobody tagged, as declared already",
      manifest: """
        optOutLists: { codes: }
        senderIds: { SHOP: { countries: [DE], messageTypes: [TRANSACTIONAL] } }
        phoneNumbers: { n: { number: "+12065550100", optOutList: codes } }
        configurationSets: { c: { defaultMessageType: TRANSACTIONAL } }
        """,
      seed: """
        "optOutLists": [{ "name": "codes" }],
        "senderIds": [{ "name": "SHOP", "country": "DE" }],
        "phoneNumbers": [{
          \(number), "optOutList": "codes", "tags": { "aws:cloudformation:stack-name": "net" }
        }],
        "configurationSets": [{ "name": "c", "defaultMessageType": "TRANSACTIONAL" }]
        """
    ),
  ]

  /// Tags of ours, of AWS and of somebody else.
  private static func crowded(_ name: String? = nil) -> String {
    let own = name.map { #""smsctl:name": "\#($0)", "Name": "renamed in the console", "# } ?? ""
    return """
      "tags": {
        "smsctl:project": "p", \(own)"stage": "live", "aws:createdBy": "someone", "owner": "ops"
      }
      """
  }

  static let service: [NoiseCase] = [
    NoiseCase(
      testDescription: "a pooled number that shows its own settings, or the pool's",
      manifest: """
        optOutLists: { codes: }
        phoneNumbers: { n: { number: "+12065550100", deletionProtection: true } }
        pools:
          p:
            messageType: TRANSACTIONAL
            originators: [{ phoneNumber: n }]
            optOutList: codes
            twoWay: { channel: "\(topic)" }
            keywords: { JOIN: { action: OPT_IN, message: Hi } }
        """,
      seed: """
        "optOutLists": [{ "name": "codes", \(ours) }, { "name": "old" }],
        "phoneNumbers": [{
          \(number), "optOutList": "old", "deletionProtection": true,
          "keywords": [{ "keyword": "OLD", "message": "old" }], \(ours)
        }],
        "pools": [{
          "members": [{ "phoneNumber": "phone-1" }], "optOutList": "codes",
          "twoWay": { "channel": "\(topic)", "role": "arn:aws:iam::123456789012:role/sms" },
          "keywords": [{ "keyword": "JOIN", "message": "Hi", "action": "OPT_IN" }], \(named("p"))
        }]
        """,
      assumptions: ["pooled-number-settings=own", "pooled-number-keywords=own"]
    ),
    NoiseCase(
      testDescription: "overrides that have expired, here and there",
      manifest: """
        protectConfigurations:
          q:
            numberOverrides:
              "+573001234567": { action: ALLOW, expires: 2020-01-01T00:00:00Z }
        """,
      seed: """
        "protectConfigurations": [{
          "numberOverrides": [
            { "number": "+573001234567", "action": "ALLOW", "expiresAt": 1577836800 },
            { "number": "+4915112345670", "action": "BLOCK", "expiresAt": 1577836800 }
          ],
          \(named("q"))
        }]
        """,
      assumptions: ["expired-overrides=dropped", "past-expiry=accepted"]
    ),
    NoiseCase(
      testDescription: "no rules for RCS",
      manifest: "protectConfigurations: { q: { sms: { block: [DE] } } }",
      seed: """
        "protectConfigurations": [{ "rules": { "SMS": { "DE": "BLOCK" } }, \(named("q")) }]
        """,
      assumptions: ["rcs-capability=refused", "filter-and-monitor=sms-only"]
    ),
  ]
}
