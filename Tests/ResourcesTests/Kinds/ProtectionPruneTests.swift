import Diagnostics
import Resources
import SMSVoice
import Testing

/// An account of our sets and protect configurations that a manifest may leave out.
enum PruneBench {
  static let ours = ["smsctl:project": "checkout"]
  static let head = "version: 1\nproject: checkout\nregions: { us-east-1: {} }\n"

  /// The protect configurations `protect-KEY` with the tags of ours under `KEY`.
  static func cloud(
    _ keys: [String],
    isDefault: String? = nil,
    protected: Bool = false,
    sets: [JSON] = [],
    setTags: [String: String] = ours
  ) -> Cloud {
    var cloud = Cloud()
    for key in keys {
      let row = JSON.protectConfiguration(
        "protect-\(key)",
        isDefault: key == isDefault,
        protected: protected
      )
      cloud.protectConfigurations.append(row)
      let tags = ["smsctl:project": "checkout", "smsctl:name": key]
      cloud.tags[Cloud.arn("protect-configuration/protect-\(key)")] = tags
    }
    cloud.configurationSets = sets
    for set in sets { cloud.tags[set["ConfigurationSetArn"]?.text ?? ""] = setTags }
    return cloud
  }

  static func set(_ name: String, protection: String? = nil, destinations: Int = 0) -> JSON {
    let rows = (0..<destinations).map {
      JSON.destination("d\($0)", events: ["ALL"], `An event destination`.sns)
    }
    return .configurationSet(
      name,
      destinations: rows,
      protection.map { ["ProtectConfigurationId": "\($0)"] } ?? [:]
    )
  }

  static func delete(_ key: String) -> String {
    #"DeleteProtectConfiguration {"ProtectConfigurationId":"protect-\#(key)"}"#
  }

  static func deleteSet(_ name: String) -> String {
    #"DeleteConfigurationSet {"ConfigurationSetName":"\#(name)"}"#
  }
}

@Suite struct `An unwanted configuration set` {
  typealias Bench = PruneBench

  @Test func `is deleted, and its destinations with it`() async throws {
    let cloud = Bench.cloud([], sets: [Bench.set("old", destinations: 3)])
    let plan = try await TestPlan(Bench.head, on: cloud, prune: true)
    #expect(plan.changes == "delete configuration-set/old")
    #expect(plan.change("configuration-set/old")?.goesAlong == 3)
    #expect(try await plan.run() == [Bench.deleteSet("old")])
  }

  static let strangers: [[String: String]] = [
    [:], ["smsctl:project": "billing"], ["aws:cloudformation:stack-name": "net"],
  ]

  @Test(arguments: strangers)
  func `of others is none of our business`(tags: [String: String]) async throws {
    let cloud = Bench.cloud([], sets: [Bench.set("old")], setTags: tags)
    let plan = try await TestPlan(Bench.head, on: cloud, prune: true)
    #expect(plan.actions.isEmpty)
  }

  @Test func `stays without prune, and its tags are not read`() async throws {
    let cloud = Bench.cloud([], sets: [Bench.set("old")])
    let plan = try await TestPlan(SetBench.yaml(""), on: cloud)
    #expect(plan.actions == ["create configuration-set/otp"])
    #expect(!plan.reads.contains { $0.hasPrefix("ListTags") })
  }

  @Test func `of a former project goes, too`() async throws {
    let cloud = Bench.cloud([], sets: [Bench.set("old")], setTags: ["smsctl:project": "store"])
    let plan = try await TestPlan(Bench.head + "formerProjects: [store]\n", on: cloud, prune: true)
    #expect(plan.actions == ["delete configuration-set/old"])
  }

  @Test func `whose key changed is kept under its name`() async throws {
    let cloud = Bench.cloud([], sets: [Bench.set("old")])
    let yaml = Bench.head + "configurationSets: { new: { formerly: old } }\n"
    let plan = try await TestPlan(yaml, on: cloud, prune: true)
    #expect(plan.actions == ["none configuration-set/new"])
    let named = try await TestPlan(
      Bench.head + "configurationSets: { new: { formerly: older, name: old } }\n",
      on: cloud,
      prune: true
    )
    #expect(named.actions == ["none configuration-set/new"])
  }
}

@Suite struct `An unwanted protect configuration` {
  typealias Bench = PruneBench

  static let address = "us-east-1/protect-configuration/old"

