import Resources
import SMSVoice
import Testing

enum ProtectBench {
  static let id = "protect-1"
  static let arn = Cloud.arn("protect-configuration/protect-1")
  static let ours = ["smsctl:project": "checkout", "smsctl:name": "signup", "Name": "signup"]
  static let tags =
    #"[{"Key":"Name","Value":"signup"},{"Key":"smsctl:name","Value":"signup"},{"Key":"smsctl:project","Value":"checkout"}]"#

  static func yaml(_ fields: String) -> String {
    "protectConfigurations: { signup: { \(fields) } }\n"
  }

  static func cloud(
    _ row: JSON = .protectConfiguration(id),
    tags: [String: String] = ours,
    sms: [String: String]? = nil,
    overrides: [JSON] = []
  ) -> Cloud {
    var cloud = Cloud()
    cloud.protectConfigurations = [row]
    cloud.tags[arn] = tags
    if let sms { cloud.rules["\(id) SMS"] = sms }
    cloud.overrides[id] = overrides
    return cloud
  }

  static func rules(_ id: String, _ capability: String, _ updates: String) -> String {
    #"UpdateProtectConfigurationCountryRuleSet {"CountryRuleSetUpdates":{\#(updates)},"NumberCapability":"\#(capability)","ProtectConfigurationId":"\#(id)"}"#
  }

  static func rule(_ country: String, _ status: String) -> String {
    #""\#(country)":{"ProtectStatus":"\#(status)"}"#
  }
}

@Suite struct `A new protect configuration` {
  static let yaml = ProtectBench.yaml(
    """
    accountDefault: true, deletionProtection: true, tags: { team: a },
    sms: { default: BLOCK, allow: [US], filter: [GB] }, voice: { default: BLOCK },
    numberOverrides: { '+573001234567': { action: ALLOW }, '+573001234568': { action: BLOCK } }
    """
  )

  @Test func `is told by its lists, since only the service knows which countries there are`()
    async throws
  {
    let plan = try await TestPlan(Self.yaml)
    #expect(
      plan.changes == """
        create protect-configuration/signup
          sms.default = BLOCK
          sms.allow = [US]
          sms.filter = [GB]
          voice.default = BLOCK
          accountDefault = true
          deletionProtection = true
          tags.team = a
        create protect-configuration/signup/override/+573001234567
          action = ALLOW
          opens override +573001234567: its country's rule -> ALLOW
        create protect-configuration/signup/override/+573001234568
          action = BLOCK
        """
    )
    #expect(
      plan.warnings == [
        "the new protect configuration 'signup' says no 'default' for mms: every country it does not list stays open there",
        "as the account default 'signup' also governs what SNS and Cognito send in us-east-1",
      ]
    )
  }

  @Test func `becomes the default after every rule and every override that blocks`() async throws {
    let plan = try await TestPlan(Self.yaml)
    let path = "us-east-1/protect-configuration/signup"
    #expect(
      plan.steps == """
        \(path) CreateProtectConfiguration
        \(path) UpdateProtectConfigurationCountryRuleSet SMS
          after \(path) CreateProtectConfiguration
        \(path) UpdateProtectConfigurationCountryRuleSet VOICE
          after \(path) CreateProtectConfiguration
        \(path)/override/+573001234567 PutProtectConfigurationRuleSetNumberOverride
          after \(path) CreateProtectConfiguration
        \(path)/override/+573001234568 PutProtectConfigurationRuleSetNumberOverride
          after \(path) CreateProtectConfiguration
        \(path) SetAccountDefaultProtectConfiguration
          after \(path) CreateProtectConfiguration
          after \(path) UpdateProtectConfigurationCountryRuleSet SMS
          after \(path) UpdateProtectConfigurationCountryRuleSet VOICE
          after \(path)/override/+573001234568 PutProtectConfigurationRuleSetNumberOverride

        """
    )
  }

  @Test func `has its default spread over the countries that the service has`() async throws {
    let plan = try await TestPlan(Self.yaml)
    let rule = ProtectBench.rule
    let sms = [
      rule("CA", "BLOCK"), rule("DE", "BLOCK"), rule("FR", "BLOCK"), rule("GB", "FILTER"),
      rule("MX", "BLOCK"),
    ]
    let voice = Cloud.ruledCountries.map { rule($0, "BLOCK") }
    let override = "PutProtectConfigurationRuleSetNumberOverride"
    let rest = #""ProtectConfigurationId":"protect-new0"}"#
    #expect(
      try await plan.run() == [
        #"CreateProtectConfiguration {"ClientToken":"derived","DeletionProtectionEnabled":true,"Tags":[{"Key":"Name","Value":"signup"},{"Key":"smsctl:name","Value":"signup"},{"Key":"smsctl:project","Value":"checkout"},{"Key":"team","Value":"a"}]}"#,
        ProtectBench.rules("protect-new0", "SMS", sms.joined(separator: ",")),
        ProtectBench.rules("protect-new0", "VOICE", voice.joined(separator: ",")),
        #"\#(override) {"Action":"ALLOW","ClientToken":"random-1","DestinationPhoneNumber":"+573001234567",\#(rest)"#,
        #"\#(override) {"Action":"BLOCK","ClientToken":"random-2","DestinationPhoneNumber":"+573001234568",\#(rest)"#,
        #"SetAccountDefaultProtectConfiguration {\#(rest)"#,
      ]
    )
  }

  @Test func `needs no call where every country is as wanted`() async throws {
    let plan = try await TestPlan(ProtectBench.yaml("sms: { default: ALLOW }"))
    #expect(try await plan.run().count == 1)
  }

  @Test func `sends at most 300 countries in one call`() async throws {
    let many = (0..<301).map { index -> (String, String) in
      let letters = [index / 26, index % 26].compactMap { UnicodeScalar(65 + $0) }
      return (String(String.UnicodeScalarView(letters)), "ALLOW")
    }
    let rules = Dictionary(uniqueKeysWithValues: many)
    let plan = try await TestPlan(ProtectBench.yaml("sms: { default: BLOCK }"))
    plan.service.tell("GetProtectConfigurationCountryRuleSet") { _ in
      ["CountryRuleSet": .object(rules.mapValues { ["ProtectStatus": "\($0)"] })]
    }
    _ = try await plan.run()
    let updates = plan.service.calls.filter {
      $0.operation == "UpdateProtectConfigurationCountryRuleSet"
    }
    #expect(updates.map { $0.body["CountryRuleSetUpdates"]?.members.count } == [300, 1])
  }

  @Test func `does without rules for RCS where the service has none`() async throws {
    let plan = try await TestPlan(ProtectBench.yaml("rcs: { default: BLOCK }"))
    plan.service.tell("GetProtectConfigurationCountryRuleSet") { _ in
      throw ServiceError.make(.validation)
    }
    #expect(try await plan.run().count == 1)
    let voice = try await TestPlan(ProtectBench.yaml("voice: { default: BLOCK }"))
    voice.service.tell("GetProtectConfigurationCountryRuleSet") { _ in
      throw ServiceError.make(.validation)
    }
    await #expect(throws: ServiceError.self) { try await voice.run() }
  }
}

