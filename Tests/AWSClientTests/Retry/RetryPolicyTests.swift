import AWSClient
import Testing

@Suite struct `A retry policy` {
  private let policy = RetryPolicy()

  @Test(
    arguments: [
      (.throttling, 1, 0.5, .retry(after: .milliseconds(250))),
      (.throttling, 7, 0.5, .retry(after: .milliseconds(2_500))),
      (.throttling, 8, 0.5, .giveUp),
      (.service, 1, 0, .retry(after: .zero)),
      (.service, 3, 0.5, .retry(after: .seconds(1))),
      (.service, 6, 0.5, .giveUp),
      (.network, 5, 0.5, .retry(after: .seconds(4))),
      (.network, 6, 0.5, .giveUp),
      (.unreachable, 1, 0, .retry(after: .milliseconds(250))),
      (.unreachable, 2, 0.5, .retry(after: .milliseconds(750))),
      (.unreachable, 3, 0.5, .giveUp),
      (.outage(.milliseconds(100)), 1, 0, .retry(after: .milliseconds(250))),
      (.outage(.seconds(4)), 6, 0.5, .retry(after: .milliseconds(1_500))),
      (.outage(.seconds(119)), 100, 0.5, .retry(after: .milliseconds(7_500))),
      (.outage(.seconds(120)), 1, 0.5, .giveUp),
      (.clockSkew, 1, 0.5, .retry(after: .zero)),
      (.expiredCredentials, 1, 0.5, .giveUp),
      (.final, 1, 0.5, .giveUp),
    ] as [(Fault, Int, Double, RetryPolicy.Decision)]
  )
  func `backs off and gives up`(
    fault: Fault,
    attempt: Int,
    random: Double,
    expected: RetryPolicy.Decision
  ) {
    let elapsed = policy.throttlingPatience
    let decision = policy.decision(
      after: fault,
      attempt: attempt,
      elapsed: elapsed,
      random: random
    )
    #expect(decision == expected)
  }

  @Test func `goes on for minutes when others use up the quota`() {
    func decision(_ attempt: Int, _ elapsed: Duration) -> RetryPolicy.Decision {
      policy.decision(after: .throttling, attempt: attempt, elapsed: elapsed, random: 1)
    }
    #expect(decision(100, .seconds(299)) == .retry(after: .seconds(5)))
    #expect(decision(7, .seconds(301)) == .retry(after: .seconds(5)))
    #expect(decision(8, .seconds(300)) == .giveUp)
  }

  @Test func `never waits longer than the cap`() {
    var policy = policy
    policy.faultAttempts = 1_000
    let last = policy.decision(after: .network, attempt: 999, elapsed: .zero, random: 1)
    #expect(last == .retry(after: policy.cap))
  }

  @Test func `spends about two seconds on a dead endpoint`() {
    let waits = (1...2).map {
      policy.decision(after: .unreachable, attempt: $0, elapsed: .zero, random: 1)
    }
    #expect(waits == [.retry(after: .milliseconds(500)), .retry(after: .seconds(1))])
  }
}
