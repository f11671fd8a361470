import Simulator
import Testing

@Suite struct `Pruning what is adopted` {
  /// The property test found the first run reporting the override as not converged.
  @Test func `leaves its children to the next run, and says so`() async throws {
    let manifest = """
      version: 1
      project: p
      regions: { us-east-1: {} }
      protectConfigurations:
        q: { id: protect-1, adopt: true, numberOverrides: { "+12025550123": { action: BLOCK } } }
      """
    let seed = """
      { "version": 1, "regions": { "us-east-1": { "protectConfigurations": [{
        "id": "protect-1", "numberOverrides": [{ "number": "+573001234567", "action": "BLOCK" }]
      }] } } }
      """
    let setup = Fixture.Setup(files: ["smsctl.yaml": manifest], seed: seed)
    try await Fixture.with(setup) { fixture in
      let apply = ["apply", "-y", "--prune", "--complete"] + Fixture.fast
      let first = await fixture.run(apply)
      #expect(first.status == 0, "\(first.transcript)")
      #expect(first.output.contains("once its owner is adopted, --prune takes it away"))
      #expect(!first.errors.contains("not converged"), "\(first.transcript)")
      let second = await fixture.run(apply)
      #expect(second.status == 0, "\(second.transcript)")
      #expect(
        fixture.account.writes.map(\.operation) == [
          "TagResource", "PutProtectConfigurationRuleSetNumberOverride",
          "DeleteProtectConfigurationRuleSetNumberOverride",
        ]
      )
    }
  }
}
