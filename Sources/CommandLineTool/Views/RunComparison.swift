package import Planning
internal import Resources

/// What is known of a run beside what became of its steps.
struct RunFigures: Sendable, Equatable {
  /// How long waits for AWS held it up, which no plan foresees.
  var waited = Duration.zero
  /// Calls that the service answered with a throttling error.
  var throttledCount = 0
}

/// How long a run took beside how long it was planned to take.
package struct RunComparison {
  private let estimate: Estimate
  private let elapsed: Duration
  private let waited: Duration

  /// A run that took `elapsed`, `waited` of it for AWS.
  package init(_ estimate: Estimate, elapsed: Duration, waited: Duration) {
    self.estimate = estimate
    self.elapsed = elapsed
    self.waited = waited
  }

  /// For example `2m 31s, of which 12s waiting for AWS (planned 2m 17s; bound by RequestSenderId in
  /// us-east-1: 137 calls at 1/s)`.
  package var text: String {
    let waits = waited < .seconds(1) ? "" : ", of which \(waited.shown) waiting for AWS"
    return Self.shown(elapsed) + waits + plan
  }

  /// A run that quotas do not slow down has nothing to compare.
  private var plan: String {
    guard max(elapsed, estimate.duration) >= .seconds(1) else { return "" }
    let cause = estimate.duration < .seconds(1) ? nil : estimate.bound.words(counting: "calls ")
    return " (planned \(Self.shown(estimate.duration))" + (cause.map { "; bound by \($0)" } ?? "")
      + ")"
  }

  private static func shown(_ duration: Duration) -> String {
    duration < .seconds(1) ? "less than 1s" : duration.shown
  }
}

extension Estimate.Bound {
  /// For example `RequestSenderId in us-east-1: 137 at 1/s`; nil when nothing bounds.
  ///
  /// `noun` is what is counted, and a space.
  func words(counting noun: String = "") -> String? {
    switch self {
    case .nothing, .chain(_, steps: 1): nil
    case .bucket(let bucket):
      "\(bucket.operation) in \(bucket.region): \(bucket.calls) \(noun)at \(bucket.rate.shown)/s"
    case .writes(let region, let calls, let rate):
      "all writes in \(region): \(calls) \(noun)at \(rate.shown)/s"
    case .chain(let address, let steps): "\(steps) steps in a row up to \(address)"
    }
  }
}
