import Foundation
import Simulator
import Testing

@Suite struct `A part of a manifest` {
  private let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {}, eu-west-1: {} }
    optOutLists: { codes: , marketing: }
    senderIds: { SHOP: { countries: [DE, FR, PT] } }
    pools:
      codes:
        messageType: TRANSACTIONAL
        originators: [{ senderId: SHOP, countries: [DE, FR] }]
        optOutList: codes
        keywords: { INFO: { message: hello } }

    """

  /// The lines after the totals.
  private func tail(_ arguments: [String]) async throws -> (lines: [String], json: PlanJSON) {
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(["plan"] + arguments)
      try #require(run.status == 0, "\(run.transcript)")
      let json = try PlanJSON(await fixture.run(["plan", "--format", "json"] + arguments).output)
      let lines = run.output.split(separator: "\n").map(String.init)
      let totals = try #require(lines.firstIndex { $0.hasPrefix("Plan: ") })
      return (lines[(totals + 1)...].dropLast().map { $0 }, json)
    }
  }

  @Test func `is told with what it depends on and what it leaves out`() async throws {
    let (lines, json) = try await tail(["--target", "us-east-1/pool/codes"])
    #expect(
      lines == [
        "with what they depend on: us-east-1/opt-out-list/codes, us-east-1/sender-id SHOP in 2 countries",
        "8 resources of the manifest were left out by --target",
      ]
    )
    #expect(
      json.root["cameAlong"] as? [String] == [
        "us-east-1/opt-out-list/codes", "us-east-1/sender-id/SHOP/DE",
        "us-east-1/sender-id/SHOP/FR",
      ]
    )
    #expect(json.root["leftOut"] as? [String: Int] == ["region": 0, "target": 8, "exclude": 0])
  }

  @Test func `counts for each option what it leaves out`() async throws {
    let arguments = [
      "--region", "us-east-1", "--target", "*/pool/*", "--target", "*/opt-out-list/*", "--exclude",
      "*/marketing",
    ]
    let (lines, json) = try await tail(arguments)
    #expect(
      lines == [
        "with what they depend on: us-east-1/sender-id SHOP in 2 countries",
        "6 resources of the manifest were left out by --region",
        "1 resource of the manifest was left out by --target",
        "1 resource of the manifest was left out by --exclude",
      ]
    )
    #expect(json.root["leftOut"] as? [String: Int] == ["region": 6, "target": 1, "exclude": 1])
    #expect(json.changes.count == 5)
  }

  @Test func `is nothing to tell of when it is all`() async throws {
    let (lines, json) = try await tail([])
    #expect(lines.isEmpty)
    #expect(json.root["leftOut"] as? [String: Int] == ["region": 0, "target": 0, "exclude": 0])
    #expect(json.root["cameAlong"] as? [String] == [])
  }

  @Test(arguments: [
    (["*/sender-id/SHOP/PT"], ["CreateOptOutList", "CreateOptOutList", "CreatePool"]),
    (["eu-west-1/*", "*/opt-out-list/marketing"], ["CreateOptOutList", "CreatePool"]),
    (["*/pool/codes", "*/opt-out-list/codes"], ["CreateOptOutList"]),
  ])
  func `is made without what is excluded`(_ excluded: [String], _ creations: [String]) async throws
  {
    let arguments = excluded.flatMap { ["--exclude", $0] }
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(["apply", "-y"] + arguments + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let made = fixture.account.writes.filter { $0.region == "us-east-1" }.map(\.operation)
      #expect(made.filter { $0.hasPrefix("Create") }.sorted() == creations)
      let plan = await fixture.run(["plan", "--detailed-exitcode"] + arguments + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
    }
  }

  /// What is excluded, the status, and a piece of the error.
  @Test(arguments: [
    (
      ["us-east-1/opt-out-list/codes"],
      "error: 'us-east-1/pool/codes' needs 'us-east-1/opt-out-list/codes', which '--exclude' leaves out\n"
        + "exclude what needs it as well\n"
    ),
    (
      ["*/sender-id/*"],
      "error: 'eu-west-1/pool/codes' needs 'eu-west-1/sender-id/SHOP/DE', which '--exclude' leaves out\n"
    ),
    (["*"], "error: '--exclude' leaves nothing of the manifest to work on\n"),
    (
      ["us-east-1/pool/code"],
      "error: nothing in the manifest matches '--exclude us-east-1/pool/code'; did you mean 'us-east-1/pool/codes'?\n"
    ),
    (
      ["us-east-1/pool/codes/keyword/INFO"],
      "error: '--exclude us-east-1/pool/codes/keyword/INFO' picks a part of 'us-east-1/pool/codes', which can be left out only as a whole\n"
    ),
  ])
  func `cannot lack what the rest of it needs`(_ excluded: [String], _ message: String) async throws
  {
    try await Fixture.with(manifest: manifest) { fixture in
      let arguments = excluded.flatMap { ["--exclude", $0] }
      let run = await fixture.run(["apply", "-y"] + arguments + Fixture.fast)
      #expect(run.status == 1, "\(run.transcript)")
      #expect(run.errors.contains(message), "\(run.errors)")
      #expect(fixture.account.writes.isEmpty)
    }
  }

  @Test(arguments: [["--target", "*/pool/codes"], ["--exclude", "*/opt-out-list/marketing*"]])
  func `is all that is pruned by`(_ scope: [String]) async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let all = manifest.replacing("marketing:", with: "marketing: , marketing-old:")
      try fixture.write(all, to: "all.yaml")
      let first = await fixture.run(["apply", "-y", "all.yaml"] + Fixture.fast)
      try #require(first.status == 0, "\(first.transcript)")
      fixture.account.clearLog()
      let prune = [
        "--prune", "--complete", "--allow-delete", "us-east-1/opt-out-list/marketing-old",
      ]
      let more = ["--allow-delete", "us-east-1/opt-out-list/marketing"]
      for arguments in [scope, scope + prune + more] {
        let run = await fixture.run(["apply", "-y"] + arguments + Fixture.fast)
        #expect(run.status == 0, "\(run.transcript)")
        #expect(!run.output.contains("- opt-out-list/marketing"), "\(run.transcript)")
      }
      #expect(fixture.account.writes.isEmpty)
      let plan = await fixture.run(["plan"] + prune + Fixture.fast)
      #expect(plan.output.contains("- opt-out-list/marketing-old"), "\(plan.transcript)")
    }
  }

  @Test func `prunes what a target names, and not what is excluded`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let all = manifest.replacing("marketing:", with: "marketing: , old: , older:")
      try fixture.write(all, to: "all.yaml")
      let first = await fixture.run(["apply", "-y", "all.yaml"] + Fixture.fast)
      try #require(first.status == 0, "\(first.transcript)")
      let lists = ["us-east-1/opt-out-list/old", "us-east-1/opt-out-list/older"]
      let consent = lists.flatMap { ["--allow-delete", $0] }
      let prune = ["plan", "--prune", "--complete"] + consent + Fixture.fast
      let targeted = await fixture.run(prune + ["--target", lists[0]])
      #expect(targeted.output.contains("- opt-out-list/old:"), "\(targeted.transcript)")
      #expect(!targeted.output.contains("opt-out-list/older"), "\(targeted.transcript)")
      let excluding = await fixture.run(prune + ["--exclude", lists[0]])
      #expect(excluding.output.contains("- opt-out-list/older"), "\(excluding.transcript)")
      #expect(!excluding.output.contains("- opt-out-list/old:"), "\(excluding.transcript)")
    }
  }

  /// The pool that is to have the number next is outside of the part: it must not fall out of both.
  @Test(arguments: [[], ["--target", "us-east-1/pool/old"]])
  func `leaves a number in its pool that another pool wants`(_ part: [String]) async throws {
    let before = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      phoneNumbers: { desk: { number: "+12065550100", adopt: true } }
      pools:
        old: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: desk }] }

      """
    let number = #"{ "number": "+12065550100", "country": "US", "type": "TEN_DLC" }"#
    var setup = Fixture.Setup(files: ["smsctl.yaml": before])
    setup.seed = #"{ "version": 1, "regions": { "us-east-1": { "phoneNumbers": [\#(number)] } } }"#
    try await Fixture.with(setup) { fixture in
      let first = await fixture.run(["apply", "-y"] + Fixture.fast)
      try #require(first.status == 0, "\(first.transcript)")
      try fixture.write(before.replacing("old:", with: "new:"))
      fixture.account.clearLog()
      let run = await fixture.run(["apply", "-y", "--prune"] + part + Fixture.fast)
      #expect(run.status == 3, "\(run.transcript)")
      #expect(run.output.contains("which would be in none for a while"), "\(run.transcript)")
      let harm: Set = ["DisassociateOriginationIdentity", "DeletePool"]
      #expect(fixture.account.writes.allSatisfy { !harm.contains($0.operation) })
    }
  }
}
