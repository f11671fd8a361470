import Foundation
import Resources
import Simulator
import Testing

@Suite struct `An export of an account made by hand` {
  @Test func `is as recorded`() async throws {
    try await Fixture.with(try Handmade.setup) { fixture in
      let export = await fixture.run(["export"] + Handmade.regions + Fixture.fast)
      try Golden.compare(export.output, with: Handmade.manifest)
    }
  }

  /// The account has something of everything, so that no kind can forget an attribute.
  @Test func `says every attribute that a manifest can`() throws {
    let text = try String(contentsOf: Handmade.manifest, encoding: .utf8)
    for kind in ResourceKinds.all {
      let names = kind.fieldNames.filter { !["adopt", "formerly"].contains($0) }
      for name in names {
        #expect(text.contains("\(name):"), "\(kind.section)")
      }
    }
  }

  @Test func `reads each thing once and writes nothing`() async throws {
    try await Fixture.with(try Handmade.setup) { fixture in
      let export = await fixture.run(["export"] + Handmade.regions + Fixture.fast)
      #expect(export.status == 0, "\(export.transcript)")
      #expect(export.errors == "Exported 106 resources.\n")
      #expect(fixture.account.writes.isEmpty)
      var counts: [String: Int] = [:]
      for request in fixture.account.requests where request.region == "eu-west-1" {
        counts[request.operation, default: 0] += 1
      }
      #expect(
        counts == [
          "DescribeConfigurationSets": 1, "DescribeKeywords": 3, "DescribeOptOutLists": 1,
          "DescribePhoneNumbers": 1, "DescribePools": 1, "DescribeProtectConfigurations": 1,
          "DescribeSenderIds": 1, "GetProtectConfigurationCountryRuleSet": 8,
          "ListPoolOriginationIdentities": 3, "ListProtectConfigurationRuleSetNumberOverrides": 2,
          "ListTagsForResource": 51,
        ]
      )
    }
  }

  @Test(arguments: [[], ["--force"]])
  func `is refused where a directory has the name of one of its files`(
    _ options: [String]
  ) async throws {
    try await Fixture.with(try Handmade.setup) { fixture in
      let folder = "\(fixture.directory)/out"
      let last = try #require(ExportedManifest.fileNames.last)
      try FileManager.default.createDirectory(
        atPath: "\(folder)/\(last)",
        withIntermediateDirectories: true
      )
      let export = await fixture.run(["export", "--output", "out"] + options + Handmade.regions)
      #expect(export.status == 1, "\(export.transcript)")
      #expect(export.errors.contains("has a directory named \(last)"), "\(export.errors)")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [last])
    }
  }

  @Test(arguments: Deviation.ofReads)
  func `has an empty plan, whatever nobody knows of the service`(
    _ deviation: Deviation
  ) async throws {
    var setup = try Handmade.setup
    setup.assumptions[deviation.assumption] = deviation.value
    try await Fixture.with(setup) { fixture in
      let export = await fixture.run(["export"] + Handmade.regions + Fixture.fast)
      #expect(!export.errors.contains("warning"), "\(export.errors)")
      try fixture.write(export.output)
      try await fixture.expectEmptyPlan("after the export")
    }
  }

  @Test func `is taken over by tags alone, and then edited`() async throws {
    try await Fixture.with(try Handmade.setup) { fixture in
      let export = await fixture.run(["export"] + Handmade.regions + Fixture.fast)
      try fixture.write(export.output)
      try await fixture.expectEmptyPlan("after the export")

      let validation = await fixture.run("validate")
      #expect(validation.status == 0, "\(validation.transcript)")
      let adopted = await fixture.run(["apply", "-y", "--adopt", "*"] + Fixture.fast)
      #expect(adopted.status == 0, "\(adopted.transcript)")
      #expect(fixture.account.writes.count == 106)
      #expect(fixture.account.writes.allSatisfy { $0.operation == "TagResource" })
      try await fixture.expectEmptyPlan("after the adoption")

      fixture.account.clearLog()
      try fixture.write(
        export.output.replacing("messageFeedback: true", with: "messageFeedback: false")
      )
      let edited = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(edited.status == 0, "\(edited.transcript)")
      let writes = fixture.account.writes.map { "\($0.region) \($0.operation)" }.sorted()
      #expect(
        writes
          == Handmade.regions.filter { !$0.hasPrefix("-") }.sorted().map {
            "\($0) SetDefaultMessageFeedbackEnabled"
          }
      )
      try await fixture.expectEmptyPlan("after the edit")
    }
  }

  @Test func `needs no ids once it is adopted`() async throws {
    try await Fixture.with(try Handmade.setup) { fixture in
      let first = await fixture.run(["export"] + Handmade.regions + Fixture.fast)
      try fixture.write(first.output)
      _ = await fixture.run(["apply", "-y", "--adopt", "*"] + Fixture.fast)
      let second = await fixture.run(["export"] + Handmade.regions + Fixture.fast)
      #expect(first.output.contains(" id: pool-"))
      #expect(!second.output.contains(" id: "), "\(second.output)")
      #expect(second.output.contains("project: main"), "\(second.output)")
      try fixture.write(second.output)
      try await fixture.expectEmptyPlan("after the second export")
    }
  }
}

@Suite struct `The export command` {
  private static let names = [
    "configuration-sets.yaml", "opt-out-lists.yaml", "phone-numbers.yaml", "pools.yaml",
    "project.yaml", "protect-configurations.yaml", "sender-ids.yaml",
  ]

