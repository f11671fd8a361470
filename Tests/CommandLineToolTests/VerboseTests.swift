import Simulator
import Testing

/// `--verbose`.
@Suite struct `A line for each call` {
  @Test func `has no control characters, whatever the service says`() async throws {
    var setup = try Example.quickstart.setup
    let effect = Fault.Effect.error(code: "Evil\u{7}", reason: "\u{1B}[31mRED")
    setup.faults = [Fault(operation: "DescribePools", effect: effect, count: nil)]
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["plan", "--verbose"] + Fixture.fast)
      #expect(run.status == 1, "\(run.transcript)")
      #expect(run.errors.contains(#/us-east-1 DescribePools .*Evil/#), "\(run.errors)")
      let control = run.errors.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" }
      #expect(control.isEmpty, "\(run.errors)")
    }
  }
}
