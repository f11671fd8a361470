import Foundation
import Simulator
import Testing

extension Fixture.Setup {
  /// What an account holds after a run without trouble, and the requests of that run.
  func undisturbed(
    _ command: [String]
  ) async throws -> (state: AccountState, requests: [RequestRecord]) {
    var setup = self
    setup.keepsState = true
    return try await Fixture.with(setup) { fixture in
      let run = await fixture.run(command)
      try #require(run.status == 0, "\(run.transcript)")
      return (try await fixture.account.finalState(), fixture.account.requests)
    }
  }

  /// Kills a run between the service's work and the answer to one of its writes, runs it again, and compares
  /// what the account holds then.
  func killed(_ command: [String], afterWrite number: Int, _ expected: AccountState) async throws {
    let victim = Victim(dueAfterWrite: number)
    var setup = self
    setup.keepsState = true
    setup.onRequest = { _, writes in victim.note(writes: writes) }
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        command,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      victim.isKnown(as: process.identifier)
      let first = await process.run()
      #expect(first.status == 128 + SIGKILL, "after write \(number): \(first.transcript)")
      let second = await fixture.run(command)
      #expect(second.status == 0, "after write \(number): \(second.transcript)")
      let difference = try await fixture.account.finalState().difference(from: expected)
      #expect(
        difference.isEmpty,
        "after write \(number): \(difference.joined(separator: "\n"))\n\(second.transcript)"
      )
    }
  }

  /// The same after each of its writes, one after the other.
  func killedAfterEachWrite(_ command: [String]) async throws {
    let (expected, requests) = try await undisturbed(command)
    let count = requests.count { $0.isWrite }
    try #require(count > 0)
    for number in 1...count { try await killed(command, afterWrite: number, expected) }
  }
}
