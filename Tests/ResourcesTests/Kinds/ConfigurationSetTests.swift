import Resources
import SMSVoice
import Testing

enum SetBench {
  static let arn = Cloud.arn("configuration-set/otp")

  static func yaml(_ fields: String) -> String { "configurationSets: { otp: { \(fields) } }\n" }

  static func cloud(
    _ more: JSON = [:],
    destinations: [JSON] = [],
    tags: [String: String] = ["smsctl:project": "checkout"]
  ) -> Cloud {
    var cloud = Cloud()
    cloud.configurationSets = [.configurationSet("otp", destinations: destinations, more)]
    cloud.tags[arn] = tags
    return cloud
  }
}

@Suite struct `A configuration set` {
  static let all =
    "defaultMessageType: TRANSACTIONAL, defaultSenderId: exampleco, messageFeedback: true"

  @Test func `is created with a name and tags, each default by a call of its own`() async throws {
    let plan = try await TestPlan(SetBench.yaml(Self.all + ", name: codes, tags: { team: a }"))
    #expect(
      plan.changes == """
        create configuration-set/otp
          defaultMessageType = TRANSACTIONAL
          defaultSenderId = EXAMPLECO
          messageFeedback = true
          tags.team = a
        """
    )
    let path = "us-east-1/configuration-set/otp"
    #expect(
      plan.steps == """
        \(path) CreateConfigurationSet
        \(path) SetDefaultMessageFeedbackEnabled
          after \(path) CreateConfigurationSet
        \(path) SetDefaultMessageType
          after \(path) CreateConfigurationSet
        \(path) SetDefaultSenderId
          after \(path) CreateConfigurationSet

        """
    )
    #expect(
      try await plan.run() == [
        #"CreateConfigurationSet {"ClientToken":"random-1","ConfigurationSetName":"codes","Tags":[{"Key":"smsctl:project","Value":"checkout"},{"Key":"team","Value":"a"}]}"#,
        #"SetDefaultMessageFeedbackEnabled {"ConfigurationSetName":"codes","MessageFeedbackEnabled":true}"#,
        #"SetDefaultMessageType {"ConfigurationSetName":"codes","MessageType":"TRANSACTIONAL"}"#,
        #"SetDefaultSenderId {"ConfigurationSetName":"codes","SenderId":"EXAMPLECO"}"#,
      ]
    )
  }

  static let live: JSON = [
    "DefaultMessageType": "TRANSACTIONAL", "DefaultSenderId": "EXAMPLECO",
    "DefaultMessageFeedbackEnabled": true,
  ]

  @Test func `that has what is wanted is left alone`() async throws {
    let plan = try await TestPlan(SetBench.yaml(Self.all), on: SetBench.cloud(Self.live))
    #expect(plan.actions == ["none configuration-set/otp"])
    let unset = try await TestPlan(
      SetBench.yaml(
        "defaultMessageType: , defaultSenderId: , protectConfiguration: , messageFeedback: false"
      ),
      on: SetBench.cloud()
    )
    #expect(unset.actions == ["none configuration-set/otp"])
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let yaml: String
    let change: String
    let call: String
    var testDescription: String { yaml }
  }

  static let cases = [
    Case(
      yaml: "defaultMessageType: PROMOTIONAL",
      change: "defaultMessageType: TRANSACTIONAL -> PROMOTIONAL",
      call: #"SetDefaultMessageType {"ConfigurationSetName":"otp","MessageType":"PROMOTIONAL"}"#
    ),
    Case(
      yaml: "defaultMessageType: null",
      change: "defaultMessageType: TRANSACTIONAL -> unset",
      call: #"DeleteDefaultMessageType {"ConfigurationSetName":"otp"}"#
    ),
    Case(
      yaml: "defaultSenderId: acme",
      change: "defaultSenderId: EXAMPLECO -> ACME",
      call: #"SetDefaultSenderId {"ConfigurationSetName":"otp","SenderId":"ACME"}"#
    ),
    Case(
      yaml: "defaultSenderId: null",
      change: "defaultSenderId: EXAMPLECO -> unset",
      call: #"DeleteDefaultSenderId {"ConfigurationSetName":"otp"}"#
    ),
    Case(
      yaml: "messageFeedback: false",
      change: "messageFeedback: true -> false",
      call:
        #"SetDefaultMessageFeedbackEnabled {"ConfigurationSetName":"otp","MessageFeedbackEnabled":false}"#
    ),
  ]

  @Test(arguments: cases)
  func `changes one default by one call`(_ attribute: Case) async throws {
    let plan = try await TestPlan(SetBench.yaml(attribute.yaml), on: SetBench.cloud(Self.live))
    #expect(plan.changes == "update configuration-set/otp\n  \(attribute.change)")
    #expect(try await plan.run() == [attribute.call])
  }

  @Test func `waits with its default for the first request of that sender ID`() async throws {
    let plan = try await TestPlan(
      "senderIds: { EXAMPLECO: { countries: [JO, DE] } }\n"
        + SetBench.yaml("defaultSenderId: EXAMPLECO")
    )
    #expect(
      plan.steps.contains(
        """
        us-east-1/configuration-set/otp SetDefaultSenderId
          after us-east-1/configuration-set/otp CreateConfigurationSet
          after us-east-1/sender-id/EXAMPLECO/DE RequestSenderId

        """
      )
    )
  }
}

