import Foundation
import Simulator
import TestSupport
import Testing

/// With real processes, real signals and real time.
///
///     SMSCTL_KILLS=100 swift test --filter 'at a random moment'
@Suite struct `A process that dies` {
  /// `SMSCTL_KILLS` says how many die, `SMSCTL_SEED` with which numbers chance begins.
  private static let environment = ProcessInfo.processInfo.environment
  private static let asked = environment["SMSCTL_KILLS"].flatMap { Int($0) }
  private static let count = asked ?? 12
  private static let seed = environment["SMSCTL_SEED"].flatMap { UInt64($0) } ?? 1

  /// Seconds by which reads lag; 10 only where much time was asked for.
  private static let lags: [Double] = asked == nil ? [0, 0.5, 2] : [0, 2, 10]

  @Test(.timeLimit(.minutes(60)))
  func `at a random moment is made up for by the next run`() async throws {
    let undisturbed = try await Self.undisturbed()
    var random = SeededRandom(seed: Self.seed)
    var tally = DeathTally()
    try await withThrowingTaskGroup(of: RandomDeath.Outcome.self) { group in
      var open = 0
      for number in 0..<Self.count {
        if open == 5, let outcome = try await group.next() {
          tally.note(outcome)
          open -= 1
        }
        // Each lag, and each example with each of them, the same number of times.
        let example = Example.small[number / Self.lags.count % Example.small.count]
        guard let usual = undisturbed[example] else { continue }
        let lag = Self.lags[number % Self.lags.count]
        let death = RandomDeath(example, lag: lag, usual, &random)
        group.addTask { try await death.happen() }
        open += 1
      }
      for try await outcome in group { tally.note(outcome) }
    }
    #expect(tally.count == Self.count)
    if Self.asked != nil { print(tally.table) }
  }

  private static func undisturbed() async throws -> [Example: UndisturbedRun] {
    var runs: [Example: UndisturbedRun] = [:]
    for example in Example.small { runs[example] = try await UndisturbedRun(example) }
    return runs
  }
}

/// What a process does that nobody disturbs, reads not lagging.
struct UndisturbedRun: Sendable {
  let state: AccountState
  /// How often each creation or association took effect: `us-east-1 CreateOptOutList`.
  let effects: [String: Int]
  let seconds: Double

  init(_ example: Example) async throws {
    var setup = try example.setup
    setup.keepsState = true
    (state, effects, seconds) = try await Fixture.with(setup) { fixture in
      let start = ContinuousClock.now
      let process = try ToolProcess(
        RandomDeath.command,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      let run = await process.run()
      try #require(run.status == 0, "\(run.transcript)")
      let seconds = (ContinuousClock.now - start) / .seconds(1)
      let effects = fixture.account.creations
      return (try await fixture.account.finalState(), effects, seconds)
    }
  }
}

extension SimulatedAccount {
  /// How often each creation by name, and each association, took effect.
  fileprivate var creations: [String: Int] {
    let once = [
      "AssociateOriginationIdentity", "CreateConfigurationSet", "CreateEventDestination",
      "CreateOptOutList", "RequestSenderId",
    ]
    return Dictionary(
      grouping: writes.filter { once.contains($0.operation) }
    ) { "\($0.region) \($0.operation)" }.mapValues(\.count)
  }
}

/// A process that gets a signal at a moment that chance picks, and the run after it.
struct RandomDeath: Sendable {
  struct Outcome: Sendable {
    let lag: Double
    let signal: Int32
    /// Whether the process was still at work.
    let wasAtWork: Bool
    /// Writes that the account had carried out by then.
    let writes: Int
    /// Whether the next run ended well, with the account as it is to be and nothing made twice.
    let hasConverged: Bool
  }

  static let command = ["apply", "-y"] + Fixture.fast

  let example: Example
  let lag: Double
  let signal: Int32
  let moment: Duration
  private let undisturbed: UndisturbedRun

  init(
    _ example: Example,
    lag: Double,
    _ undisturbed: UndisturbedRun,
    _ random: inout SeededRandom
  ) {
    self.example = example
    self.lag = lag
    self.undisturbed = undisturbed
    signal = random.pick([SIGKILL, SIGKILL, SIGKILL, SIGINT, SIGTERM])
    // Where reads lag a run waits twice for what it has made to be seen.
    let last = undisturbed.seconds + 2 * lag
    moment = .seconds(Double.random(in: 0...last, using: &random))
  }

  func happen() async throws -> Outcome {
    var setup = try example.setup
    setup.keepsState = true
    setup.consistencyLag = .seconds(lag)
    return try await Fixture.with(setup) { fixture in
      let place = "\(example), lag \(lag) s, signal \(signal) after \(moment)"
      let process = try ToolProcess(
        Self.command,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      try await Task.sleep(for: moment)
      let writes = fixture.account.writes.count
      process.send(signal: signal)
      let first = await process.run()
      let wasAtWork = first.status != 0
      if wasAtWork { #expect(first.status == 128 + signal, "\(place): \(first.transcript)") }

      let process2 = try ToolProcess(
        Self.command,
        environment: fixture.account.environment,
        directory: fixture.directory,
        name: "second"
      )
      let second = await process2.run()
      #expect(second.status == 0, "\(place): \(second.transcript)")
      let creations = fixture.account.creations
      #expect(creations == undisturbed.effects, "\(place)")
      let difference = try await fixture.account.finalState().difference(from: undisturbed.state)
      #expect(difference.isEmpty, "\(place): \(difference.joined(separator: "\n"))")
      return Outcome(
        lag: lag,
        signal: signal,
        wasAtWork: wasAtWork,
        writes: writes,
        hasConverged: second.status == 0 && creations == undisturbed.effects && difference.isEmpty
      )
    }
  }
}

/// How many died where.
private struct DeathTally {
  private var outcomes: [RandomDeath.Outcome] = []

  var count: Int { outcomes.count }

  mutating func note(_ outcome: RandomDeath.Outcome) { outcomes.append(outcome) }

  /// A line for each lag and signal.
  var table: String {
    let names = [SIGKILL: "SIGKILL", SIGINT: "SIGINT", SIGTERM: "SIGTERM"]
    let groups = Dictionary(grouping: outcomes) { "\($0.lag) s, \(names[$0.signal] ?? "?")" }
    let lines = groups.sorted { $0.key < $1.key }.map { key, outcomes in
      let early = outcomes.count { $0.wasAtWork && $0.writes == 0 }
      let late = outcomes.count { !$0.wasAtWork }
      return "\(key): \(outcomes.count), of them \(early) before the first write, "
        + "\(late) when all was done"
    }
    let converged = outcomes.count { $0.hasConverged }
    return (lines + ["\(count) in all, \(converged) converged"]).joined(separator: "\n")
  }
}