  @Test func `writes a file for each kind that any command reads as one manifest`() async throws {
    try await Fixture.with(try Handmade.setup) { fixture in
      let export = ["export", "--output", "out"] + Handmade.regions + Fixture.fast
      let first = await fixture.run(export)
      #expect(first.status == 0, "\(first.transcript)")
      #expect(try fixture.names(in: "out") == Self.names)
      try await fixture.expectEmptyPlan("of the directory", ["out"])

      fixture.account.clearLog()
      let second = await fixture.run(export)
      #expect(second.status == 1)
      #expect(second.errors.contains("'out' has project.yaml, opt-out-lists.yaml"))
      #expect(fixture.account.requests.isEmpty, "it says so before it reads")

      let forced = await fixture.run(export + ["--force"])
      #expect(forced.status == 0, "\(forced.transcript)")
      #expect(try fixture.names(in: "out") == Self.names)
    }
  }

  @Test func `leaves nothing of an earlier export when it replaces it`() async throws {
    let seed =
      #"{ "version": 1, "regions": { "us-east-1": { "optOutLists": [{ "name": "a" }] } } }"#
    try await Fixture.with(Fixture.Setup(seed: seed)) { fixture in
      try FileManager.default.createDirectory(
        atPath: "\(fixture.directory)/out",
        withIntermediateDirectories: false
      )
      try fixture.write("pools: { gone: {} }", to: "out/pools.yaml")
      try fixture.write("x-more: {}", to: "out/mine.yaml")
      let export = await fixture.run([
        "export", "-o", "out", "--force", "--region", "us-east-1",
      ])
      #expect(export.status == 0, "\(export.transcript)")
      #expect(
        try fixture.names(in: "out") == [
          "mine.yaml", "opt-out-lists.yaml", "pools.yaml", "project.yaml",
        ]
      )
      #expect(export.errors.contains("'out' also has mine.yaml"), "\(export.errors)")
      try await fixture.expectEmptyPlan("of the directory", ["out"])
    }
  }

  @Test func `writes nothing when a region cannot be read`() async throws {
    var setup = try Handmade.setup
    setup.faults = [try Fault(parsing: "DescribePools:error=AccessDeniedException")]
    try await Fixture.with(setup) { fixture in
      let export = await fixture.run(
        ["export", "--output", "out"] + Handmade.regions + Fixture.fast
      )
      #expect(export.status == 1)
      #expect(export.output.isEmpty)
      let line = try #require(export.errors.split(separator: "\n").first)
      #expect(
        line.hasPrefix("error: us-east-1 could not be read, so nothing is exported: ")
          || line.hasPrefix("error: eu-west-1 could not be read, so nothing is exported: "),
        "\(export.errors)"
      )
      #expect(!FileManager.default.fileExists(atPath: "\(fixture.directory)/out"))
    }
  }

  @Test func `reads no other account than the one that is named`() async throws {
    try await Fixture.with(try Handmade.setup) { fixture in
      let export = await fixture.run([
        "export", "--account", "111111111111", "--region", "us-east-1",
      ])
      #expect(export.status == 4)
      #expect(export.errors.contains("but --account says 111111111111"), "\(export.errors)")
      #expect(fixture.account.requests.map(\.operation) == ["GetCallerIdentity"])
    }
  }

  @Test func `asks which project when there are several`() async throws {
    let seed = """
      { "version": 1, "regions": { "us-east-1": { "optOutLists": [
        { "name": "a", "tags": { "smsctl:project": "one" } },
        { "name": "b", "tags": { "smsctl:project": "two" } } ] } } }
      """
    try await Fixture.with(Fixture.Setup(seed: seed)) { fixture in
      let unsure = await fixture.run("export", "--region", "us-east-1")
      #expect(unsure.status == 1)
      #expect(unsure.errors.contains("projects 'one', 'two': say with --project"))
      let sure = await fixture.run("export", "--region", "us-east-1", "--project", "two")
      #expect(sure.output.contains("optOutLists:\n  b: {}\n"), "\(sure.output)")
      #expect(sure.output.contains("opt-out-list/a: it is of the project 'one'"))
      #expect(sure.errors == "Exported 1 resource; 1 left out, told of in a comment.\n")
    }
  }

  @Test func `takes the region of the environment, and knows which there are`() async throws {
    try await Fixture.with(Fixture.Setup()) { fixture in
      let usual = await fixture.run(["export"], environment: ["AWS_REGION": "eu-west-1"])
      #expect(usual.status == 0, "\(usual.transcript)")
      #expect(usual.output.contains("regions:\n  eu-west-1: {}\n"), "\(usual.output)")
      #expect(await fixture.run("export").status == 64)
      #expect(await fixture.run("export", "--region", "eu-west-99").status == 64)
    }
  }
}

extension ResourceKind {
  fileprivate static var fieldNames: [String] { schema.fields.map(\.name) }
}

extension Deviation {
  /// Those that change what reads answer.
  static let ofReads: [Deviation] = {
    let names: Set<String> = [
      "built-in-keywords-listed", "default-page-size", "empty-lists", "event-type-groups",
      "listing-order", "rcs-capability", "rule-set-countries", "sender-id-message-types",
    ]
    return all.filter { names.contains($0.assumption.name) }
  }()
}

extension Fixture {
  fileprivate func expectEmptyPlan(_ when: String, _ paths: [String] = []) async throws {
    let plan = await run(["plan", "--detailed-exitcode"] + paths + Fixture.fast)
    #expect(plan.status == 0, "\(when): \(plan.transcript)")
    #expect(plan.output.contains("no changes"), "\(when): \(plan.output)")
  }

  fileprivate func names(in folder: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: "\(directory)/\(folder)").sorted()
  }
}
