import Foundation
import TestSupport
import Testing

/// Somebody who reads plans, gives the consent that chance wants to give, and applies what comes of it.
struct ConsentingDriver {
  let fixture: Fixture
  /// Of `plan` and `apply`.
  let options: [String]
  /// What `plan.json` has saved.
  let plan: PlanReading
  let prunes: Bool

  /// Plans until no question is open.
  ///
  /// Nil when the account is such that nobody can tell which pool is meant.
  static func make(
    in fixture: Fixture,
    _ random: inout SeededRandom
  ) async throws -> ConsentingDriver? {
    let prunes = random.chance(30)
    var options = Fixture.fast + ["--adopt", "*"] + (prunes ? ["--prune", "--complete"] : [])
    var decided: Set<[String]> = []
    while true {
      let run = await fixture.run(["plan", "--format", "json", "--out", "plan.json"] + options)
      if [1, 4].contains(run.status), run.errors.contains(doubt) { return nil }
      try #require(run.status == 0, "\(run.transcript)")
      let plan = try PlanReading(run.output)
      let open = plan.remedies.filter { !decided.contains($0) }
      if open.isEmpty {
        return ConsentingDriver(fixture: fixture, options: options, plan: plan, prunes: prunes)
      }
      for remedy in open where decided.insert(remedy).inserted {
        if remedy[0].hasPrefix("--max") || random.chance(60) { options += remedy }
      }
    }
  }

  private static var doubt: Regex<Substring> { #/: name it once|; say which with '/# }

  /// Applies the saved plan, with a log.
  func applySaved() async -> CommandRun {
    await fixture.run(
      ["apply", "-y", "--plan", "plan.json", "--log", "calls.jsonl"] + Fixture.fast
    )
  }

  /// Plans anew and applies that.
  func apply() async -> CommandRun { await fixture.run(["apply", "-y"] + options) }

  /// The plan's writes as the simulator tells them: `us-east-1 CreatePool`, sorted.
  var promisedOperations: [String] {
    plan.writes.map { write in
      let region = write.prefix { $0 != "/" }
      let operation = write.split(separator: " ").last ?? ""
      return "\(region) \(operation)"
    }.sorted()
  }

  /// The writes of the log as `us-east-1/pool/codes CreatePool`, sorted.
  var loggedWrites: [String] {
    get throws {
      let promised = Set(
        plan.changes.flatMap(\.steps).filter { $0.role == "write" }.map(\.operation)
      )
      let text = try? String(contentsOfFile: "\(fixture.directory)/calls.jsonl", encoding: .utf8)
      return try JournalText(text ?? "").calls
        .filter { promised.contains($0.operation) && $0.outcome == "ok" }
        .map { "\($0.address ?? "") \($0.operation)" }
        .sorted()
    }
  }

  /// Sees that nothing is left to do, but for what was blocked and no longer is, since what stood in its
  /// way went.
  func settle() async throws {
    fixture.account.clearLog()
    let rest = await fixture.run(["plan", "--format", "json"] + options)
    try #require(rest.status == 0, "\(rest.transcript)")
    let news = try PlanReading(rest.output).news(since: plan)
    #expect(news.map(\.description) == [])
    let second = await apply()
    guard !fixture.account.writes.isEmpty else { return }
    #expect(prunes || !plan.blocked.isEmpty, "\(second.transcript)")
    fixture.account.clearLog()
    let third = await apply()
    #expect(fixture.account.writes.isEmpty, "\(second.transcript)\(third.transcript)")
  }
}
