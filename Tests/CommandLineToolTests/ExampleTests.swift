import Foundation
import SMSVoice
import Simulator
import Testing

@Suite struct `An example` {
  @Test(arguments: Example.allCases)
  func `is planned, applied, and then as declared`(_ example: Example) async throws {
    try await Fixture.with(example.setup) { fixture in
      let validation = await fixture.run("validate")
      #expect(validation.status == 0, "\(validation.transcript)")
      #expect(fixture.account.requests.isEmpty)

      let first = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(first.status == 2, "\(first.transcript)")
      #expect(fixture.account.writes.isEmpty)

      let applied = await fixture.run(["apply", "-y", "--log", "calls"] + Fixture.fast)
      #expect(applied.status == 0, "\(applied.transcript)")
      // A plan is a promise, retries apart: a busy machine may answer late.
      let promised = try #require(first.output.firstMatch(of: #/ (\d+) writes?, /#)).1
      #expect(try fixture.firstWrites(inLog: "calls") == Int(promised), "\(first.output)")

      let second = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(second.status == 0, "\(second.transcript)")
      #expect(second.output.contains("no changes"), "\(second.transcript)")
    }
  }

  @Test(arguments: Example.allCases)
  func `makes exactly one write in each region for one edited value`(
    _ example: Example
  ) async throws {
    try await Fixture.with(example.setup) { fixture in
      let applied = await fixture.run(["apply", "-y"] + Fixture.fast)
      try #require(applied.status == 0, "\(applied.transcript)")
      fixture.account.clearLog()
      let edit = example.edit
      let manifest = try example.manifest
      try #require(manifest.ranges(of: edit.from).count == 1)
      try fixture.write(manifest.replacing(edit.from, with: edit.to))

      let plan = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(plan.status == 2, "\(plan.transcript)")
      let marks = plan.output.split(separator: "\n").compactMap { $0.planMark }
      #expect(marks.filter { $0 == "~" }.count == example.regionCount, "\(plan.output)")
      #expect(marks.allSatisfy { ["~", "=", "waiting"].contains($0) }, "\(plan.output)")

      let again = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(again.status == 0, "\(again.transcript)")
      let writes = fixture.account.writes
      #expect(writes.count == example.regionCount)
      #expect(Set(writes.map(\.region)).count == example.regionCount)
      #expect(writes.allSatisfy { $0.operation == edit.operation }, "\(writes)")
    }
  }
}

extension Substring {
  /// The mark of a resource's line in a plan; nil for other lines.
  fileprivate var planMark: Substring? {
    guard hasPrefix("  "), !hasPrefix("   ") else { return nil }
    let mark = dropFirst(2).prefix { $0 != " " }
    return ["+", "~", "!", "=", "adopt", "waiting"].contains(String(mark)) ? mark : nil
  }
}

extension Fixture {
  /// How many writes a journal has, retries not counted.
  fileprivate func firstWrites(inLog name: String) throws -> Int {
    try journal(name).calls.count { call in
      call.attempt == 1 && call.operation != "GetCallerIdentity"
        && !SMSVoice.Operation(rawValue: call.operation).isRead
    }
  }
}