  @Test func `is told and kept without prune`() async throws {
    let plan = try await TestPlan(ProtectBench.yaml(""), on: Bench.cloud(["signup", "old"]))
    #expect(
      plan.changes
        == "keep protect-configuration/old: it is this project's, but not in the manifest; --prune takes it away"
    )
  }

  @Test func `goes after the sets that use it`() async throws {
    let cloud = Bench.cloud(["old"], sets: [Bench.set("otp", protection: "protect-old")])
    let plan = try await TestPlan(Bench.head, on: cloud, prune: true)
    #expect(plan.actions == ["delete configuration-set/otp", "delete protect-configuration/old"])
    #expect(
      plan.steps == """
        us-east-1/configuration-set/otp DeleteConfigurationSet
        \(Self.address) DeleteProtectConfiguration
          after us-east-1/configuration-set/otp DeleteConfigurationSet

        """
    )
    #expect(try await plan.run() == [Bench.deleteSet("otp"), Bench.delete("old")])
  }

  @Test func `goes after a set that gets another one`() async throws {
    let cloud = Bench.cloud(["old"], sets: [Bench.set("otp", protection: "protect-old")])
    let yaml = SetBench.yaml("protectConfiguration: signup") + ProtectBench.yaml("")
    let plan = try await TestPlan(yaml, on: cloud, prune: true)
    #expect(
      plan.steps.contains(
        """
        \(Self.address) DeleteProtectConfiguration
          after us-east-1/configuration-set/otp AssociateProtectConfiguration

        """
      )
    )
  }

  @Test func `goes after a set that gives it up with consent`() async throws {
    let cloud = Bench.cloud(["old"], sets: [Bench.set("otp", protection: "protect-old")])
    let yaml = SetBench.yaml("protectConfiguration: null")
    let plan = try await TestPlan(yaml, on: cloud, prune: true)
    #expect(plan.steps.isEmpty)
    let allowed = try await TestPlan(
      yaml,
      on: cloud,
      allowReplace: ["us-east-1/configuration-set/otp"],
      prune: true
    )
    #expect(try await allowed.run().map { $0.prefix(7) } == ["Disasso", "DeleteP"])
  }

  static let users: [(yaml: String, tags: [String: String])] = [
    ("", [:]), ("", ["smsctl:project": "billing"]),
    (SetBench.yaml(""), PruneBench.ours),
    (SetBench.yaml("protectConfiguration: signup") + ProtectBench.yaml(""), [:]),
  ]

  @Test(arguments: users)
  func `stays while a set uses it`(yaml: String, tags: [String: String]) async throws {
    let cloud = Bench.cloud(
      ["old"],
      sets: [Bench.set("otp", protection: "protect-old")],
      setTags: tags
    )
    let text = yaml.isEmpty ? Bench.head : yaml
    let plan = try await TestPlan(text, on: cloud, prune: true)
    let change = try #require(plan.change("protect-configuration/old"))
    #expect(change.action == .blocked)
    #expect(change.reason == "it is used by us-east-1/configuration-set/otp")
    #expect(!plan.steps.contains("DeleteProtectConfiguration"))
  }

  @Test func `that is protected from deletion takes consent to that`() async throws {
    let cloud = Bench.cloud(["old"], protected: true)
    let plan = try await TestPlan(Bench.head, on: cloud, prune: true)
    #expect(
      plan.changes
        == "blocked protect-configuration/old: its deletion protection is on; to switch it off, add --disable-deletion-protection \(Self.address)"
    )
    let allowed = try await TestPlan(
      Bench.head,
      on: cloud,
      prune: true,
      disableDeletionProtection: [Self.address]
    )
    #expect(
      try await allowed.run() == [
        #"UpdateProtectConfiguration {"DeletionProtectionEnabled":false,"ProtectConfigurationId":"protect-old"}"#,
        Bench.delete("old"),
      ]
    )
  }

  @Test func `that is the account default takes consent, and says what opens`() async throws {
    var cloud = Bench.cloud(["old"], isDefault: "old")
    cloud.rules["protect-old SMS"] = ["DE": "BLOCK", "FR": "ALLOW", "GB": "FILTER"]
    cloud.overrides["protect-old"] = [
      .override("+1206", "BLOCK"), .override("+1207", "ALLOW"),
      .override("+1208", "BLOCK", expires: 1_700_000_000),
    ]
    let plan = try await TestPlan(Bench.head, on: cloud, prune: true)
    #expect(
      plan.changes
        == "blocked protect-configuration/old: the account would be left without a default protect configuration; if that is intended, add --allow-delete \(Self.address)"
    )
    #expect(plan.steps.isEmpty)
    let allowed = try await TestPlan(
      Bench.head,
      on: cloud,
      prune: true,
      allowDelete: [Self.address]
    )
    #expect(
      allowed.changes == """
        delete protect-configuration/old: the account would be left without a default protect configuration
          opens sms DE: BLOCK -> ALLOW
          opens override +1206: BLOCK -> its country's rule
        """
    )
    #expect(
      try await allowed.run() == [
        "DeleteAccountDefaultProtectConfiguration {}", Bench.delete("old"),
      ]
    )
  }

  @Test func `that is the account default goes after its successor has its place`() async throws {
    let cloud = Bench.cloud(["old"], isDefault: "old")
    let yaml = ProtectBench.yaml("accountDefault: true, sms: { default: BLOCK }")
    let plan = try await TestPlan(yaml, on: cloud, prune: true)
    #expect(
      plan.steps.contains(
        """
        \(Self.address) DeleteProtectConfiguration
          after us-east-1/protect-configuration/signup SetAccountDefaultProtectConfiguration

        """
      )
    )
    #expect(!plan.steps.contains("DeleteAccountDefault"))
  }

  @Test func `that is the account default stays while its successor cannot take its place`()
    async throws
  {
    var cloud = Bench.cloud(["old", "signup"], isDefault: "old")
    cloud.rules["protect-signup SMS"] = ["US": "ALLOW"]
    let yaml = ProtectBench.yaml("accountDefault: true, sms: { default: BLOCK }")
    let plan = try await TestPlan(yaml, on: cloud, prune: true, allowDelete: [Self.address])
    #expect(
      plan.change("protect-configuration/old")?.outline
        == "blocked protect-configuration/old: it is the account default until us-east-1/protect-configuration/signup can take its place"
    )
  }

  @Test func `is named by its id where its name is another's or none`() async throws {
    var cloud = Bench.cloud(["signup", "a", "b", "c"])
    for (id, name) in [("a", "twin"), ("b", "twin"), ("c", nil)] {
      var tags = ["smsctl:project": "checkout"]
      tags["smsctl:name"] = name
      cloud.tags[Cloud.arn("protect-configuration/protect-\(id)")] = tags
    }
    let plan = try await TestPlan(ProtectBench.yaml("id: protect-c"), on: cloud, prune: true)
    #expect(
      plan.actions.sorted() == [
        "delete protect-configuration/protect-a", "delete protect-configuration/protect-b",
        "delete protect-configuration/protect-signup", "none protect-configuration/signup",
      ]
    )
  }

  @Test func `whose key changed gets a new name and stays`() async throws {
    let cloud = Bench.cloud(["old"], sets: [Bench.set("otp", protection: "protect-old")])
    let yaml =
      SetBench.yaml("protectConfiguration: signup") + ProtectBench.yaml("formerly: old")
    let plan = try await TestPlan(yaml, on: cloud, prune: true)
    #expect(
      plan.changes == "update protect-configuration/signup\n  tags.smsctl:name: old -> signup"
    )
    #expect(
      try await plan.run() == [
        #"TagResource {"ResourceArn":"\#(Cloud.arn("protect-configuration/protect-old"))","Tags":[{"Key":"smsctl:name","Value":"signup"}]}"#
      ]
    )
    let both = try await TestPlan(yaml, on: Bench.cloud(["old", "signup"]))
    #expect(both.actions.contains("keep protect-configuration/old"))
  }

  @Test func `cannot have been one that the manifest still has`() throws {
    let mistake = ManifestMistake(
      """
      protectConfigurations:
        old:
        signup: { formerly: «old» }
      """,
      "'old' is in the manifest: 'formerly' names a key that is no longer there"
    )
    try mistake.check(severity: .error)
  }

  @Test func `of a former project is handed over`() async throws {
    var cloud = Bench.cloud(["signup"])
    cloud.tags[Cloud.arn("protect-configuration/protect-signup")]?["smsctl:project"] = "store"
    let plan = try await TestPlan(
      Bench.head + "formerProjects: [store]\n" + ProtectBench.yaml(""),
      on: cloud,
      prune: true
    )
    #expect(
      plan.changes
        == "update protect-configuration/signup\n  tags.smsctl:project: store -> checkout"
    )
  }
}

