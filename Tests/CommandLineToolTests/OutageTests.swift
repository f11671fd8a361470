import Simulator
import Synchronization
import Testing

@Suite struct `An outage` {
  private static let command = ["apply", "-y"] + Fixture.fast

  /// Reads fail from then on as well, those that look at what was done among them.
  @Test(
    .timeLimit(.minutes(25)),
    arguments: [(Example.quickstart, "expired"), (.quickstart, "503"), (.protect, "reset")]
  )
  func `may begin after any write, and the run after it goes on from there`(
    _ example: Example,
    _ effect: String
  ) async throws {
    let (expected, requests) = try await example.setup.undisturbed(Self.command)
    let count = requests.count { $0.isWrite }
    try #require(count > 10)
    for number in 1...count {
      let outage = Outage(try Fault(parsing: "*:\(effect):all"), dueAfterWrite: number)
      var setup = try example.setup
      setup.keepsState = true
      setup.onRequest = { _, writes in outage.note(writes: writes) }
      try await Fixture.with(setup) { fixture in
        outage.comes(to: fixture.account)
        let first = await fixture.run(Self.command, environment: ["AWS_MAX_ATTEMPTS": "1"])
        let story = "after write \(number): \(first.transcript)"
        #expect(first.status == 3, "\(story)")
        #expect(first.output.contains("Partly applied"), "\(story)")
        #expect(
          first.errors.contains(number < count ? "failed: " : "could not be read"),
          "\(story)"
        )
        outage.ends()
        let second = await fixture.run(Self.command)
        #expect(second.status == 0, "\(story)\n\(second.transcript)")
        let difference = try await fixture.account.finalState().difference(from: expected)
        #expect(difference.isEmpty, "\(story)\n\(difference.joined(separator: "\n"))")
      }
    }
  }
}

/// Trouble that begins once an account has answered so many writes.
private final class Outage: Sendable {
  private let fault: Fault
  private let number: Int
  private let account = Mutex<SimulatedAccount?>(nil)

  init(_ fault: Fault, dueAfterWrite number: Int) {
    self.fault = fault
    self.number = number
  }

  /// Says whose outage it is.
  func comes(to account: SimulatedAccount) {
    self.account.withLock { $0 = account }
  }

  func note(writes: Int) {
    guard writes == number else { return }
    account.withLock { $0?.replaceFaults([fault]) }
  }

  /// For good: writes are not counted any more.
  func ends() {
    account.withLock { account in
      account?.replaceFaults([])
      account = nil
    }
  }
}
