package import SMSVoice

/// Decides which waiting call leaves when: all lanes and buckets of one account, without a clock.
///
/// `Pacer` is the actor that puts it to work. Calls are known by the number `enqueue` gives them.
package struct PacingSchedule: Sendable {
  package typealias Instant = ContinuousClock.Instant

  private let quotas: Quotas
  private let epoch: Instant
  private var lastCall: UInt64 = 0
  private var lines: [Lane: WaitingLine] = [:]
  // The lane of every call that waits or is under way.
  private var lanes: [UInt64: Lane] = [:]
  private var buckets: [Bucket: BucketPacing] = [:]
  private var roundTrips: [String: RoundTrips] = [:]
  // By region: calls that have their slot and are not finished.
  private var underWay: [String: Int] = [:]

  /// How many calls of one region may be under way.
  ///
  /// With the documented rates that is never reached where answers come within seconds. A region that does not answer holds
  /// up no other, and quotas raised far do not drown a server in connections.
  package static let regionLimit = 64

  /// Starts with all buckets full.
  ///
  /// `epoch` is the same moment for all clients of the account, wherever they run.
  package init(quotas: Quotas, epoch: Instant) {
    self.quotas = quotas
    self.epoch = epoch
  }

  /// Puts a call in its line.
  package mutating func enqueue(_ lane: Lane, priority: Int) -> UInt64 {
    lastCall += 1
    lanes[lastCall] = lane
    lines[lane, default: WaitingLine()].add(.init(call: lastCall, priority: priority))
    for bucket in self.buckets(of: lane) where buckets[bucket] == nil {
      buckets[bucket] = BucketPacing(interval: interval(of: bucket), epoch: epoch)
    }
    return lastCall
  }

  /// Takes a call that waits out of its line.
  package mutating func withdraw(_ call: UInt64) {
    guard let lane = lanes.removeValue(forKey: call) else { return }
    lines[lane]?.withdraw(call)
    if lines[lane]?.first == nil { lines[lane] = nil }
  }

  /// The calls that leave now, each with its slot taken.
  package mutating func departures(at now: Instant) -> [UInt64] {
    var leaving: [UInt64] = []
    while case let more = firstDepartures(at: now), !more.isEmpty { leaving += more }
    return leaving
  }

  /// At most one of each lane.
  private mutating func firstDepartures(at now: Instant) -> [UInt64] {
    var leaving: [UInt64] = []
    // Lanes that share a bucket compete by priority; the others do not care about the order.
    for (lane, place) in heads where isFree(lane, at: now) {
      for bucket in self.buckets(of: lane) { buckets[bucket]?.depart(place.call, at: now) }
      underWay[lane.region, default: 0] += 1
      lines[lane]?.removeFirst()
      if lines[lane]?.first == nil { lines[lane] = nil }
      leaving.append(place.call)
    }
    return leaving
  }

  /// When `departures` should be asked again; nil when nobody waits.
  ///
  /// May lie in the past, and can change with every other call of this type. A region with too many calls under way
  /// has none before one of them ends.
  package func nextDeparture(after now: Instant) -> Instant? {
    lines.keys.filter { hasRoom($0.region) }.map { lane in readyTime(lane) ?? now }.min()
  }

  /// Takes back the slot of a call that never left the machine.
  package mutating func abandon(_ call: UInt64) {
    guard let lane = lanes.removeValue(forKey: call) else { return }
    underWay[lane.region, default: 0] -= 1
    for bucket in self.buckets(of: lane) { buckets[bucket]?.abandon(call) }
  }

  /// Learns what became of a call that left.
  package mutating func finish(
    _ call: UInt64,
    timing: HTTPTiming,
    verdict: BucketPacing.Verdict
  ) {
    guard let lane = lanes.removeValue(forKey: call) else { return }
    underWay[lane.region, default: 0] -= 1
    if verdict != .lost, !timing.isOnNewConnection {
      roundTrips[lane.region, default: RoundTrips()].add(timing.roundTrip)
    }
    for bucket in self.buckets(of: lane) {
      buckets[bucket]?.finish(
        call,
        timing: timing,
        verdict: verdict,
        regionFloor: roundTrips[lane.region]?.floor ?? .zero
      )
    }
  }

  private var heads: [(lane: Lane, place: WaitingLine.Place)] {
    lines.compactMap { lane, line in line.first.map { (lane, $0) } }
      .sorted { $0.place.precedes($1.place) }
  }

  private func isFree(_ lane: Lane, at now: Instant) -> Bool {
    hasRoom(lane.region) && (readyTime(lane).map { $0 <= now } ?? true)
  }

  private func hasRoom(_ region: String) -> Bool {
    underWay[region, default: 0] < Self.regionLimit
  }

  private func readyTime(_ lane: Lane) -> Instant? {
    buckets(of: lane).compactMap { buckets[$0]?.nextDeparture }.max()
  }

  private func buckets(of lane: Lane) -> [Bucket] {
    quotas.writesPerRegion != nil && !lane.operation.isRead
      ? [.lane(lane), .writes(region: lane.region)] : [.lane(lane)]
  }

  private func interval(of bucket: Bucket) -> Duration {
    switch bucket {
    case .lane(let lane): quotas.interval(of: lane)
    case .writes: .seconds(1 / (quotas.writesPerRegion ?? 1))
    }
  }
}
