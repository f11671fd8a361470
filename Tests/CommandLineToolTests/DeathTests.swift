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

  static let paces = [
    Pace(lag: 0, callTime: 0), Pace(lag: 2, callTime: 0.3), Pace(lag: 10, callTime: 0),
    Pace(lag: 10, callTime: 1),
  ]

  static let cases: [MortalCase] = {
    let examples = Example.small.compactMap { example -> MortalCase? in
      (try? example.setup).map { MortalCase(example.rawValue, $0) }
    }
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
    return examples + deletions + [upheaval]
  }()

  @Test(arguments: cases, paces)
  func `before or after any of its writes is made up for by the next one`(
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
    let undisturbed = try account(lag: pace.lag, callTime: pace.callTime)
    var only = MortalRun(subject: self, account: undisturbed)
    #expect(try await only.live() == [])
    let expected = try undisturbed.holds()
    let count = undisturbed.writes
    try #require(count > 0)
    for number in 1...count {
      try await dies(at: .beforeWrite(number), pace, expected)
      try await dies(at: .afterWrite(number), pace, expected)
    }
  }

  private func dies(
    at death: LaggingAccount.Death,
    _ pace: `A run that dies`.Pace,
    _ expected: AccountState
  ) async throws {
    let account = try account(lag: pace.lag, callTime: pace.callTime)
    var run = MortalRun(subject: self, account: account)
    #expect(try await run.live(until: death) == [], "\(death)")
    let failures = try await run.live()
    #expect(failures == [], "\(death)")
    account.sleep(.seconds(pace.lag + 5))
    account.newCaller(dyingAt: nil)
    let rest = try await plan(account)
    #expect(rest.graph.order.map(\.description) == [], "\(death)")
    let difference = try account.holds().difference(from: expected)
    #expect(difference == [], "\(death)")
    let doubled = account.effects.filter { $0.value > 1 }.keys.sorted()
    #expect(doubled == [], "\(death)")
  }
}
