/// Estimates the shortest time a call can take, from the last calls that were answered.
///
/// The estimate stays below the shortest one seen, the more so the fewer and the more scattered the
/// samples are: to think the network faster than it is costs a little time, to think it slower makes
/// the server see two calls too close together.
struct RoundTrips: Sendable, Equatable {
  private static let capacity = 128
  private var samples: [Duration] = []
  private var oldest = 0

  /// How many samples the estimate rests on, at most 128.
  var count: Int { samples.count }

  /// Samples below which there is no estimate.
  ///
  /// The first calls of a run leave together and wait for each other, at both ends. What they have in
  /// common no statistics of them shows.
  static let leastCount = 10

  /// Zero while there are fewer than `leastCount` samples.
  ///
  /// The smallest of n samples lies above the true minimum by an amount that shrinks about as the
  /// square root of n grows; twice the distance from the minimum to the median, over that root,
  /// covers it for the delays of networks.
  var floor: Duration {
    guard samples.count >= Self.leastCount else { return .zero }
    let sorted = samples.sorted()
    let spread = sorted[sorted.count / 2] - sorted[0]
    return max(.zero, sorted[0] - spread * (2 / Double(samples.count).squareRoot()))
  }

  /// Takes one round trip; the oldest one goes when there are too many.
  mutating func add(_ roundTrip: Duration) {
    guard samples.count == Self.capacity else { return samples.append(roundTrip) }
    samples[oldest] = roundTrip
    oldest = (oldest + 1) % Self.capacity
  }
}
