import Foundation
import Simulator
import Testing

/// The table of `spec/reliability.md`: every kind under every fault.
@Suite struct `A run under faults` {
  @Test(.timeLimit(.minutes(25)), arguments: FaultMatrixKind.all, FaultMatrixFault.allCases)
  func `gets there at once or says what to do, and the next run gets there`(
    _ kind: FaultMatrixKind,
    _ fault: FaultMatrixFault
  ) async throws {
    var tally = FaultMatrixTally()
    for run in kind.runs {
      for isPatient in fault.patience {
        tally.add(try await run.meet(fault, isPatient: isPatient))
      }
    }
    try FaultMatrixPage.check(tally.description, row: kind.name, column: fault.rawValue)
  }

  /// Now and then any call meets any of them, so that repetitions are struck as well.
  @Test(.timeLimit(.minutes(25)), arguments: Example.small)
  func `gets through all of them at once`(_ example: Example) async throws {
    let command = ["apply", "-y"] + Fixture.fast
    let (expected, _) = try await example.setup.undisturbed(command)
    var setup = try example.setup
    setup.keepsState = true
    setup.faults = try Self.storm.map { try Fault(parsing: $0) }
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(command)
      #expect(run.status == 0, "\(run.transcript)")
      let outcomes = Set(fixture.account.requests.map(\.outcome))
      #expect(outcomes.count == Self.storm.count + 1, "\(outcomes)")
      let difference = try await fixture.account.finalState().difference(from: expected)
      #expect(difference.isEmpty, "\(difference.joined(separator: "\n"))\n\(run.transcript)")
    }
  }

  /// Together they strike about every fifth call.
  private static let storm = [
    "*:drop:1/31", "*:500:1/37", "*:truncate:1/41", "*:garbage:1/43", "*:reset:1/47",
    "*:throttle:1/53", "*:503:1/59", "*:stall=5:1/61", "*:stall-before=5:1/67",
  ]
}

/// How the runs of one cell ended.
struct FaultMatrixTally: CustomStringConvertible {
  private var atOnce = 0
  private var inNextRun = 0

  mutating func add(_ ending: FaultMatrixKind.Run.Ending) {
    switch ending {
    case .atOnce: atOnce += 1
    case .inNextRun: inNextRun += 1
    }
  }

  /// As in the table, for example `3 + 2`.
  var description: String { "\(atOnce) + \(inNextRun)" }
}