@Suite struct `A live protect configuration` {
  typealias Bench = ProtectBench

  @Test func `that has what is wanted is left alone`() async throws {
    let plan = try await TestPlan(
      Bench.yaml(
        "accountDefault: true, deletionProtection: true, sms: { default: BLOCK, allow: [US] }, numberOverrides: { '+573001234567': { action: ALLOW, expires: 2027-01-01T00:00:00Z } }"
      ),
      on: Bench.cloud(
        .protectConfiguration(Bench.id, isDefault: true, protected: true),
        sms: ["US": "ALLOW", "DE": "BLOCK", "FR": "BLOCK", "GB": "BLOCK", "MX": "BLOCK"],
        overrides: [.override("573001234567", "ALLOW", expires: 1_798_761_600)]
      )
    )
    #expect(plan.changes.isEmpty)
    #expect(plan.steps.isEmpty)
  }

  @Test func `changes the countries that differ, and tells which it opens`() async throws {
    let plan = try await TestPlan(
      Bench.yaml("sms: { default: BLOCK, allow: [US], filter: [GB], monitor: [FR] }"),
      on: Bench.cloud(
        sms: ["US": "BLOCK", "DE": "ALLOW", "GB": "BLOCK", "FR": "ALLOW", "MX": "BLOCK"]
      )
    )
    #expect(
      plan.changes == """
        update protect-configuration/signup
          sms.DE: ALLOW -> BLOCK
          sms.FR: ALLOW -> MONITOR
          sms.GB: BLOCK -> FILTER
          sms.US: BLOCK -> ALLOW
          opens sms GB: BLOCK -> FILTER
          opens sms US: BLOCK -> ALLOW
        """
    )
    let rule = ProtectBench.rule
    let updates = [
      rule("DE", "BLOCK"), rule("FR", "MONITOR"), rule("GB", "FILTER"), rule("US", "ALLOW"),
    ]
    #expect(
      try await plan.run() == [Bench.rules(Bench.id, "SMS", updates.joined(separator: ","))]
    )
  }

  @Test func `without a default leaves other countries alone`() async throws {
    let plan = try await TestPlan(
      Bench.yaml("sms: { block: [DE] }"),
      on: Bench.cloud(sms: ["US": "BLOCK", "DE": "ALLOW"])
    )
    #expect(plan.changes == "update protect-configuration/signup\n  sms.DE: ALLOW -> BLOCK")
  }

  @Test func `tells of countries that the service has no rules for`() async throws {
    let plan = try await TestPlan(
      Bench.yaml("sms: { allow: [US], block: [NO] }"),
      on: Bench.cloud(sms: ["US": "ALLOW"])
    )
    #expect(
      plan.changes
        == "blocked protect-configuration/signup/setting/rules: sms: the service has no rule for NO"
    )
  }

  @Test func `changes its deletion protection in place`() async throws {
    let plan = try await TestPlan(Bench.yaml("deletionProtection: true"), on: Bench.cloud())
    #expect(
      plan.changes == "update protect-configuration/signup\n  deletionProtection: false -> true"
    )
    #expect(
      try await plan.run() == [
        #"UpdateProtectConfiguration {"DeletionProtectionEnabled":true,"ProtectConfigurationId":"protect-1"}"#
      ]
    )
  }

  @Test func `of nobody is blocked with its rules, and opens nothing`() async throws {
    let plan = try await TestPlan(
      Bench.yaml("id: protect-1, sms: { allow: [US] }"),
      on: Bench.cloud(tags: [:], sms: ["US": "BLOCK"])
    )
    let change = try #require(plan.change("protect-configuration/signup"))
    #expect(change.action == .blocked)
    #expect(change.attributes.count == 1)
    #expect(change.opens.isEmpty)
    #expect(plan.steps.isEmpty)
  }

  @Test func `is suspected of an untagged namesake until it is adopted`() async throws {
    let cloud = Bench.cloud(tags: ["Name": "signup"])
    let plan = try await TestPlan(Bench.yaml(""), on: cloud)
    #expect(
      plan.changes
        == "blocked protect-configuration/signup: protect-1 exists already under the same name, without smsctl's tag; take it over with 'adopt: true' or --adopt us-east-1/protect-configuration/signup"
    )
    let adopted = try await TestPlan(Bench.yaml("adopt: true"), on: cloud)
    #expect(adopted.actions == ["adopt protect-configuration/signup"])
    #expect(
      try await adopted.run() == [
        #"TagResource {"ResourceArn":"\#(Bench.arn)","Tags":[{"Key":"smsctl:name","Value":"signup"},{"Key":"smsctl:project","Value":"checkout"}]}"#
      ]
    )
  }

  @Test func `is in doubt where two carry the same tags, and dead where its id is`() async throws {
    var cloud = Bench.cloud()
    cloud.protectConfigurations.append(.protectConfiguration("protect-2"))
    cloud.tags[Cloud.arn("protect-configuration/protect-2")] = Bench.ours
    #expect(
      try await TestPlan(Bench.yaml(""), on: cloud).errors == [
        "the protect configuration 'signup' could be any of protect-1, protect-2 in us-east-1; say which with 'overrides: { us-east-1: { id: ... } }'"
      ]
    )
    #expect(
      try await TestPlan(Bench.yaml("id: protect-9"), on: cloud).errors == [
        "there is no protect configuration 'protect-9' in us-east-1"
      ]
    )
  }
}

