import Simulator
import Testing

@Suite struct `Where nobody knows what the service does` {
  @Test(arguments: Deviation.all, Example.small)
  func `an example converges either way`(_ deviation: Deviation, _ example: Example) async throws {
    try await converge(example, deviation)
  }

  /// The switches that matter where there are hundreds of resources.
  @Test(arguments: Deviation.all.filter { Deviation.ofLongLists.contains($0.assumption.name) })
  func `long lists converge either way`(_ deviation: Deviation) async throws {
    try await converge(.globalSenderID, deviation)
  }

  private func converge(_ example: Example, _ deviation: Deviation) async throws {
    var setup = try example.setup
    setup.assumptions[deviation.assumption] = deviation.value
    try await Fixture.with(setup) { fixture in
      let applied = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(applied.status == 0, "\(applied.transcript)")
      let plan = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
      #expect(plan.output.contains("no changes"), "\(plan.transcript)")
    }
  }
}

/// One value of one switch that is not its default.
struct Deviation: Sendable, CustomTestStringConvertible {
  let assumption: Assumption
  let value: String

  static let all = SimulatorAssumptions.all.flatMap { assumption in
    assumption.values.dropFirst().map { Deviation(assumption: assumption, value: $0) }
  }

  static let ofLongLists: Set<String> = [
    "default-page-size", "listing-order", "pool-membership-reads", "sender-id-message-types",
  ]

  var testDescription: String { "\(assumption.name)=\(value)" }
}