@Suite struct `A number override that the manifest does not have` {
  typealias Bench = ProtectBench

  static let path = "protect-configuration/signup/override"
  static let live = [JSON.override("+1206", "BLOCK"), .override("+1207", "ALLOW")]

  @Test func `is pruned, after what is put, and a BLOCK that goes opens its number`() async throws {
    let plan = try await TestPlan(
      Bench.yaml("sms: { block: [DE] }, numberOverrides: { '+1208': { action: ALLOW } }"),
      on: Bench.cloud(sms: ["DE": "ALLOW"], overrides: Self.live),
      prune: true
    )
    #expect(
      plan.change("\(Self.path)/+1206")?.outline == """
        delete \(Self.path)/+1206
          opens override +1206: BLOCK -> its country's rule
        """
    )
    #expect(plan.change("\(Self.path)/+1207")?.outline == "delete \(Self.path)/+1207")
    #expect(
      plan.steps.contains(
        """
        us-east-1/\(Self.path)/+1206 DeleteProtectConfigurationRuleSetNumberOverride
          after us-east-1/protect-configuration/signup UpdateProtectConfigurationCountryRuleSet SMS
          after us-east-1/\(Self.path)/+1208 PutProtectConfigurationRuleSetNumberOverride

        """
      )
    )
    let deletes = try await plan.run().filter { $0.hasPrefix("Delete") }
    #expect(
      deletes
        == ["+1206", "+1207"].map {
          #"DeleteProtectConfigurationRuleSetNumberOverride {"DestinationPhoneNumber":"\#($0)","ProtectConfigurationId":"protect-1"}"#
        }
    )
  }

  @Test func `stays where the manifest does not mention the collection`() async throws {
    let plan = try await TestPlan(
      Bench.yaml(""),
      on: Bench.cloud(overrides: Self.live),
      prune: true
    )
    #expect(plan.actions == ["none protect-configuration/signup"])
  }

  @Test func `goes where the collection is empty`() async throws {
    let plan = try await TestPlan(
      Bench.yaml("numberOverrides: {}"),
      on: Bench.cloud(overrides: Self.live),
      prune: true
    )
    #expect(plan.plan.changes.count { $0.action == .delete } == 2)
  }

  @Test func `stays in a configuration that is not ours`() async throws {
    for tags in [[:], ["smsctl:project": "billing"]] {
      let plan = try await TestPlan(
        Bench.yaml("id: protect-1, numberOverrides: {}"),
        on: Bench.cloud(tags: tags, overrides: Self.live),
        prune: true
      )
      #expect(plan.plan.changes.count { $0.action == .keep } == 2)
      #expect(plan.steps.isEmpty)
    }
  }
}

