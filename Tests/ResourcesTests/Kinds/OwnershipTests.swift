import Resources
import Testing

/// Whose a resource is, on opt-out lists, where nothing but tags can differ.
@Suite struct `An existing resource` {
  static let list = Cloud.arn("opt-out-list/otp")

  static func cloud(_ tags: [String: String]) -> Cloud {
    var cloud = Cloud()
    cloud.optOutLists.append("otp")
    cloud.tags[list] = tags
    return cloud
  }

  static let tagged = "optOutLists: { otp: { tags: { team: messaging } } }\n"

  @Test func `that is as declared is left alone, whoever owns it`() async throws {
    for tags in [
      [:], ["smsctl:project": "billing"], ["aws:cloudformation:stack-name": "web"],
      ["team": "messaging"],
    ] {
      let plan = try await TestPlan("optOutLists: { otp: }\n", on: Self.cloud(tags))
      #expect(plan.actions == ["none opt-out-list/otp"])
      #expect(plan.steps.isEmpty)
    }
  }

  @Test func `of ours is changed`() async throws {
    let plan = try await TestPlan(Self.tagged, on: Self.cloud(["smsctl:project": "checkout"]))
    #expect(plan.changes == "update opt-out-list/otp\n  tags.team = messaging")
    #expect(
      try await plan.run() == [
        #"TagResource {"ResourceArn":"\#(Self.list)","Tags":[{"Key":"team","Value":"messaging"}]}"#
      ]
    )
  }

  @Test func `without a tag of ours is blocked until it is adopted`() async throws {
    let plan = try await TestPlan(Self.tagged, on: Self.cloud([:]))
    #expect(
      plan.changes == """
        blocked opt-out-list/otp: it exists already, without smsctl's tag, and would be changed; take it over with 'adopt: true' or --adopt us-east-1/opt-out-list/otp
          tags.team = messaging
        """
    )
    #expect(plan.steps.isEmpty)
  }

  static let adoptions: [(yaml: String, flags: [String])] = [
    (tagged, ["us-east-1/opt-out-list/otp"]), (tagged, ["*/opt-out-list/*"]),
    ("optOutLists: { otp: { adopt: true, tags: { team: messaging } } }\n", []),
  ]

  @Test(arguments: adoptions)
  func `is adopted by a field, an address or a glob, which tags it`(
    yaml: String,
    flags: [String]
  )
    async throws
  {
    let plan = try await TestPlan(yaml, on: Self.cloud([:]), adopt: flags)
    #expect(plan.changes == "adopt opt-out-list/otp\n  tags.team = messaging")
    let tags =
      #"[{"Key":"smsctl:project","Value":"checkout"},{"Key":"team","Value":"messaging"}]"#
    #expect(
      try await plan.run() == [#"TagResource {"ResourceArn":"\#(Self.list)","Tags":\#(tags)}"#]
    )
  }

  @Test func `is adopted although it is as declared already`() async throws {
    let plan = try await TestPlan("optOutLists: { otp: { adopt: true } }\n", on: Self.cloud([:]))
    #expect(plan.actions == ["adopt opt-out-list/otp"])
    let again = try await TestPlan(
      "optOutLists: { otp: { adopt: true } }\n",
      on: Self.cloud(["smsctl:project": "checkout"])
    )
    #expect(again.actions == ["none opt-out-list/otp"])
  }

  @Test func `is not adopted by a glob that does not match`() async throws {
    let plan = try await TestPlan(Self.tagged, on: Self.cloud([:]), adopt: ["*/pool/*"])
    #expect(plan.actions == ["blocked opt-out-list/otp"])
  }

  @Test func `of another project is foreign, adopted or not`() async throws {
    let cloud = Self.cloud(["smsctl:project": "billing"])
    let plan = try await TestPlan(Self.tagged, on: cloud, adopt: ["*"])
    let change = try #require(plan.change("opt-out-list/otp"))
    #expect(change.action == .blocked)
    #expect(change.isForeign)
    #expect(change.reason == "it belongs to the project 'billing'")
    #expect(change.remedy == nil)
    #expect(change.steps.isEmpty)
  }

  @Test func `of CloudFormation is never adopted`() async throws {
    let cloud = Self.cloud(["aws:cloudformation:stack-name": "web"])
    let plan = try await TestPlan(Self.tagged, on: cloud, adopt: ["*"])
    let change = try #require(plan.change("opt-out-list/otp"))
    #expect(change.action == .blocked)
    #expect(!change.isForeign)
    #expect(change.reason == "it belongs to the CloudFormation stack 'web'")
  }

  @Test func `of a former project is handed over`() async throws {
    let cloud = Self.cloud(["smsctl:project": "old"])
    let yaml = "formerProjects: [old]\noptOutLists: { otp: }\n"
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(plan.changes == "update opt-out-list/otp\n  tags.smsctl:project: old -> checkout")
    #expect(
      try await plan.run() == [
        #"TagResource {"ResourceArn":"\#(Self.list)","Tags":[{"Key":"smsctl:project","Value":"checkout"}]}"#
      ]
    )
  }
}

