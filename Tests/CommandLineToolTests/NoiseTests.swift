import Simulator
import Testing

/// What is the same in other words never shows as a difference.
@Suite struct Noise {
  @Test(arguments: NoiseCase.all)
  func `is none in a plan`(_ noise: NoiseCase) async throws {
    try await plan(noise, SimulatorAssumptions())
    for text in noise.assumptions {
      var assumptions = SimulatorAssumptions()
      try assumptions.set(parsing: text)
      try await plan(noise, assumptions)
    }
  }

  /// The capability is asked for, and the service does not have it: told, and no change.
  @Test(arguments: ["accepted", "refused"])
  func `is none where rules for RCS are wanted and refused`(_ capability: String) async throws {
    var assumptions = SimulatorAssumptions()
    try assumptions.set(parsing: "rcs-capability=\(capability)")
    let noise = NoiseCase(
      testDescription: "RCS",
      manifest: "protectConfigurations: { q: { rcs: { block: [DE] } } }",
      seed: """
        "protectConfigurations": [{
          "rules": { "RCS": { "DE": "BLOCK" } }, \(NoiseCase.named("q"))
        }]
        """
    )
    try await plan(noise, assumptions, kept: capability == "refused" ? "; 1 kept" : "")
  }

  private func plan(
    _ noise: NoiseCase,
    _ assumptions: SimulatorAssumptions,
    kept: String = ""
  ) async throws {
    let head = "version: 1\nproject: p\nregions: { us-east-1: {} }\n"
    var setup = Fixture.Setup(files: ["smsctl.yaml": head + noise.manifest + "\n"])
    setup.seed = #"{ "version": 1, "regions": { "us-east-1": { \#(noise.seed) } } }"#
    setup.assumptions = assumptions
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let said = run.output.split(separator: "\n").last ?? ""
      #expect(
        said.wholeMatch(of: #/no changes: \d+ resources? (is|are) as declared(.*)/#)?.2
          == kept[...],
        "\(run.transcript)"
      )
      #expect(fixture.account.writes.isEmpty)
    }
  }
}
