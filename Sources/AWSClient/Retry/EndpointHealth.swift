/// Whether one endpoint answers, over all calls of a run.
///
/// What fails for one call may be about that call: a proxy that dislikes its body, an operation that is down. But when an
/// endpoint that has answered cannot even be reached any more, and nobody gets an answer, calls share the fate of it:
/// `RetryPolicy` has them wait for it together, however many attempts that takes, and once its patience has ended, all
/// but a look now and then end without an attempt.
package struct EndpointHealth: Sendable, Equatable {
  package typealias Instant = ContinuousClock.Instant

  /// Whether it has ever answered.
  package private(set) var hasAnswered = false
  private var lastAnswer: Instant?
  // When the first of the attempts began that have all failed; nil while it answers.
  private var silentSince: Instant?
  private var lastFailure: Instant?
  private var lastLook: Instant?
  // Whether one of them could not reach it.
  private var isUnreachable = false

  // No attempt lasts longer awake; a machine that sleeps hears nothing, and knows nothing of that time.
  private static let longestAttempt = Duration.seconds(60)
  // Between the attempts of an outage there is no more than a wait and an attempt.
  private static let longestGap = Duration.seconds(90)

  package init() {}

  /// Learns that an answer of the service came.
  package mutating func noteAnswer(at now: Instant) {
    hasAnswered = true
    lastAnswer = now
    silentSince = nil
    isUnreachable = false
  }

  /// Learns that an attempt which began at `start` got no answer; tells for how long nobody could reach the endpoint.
  ///
  /// Nil for the first that fails, while every one of them reached it, and where it has never answered.
  package mutating func noteSilence(
    isUnreachable: Bool,
    from start: Instant,
    at now: Instant
  ) -> Duration? {
    guard hasAnswered else { return nil }
    let start = [start, lastAnswer, now - Self.longestAttempt].compactMap(\.self).max() ?? start
    if let lastFailure, lastFailure.duration(to: start) > Self.longestGap {
      silentSince = nil
      self.isUnreachable = false
    }
    lastFailure = now
    self.isUnreachable = self.isUnreachable || isUnreachable
    guard let silentSince, silentSince < start else {
      silentSince = silentSince ?? start
      return nil
    }
    return self.isUnreachable ? silentSince.duration(to: now) : nil
  }

  /// Whether a call is to be tried: not where the endpoint has been out of reach for longer than `patience`, but for a
  /// look when `pause` has passed since the last.
  package mutating func admits(patience: Duration, pause: Duration, at now: Instant) -> Bool {
    guard isUnreachable, let silentSince, let lastFailure,
      silentSince.duration(to: now) >= patience
    else { return true }
    let last = max(lastFailure, lastLook ?? lastFailure)
    guard last.duration(to: now) >= pause else { return false }
    lastLook = now
    return true
  }
}
