import Foundation
import Simulator
import Testing

/// What a command asks before it writes, on a terminal.
@Suite struct `A question` {
  @Test(
    .timeLimit(.minutes(25)),
    arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143)), (SIGHUP, Int32(129))]
  )
  func `that a signal ends changes nothing, and is told in report and journal`(
    _ signal: Int32,
    _ status: Int32
  ) async throws {
    let manifest =
      "version: 1\nproject: shop\nregions: { us-east-1: {} }\noptOutLists: { codes: }\n"
    try await Fixture.with(manifest: manifest) { fixture in
      let session = try TerminalSession(
        ["apply", "--no-color", "--report", "report.json", "--log", "run.jsonl"],
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      defer { session.process.send(signal: SIGKILL) }
      try await session.waits(for: "Only 'yes' is taken for consent:")
      session.process.send(signal: signal)
      #expect(try await session.status() == status)
      #expect(session.text.split(separator: "\n").last == "nothing was changed", "\(session.text)")
      #expect(fixture.account.writes.isEmpty)
      let report = try PlanJSON(file: "report.json", in: fixture)
      #expect(report["error.exitStatus"] as? Int == Int(status), "\(report.root)")
      #expect(report["error.message"] as? String == "interrupted")
      let journal = try String(contentsOfFile: "\(fixture.directory)/run.jsonl", encoding: .utf8)
      #expect(journal.contains(#""exitStatus":\#(status)"#), "\(journal)")
    }
  }
}
