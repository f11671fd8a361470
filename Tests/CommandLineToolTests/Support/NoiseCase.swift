import Testing

/// A manifest and an account that say the same in different words.
struct NoiseCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The manifest after its head, for us-east-1.
  var manifest: String
  /// The seed of us-east-1; everything in it is the manifest's project's unless it says otherwise.
  var seed: String
  /// Switches of the simulator, `NAME=VALUE`.
  var assumptions: [String] = []

  static let arn = "arn:aws:sms-voice:us-east-1:123456789012"
  static let ours = #""tags": { "smsctl:project": "p" }"#
  static func named(_ name: String) -> String {
    #""tags": { "smsctl:project": "p", "smsctl:name": "\#(name)" }"#
  }
  static let number = #""id": "phone-1", "number": "+12065550100", "country": "US""#
  static let topic = "arn:aws:sns:us-east-1:123456789012:inbound"

  static let all = references + spellings + silences + service
}

// MARK: - Names, ids and ARNs

extension NoiseCase {
  private static let references: [NoiseCase] = [
    NoiseCase(
      testDescription: "an opt-out list by its ARN",
      manifest: """
        phoneNumbers:
          n: { number: "+12065550100", optOutList: { external: "\(arn):opt-out-list/codes" } }
        pools:
          p:
            messageType: TRANSACTIONAL
            originators: [{ senderId: { external: SHOP }, countries: [DE] }]
            optOutList: { external: "\(arn):opt-out-list/codes" }
        """,
      seed: """
        "optOutLists": [{ "name": "codes" }], "senderIds": [{ "name": "SHOP", "country": "DE" }],
        "phoneNumbers": [{ \(number), "optOutList": "codes", \(ours) }],
        "pools": [{
          "members": [{ "senderId": "SHOP", "country": "DE" }], "optOutList": "codes", \(named("p"))
        }]
        """
    ),
    NoiseCase(
      testDescription: "a protect configuration by its id and by its ARN",
      manifest: """
        configurationSets:
          a: { protectConfiguration: { id: protect-1 } }
          b: { protectConfiguration: { external: protect-1 } }
          c: { protectConfiguration: { external: "\(arn):protect-configuration/protect-1" } }
          d: { protectConfiguration: { id: "\(arn):protect-configuration/protect-1" } }
        """,
      seed: """
        "protectConfigurations": [{ "id": "protect-1" }],
        "configurationSets": [
          { "name": "a", "protectConfiguration": "protect-1", \(ours) },
          { "name": "b", "protectConfiguration": "protect-1", \(ours) },
          { "name": "c", "protectConfiguration": "protect-1", \(ours) },
          { "name": "d", "protectConfiguration": "protect-1", \(ours) }
        ]
        """
    ),
    NoiseCase(
      testDescription: "numbers by id and ARN, alone and in a pool",
      manifest: """
        phoneNumbers:
          byId: { number: phone-1, twoWay: false }
          byArn: { number: "\(arn):phone-number/phone-2" }
        pools:
          p:
            messageType: TRANSACTIONAL
            originators:
              - { phoneNumber: byArn }
              - { phoneNumber: { external: phone-3 } }
              - { phoneNumber: { external: "\(arn):phone-number/phone-4" } }
              - { phoneNumber: { id: phone-5 } }
        """,
      seed: """
        "phoneNumbers": [
          { \(number), \(ours) },
          { "id": "phone-2", "number": "+12065550102", "country": "US", \(ours) },
          { "id": "phone-3", "number": "+12065550103", "country": "US" },
          { "id": "phone-4", "number": "+12065550104", "country": "US" },
          { "id": "phone-5", "number": "+12065550105", "country": "US" }
        ],
        "pools": [{
          "members": [
            { "phoneNumber": "phone-5" }, { "phoneNumber": "phone-4" }, { "phoneNumber": "phone-3" },
            { "phoneNumber": "phone-2" }
          ],
          \(named("p"))
        }]
        """
    ),
    NoiseCase(
      testDescription: "a pool and a protect configuration by id",
      manifest: """
        senderIds: { SHOP: { countries: [DE] } }
        pools:
          p: { id: pool-1, messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }] }
        protectConfigurations: { q: { id: protect-1, sms: { block: [TR] } } }
        """,
      seed: """
        "senderIds": [{ "name": "SHOP", "country": "DE" }],
        "pools": [{ "id": "pool-1", "members": [{ "senderId": "SHOP", "country": "DE" }] }],
        "protectConfigurations": [{ "id": "protect-1", "rules": { "SMS": { "TR": "BLOCK" } } }]
        """
    ),
  ]
}