@Suite struct `A number override` {
  typealias Bench = ProtectBench

  static func plan(_ override: String, live: [JSON]) async throws -> TestPlan {
    let yaml = Bench.yaml("numberOverrides: { '+573001234567': { \(override) } }")
    return try await TestPlan(yaml, on: Bench.cloud(overrides: live))
  }

  @Test func `is put, with the moment it expires`() async throws {
    let plan = try await Self.plan("action: ALLOW, expires: 2027-01-01T00:00:00Z", live: [])
    #expect(
      plan.changes == """
        create protect-configuration/signup/override/+573001234567
          action = ALLOW
          expires = 2027-01-01T00:00:00Z
          opens override +573001234567: its country's rule -> ALLOW until 2027-01-01T00:00:00Z
        """
    )
    #expect(
      try await plan.run() == [
        #"PutProtectConfigurationRuleSetNumberOverride {"Action":"ALLOW","ClientToken":"random-1","DestinationPhoneNumber":"+573001234567","ExpirationTimestamp":1798761600,"ProtectConfigurationId":"protect-1"}"#
      ]
    )
  }

  @Test func `that never expires has that enforced`() async throws {
    let live = JSON.override("+573001234567", "ALLOW", expires: 1_798_761_600)
    let plan = try await Self.plan("action: ALLOW", live: [live])
    #expect(
      plan.changes == """
        update protect-configuration/signup/override/+573001234567
          expires: 2027-01-01T00:00:00Z -> unset
        """
    )
  }

  @Test func `that stops blocking opens its number`() async throws {
    let plan = try await Self.plan("action: ALLOW", live: [.override("+573001234567", "BLOCK")])
    #expect(
      plan.changes == """
        update protect-configuration/signup/override/+573001234567
          action: BLOCK -> ALLOW
          opens override +573001234567: BLOCK -> ALLOW
        """
    )
  }

  @Test func `that has expired counts as absent`() async throws {
    let expired = JSON.override("+573001234567", "ALLOW", expires: 1_700_000_000)
    let live = try await Self.plan("action: ALLOW", live: [expired])
    #expect(live.actions.contains("create protect-configuration/signup/override/+573001234567"))
    let wanted = try await Self.plan("action: ALLOW, expires: 2026-11-30T23:59:59Z", live: [])
    #expect(wanted.changes.isEmpty)
    #expect(wanted.warnings == ["this override has expired and does nothing; remove it"])
  }

  @Test func `that the manifest does not have is kept`() async throws {
    let plan = try await Self.plan(
      "action: BLOCK",
      live: [.override("+573001234567", "BLOCK"), .override("+1", "ALLOW")]
    )
    #expect(
      plan.changes
        == "keep protect-configuration/signup/override/+1: the protect configuration has it but not the manifest; --prune takes it away"
    )
  }
}