@Suite struct `The protection of a configuration set` {
  static let signup = ProtectBench.yaml(
    "sms: { default: BLOCK }, numberOverrides: { '+1206': { action: BLOCK }, '+1207': { action: ALLOW } }"
  )
  static let yaml = signup + SetBench.yaml("protectConfiguration: signup")
  static let path = "us-east-1/protect-configuration/signup"

  static func cloud(current: String? = nil, _ protect: Cloud = ProtectBench.cloud()) -> Cloud {
    var cloud = SetBench.cloud(current.map { ["ProtectConfigurationId": "\($0)"] } ?? [:])
    cloud.protectConfigurations = protect.protectConfigurations
    cloud.rules = protect.rules
    cloud.overrides = protect.overrides
    cloud.tags.merge(protect.tags) { $1 }
    return cloud
  }

  @Test func `waits for every rule and every override that blocks`() async throws {
    let plan = try await TestPlan(Self.yaml)
    #expect(
      plan.change("configuration-set/otp")?.outline == """
        create configuration-set/otp
          protectConfiguration = (known after apply)
        """
    )
    #expect(
      plan.steps.contains(
        """
        us-east-1/configuration-set/otp AssociateProtectConfiguration
          after us-east-1/configuration-set/otp CreateConfigurationSet
          after \(Self.path) CreateProtectConfiguration
          after \(Self.path) UpdateProtectConfigurationCountryRuleSet SMS
          after \(Self.path)/override/+1206 PutProtectConfigurationRuleSetNumberOverride

        """
      )
    )
    #expect(
      try await plan.run().last
        == #"AssociateProtectConfiguration {"ConfigurationSetName":"otp","ProtectConfigurationId":"protect-new0"}"#
    )
  }

  @Test func `waits for what a live one still lacks`() async throws {
    let plan = try await TestPlan(Self.yaml, on: Self.cloud())
    #expect(
      plan.steps.contains(
        """
        us-east-1/configuration-set/otp AssociateProtectConfiguration
          after \(Self.path) UpdateProtectConfigurationCountryRuleSet SMS
          after \(Self.path)/override/+1206 PutProtectConfigurationRuleSetNumberOverride

        """
      )
    )
  }

  @Test func `that is as wanted is left alone`() async throws {
    let plan = try await TestPlan(
      SetBench.yaml("protectConfiguration: signup") + ProtectBench.yaml(""),
      on: Self.cloud(current: "protect-1")
    )
    #expect(plan.changes.isEmpty)
  }

  @Test func `of others is replaced only with consent`() async throws {
    let yaml = SetBench.yaml("protectConfiguration: signup") + ProtectBench.yaml("")
    let cloud = Self.cloud(current: "protect-7")
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(
      plan.changes
        == "blocked configuration-set/otp/setting/protectConfiguration: it is protected by protect-7, which is not this project's; if it is to be replaced, add --allow-replace us-east-1/configuration-set/otp"
    )
    let allowed = try await TestPlan(
      yaml,
      on: cloud,
      allowReplace: ["us-east-1/configuration-set/otp"]
    )
    #expect(
      allowed.changes
        == "update configuration-set/otp\n  protectConfiguration: protect-7 -> protect-1"
    )
  }

  @Test func `of ours is replaced`() async throws {
    var cloud = Self.cloud(current: "protect-2")
    cloud.protectConfigurations.append(.protectConfiguration("protect-2"))
    cloud.tags[Cloud.arn("protect-configuration/protect-2")] = [
      "smsctl:project": "checkout", "smsctl:name": "other",
    ]
    let yaml = SetBench.yaml("protectConfiguration: signup") + ProtectBench.yaml("")
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(
      try await plan.run() == [
        #"AssociateProtectConfiguration {"ConfigurationSetName":"otp","ProtectConfigurationId":"protect-1"}"#
      ]
    )
  }

  @Test func `is taken away only with consent`() async throws {
    let yaml = SetBench.yaml("protectConfiguration: null")
    let cloud = Self.cloud(current: "protect-1")
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(
      plan.actions.contains("blocked configuration-set/otp/setting/protectConfiguration")
    )
    let allowed = try await TestPlan(
      yaml,
      on: cloud,
      allowReplace: ["us-east-1/configuration-set/otp"]
    )
    #expect(
      try await allowed.run() == [
        #"DisassociateProtectConfiguration {"ConfigurationSetName":"otp","ProtectConfigurationId":"protect-1"}"#
      ]
    )
  }

  @Test func `may be one that the manifest does not have`() async throws {
    let yaml = SetBench.yaml("protectConfiguration: { id: protect-1 }")
    let plan = try await TestPlan(yaml, on: Self.cloud())
    #expect(plan.changes == "update configuration-set/otp\n  protectConfiguration = protect-1")
    let missing = try await TestPlan(yaml)
    #expect(missing.errors == ["there is no protect configuration 'protect-1' in us-east-1"])
  }

  static let unguarded: [(String, Cloud)] = [
    ("a rule", ProtectBench.cloud(tags: [:], overrides: [.override("+1206", "BLOCK")])),
    (
      "an override that blocks",
      ProtectBench.cloud(
        tags: [:],
        sms: Dictionary(uniqueKeysWithValues: Cloud.ruledCountries.map { ($0, "BLOCK") })
      )
    ),
  ]

  @Test(arguments: unguarded)
  func `is put off while it lacks something that cannot be written`(
    what: String,
    protect: Cloud
  ) async throws {
    let yaml = Self.yaml.replacing("sms:", with: "id: protect-1, sms:")
    let plan = try await TestPlan(yaml, on: Self.cloud(protect))
    #expect(plan.steps.isEmpty)
    #expect(
      plan.actions.contains("blocked configuration-set/otp/setting/protectConfiguration")
    )
  }

  @Test func `is put off while its namesake is not adopted`() async throws {
    let protect = ProtectBench.cloud(tags: ["Name": "signup"])
    let plan = try await TestPlan(Self.yaml, on: Self.cloud(protect))
    #expect(plan.steps.isEmpty)
    #expect(
      plan.actions.contains("blocked configuration-set/otp/setting/protectConfiguration")
    )
  }
}