@Suite struct `Protection that ends` {
  typealias Bench = PruneBench

  @Test func `says what opens when a set gives it up`() async throws {
    var cloud = Bench.cloud(
      ["signup", "open"],
      isDefault: "open",
      sets: [Bench.set("otp", protection: "protect-signup")]
    )
    cloud.rules["protect-signup SMS"] = ["DE": "BLOCK", "FR": "BLOCK"]
    cloud.rules["protect-open SMS"] = ["DE": "ALLOW", "FR": "BLOCK"]
    cloud.overrides["protect-signup"] = ["+1206", "+1207", "+1208"].map { .override($0, "BLOCK") }
    cloud.overrides["protect-open"] = [.override("+1206", "BLOCK"), .override("+1207", "ALLOW")]
    let plan = try await TestPlan(
      SetBench.yaml("protectConfiguration: null"),
      on: cloud,
      allowReplace: ["us-east-1/configuration-set/otp"]
    )
    #expect(
      plan.changes == """
        update configuration-set/otp
          protectConfiguration: protect-signup -> unset
          opens sms DE: BLOCK -> ALLOW
          opens override +1207: BLOCK -> ALLOW
          opens override +1208: BLOCK -> its country's rule
        """
    )
  }

  @Test func `opens no number that the next one is to block`() async throws {
    var cloud = Bench.cloud(["old"], sets: [Bench.set("otp", protection: "protect-old")])
    cloud.overrides["protect-old"] = ["+1206", "+1207"].map { .override($0, "BLOCK") }
    let plan = try await TestPlan(
      SetBench.yaml("protectConfiguration: signup")
        + ProtectBench.yaml("numberOverrides: { '+1206': { action: BLOCK } }"),
      on: cloud
    )
    #expect(
      plan.change("configuration-set/otp")?.opens.map(\.subject) == ["+1207"]
    )
  }

  @Test func `says what opens when the account gives it up`() async throws {
    var cloud = Bench.cloud(["signup"], isDefault: "signup")
    cloud.rules["protect-signup SMS"] = ["DE": "BLOCK"]
    let plan = try await TestPlan(
      ProtectBench.yaml("accountDefault: false"),
      on: cloud,
      allowReplace: ["us-east-1/protect-configuration/signup"]
    )
    #expect(
      plan.changes == """
        update protect-configuration/signup
          accountDefault: true -> false
          opens sms DE: BLOCK -> ALLOW
        """
    )
  }
}
