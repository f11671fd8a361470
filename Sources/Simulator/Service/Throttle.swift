package import SMSVoice

/// The request quotas: a bucket of one token for each region and operation.
///
/// A call that comes at least `1 / rate` seconds after the last *accepted* one is accepted; one that
/// is refused takes nothing. AWS does not publish a burst, so there is none.
package struct Throttle: Sendable {
  private struct Bucket: Hashable {
    var region: String
    var operation: String
  }

  private let quotas: Quotas
  private let rateScale: Double
  private var lastAccepted: [Bucket: ContinuousClock.Instant] = [:]

  /// Every rate of the quotas is multiplied by `rateScale`.
  package init(quotas: Quotas, rateScale: Double) {
    self.quotas = quotas
    self.rateScale = rateScale
  }

  /// Whether a call that arrived at `arrival` is within the quota; if so it counts.
  package mutating func admits(
    _ operation: String,
    region: String,
    at arrival: ContinuousClock.Instant
  ) -> Bool {
    let bucket = Bucket(region: region, operation: operation)
    let rate = quotas.rate(of: Operation(rawValue: operation), in: region) * rateScale
    guard rate > 0 else { return false }
    guard let last = lastAccepted[bucket] else {
      lastAccepted[bucket] = arrival
      return true
    }
    // In whole nanoseconds, so that a rate such as 20 gives exactly 50 ms; an hour is long enough.
    let nanoseconds = min(1_000_000_000 / rate, 3_600_000_000_000).rounded(.down)
    let interval = Duration.nanoseconds(Int64(nanoseconds))
    // Without an interval there is no limit either for calls whose arrivals were noted out of order.
    guard interval == .zero || last.duration(to: arrival) >= interval else { return false }
    lastAccepted[bucket] = arrival
    return true
  }
}