// MARK: - Case and order

extension NoiseCase {
  private static let spellings: [NoiseCase] = [
    NoiseCase(
      testDescription: "names in small letters, which the service keeps in capitals",
      manifest: """
        senderIds: { ExampleCo: { countries: [FR, DE], messageTypes: [TRANSACTIONAL, PROMOTIONAL] } }
        phoneNumbers:
          n: { number: "+12065550100", keywords: { join: { action: OPT_IN, message: Hi } } }
        pools:
          p:
            messageType: TRANSACTIONAL
            originators: [{ senderId: exampleco }]
            keywords: { help: { message: Help }, Info: { message: Info } }
        configurationSets: { c: { defaultSenderId: exampleCo } }
        """,
      seed: """
        "senderIds": [
          { "name": "EXAMPLECO", "country": "DE", "messageTypes": ["PROMOTIONAL", "TRANSACTIONAL"], \(ours) },
          { "name": "EXAMPLECO", "country": "FR", "messageTypes": ["TRANSACTIONAL", "PROMOTIONAL"], \(ours) }
        ],
        "phoneNumbers": [{
          \(number), "keywords": [{ "keyword": "JOIN", "message": "Hi", "action": "OPT_IN" }], \(ours)
        }],
        "pools": [{
          "members": [
            { "senderId": "EXAMPLECO", "country": "FR" }, { "senderId": "EXAMPLECO", "country": "DE" }
          ],
          "keywords": [
            { "keyword": "INFO", "message": "Info" }, { "keyword": "HELP", "message": "Help" }
          ],
          \(named("p"))
        }],
        "configurationSets": [{ "name": "c", "defaultSenderId": "EXAMPLECO", \(ours) }]
        """,
      assumptions: ["sender-id-message-types=upper", "listing-order=reversed"]
    ),
    NoiseCase(
      testDescription: "events and tags in another order, events twice, groups with their members",
      manifest: """
        configurationSets:
          c:
            tags: { b: "2", a: "1" }
            eventDestinations:
              x: { events: [VOICE_ALL, TEXT_SPAM, TEXT_BLOCKED], sns: { topic: "\(topic)" } }
              y: { events: [TEXT_DELIVERED, TEXT_ALL, MEDIA_ALL], sns: { topic: "\(topic)" } }
              z: { events: [ALL], sns: { topic: "\(topic)" } }
        """,
      seed: """
        "configurationSets": [{
          "name": "c", "tags": { "a": "1", "b": "2", "smsctl:project": "p" },
          "eventDestinations": [
            { "name": "z", "events": ["ALL"], "sns": { "topic": "\(topic)" } },
            { "name": "y", "events": ["TEXT_ALL", "MEDIA_ALL"], "sns": { "topic": "\(topic)" } },
            {
              "name": "x", "events": ["TEXT_BLOCKED", "VOICE_ALL", "TEXT_SPAM", "TEXT_BLOCKED"],
              "sns": { "topic": "\(topic)" }
            }
          ]
        }]
        """,
      assumptions: [
        "event-types-order=sorted", "event-type-groups=expanded", "tags-order=reversed",
      ]
    ),
    NoiseCase(
      testDescription: "countries in another order, in lists that say the same",
      manifest: """
        protectConfigurations:
          q:
            sms: { default: ALLOW, block: [TR, DE], monitor: [FR] }
            voice: { allow: [US], block: [DE] }
        """,
      seed: """
        "protectConfigurations": [{
          "rules": {
            "SMS": { "DE": "BLOCK", "FR": "MONITOR", "TR": "BLOCK" }, "VOICE": { "DE": "BLOCK" }
          },
          \(named("q"))
        }]
        """,
      assumptions: ["rule-set-countries=more", "rule-set-countries=fewer"]
    ),
    NoiseCase(
      testDescription: "an expiry in another zone",
      manifest: """
        protectConfigurations:
          q:
            numberOverrides:
              "+573001234567": { action: ALLOW, expires: "2099-01-01T02:00:00+02:00" }
        """,
      seed: """
        "protectConfigurations": [{
          "numberOverrides": [
            { "number": "+573001234567", "action": "ALLOW", "expiresAt": 4070908800 }
          ],
          \(named("q"))
        }]
        """
    ),
  ]
}
