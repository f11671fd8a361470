import Foundation
import Simulator
import Synchronization
import Testing

extension FaultMatrixKind.Run {
  /// How a disturbed run got where an undisturbed one gets.
  enum Ending {
    /// By itself.
    case atOnce
    /// By the next run, without the fault.
    case inNextRun
  }

  /// Runs it under a fault, and again without it where that is needed, and checks that nothing is
  /// missing, doubled or told wrongly.
  func meet(_ fault: FaultMatrixFault, isPatient: Bool) async throws -> Ending {
    let expected = try await UndisturbedRuns.shared.state(after: self, regions: fault.regions)
    var setup = setup(regions: fault.regions)
    setup.faults = operations.flatMap { fault.faults($0) }
    fault.slow(&setup)
    let command = command(regions: fault.regions)
    return try await Fixture.with(setup) { fixture in
      let story = "\(name) \(isPatient ? "with" : "without") retries"
      let first = await fixture.run(
        command,
        environment: isPatient ? [:] : ["AWS_MAX_ATTEMPTS": "1"]
      )
      #expect(struck(fixture, by: fault), "\(story): the fault did not happen")
      let ending: Ending = first.status == 0 ? .atOnce : .inNextRun
      if ending == .inNextRun {
        check(first, of: fault, story)
        if fault == .regionDown { checkOthers(fixture.account.writes, story) }
        fixture.account.replaceFaults([])
        let second = await fixture.run(command)
        #expect(second.status == 0, "\(story), next run: \(second.transcript)")
      }
      let difference = try await fixture.account.finalState().difference(from: expected)
      #expect(
        difference.isEmpty,
        "\(story): \(difference.joined(separator: "\n"))\n\(first.transcript)"
      )
      return ending
    }
  }

  /// Words that a tired reader can act on: which resource or call, and what to do.
  private func check(_ run: CommandRun, of fault: FaultMatrixFault, _ story: String) {
    #expect(run.status == (isReading ? 1 : 3), "\(story): \(run.transcript)")
    #expect(run.errors.contains(fault.advice), "\(story): \(run.transcript)")
    if isReading {
      #expect(run.errors.contains("error: us-east-1"), "\(story): \(run.transcript)")
    } else {
      #expect(run.errors.contains("failed: us-east-1/"), "\(story): \(run.transcript)")
      #expect(run.output.contains("Partly applied"), "\(story): \(run.transcript)")
    }
  }

  /// Whether the fault met the calls it is about.
  private func struck(_ fixture: Fixture, by fault: FaultMatrixFault) -> Bool {
    guard fault.strikesCalls else { return true }
    return fixture.account.requests.contains { request in
      operations.contains(request.operation) && request.outcome != "200"
    }
  }

  /// Where there was no trouble all has to be done, but for what cannot be planned.
  private func checkOthers(_ writes: [RequestRecord], _ story: String) {
    if isReading {
      #expect(writes.isEmpty, "\(story)")
      return
    }
    let done = writes.filter { $0.region != "us-east-1" }.map(\.operation)
    #expect(Set(operations).isSubset(of: done), "\(story): \(done)")
  }

  fileprivate func setup(regions: [String]) -> Fixture.Setup {
    var setup = Fixture.Setup(files: ["smsctl.yaml": text(regions: regions)])
    setup.seed = seed(regions: regions)
    setup.keepsState = true
    return setup
  }

  fileprivate func command(regions: [String]) -> [String] {
    ["apply", "-y", "--max-opens", "1000"] + Fixture.fast + options(regions: regions)
  }
}

/// What an account holds after each run without a fault, found out once.
private actor UndisturbedRuns {
  static let shared = UndisturbedRuns()

  private var states: [String: Task<AccountState, any Error>] = [:]

  func state(after run: FaultMatrixKind.Run, regions: [String]) async throws -> AccountState {
    let setup = run.setup(regions: regions)
    let key = "\(setup.files) \(setup.seed ?? "") "
    let task =
      states[key] ?? Task { try await setup.undisturbed(run.command(regions: regions)).state }
    states[key] = task
    return try await task.value
  }
}
