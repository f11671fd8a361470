/// Whether one endpoint answers, over all calls of a run.
///
/// What fails for one call may be about that call. But when an endpoint that has answered lets nothing through any
/// more, calls share the fate of it: `RetryPolicy` has them wait for it together, however many attempts that takes, and
/// once its patience has ended, all but a look now and then end without an attempt.
///
/// An answer of any status counts, as long as it is the service's.
package struct EndpointHealth: Sendable, Equatable {
  package typealias Instant = ContinuousClock.Instant

  /// Whether it has ever answered.
  package private(set) var hasAnswered = false
  // When the first of the attempts began that have all failed; nil while it answers.
  private var silentSince: Instant?
  private var lastFailure: Instant?

  package init() {}

  /// Learns that an answer came.
  package mutating func noteAnswer() {
    hasAnswered = true
    silentSince = nil
  }

  /// Learns that an attempt which began at `start` got no answer; tells for how long no other got one.
  ///
  /// Nil for the first that fails, and where the endpoint has never answered: nothing is known of it then.
  package mutating func noteSilence(from start: Instant, at now: Instant) -> Duration? {
    guard hasAnswered else { return nil }
    lastFailure = now
    guard let silentSince, silentSince < start else {
      silentSince = silentSince ?? start
      return nil
    }
    return silentSince.duration(to: now)
  }

  /// For how long it has been silent, where that is longer than `patience` and a call must not look again yet; else
  /// nil.
  ///
  /// A look is due when `pause` has passed since the last failure.
  package func silence(beyond patience: Duration, pause: Duration, at now: Instant) -> Duration? {
    guard let silentSince, let lastFailure else { return nil }
    let silence = silentSince.duration(to: now)
    return silence >= patience && lastFailure.duration(to: now) < pause ? silence : nil
  }
}
