import Foundation
import Simulator
import Testing

/// Whatever the manifest and the account, what README promises holds.
@Suite struct Properties {
  @Test(arguments: PropertyCase.all)
  func `an apply does what its plan says and nothing else`(_ example: PropertyCase) async throws {
    var (manifest, account, random) = example.make()
    let before = try await Self.canonical(account)
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest.text])
    setup.seed = String(decoding: before, as: UTF8.self)
    setup.keepsState = true
    try await Fixture.with(setup) { fixture in
      let (options, plan) = try await consent(in: fixture, &random)
      let applied = await fixture.run(["apply", "-y"] + options)
      guard plan.refusals.isEmpty else {
        #expect(applied.status == 4, "\(applied.transcript)")
        #expect(fixture.account.writes.isEmpty)
        return
      }
      #expect(applied.status == (plan.blocked.isEmpty ? 0 : 3), "\(applied.transcript)")
      #expect(fixture.account.writes.count == plan.writes, "\(applied.transcript)")

      fixture.account.clearLog()
      let again = await fixture.run(["apply", "-y"] + options)
      #expect(fixture.account.writes.isEmpty, "\(again.transcript)")
      #expect(plan.news(in: PlanReading(again.output)) == [], "\(again.transcript)")

      let after = try await fixture.account.finalFile()
      #expect(try Trespass(manifest, before: before, after: after).findings == [])
    }
  }

  /// The plan once all consent was given that chance gives, and the options that give it.
  private func consent(
    in fixture: Fixture,
    _ random: inout SeededRandom
  ) async throws -> (options: [String], plan: PlanReading) {
    var options = Fixture.fast + ["--adopt", "*"]
    var decided: Set<[String]> = []
    while true {
      let run = await fixture.run(["plan"] + options)
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

  /// A seed as the simulator writes it, so that it can be compared.
  private static func canonical(_ account: RandomAccount) async throws -> Data {
    var setup = Fixture.Setup(seed: account.seed)
    setup.keepsState = true
    return try await Fixture.with(setup) { try await $0.account.finalFile() }
  }
}
