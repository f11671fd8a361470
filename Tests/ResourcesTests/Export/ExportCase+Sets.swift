/// Protect configurations, configuration sets, and whose things are.
extension ExportCase {
  static let protectConfigurations = [
    ExportCase(
      "the status of most countries and lists for the others",
      """
      # what is adopted is known by its tags, and needs no 'id' any more
      protectConfigurations:
        protect-configuration-1:
          id: protect-1
          sms: { default: BLOCK, allow: [US], monitor: [CA] }
          mms: { default: ALLOW, filter: [DE] }
          numberOverrides:
            "+12065550100": { action: BLOCK }
            "+12065550101": { action: ALLOW, expires: "2026-12-01T00:00:01Z" }
          accountDefault: true
          deletionProtection: true
      """
    ) { cloud in
      cloud.protectConfigurations = [
        .protectConfiguration("protect-1", isDefault: true, protected: true)
      ]
      var sms = Dictionary(uniqueKeysWithValues: Cloud.ruledCountries.map { ($0, "BLOCK") })
      sms["US"] = "ALLOW"
      sms["CA"] = "MONITOR"
      var mms = Dictionary(uniqueKeysWithValues: Cloud.ruledCountries.map { ($0, "ALLOW") })
      mms["DE"] = "FILTER"
      cloud.rules = ["protect-1 SMS": sms, "protect-1 MMS": mms]
      cloud.overrides["protect-1"] = [
        .override("12065550100", "BLOCK"),
        .override("+12065550101", "ALLOW", expires: 1_796_083_201),
        .override("+12065550102", "ALLOW", expires: 1_796_083_200),
      ]
    },
    ExportCase(
      "no default that would change a country of which a manifest cannot speak",
      """
      # what is adopted is known by its tags, and needs no 'id' any more
      protectConfigurations:
        protect-configuration-1: { id: protect-1, sms: { block: [CA, DE, FR, GB, MX] } }
      """
    ) { cloud in
      cloud.protectConfigurations = [.protectConfiguration("protect-1")]
      var rules = Dictionary(uniqueKeysWithValues: Cloud.ruledCountries.map { ($0, "BLOCK") })
      rules["US"] = "PAUSE"
      cloud.rules["protect-1 SMS"] = rules
    },
    ExportCase(
      "no default where the service lists few countries",
      """
      # what is adopted is known by its tags, and needs no 'id' any more
      protectConfigurations:
        protect-configuration-1: { id: protect-1, sms: { block: [DE] } }
      """
    ) { cloud in
      cloud.protectConfigurations = [.protectConfiguration("protect-1")]
      cloud.rules["protect-1 SMS"] = ["DE": "BLOCK", "US": "ALLOW"]
    },
  ]

  static let configurationSets = [
    ExportCase(
      "defaults and destinations, groups for all their events",
      """
      # what is adopted is known by its tags, and needs no 'id' any more
      protectConfigurations:
        signup: { id: protect-1 }
      configurationSets:
        codes:
          defaultMessageType: TRANSACTIONAL
          defaultSenderId: ACME
          messageFeedback: true
          protectConfiguration: signup
          eventDestinations:
            logs:
              events: [TEXT_DELIVERED, VOICE_ALL]
              cloudWatchLogs:
                logGroup: "arn:${partition}:logs:${region}:${account}:log-group:sms"
                role: "arn:${partition}:iam::999999999999:role/logs"
            stream:
              events: [ALL]
              firehose:
                deliveryStream: "arn:${partition}:firehose:eu-west-1:${account}:deliverystream/s"
                role: "arn:${partition}:iam::${account}:role/s"
            topic:
              events: [TEXT_BLOCKED]
              sns: { topic: "arn:${partition}:sns:${region}:${account}:$${t}" }
              enabled: false
        plain: {}
      """,
      omissions: [
        "us-east-1/configuration-set/codes/event-destination/new: "
          + "it has events or a type that a manifest cannot name"
      ]
    ) { cloud in
      cloud.protectConfigurations = [.protectConfiguration("protect-1")]
      cloud.tags[Cloud.arn("protect-configuration/protect-1")] = ["Name": "signup"]
      let role = "arn:aws:iam::123456789012:role/s"
      let voice = ["INITIATED", "RINGING", "ANSWERED", "COMPLETED", "BUSY", "NO_ANSWER", "FAILED"]
      let topic: JSON = ["SnsDestination": ["TopicArn": "arn:aws:sns:us-east-1:123456789012:${t}"]]
      cloud.configurationSets = [
        .configurationSet(
          "codes",
          destinations: [
            .destination("topic", events: ["TEXT_SENT", "TEXT_BLOCKED"], topic)
              .merging(["Enabled": false]),
            .destination(
              "logs",
              events: ["TEXT_DELIVERED", "VOICE_TTL_EXPIRED"] + voice.map { "VOICE_\($0)" },
              [
                "CloudWatchLogsDestination": [
                  "IamRoleArn": "arn:aws:iam::999999999999:role/logs",
                  "LogGroupArn": "arn:aws:logs:us-east-1:123456789012:log-group:sms",
                ]
              ]
            ),
            .destination(
              "stream",
              events: ["ALL"],
              [
                "KinesisFirehoseDestination": [
                  "IamRoleArn": "\(role)",
                  "DeliveryStreamArn": "arn:aws:firehose:eu-west-1:123456789012:deliverystream/s",
                ]
              ]
            ),
            .destination("new", events: ["TEXT_BLOCKED", "TEXT_TELEPORTED"], topic),
          ],
          [
            "DefaultMessageType": "TRANSACTIONAL", "DefaultSenderId": "acme",
            "DefaultMessageFeedbackEnabled": true, "ProtectConfigurationId": "protect-1",
          ]
        ),
        .configurationSet("plain", ["DefaultMessageFeedbackEnabled": false]),
      ]
    }
  ]