@Suite struct `An event destination` {
  static let topic = "arn:aws:sns:us-east-1:123456789012:events"
  static let role = "arn:aws:iam::123456789012:role/events"
  static let stream = "arn:aws:firehose:us-east-1:123456789012:deliverystream/events"
  static let logGroup = "arn:aws:logs:us-east-1:123456789012:log-group:events"
  static let sns: JSON = ["SnsDestination": ["TopicArn": "\(topic)"]]

  static func yaml(_ fields: String) -> String {
    SetBench.yaml("eventDestinations: { topic: { \(fields) } }")
  }

  static let path = "configuration-set/otp/event-destination/topic"

  @Test func `is created enabled`() async throws {
    let plan = try await TestPlan(
      Self.yaml("events: [TEXT_ALL, ALL], sns: { topic: '\(Self.topic)' }"),
      on: SetBench.cloud()
    )
    #expect(
      plan.changes == """
        create \(Self.path)
          events = [ALL, TEXT_ALL]
          sns.topic = \(Self.topic)
          enabled = true
        """
    )
    #expect(
      try await plan.run() == [
        #"CreateEventDestination {"ClientToken":"random-1","ConfigurationSetName":"otp","EventDestinationName":"topic","MatchingEventTypes":["ALL","TEXT_ALL"],"SnsDestination":{"TopicArn":"\#(Self.topic)"}}"#
      ]
    )
  }

  @Test func `that is to be disabled is created, then updated`() async throws {
    let plan = try await TestPlan(
      Self.yaml(
        "events: [ALL], enabled: false, cloudWatchLogs: { logGroup: '\(Self.logGroup)', role: '\(Self.role)' }"
      )
    )
    let set = "us-east-1/configuration-set/otp"
    #expect(
      plan.steps == """
        \(set) CreateConfigurationSet
        us-east-1/\(Self.path) CreateEventDestination
          after \(set) CreateConfigurationSet
        us-east-1/\(Self.path) UpdateEventDestination
          after us-east-1/\(Self.path) CreateEventDestination

        """
    )
    #expect(
      try await plan.run().dropFirst() == [
        #"CreateEventDestination {"ClientToken":"random-2","CloudWatchLogsDestination":{"IamRoleArn":"\#(Self.role)","LogGroupArn":"\#(Self.logGroup)"},"ConfigurationSetName":"otp","EventDestinationName":"topic","MatchingEventTypes":["ALL"]}"#,
        #"UpdateEventDestination {"ConfigurationSetName":"otp","Enabled":false,"EventDestinationName":"topic"}"#,
      ]
    )
  }

  @Test func `sends only what differs`() async throws {
    let live = JSON.destination("topic", events: ["ALL"], Self.sns)
    let cases = [
      (
        "events: [TEXT_ALL], sns: { topic: '\(Self.topic)' }",
        #""EventDestinationName":"topic","MatchingEventTypes":["TEXT_ALL"]"#
      ),
      (
        "events: [ALL], sns: { topic: '\(Self.topic)' }, enabled: false",
        #""Enabled":false,"EventDestinationName":"topic""#
      ),
      (
        "events: [ALL], sns: { topic: '\(Self.topic)2' }",
        #""EventDestinationName":"topic","SnsDestination":{"TopicArn":"\#(Self.topic)2"}"#
      ),
    ]
    for (fields, body) in cases {
      let plan = try await TestPlan(Self.yaml(fields), on: SetBench.cloud(destinations: [live]))
      #expect(plan.actions == ["none configuration-set/otp", "update \(Self.path)"])
      #expect(
        try await plan.run() == [
          #"UpdateEventDestination {"ConfigurationSetName":"otp",\#(body)}"#
        ]
      )
    }
  }

  @Test func `has its events compared as a set, groups spelled out or not`() async throws {
    let voices = EventType.all.filter { $0.hasPrefix("VOICE_") && $0 != "VOICE_ALL" }
    for events in [["VOICE_ALL"], voices.reversed(), ["VOICE_ALL", "VOICE_BUSY"]] {
      let live = JSON.destination("topic", events: events, Self.sns)
      let plan = try await TestPlan(
        Self.yaml("events: [VOICE_ALL], sns: { topic: '\(Self.topic)' }"),
        on: SetBench.cloud(destinations: [live])
      )
      #expect(plan.changes.isEmpty)
    }
  }

  @Test func `cannot change where it sends to`() async throws {
    let live = JSON.destination("topic", events: ["ALL"], Self.sns)
    let plan = try await TestPlan(
      Self.yaml(
        "events: [ALL], firehose: { deliveryStream: '\(Self.stream)', role: '\(Self.role)' }"
      ),
      on: SetBench.cloud(destinations: [live])
    )
    #expect(
      plan.changes == """
        blocked \(Self.path): a destination cannot change from sns to firehose; only a replacement does that; if that is intended, add --allow-replace us-east-1/\(Self.path)
          sns.topic: \(Self.topic) -> unset
          firehose.deliveryStream = \(Self.stream)
          firehose.role = \(Self.role)
        """
    )
    #expect(plan.steps.isEmpty)
  }

  @Test func `that the manifest does not have is kept`() async throws {
    let live = JSON.destination("old", events: ["ALL"], Self.sns)
    let plan = try await TestPlan(
      SetBench.yaml("eventDestinations: {}"),
      on: SetBench.cloud(destinations: [live])
    )
    #expect(
      plan.changes
        == "keep configuration-set/otp/event-destination/old: the configuration set has it but not the manifest; --prune takes it away"
    )
  }

  @Test func `is tried again with a fresh token while its role is not yet seen`() async throws {
    let plan = try await TestPlan(
      Self.yaml("events: [ALL], sns: { topic: '\(Self.topic)' }"),
      on: SetBench.cloud()
    )
    plan.service.tell("CreateEventDestination") { call in
      guard call.body["ClientToken"] == "random-3" else {
        throw ServiceError.make(.validation, message: "Could not assume IAM role: x")
      }
      return [:]
    }
    let writes = try await plan.run()
    #expect(writes.count == 3)
    #expect(writes.last?.contains("random-3") == true)
  }

  @Test func `is given up after two minutes`() async throws {
    let plan = try await TestPlan(
      Self.yaml("events: [ALL], sns: { topic: '\(Self.topic)' }"),
      on: SetBench.cloud()
    )
    plan.service.tell("CreateEventDestination") { _ in
      throw ServiceError.make(.validation, message: "Could not assume IAM role: x")
    }
    await #expect(throws: ServiceError.self) { try await plan.run() }
    #expect(plan.service.calls.count { $0.operation == "CreateEventDestination" } == 11)
  }

  @Test func `of an unowned set is blocked until the set is adopted`() async throws {
    let yaml = Self.yaml("events: [ALL], sns: { topic: '\(Self.topic)' }")
    let plan = try await TestPlan(yaml, on: SetBench.cloud(tags: [:]))
    #expect(plan.actions == ["none configuration-set/otp", "blocked \(Self.path)"])
    let adopted = try await TestPlan(yaml, on: SetBench.cloud(tags: [:]), adopt: ["*"])
    #expect(
      adopted.steps == """
        us-east-1/configuration-set/otp TagResource
        us-east-1/\(Self.path) CreateEventDestination
          after us-east-1/configuration-set/otp TagResource

        """
    )
  }

  @Test func `of another project makes the plan foreign`() async throws {
    let yaml = Self.yaml("events: [ALL], sns: { topic: '\(Self.topic)' }")
    let plan = try await TestPlan(yaml, on: SetBench.cloud(tags: ["smsctl:project": "billing"]))
    #expect(plan.change(Self.path)?.isForeign == true)
  }
}
