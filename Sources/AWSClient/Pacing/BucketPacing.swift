/// When the next call of one quota bucket may leave.
///
/// The server admits a call when the last one it admitted arrived at least an interval ago. All we
/// see is when a call left (`sentAt`) and when its answer came (`receivedAt`); it arrived somewhere in
/// between, at the latest one shortest round trip (`floor`) after it could have left to be answered
/// then: at `receivedAt - floor` plus the shortest way there. So the next one may leave at
///
///     max(sentAt, receivedAt - floor) + interval + margin
///
/// or later, when others use the quota, too: that is for `QuotaSharing` to say.
///
/// An answer that takes long, most often because the server works long, must not hold up the bucket:
/// the second term counts only up to `sentAt + patience`, a tenth of the interval, which is more than
/// networks vary by and bounds what a slow operation costs. While there is no answer, the slot's own
/// instant stands in for `sentAt`, with all the patience added.
///
/// There is no clock in here; every instant comes in as an argument.
package struct BucketPacing: Sendable, Equatable {
  package typealias Instant = ContinuousClock.Instant

  private let fullSpeed: Duration
  private var sharing: QuotaSharing
  // What the answered calls demand; nil before the first.
  private var settled: Instant?
  // What each unanswered call demands, by its number.
  private var unanswered: [UInt64: Instant] = [:]
  private var roundTrips = RoundTrips()

  /// `interval` is the time between two calls that the quota allows; zero means no limit at all.
  ///
  /// `epoch` is the same moment for all clients of the quota, wherever they run.
  package init(interval: Duration, epoch: Instant) {
    fullSpeed = interval
    sharing = QuotaSharing(interval: interval, margin: Self.margin(for: interval), epoch: epoch)
  }

  /// The earliest moment for the next call; nil means at any time.
  package var nextDeparture: Instant? {
    guard fullSpeed > .zero else { return nil }
    guard let latest = unanswered.values.max() else { return settled }
    return max(latest, settled ?? latest)
  }

  /// Gives the slot to a call that leaves at once.
  package mutating func depart(_ call: UInt64, at now: Instant) {
    unanswered[call] = now + sharing.period + patience
  }

  /// Takes back the slot of a call that never left.
  package mutating func abandon(_ call: UInt64) {
    unanswered[call] = nil
  }

  /// Learns when a call really left and was answered, or when waiting for its answer ended.
  ///
  /// `regionFloor` is used until the bucket has seen enough calls of its own, whose floor is higher
  /// because it has the operation's work in it.
  package mutating func finish(
    _ call: UInt64,
    timing: HTTPTiming,
    verdict: Verdict,
    regionFloor: Duration
  ) {
    unanswered[call] = nil
    // Calls that begin together make connections together, and all wait to be accepted: a floor from
    // such round trips would pass for the way of calls that arrived later than it says.
    if verdict != .lost, !timing.isOnNewConnection { roundTrips.add(timing.roundTrip) }
    let floor = roundTrips.count >= RoundTrips.leastCount ? roundTrips.floor : regionFloor
    let arrival = min(max(timing.sentAt, timing.receivedAt - floor), timing.sentAt + patience)
    guard fullSpeed > .zero else { return }
    let demand =
      switch verdict {
      case .admitted: sharing.admitted(at: arrival)
      case .throttled: sharing.throttled(at: arrival)
      case .lost: arrival + sharing.period
      }
    settled = max(demand, settled ?? demand)
  }

  /// What became of a call that left.
  package enum Verdict: Sendable, Equatable {
    /// Answered, and not for want of quota.
    case admitted
    /// `ThrottlingException`: someone else had the slot, or the network pushed two calls together.
    case throttled
    /// No answer came.
    case lost
  }

  private var patience: Duration { max(.milliseconds(25), fullSpeed / 10) }

  // For the coarseness of clocks, ours and the server's.
  private static func margin(for interval: Duration) -> Duration {
    max(.milliseconds(1), interval / 400)
  }
}
