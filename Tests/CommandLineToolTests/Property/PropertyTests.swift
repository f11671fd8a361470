import Foundation
import Simulator
import Testing

/// Whatever the manifest and the account, what README promises holds.
@Suite struct Properties {
  @Test(arguments: PropertyCase.all)
  func `an apply does what its plan says and nothing else`(_ example: PropertyCase) async throws {
    var (manifest, account, random) = example.make()
    let before = try await Self.canonical(account)
    try example.keep(manifest, seed: before)
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest.text])
    setup.seed = String(decoding: before, as: UTF8.self)
    setup.keepsState = true
    try await Fixture.with(setup) { fixture in
      guard let (options, plan) = try await consent(in: fixture, &random) else { return }
      let applied = await fixture.run(["apply", "-y"] + options)
      guard plan.refusals.isEmpty else {
        #expect(applied.status == 4, "\(applied.transcript)")
        #expect(fixture.account.writes.isEmpty)
        return
      }
      #expect(applied.status == (plan.blocked.isEmpty ? 0 : 3), "\(applied.transcript)")
      #expect(fixture.account.writes.count == plan.writes, "\(applied.transcript)")

      try await settle(in: fixture, plan, options)

      let after = try await fixture.account.finalFile()
      #expect(try Trespass(manifest, before: before, after: after).findings == [])
    }
  }

  /// Some of the cases: each is three times as long.
  @Test(.timeLimit(.minutes(10)), arguments: PropertyCase.all.filter { $0.seed % 4 == 1 })
  func `a killed run and the next end as one`(_ example: PropertyCase) async throws {
    var (manifest, account, random) = example.make()
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest.text], seed: account.seed)
    setup.keepsState = true
    let (options, writes, expected) = try await Fixture.with(setup) {
      (fixture) -> ([String], Int, AccountState?) in
      guard let (options, _) = try await consent(in: fixture, &random) else { return ([], 0, nil) }
      _ = await fixture.run(["apply", "-y"] + options)
      let writes = fixture.account.writes.count
      // What was blocked and no longer is.
      _ = await fixture.run(["apply", "-y"] + options)
      return (options, writes, try await fixture.account.finalState())
    }
    guard let expected, writes > 0 else { return }

    let victim = Victim(dueAfterWrite: Int.random(in: 1...writes, using: &random))
    setup.onRequest = { _, writes in victim.note(writes: writes) }
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["apply", "-y"] + options,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      victim.isKnown(as: process.identifier)
      let first = await process.run()
      #expect(first.status == 128 + SIGKILL, "\(first.transcript)")
      let second = await fixture.run(["apply", "-y"] + options)
      let third = await fixture.run(["apply", "-y"] + options)
      let difference = try await fixture.account.finalState().difference(from: expected)
      #expect(
        difference.isEmpty,
        "\(difference.joined(separator: "\n"))\n\(second.transcript)\(third.transcript)"
      )
    }
  }

  /// Nothing is left to do, but for what was blocked and no longer is, since what stood in its way went.
  private func settle(
    in fixture: Fixture,
    _ plan: PlanReading,
    _ options: [String]
  ) async throws {
    fixture.account.clearLog()
    let second = await fixture.run(["apply", "-y"] + options)
    #expect(plan.news(in: PlanReading(second.output)) == [], "\(second.transcript)")
    guard !fixture.account.writes.isEmpty else { return }
    #expect(!plan.blocked.isEmpty, "\(second.transcript)")
    fixture.account.clearLog()
    let third = await fixture.run(["apply", "-y"] + options)
    #expect(fixture.account.writes.isEmpty, "\(second.transcript)\(third.transcript)")
  }

  /// The plan once all consent was given that chance gives, and the options that give it; nil when the
  /// account is such that nobody can tell which pool is meant.
  private func consent(
    in fixture: Fixture,
    _ random: inout SeededRandom
  ) async throws -> (options: [String], plan: PlanReading)? {
    var options = Fixture.fast + ["--adopt", "*"]
    var decided: Set<[String]> = []
    while true {
      let run = await fixture.run(["plan"] + options)
      if run.status == 1, run.errors.contains(Self.doubt) { return nil }
      try #require(run.status == 0, "\(run.transcript)")
      let plan = PlanReading(run.output)
      let open = plan.remedies.filter { !decided.contains($0) }
      if open.isEmpty { return (options, plan) }
      for remedy in open {
        decided.insert(remedy)
        if remedy[0] == "--max-opens" || random.chance(60) { options += remedy }
      }
    }
  }

  private static var doubt: Regex<Substring> { #/: name it once|; say which with 'id'/# }

  /// A seed as the simulator writes it, so that it can be compared.
  private static func canonical(_ account: RandomAccount) async throws -> Data {
    var setup = Fixture.Setup(seed: account.seed)
    setup.keepsState = true
    return try await Fixture.with(setup) { try await $0.account.finalFile() }
  }
}
