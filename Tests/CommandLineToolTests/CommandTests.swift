import Foundation
import Simulator
import Testing

@Suite struct `The command line` {
  private let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {}, eu-west-1: {} }
    vars: { team: growth }
    optOutLists:
      codes: { tags: { team: "${team}" } }
      marketing:
    senderIds:
      SHOP: { countries: [DE], messageTypes: [TRANSACTIONAL] }
    pools:
      codes:
        messageType: TRANSACTIONAL
        originators: [{ senderId: SHOP }]
        optOutList: codes
        keywords: { INFO: { message: "https://example.com" } }

    """

  @Test(arguments: [
    ["--help"], ["validate", "--help"], ["plan", "--help"], ["apply", "--help"],
    ["simulate", "--help"], ["sync-opt-outs", "--help"], ["help", "plan"], ["-h"],
  ])
  func `explains itself on standard output`(_ arguments: [String]) async throws {
    let run = await CommandRun.of(arguments, directory: "/nonexistent")
    #expect(run.status == 0)
    #expect(run.output.contains("USAGE: smsctl"))
    #expect(run.output.contains("OPTIONS:"))
    #expect(run.errors.isEmpty)
    let undocumented = run.output.split(separator: "\n").filter {
      $0.wholeMatch(of: #/  -\S+/#) != nil
    }
    #expect(undocumented.isEmpty)
  }

  @Test func `tells its version`() async throws {
    let run = await CommandRun.of(["--version"], directory: "/nonexistent")
    #expect(run.status == 0)
    #expect(run.output.wholeMatch(of: #/\d+\.\d+\.\d+\n/#) != nil)
  }

  @Test func `validates without network and credentials`() async throws {
    try await withTemporaryDirectory { directory in
      try manifest.write(toFile: "\(directory)/smsctl.yaml", atomically: true, encoding: .utf8)
      let run = await CommandRun.of(["validate"], directory: directory)
      #expect(run.transcript == "exit status 0\nvalid: 8 resources in 2 regions\n")
    }
  }

  @Test func `reads a manifest from standard input`() async throws {
    try await Fixture.with(Fixture.Setup()) { fixture in
      let run = await fixture.run(["plan", "-"] + Fixture.fast, input: manifest)
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.output.contains("+ opt-out-list/marketing"))
    }
  }

  @Test func `merges the manifests of a directory`() async throws {
    let parts = manifest.split(separator: "senderIds:")
    let head = "version: 1\nproject: shop\nsenderIds:"
    let setup = Fixture.Setup(files: [
      "a.yaml": String(parts[0]), "b.yml": head + parts[1], "c.txt": "not: a manifest",
    ])
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run("validate")
      #expect(run.transcript == "exit status 0\nvalid: 8 resources in 2 regions\n")
    }
  }

  /// Each value with what stands above it taken away.
  @Test(arguments: [
    (["--var", "team=sales"], "support", "sales"), ([], "support", "support"), ([], "", "growth"),
  ])
  func `takes values from its options, then the environment, then the manifest`(
    _ options: [String],
    _ environment: String,
    _ team: String
  ) async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(
        ["plan"] + options + Fixture.fast,
        environment: ["SMSCTL_VAR_team": environment]
      )
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.output.contains("tags.team: \(team)\n"), "\(run.output)")
    }
  }

  @Test(arguments: [
    ("us-east-1/opt-out-list/marketing", ["us-east-1 CreateOptOutList"]),
    (
      "*/opt-out-list/*",
      [
        "eu-west-1 CreateOptOutList", "eu-west-1 CreateOptOutList", "us-east-1 CreateOptOutList",
        "us-east-1 CreateOptOutList",
      ]
    ),
    (
      "eu-west-1/pool/codes/keyword/INFO",
      [
        "eu-west-1 CreateOptOutList", "eu-west-1 CreatePool", "eu-west-1 PutKeyword",
        "eu-west-1 RequestSenderId", "eu-west-1 UntagResource", "eu-west-1 UpdatePool",
      ]
    ),
  ])
  func `does only what a target needs`(_ target: String, _ writes: [String]) async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(["apply", "-y", "--target", target] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      #expect(fixture.account.writes.map { "\($0.region) \($0.operation)" }.sorted() == writes)
    }
  }

  @Test func `does only what a region needs`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(["apply", "-y", "--region", "eu-west-1"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let service = fixture.account.requests.filter { $0.operation != "GetCallerIdentity" }
      #expect(Set(service.map(\.region)) == ["eu-west-1"])
    }
  }

  @Test func `asks, and goes ahead for yes`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(["apply"] + Fixture.fast, answers: ["yes"])
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.errors.contains("Apply this to the account 123456789012?"))
      #expect(!fixture.account.writes.isEmpty)
    }
  }

  @Test func `asks nothing when there is nothing to do`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      _ = await fixture.run(["apply", "-y"] + Fixture.fast)
      let run = await fixture.run(["apply"] + Fixture.fast)
      #expect(run.transcript == "exit status 0\nno changes: 10 resources are as declared\n")
    }
  }

  @Test func `lets a sender ID wait for its registration and does the rest`() async throws {
    let waiting = manifest.replacing("countries: [DE]", with: "countries: [DE, JO]")
    try await Fixture.with(manifest: waiting) { fixture in
      let run = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.output.contains("waiting sender-id/SHOP/JO: needs JO_SENDER_ID_REGISTRATION"))
      #expect(run.errors.contains("warning: Jordan (JO) demands a registration"))
      let plan = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
    }
  }

  @Test func `leaves it to AWS to refuse a country without sender IDs, and does the rest`()
    async throws
  {
    let doubtful = manifest.replacing("countries: [DE]", with: "countries: [DE, US]")
    try await Fixture.with(manifest: doubtful) { fixture in
      let run = await fixture.run(["apply", "-y", "--region", "us-east-1"] + Fixture.fast)
      #expect(run.status == 3, "\(run.transcript)")
      #expect(run.errors.contains("warning: United States (US) has no sender IDs by the country"))
      #expect(run.errors.contains("failed: the country has no sender IDs"), "\(run.transcript)")
      let requested = fixture.account.writes.filter { $0.operation == "RequestSenderId" }
      #expect(requested.count == 1)
    }
  }

  @Test(arguments: ["account: '111122223333'", "accounts: { '111122223333': , '444455556666': }"])
  func `simulates the account that the manifest is for`(account: String) async throws {
    try await withTemporaryDirectory { directory in
      let text = manifest + account + "\nx-note: none\n"
      try text.write(toFile: "\(directory)/smsctl.yaml", atomically: true, encoding: .utf8)
      for command in [["apply", "-y"], ["plan", "--detailed-exitcode"]] {
        let run = await CommandRun.of(
          command + ["--simulate=account.json"] + Fixture.fast,
          directory: directory
        )
        #expect(run.status == 0, "\(run.transcript)")
      }
    }
  }

  @Test func `simulates inside the process, and keeps the account in a file`() async throws {
    try await withTemporaryDirectory { directory in
      try manifest.write(toFile: "\(directory)/smsctl.yaml", atomically: true, encoding: .utf8)
      for (command, status): ([String], Int32) in [
        (["plan", "--detailed-exitcode"], 2), (["apply", "-y"], 0),
        (["plan", "--detailed-exitcode"], 0),
      ] {
        let arguments = command + ["--simulate=account.json"] + Fixture.fast
        let run = await CommandRun.of(arguments, directory: directory)
        #expect(run.status == status, "\(run.transcript)")
      }
      #expect(FileManager.default.fileExists(atPath: "\(directory)/account.json"))
    }
  }

  @Test func `colours plans where colours are forced, and never with --no-color`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let forced = ["CLICOLOR_FORCE": "1"]
      let coloured = await fixture.run(["plan"] + Fixture.fast, environment: forced)
      #expect(coloured.output.contains("\u{1B}[32m+ opt-out-list/codes\u{1B}[0m"))
      let plain = await fixture.run(["plan", "--no-color"] + Fixture.fast, environment: forced)
      #expect(!plain.output.contains("\u{1B}"))
    }
  }

  @Test func `tells every call in the log, one object a line`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(["apply", "-y", "--log", "calls.jsonl"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let log = try String(contentsOfFile: "\(fixture.directory)/calls.jsonl", encoding: .utf8)
      let calls = try JournalText(log).calls
      #expect(calls.count == fixture.account.requests.count)
      #expect(
        calls.map(\.operation).sorted() == fixture.account.requests.map(\.operation).sorted()
      )
      #expect(calls.allSatisfy { $0.outcome == "ok" })
      let pool = calls.first { $0.operation == "CreatePool" }
      #expect(pool?.address?.hasSuffix("/pool/codes") == true)
      #expect(!log.contains(SimulatorConfiguration.defaultSecretAccessKey))
    }
  }
}
