import Foundation
import Simulator
import Testing

@Suite struct `The report of a run` {
  private let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {} }
    senderIds: { SHOP: { countries: [DE] } }
    optOutLists: { codes: }
    """

  @Test func `is the document that plan prints`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run("plan", "--report", "report.json", "--format", "json")
      #expect(run.status == 0, "\(run.transcript)")
      let report = try String(contentsOfFile: "\(fixture.directory)/report.json", encoding: .utf8)
      #expect(report == run.output)
    }
  }

  @Test func `tells what apply did`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(["apply", "-y", "--report", "report.json"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let report = try PlanJSON(file: "report.json", in: fixture)
      #expect(report["result.exitStatus"] as? Int == 0)
      #expect(report["error"] == nil)
      let steps = try #require(report["result.steps"] as? [[String: Any]])
      #expect(steps.allSatisfy { $0["outcome"] as? String == "done" })
      #expect(steps.count == report.changes.flatMap(\.steps).count)
    }
  }

  @Test func `tells which steps failed, and what that kept from happening`() async throws {
    let more = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      senderIds: { SHOP: { countries: [DE] } }
      optOutLists: { codes: }
      pools:
        codes: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }], optOutList: codes }
      """
    var setup = Fixture.Setup(files: ["smsctl.yaml": more])
    setup.faults = [
      try Fault(
        parsing: "CreateOptOutList:error=ServiceQuotaExceededException/OPT_OUT_LISTS_PER_ACCOUNT:9"
      )
    ]
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["apply", "-y", "--report", "report.json"] + Fixture.fast)
      #expect(run.status == 3, "\(run.transcript)")
      let report = try PlanJSON(file: "report.json", in: fixture)
      #expect(report["result.exitStatus"] as? Int == 3)
      let steps = try #require(report["result.steps"] as? [[String: Any]])
      let failed = steps.filter { $0["outcome"] as? String == "failed" }
      #expect(
        failed.compactMap { $0["id"] as? String } == [
          "us-east-1/opt-out-list/codes CreateOptOutList"
        ]
      )
      #expect(failed.first?["code"] as? String == "ServiceQuotaExceededException")
      let skipped = steps.filter { $0["outcome"] as? String == "skipped" }
      #expect(!skipped.isEmpty)
      #expect(
        skipped.allSatisfy {
          $0["because"] as? String == "us-east-1/opt-out-list/codes CreateOptOutList"
        }
      )
    }
  }

  /// A command that fails, its status, a part of the error, and whether there is a plan.
  @Test(
    arguments: [
      (["plan"], "version: 2\n", 1, "version", false),
      (
        ["apply", "-y", "--target", "us-east-1/pool/x"], nil, 1, "nothing in the manifest matches",
        false
      ),
      (["apply"], nil, 4, "there is no terminal to ask at", true),
      (["apply", "-y", "--expect-digest", "00000000"], nil, 4, "the plan has the digest", true),
      (["apply", "-y", "--plan", "missing.json"], nil, 1, "'missing.json' cannot be read", false),
    ] as [([String], String?, Int, String, Bool)]
  )
  func `is written when the run fails, too`(
    _ command: [String],
    _ text: String?,
    _ status: Int,
    _ message: String,
    _ hasPlan: Bool
  ) async throws {
    try await Fixture.with(manifest: text ?? manifest) { fixture in
      let run = await fixture.run(command + ["--report", "report.json"] + Fixture.fast)
      #expect(Int(run.status) == status, "\(run.transcript)")
      let report = try PlanJSON(file: "report.json", in: fixture)
      #expect(report["error.exitStatus"] as? Int == status)
      #expect((report["error.message"] as? String)?.contains(message) == true, "\(report.root)")
      #expect((report["changes"] != nil) == hasPlan)
      #expect(report["result"] == nil)
      #expect(fixture.account.writes.isEmpty)
    }
  }

  @Test func `is refused where no file can be, before anything is asked`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      for path in ["", ".", "no/such/folder/report.json"] {
        for command in [["plan"], ["apply", "-y"]] {
          let run = await fixture.run(command + ["--report", path])
          #expect(run.status == 1)
          #expect(run.errors == "error: the report '\(path)' cannot be written\n")
        }
      }
      #expect(fixture.account.requests.isEmpty)
    }
  }

  @Test func `goes to a pipe or a device that is named`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run("plan", "--report", "/dev/null")
      #expect(run.status == 0, "\(run.transcript)")
      var status = stat()
      #expect(stat("/dev/null", &status) == 0 && status.st_mode & S_IFMT == S_IFCHR)
    }
  }

  /// As /dev/null is for all but root.
  @Test func `goes to a pipe in a directory where no file can be made`() async throws {
    try await Fixture.with(manifest: manifest) { fixture in
      let folder = "\(fixture.directory)/folder"
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
      let pipe = "\(folder)/pipe"
      try #require(mkfifo(pipe, 0o600) == 0 && chmod(folder, 0o500) == 0)
      // Held open, so that nobody waits for the other side.
      let reader = open(pipe, O_RDWR | O_NONBLOCK)
      defer {
        close(reader)
        chmod(folder, 0o700)
      }
      let run = await fixture.run("plan", "--report", "folder/pipe")
      #expect(run.status == 0, "\(run.transcript)")
      var bytes = [UInt8](repeating: 0, count: 1 << 20)
      let count = read(reader, &bytes, bytes.count)
      #expect(
        String(decoding: bytes.prefix(max(0, count)), as: UTF8.self).contains("formatVersion")
      )
    }
  }

  @Test(arguments: [(SIGINT, 130), (SIGTERM, 143)])
  func `tells of an interruption, and what was done before it`(
    _ signal: Int32,
    _ status: Int
  ) async throws {
    var setup = try Example.quickstart.setup
    setup.faults = [Fault(operation: "CreatePool", effect: .delay(milliseconds: 2_000), count: nil)]
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["apply", "-y", "--report", "report.json"] + Fixture.fast,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      try await process.waits { _ in
        fixture.account.writes.contains { $0.operation == "CreateOptOutList" }
      }
      // Until it ends, or if it never does, the report says so.
      let early = try PlanJSON(file: "report.json", in: fixture)
      #expect(early["error.message"] as? String == "the run did not come to its end")
      #expect(!early.changes.isEmpty)
      process.send(signal: signal)
      let run = await process.run()
      #expect(Int(run.status) == status, "\(run.transcript)")
      let report = try PlanJSON(file: "report.json", in: fixture)
      #expect(report["error.message"] as? String == "interrupted")
      #expect(report["error.exitStatus"] as? Int == status)
      let steps = try #require(report["result.steps"] as? [[String: Any]])
      #expect(Set(steps.compactMap { $0["outcome"] as? String }) == ["done", "interrupted"])
    }
  }
}