  static let ownership = [
    ExportCase(
      "what is ours by the key of its tag, and nothing that others own",
      """
      phoneNumbers:
        number-12065550100:
          number: "+12065550100"
          optOutList: { external: theirs }
          keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
      # what is adopted is known by its tags, and needs no 'id' any more
      pools:
        otp:
          name: renamed
          messageType: TRANSACTIONAL
          originators:
            - { phoneNumber: { external: phone-12065550101 } }
            - { senderId: { external: THEIRS }, countries: [DE] }
          keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
        otp-2:
          name: otp
          id: pool-2
          messageType: TRANSACTIONAL
          originators: [{ senderId: { external: THEIRS }, countries: [DE] }]
          keywords: { HELP: { message: "Help text" }, STOP: { message: "Stop text" } }
      configurationSets:
        codes: { protectConfiguration: { id: protect-1 } }
      """,
      omissions: [
        "us-east-1/opt-out-list/theirs: it is of the project 'other'",
        "us-east-1/phone-number/number-12065550101: it is of the CloudFormation stack 'stack'",
        "us-east-1/protect-configuration/protect-1: it is of the project 'other'",
        "us-east-1/sender-id/THEIRS/DE: it is of the project 'other'",
      ]
    ) { cloud in
      let other = ["smsctl:project": "other"]
      cloud.optOutLists.append("theirs")
      cloud.senderIDs = [.senderID("THEIRS", "DE")]
      cloud.numbers = [
        .number("+12065550100", list: "theirs"), .number("+12065550101", pool: "pool-1"),
      ]
      cloud.pools = [.pool("pool-1"), .pool("pool-2")]
      cloud.members = [
        "pool-1": [.member(number: "phone-12065550101"), .member(sender: "THEIRS", "DE")],
        "pool-2": [.member(sender: "THEIRS", "DE")],
      ]
      cloud.protectConfigurations = [.protectConfiguration("protect-1")]
      cloud.configurationSets = [
        .configurationSet("codes", ["ProtectConfigurationId": "protect-1"])
      ]
      cloud.tags = [
        Cloud.arn("opt-out-list/theirs"): other, Cloud.arn("sender-id/THEIRS/DE"): other,
        Cloud.arn("protect-configuration/protect-1"): other,
        Cloud.arn("phone-number/phone-12065550101"): ["aws:cloudformation:stack-name": "stack"],
        Cloud.arn("pool/pool-1"): [
          "smsctl:project": "shop", "smsctl:name": "otp", "Name": "renamed",
        ],
        Cloud.arn("pool/pool-2"): ["Name": "otp"],
      ]
    },
    ExportCase(
      "the ids of two that claim the same name",
      """
      # what is adopted is known by its tags, and needs no 'id' any more
      protectConfigurations:
        protect-configuration-1: { id: protect-1 }
        protect-configuration-2: { id: protect-2 }
      """
    ) { cloud in
      cloud.protectConfigurations = ["protect-1", "protect-2"].map { .protectConfiguration($0) }
      for id in ["protect-1", "protect-2"] {
        cloud.tags[Cloud.arn("protect-configuration/\(id)")] = [
          "smsctl:project": "shop", "smsctl:name": "guard",
        ]
      }
    },
  ]
}