@Suite struct `Tags` {
  static let ours = ["smsctl:project": "checkout"]

  static func plan(
    _ tags: String,
    live: [String: String],
    defaults: String = "{}"
  ) async throws
    -> TestPlan
  {
    let yaml = "defaults: { tags: \(defaults) }\noptOutLists: { otp: { tags: \(tags) } }\n"
    return try await TestPlan(yaml, on: `An existing resource`.cloud(ours.merging(live) { $1 }))
  }

  @Test func `that the manifest does not name are left alone`() async throws {
    let plan = try await Self.plan("{ team: a }", live: ["team": "a", "cost": "7", "aws:x": "y"])
    #expect(plan.actions == ["none opt-out-list/otp"])
  }

  @Test func `with another value are overwritten`() async throws {
    let plan = try await Self.plan("{ team: a }", live: ["team": "b"])
    #expect(plan.changes == "update opt-out-list/otp\n  tags.team: b -> a")
  }

  @Test func `that are null are removed`() async throws {
    let plan = try await Self.plan("{ old: , team: a }", live: ["old": "x"])
    #expect(plan.changes == "update opt-out-list/otp\n  tags.old: x -> unset\n  tags.team = a")
    let arn = `An existing resource`.list
    #expect(
      try await Set(plan.run()) == [
        #"TagResource {"ResourceArn":"\#(arn)","Tags":[{"Key":"team","Value":"a"}]}"#,
        #"UntagResource {"ResourceArn":"\#(arn)","TagKeys":["old"]}"#,
      ]
    )
    let gone = try await Self.plan("{ old: }", live: [:])
    #expect(gone.actions == ["none opt-out-list/otp"])
  }

  @Test func `of the defaults count unless the resource has its own`() async throws {
    let plan = try await Self.plan("{ team: a }", live: [:], defaults: "{ team: z, stage: live }")
    #expect(plan.changes == "update opt-out-list/otp\n  tags.stage = live\n  tags.team = a")
  }

  @Test func `are written with the creation`() async throws {
    let plan = try await TestPlan("optOutLists: { otp: { tags: { team: a, old: } } }\n")
    #expect(plan.changes == "create opt-out-list/otp\n  tags.team = a")
    let tags = #"[{"Key":"smsctl:project","Value":"checkout"},{"Key":"team","Value":"a"}]"#
    #expect(
      try await plan.run() == [
        #"CreateOptOutList {"ClientToken":"random-1","OptOutListName":"otp","Tags":\#(tags)}"#
      ]
    )
  }
}

@Suite struct `An opt-out list` {
  @Test func `may have a name of its own`() async throws {
    let plan = try await TestPlan("optOutLists: { otp: { name: codes } }\n")
    #expect(plan.actions == ["create opt-out-list/otp"])
    #expect(try await plan.run().first?.contains(#""OptOutListName":"codes""#) == true)
    var cloud = Cloud()
    cloud.optOutLists = ["codes"]
    let again = try await TestPlan("optOutLists: { otp: { name: codes } }\n", on: cloud)
    #expect(again.actions == ["none opt-out-list/otp"])
  }
}