@Suite struct `The account default` {
  typealias Bench = ProtectBench

  static func cloud(other tags: [String: String]) -> Cloud {
    var cloud = Bench.cloud()
    cloud.protectConfigurations.append(.protectConfiguration("protect-2", isDefault: true))
    cloud.tags[Cloud.arn("protect-configuration/protect-2")] = tags
    return cloud
  }

  static let address = "us-east-1/protect-configuration/signup"

  @Test func `of others is replaced only with consent`() async throws {
    for tags in [[:], ["smsctl:project": "billing"]] {
      let cloud = Self.cloud(other: tags)
      let plan = try await TestPlan(Bench.yaml("accountDefault: true"), on: cloud)
      #expect(
        plan.changes
          == "blocked protect-configuration/signup/setting/accountDefault: the account default is protect-2, which is not this project's; if that is intended, add --allow-replace \(Self.address)"
      )
      #expect(plan.steps.isEmpty)
      let allowed = try await TestPlan(
        Bench.yaml("accountDefault: true"),
        on: cloud,
        allowReplace: [Self.address]
      )
      #expect(
        try await allowed.run() == [
          #"SetAccountDefaultProtectConfiguration {"ProtectConfigurationId":"protect-1"}"#
        ]
      )
    }
  }

  @Test func `of others is not replaced by a new one either`() async throws {
    var cloud = Self.cloud(other: [:])
    cloud.protectConfigurations.removeFirst()
    let plan = try await TestPlan(Bench.yaml("accountDefault: true"), on: cloud)
    #expect(
      plan.actions == [
        "create protect-configuration/signup",
        "blocked protect-configuration/signup/setting/accountDefault",
      ]
    )
    #expect(!plan.steps.contains("SetAccountDefault"))
  }

  @Test func `of ours is replaced`() async throws {
    let cloud = Self.cloud(other: ["smsctl:project": "checkout", "smsctl:name": "other"])
    let plan = try await TestPlan(Bench.yaml("accountDefault: true"), on: cloud)
    let change = plan.change("protect-configuration/signup")
    #expect(
      change?.outline == "update protect-configuration/signup\n  accountDefault: false -> true"
    )
  }

  @Test func `is given up only with consent`() async throws {
    let cloud = Bench.cloud(.protectConfiguration(Bench.id, isDefault: true))
    let yaml = Bench.yaml("accountDefault: false")
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(plan.actions.contains("blocked protect-configuration/signup/setting/accountDefault"))
    let allowed = try await TestPlan(yaml, on: cloud, allowReplace: [Self.address])
    #expect(try await allowed.run() == ["DeleteAccountDefaultProtectConfiguration {}"])
  }

  @Test func `waits for rules that are still to be changed`() async throws {
    let plan = try await TestPlan(
      Bench.yaml(
        "accountDefault: true, sms: { block: [DE] }, numberOverrides: { '+1206': { action: BLOCK } }"
      ),
      on: Bench.cloud(sms: ["DE": "ALLOW"])
    )
    #expect(
      plan.steps.contains(
        """
        \(Self.address) SetAccountDefaultProtectConfiguration
          after \(Self.address) UpdateProtectConfigurationCountryRuleSet SMS
          after \(Self.address)/override/+1206 PutProtectConfigurationRuleSetNumberOverride

        """
      )
    )
  }
}
