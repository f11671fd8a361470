/// Whether a failed call is made again, with the same body, and how long to wait before.
///
/// Exponential backoff with full jitter: the wait is a random part of `base` doubled per attempt, up
/// to `cap` (<https://aws.amazon.com/blogs/architecture/exponential-backoff-and-jitter/>).
package struct RetryPolicy: Sendable, Equatable {
  /// What to do after a failure.
  package enum Decision: Sendable, Equatable {
    /// Make the call again, with the same body, once this time has passed.
    case retry(after: Duration)
    /// Report the failure.
    case giveUp
  }

  /// Attempts in all, the first one included, of a call that is over the quota.
  package var throttlingAttempts = 8
  /// Attempts of such a call go on for this long, however many they were.
  ///
  /// Others may use the whole quota for minutes, and what is over it has done nothing wrong.
  package var throttlingPatience = Duration.seconds(300)
  /// For faults of the service and of the network.
  package var faultAttempts = 6
  /// Fewer, so that a mistyped or dead endpoint is reported within about two seconds.
  ///
  /// An endpoint that has answered before gets `faultAttempts`.
  package var unreachableAttempts = 3
  /// For how long the calls of an endpoint that cannot be reached any more are tried, however many attempts that takes,
  /// which do not count afterwards; zero for calls that know nothing of each other.
  ///
  /// A network that is away for a minute must not cost a long run what would have been done in that minute, and a
  /// region that is down not all the attempts of a hundred calls.
  package var outagePatience = Duration.seconds(120)
  /// How long after the last failure one call looks again whether such an endpoint is back.
  package var outagePause = Duration.seconds(30)
  /// The longest wait after the first attempt; it doubles with each further one.
  package var base = Duration.milliseconds(500)
  /// No wait is longer.
  package var cap = Duration.seconds(20)
  /// No wait for an endpoint that is away is longer, so that its return is seen soon.
  package var outageCap = Duration.seconds(10)
  /// No wait of a call over the quota is longer: pacing makes it wait besides.
  package var throttlingCap = Duration.seconds(5)

  /// The defaults, of which any can be changed.
  package init() {}

  /// Decides after attempt number `attempt` (from 1) failed; those of an outage are not counted.
  ///
  /// `elapsed` is the time since the first attempt; `random` is in `0..<1`.
  package func decision(
    after fault: Fault,
    attempt: Int,
    elapsed: Duration,
    random: Double
  ) -> Decision {
    switch fault {
    case .throttling:
      elapsed < throttlingPatience || attempt < throttlingAttempts
        ? .retry(after: wait(attempt, share: random, cap: throttlingCap)) : .giveUp
    case .service, .network: retry(attempt, of: faultAttempts, share: random)
    // At least half of the wait: there is nobody there to be spared, only time to be given.
    case .unreachable: retry(attempt, of: unreachableAttempts, share: 0.5 + random / 2)
    // The longer it is away, the longer the wait, whatever this call has tried itself.
    case .outage(let duration):
      duration < outagePatience
        ? .retry(after: min(outageCap, max(base, duration / 2)) * (0.5 + random / 2)) : .giveUp
    // Happens once per call at most.
    case .clockSkew: .retry(after: .zero)
    case .expiredCredentials, .final: .giveUp
    }
  }

  private func retry(_ attempt: Int, of limit: Int, share: Double) -> Decision {
    attempt < limit ? .retry(after: wait(attempt, share: share, cap: cap)) : .giveUp
  }

  private func wait(_ attempt: Int, share: Double, cap: Duration) -> Duration {
    // Doubling stops where it would exceed any cap anyway.
    min(cap, base * (1 << min(attempt - 1, 30))) * share
  }
}
