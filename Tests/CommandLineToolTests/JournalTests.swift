import Foundation
import Simulator
import Testing

@Suite struct `The journal` {
  static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {}, eu-west-1: {} }
    optOutLists: { codes: }
    senderIds: { SHOP: { countries: [DE, FR, JO] } }
    pools:
      codes: { messageType: TRANSACTIONAL, optOutList: codes, originators: [{ senderId: SHOP, countries: [DE, FR] }] }
    """

  private static let apply = ["apply", "-y", "--log", "log"] + Fixture.fast

  private static func setup(_ faults: String...) throws -> Fixture.Setup {
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest])
    setup.faults = try faults.map { try Fault(parsing: $0) }
    return setup
  }

  @Test func `tells a run from its beginning to its end`() async throws {
    try await Fixture.with(try Self.setup()) { fixture in
      let run = await fixture.run(Self.apply + ["--report", "report"])
      #expect(run.status == 0, "\(run.transcript)")
      let journal = try fixture.journal("log")
      #expect(Set(journal.lines.compactMap { $0["run"] as? String }).count == 1)
      #expect(journal.lines.first?["type"] as? String == "run")
      #expect(journal.lines.first?["command"] as? String == "apply")
      #expect(journal.lines.last?["type"] as? String == "end")
      #expect(journal.lines.last?["exitStatus"] as? Int == 0)
      #expect(journal.lines("caller").map { $0["account"] as? String } == ["123456789012"])

      let report = try PlanJSON(file: "report", in: fixture)
      let plan = try #require(journal.lines("plan").first)
      #expect(plan["digest"] as? String == report.root["digest"] as? String)
      let ids = report.changes.flatMap(\.steps).compactMap { $0["id"] as? String }
      #expect(plan["steps"] as? Int == ids.count)
      let steps = journal.lines("step")
      #expect(steps.compactMap { $0["id"] as? String }.sorted() == ids.sorted())
      #expect(steps.allSatisfy { $0["outcome"] as? String == "done" && $0["elapsedMs"] is Double })
      let result = try #require(journal.lines("result").first)
      #expect(result["done"] as? Int == ids.count && result["failed"] as? Int == 0)
    }
  }

  @Test func `tells a quota before the first call that it counts, once`() async throws {
    try await Fixture.with(try Self.setup()) { fixture in
      _ = await fixture.run(["apply", "-y", "--log", "log", "--rate", "*=1000"])
      var known: [String: Double] = [:]
      for line in try fixture.journal("log").lines {
        let bucket = "\(line["region"] ?? "") \(line["operation"] ?? "")"
        switch line["type"] as? String {
        case "quota":
          #expect(known[bucket] == nil, "\(bucket)")
          known[bucket] = line["rate"] as? Double
        case "call" where line["operation"] as? String != "GetCallerIdentity":
          #expect(known[bucket] == 1000, "\(bucket)")
        default: break
        }
      }
      #expect(!known.isEmpty)
    }
  }

  @Test func `tells where each sender ID stands before and after`() async throws {
    try await Fixture.with(try Self.setup("RequestSenderId:error=ConflictException:1")) { fixture in
      let run = await fixture.run(Self.apply)
      #expect(run.status == 3, "\(run.transcript)")
      let coverage = try fixture.journal("log").lines("coverage").map { line in
        "\(line["region"] ?? "") \(line["countries"] as? [String: String] ?? [:])".sortedWords
      }
      #expect(coverage.count == 4)
      #expect(coverage.prefix(2).allSatisfy { $0.hasSuffix("DE=planned FR=planned JO=waiting") })
      // Whichever came first failed; the pool of its region does not keep the other from being had.
      #expect(coverage.suffix(2).count { $0.contains("failed") } == 1, "\(coverage)")
      #expect(coverage.suffix(2).joined().ranges(of: "requested").count == 3, "\(coverage)")
      let again = await fixture.run(Self.apply)
      #expect(again.status == 0, "\(again.transcript)")
      let last = try fixture.journal("log").lines("coverage").suffix(2)
      let states = last.flatMap { ($0["countries"] as? [String: String] ?? [:]).values }.sorted()
      #expect(states == ["live", "live", "live", "requested", "waiting", "waiting"])
    }
  }

  @Test func `tells what failed, and what that cost`() async throws {
    try await Fixture.with(try Self.setup("CreatePool:error=ConflictException/POOL:9")) { fixture in
      let run = await fixture.run(Self.apply)
      #expect(run.status == 3, "\(run.transcript)")
      let journal = try fixture.journal("log")
      let failed = journal.lines("step").filter { $0["outcome"] as? String == "failed" }
      let ids = Set(failed.compactMap { $0["id"] as? String })
      #expect(ids.count == 2)
      for step in failed {
        #expect(step["code"] as? String == "ConflictException")
        #expect((step["error"] as? String)?.contains("ConflictException") == true)
        let refused = try journal.calls.filter { $0.outcome == "ConflictException" }
        #expect(refused.map(\.requestID).contains(step["requestId"] as? String))
      }
      let skipped = journal.lines("step").filter { $0["outcome"] as? String == "skipped" }
      #expect(!skipped.isEmpty)
      #expect(skipped.allSatisfy { ids.contains($0["because"] as? String ?? "") })
      #expect(journal.lines("end").first?["exitStatus"] as? Int == 3)
    }
  }

  @Test func `tells every attempt, with one token for all of a call`() async throws {
    try await Fixture.with(try Self.setup("CreatePool:throttle:2", "CreateOptOutList:500:1")) {
      fixture in
      let run = await fixture.run(Self.apply)
      #expect(run.status == 0, "\(run.transcript)")
      let journal = try fixture.journal("log")
      #expect(try journal.calls.count == fixture.account.requests.count)
      let throttled = journal.lines("call").filter { $0["throttled"] as? Bool == true }
      #expect(throttled.count == 2)
      #expect(throttled.allSatisfy { ($0["retryAfterMs"] as? Double ?? 0) > 0 })
      let calls = try journal.calls.filter { $0.operation == "CreatePool" }
      for (_, attempts) in Dictionary(grouping: calls, by: \.address) {
        #expect(attempts.map(\.attempt).sorted() == Array(1...attempts.count))
        #expect(Set(attempts.map(\.clientToken)).count == 1)
        #expect(attempts.allSatisfy { $0.clientToken != nil && $0.requestID != nil })
      }
      #expect(calls.count == 4)
    }
  }

  @Test func `has an end also when nothing was begun`() async throws {
    try await Fixture.with(try Self.setup()) { fixture in
      try fixture.write(Self.manifest + "\naccount: \"210987654321\"\n")
      let run = await fixture.run(Self.apply)
      #expect(run.status == 4, "\(run.transcript)")
      let journal = try fixture.journal("log")
      #expect(journal.lines.map { $0["type"] as? String } == ["run", "call", "caller", "end"])
      #expect(journal.lines.last?["exitStatus"] as? Int == 4)
      #expect((journal.lines.last?["error"] as? String)?.contains("210987654321") == true)
    }
  }

  @Test func `takes several runs, and begins on a line of its own after a cut one`() async throws {
    try await Fixture.with(try Self.setup()) { fixture in
      try fixture.write("{\"type\":\"call\",\"ti", to: "log")
      for _ in 1...2 { _ = await fixture.run(Self.apply) }
      let text = try String(contentsOfFile: "\(fixture.directory)/log", encoding: .utf8)
      #expect(text.hasSuffix("\n"))
      #expect(!text.contains("\n\n"))
      let whole = try JournalText(String(text.drop { $0 != "\n" }))
      #expect(whole.lines("run").count == 2)
      #expect(Set(whole.lines.compactMap { $0["run"] as? String }).count == 2)
    }
  }

  @Test func `holds all that was told when a run is killed`() async throws {
    let victim = Victim(dueAfterWrite: 5)
    var setup = try Self.setup()
    setup.onRequest = { _, writes in victim.note(writes: writes) }
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["apply", "-y", "--verbose", "--log", "log"] + Fixture.fast,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      victim.isKnown(as: process.identifier)
      let run = await process.run()
      #expect(run.status == 128 + SIGKILL, "\(run.transcript)")
      let journal = try fixture.journal("log")
      #expect(journal.lines("end").isEmpty)
      let told = run.errors.split(separator: "\n").filter { $0.hasSuffix(" ms") }
      try #require(told.count > 5, "\(run.errors)")
      #expect(journal.lines("call").count >= told.count)
      let steps = journal.lines("step").count { $0["outcome"] as? String == "done" }
      let lines = run.errors.split(separator: "\n").count { $0.hasSuffix(": done") }
      #expect(steps >= lines)
    }
  }

  @Test func `tells what an interruption kept from happening`() async throws {
    var setup = try Self.setup()
    setup.rateScale = 1
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["apply", "-y", "--verbose", "--log", "log", "--rate", "*=1"],
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      try await process.waits { $0.errors.contains(" CreateOptOutList ") }
      process.send(signal: SIGINT)
      #expect(await process.status() == 130)
      let journal = try fixture.journal("log")
      let outcomes = journal.lines("step").compactMap { $0["outcome"] as? String }
      #expect(outcomes.contains("interrupted"))
      #expect(outcomes.count == journal.lines("plan").first?["steps"] as? Int)
      let result = try #require(journal.lines("result").first)
      #expect(result["interrupted"] as? Int == outcomes.count { $0 == "interrupted" })
      #expect(journal.lines("end").first?["exitStatus"] as? Int == 130)
    }
  }
}

extension String {
  /// The words of a described dictionary in order: `us-east-1 ["DE": "live"]` to `us-east-1 DE=live`.
  fileprivate var sortedWords: String {
    let pairs = matches(of: #/"(\w+)": "(\w+)"/#).map { "\($0.1)=\($0.2)" }
    return ([String(prefix { $0 != " " })] + pairs.sorted()).joined(separator: " ")
  }
}
