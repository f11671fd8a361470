import Foundation
import Planning
import Resources
import Simulator
import Testing

/// In a time of its own: the account and its clock are simulated, and no process runs.
@Suite struct `A run that dies` {
  /// How long reads lag, and how long a call takes.
  struct Pace: Sendable, CustomTestStringConvertible {
    let lag: Double
    let callTime: Double
    var testDescription: String { "reads lag by \(lag) s, a call takes \(callTime) s" }
  }

  /// The next run sees what was before the whole of the first, or a part of that.
  static let latePaces = [Pace(lag: 10, callTime: 0), Pace(lag: 10, callTime: 1)]
  static let paces = latePaces + [Pace(lag: 0, callTime: 0), Pace(lag: 2, callTime: 0.3)]

  static let examples = Example.small.compactMap { example in
    (try? example.setup).map { MortalCase(example.rawValue, $0) }
  }

  static let removals: [MortalCase] = {
    let deletions = DeletionCase.all.filter { !$0.writes.isEmpty }.map { deletion in
      MortalCase(
        "without " + deletion.testDescription,
        deletion.setup,
        arguments: ["--prune"] + deletion.arguments
      )
    }
    let upheaval = MortalCase(
      "protection and events",
      `Protection and events`.upheaval,
      arguments: `Protection and events`.consentToAll
    )
    return deletions + [upheaval]
  }()

  /// Without a lag processes do, see `A run that meets trouble`.
  @Test(arguments: examples, latePaces)
  func `before or after any of its writes is made up for by the next one`(
    _ subject: MortalCase,
    _ pace: Pace
  ) async throws {
    try await subject.dies(pace)
  }

  @Test(arguments: removals, paces)
  func `before or after anything that it takes away or replaces is made up for by the next one`(
    _ subject: MortalCase,
    _ pace: Pace
  ) async throws {
    try await subject.dies(pace)
  }
}

extension MortalCase {
  /// Kills a run before and after each of its writes, runs it again, and compares what the account holds
  /// with what it holds after a run that was not killed.
  fileprivate func dies(_ pace: `A run that dies`.Pace) async throws {
    let manifest = try manifest()
    let undisturbed = try account(lag: pace.lag, callTime: pace.callTime)
    var only = MortalRun(subject: self, manifest: manifest, account: undisturbed)
    #expect(try await only.live() == [])
    let expected = try undisturbed.holds()
    let count = undisturbed.writes
    try #require(count > 0)
    for number in 1...count {
      for death in [LaggingAccount.Death.beforeWrite(number), .afterWrite(number)] {
        try await dies(at: death, of: manifest, pace, expected)
      }
    }
  }

  private func dies(
    at death: LaggingAccount.Death,
    of manifest: Manifest,
    _ pace: `A run that dies`.Pace,
    _ expected: AccountState
  ) async throws {
    let account = try account(lag: pace.lag, callTime: pace.callTime)
    var run = MortalRun(subject: self, manifest: manifest, account: account)
    #expect(try await run.live(until: death) == [], "\(death)")
    let failures = try await run.live()
    #expect(failures == [], "\(death)")
    account.sleep(.seconds(pace.lag + 5))
    account.newCaller(dyingAt: nil)
    let rest = try await plan(manifest, account)
    #expect(rest.graph.order.map(\.description) == [], "\(death)")
    let difference = try account.holds().difference(from: expected)
    #expect(difference == [], "\(death)")
    let doubled = account.effects.filter { $0.value > 1 }.keys.sorted()
    #expect(doubled == [], "\(death)")
  }
}
