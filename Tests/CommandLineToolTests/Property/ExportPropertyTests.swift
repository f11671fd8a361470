import Foundation
import Simulator
import Testing

/// Whatever an account holds, its export says the same.
@Suite struct `Properties of an export` {
  @Test(arguments: PropertyCase.all)
  func `is planned empty, adopted by tags, and then empty again`(
    _ example: PropertyCase
  ) async throws {
    let (manifest, account, _) = example.make()
    try example.keep(manifest, seed: Data(account.seed.utf8))
    var setup = Fixture.Setup(seed: account.seed)
    setup.keepsState = true
    try await Fixture.with(setup) { fixture in
      let regions = Universe.regions.flatMap { ["--region", $0] }
      let export = await fixture.run(
        ["export", "--project", Universe.project] + regions + Fixture.fast
      )
      try #require(export.status == 0, "\(export.transcript)")
      #expect(fixture.account.writes.isEmpty)
      try fixture.write(export.output)

      let plan = await fixture.run(["plan", "--format", "json"] + Fixture.fast)
      try #require(plan.status == 0, "\(plan.transcript)\n\(export.output)")
      let quiet = ["none", "keep", "waiting"]
      let first = try PlanReading(plan.output).changes.filter { !quiet.contains($0.action) }
      #expect(first.map(\.description) == [], "\(export.output)")

      let adopted = await fixture.run(["apply", "-y", "--adopt", "*"] + Fixture.fast)
      #expect(adopted.status == 0, "\(adopted.transcript)\n\(export.output)")
      let writes = Set(fixture.account.writes.map(\.operation))
      #expect(writes.isSubset(of: ["TagResource"]), "\(adopted.transcript)")

      let again = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(again.status == 0, "\(again.transcript)\n\(export.output)")
    }
  }
}
