/// How fast one bucket may go when other clients, of which nothing is known, use the same quota.
///
/// The server says no more than that a call was too early. Two clients at full speed would lock each other
/// out for ever, one always a little later than the other, and two that differ in speed collide again and again
/// where their phases meet. So the rate goes down and up in a ladder of strides, on which phases stay apart:
///
/// - **Multiplicative decrease.** Throttled several times in a row, a client takes every second slot, and then
///   every fourth. A slot is then a little longer than the interval, which leaves room to fit in.
/// - **Additive increase.** After a number of admitted calls it tries one slot between its own, just after
///   whoever may have it, so that the trial costs others nothing. If that is admitted, it keeps it. Each trial that
///   fails doubles the number, up to `longestRun`.
/// - **Fitting in.** A throttled call is followed by another a little later, until one is admitted: from
///   then on the phase is right.
/// - **Meetings.** Who goes at full speed leaves no slot free that others could find, and never learns that they
///   want one. So every client makes its call a little later once in `meetingPeriod` intervals, at a moment that all
///   know from the clock, and who is shut out tries just there.
struct QuotaSharing: Sendable, Equatable {
  typealias Instant = ContinuousClock.Instant

  /// Every how many slots a call is made: 1, 2 or 4.
  private(set) var stride = 1
  private let interval: Duration
  /// Kept besides the interval at full speed.
  private let margin: Duration
  /// From where all clients count the meetings.
  private let epoch: Instant
  /// Admitted calls since the last throttled one or the last trial.
  private var run = 0
  /// Throttled calls since the last admitted one.
  private var streak = 0
  /// Admitted calls before a trial from stride 2; doubles with each that fails.
  private var patience = 1
  /// Whether a call was admitted since the stride last grew.
  private var isSettled = true
  /// While the next call is a trial: when the next call of the own slots is due.
  private var ownSlot: Instant?
  /// Throttled calls in all, which scatter the attempts of those who are shut out.
  private var throttled = 0

  private static let largestStride = 4
  private static let longestRun = 16
  /// Admitted calls at full speed after which earlier contention is forgotten.
  private static let calmRun = 32
  private static let meetingPeriod = 70.0
  /// Parts of the interval: how much longer slots are by stride when shared (little where one other may keep
  /// exactly to every second slot, as somebody with half of the quota does), how late trials are, how much later calls are
  /// made at meetings, and how far apart attempts are there.
  private static let slack = [2: 0.03, 4: 0.1]
  private static let politeness = 0.1
  private static let givingWay = 0.18
  private static let scanStep = 0.08
  /// How much later each attempt is that follows a throttled call; together more than one interval.
  ///
  /// The first is no more than the room that two have on stride 2, so that who moves by it does not push the other.
  private static let steps = [0.04, 0.16, 0.2, 0.3, 0.4]

  /// `epoch` is the same moment for all clients, and `interval` what the quota allows.
  init(interval: Duration, margin: Duration, epoch: Instant) {
    self.interval = interval
    self.margin = margin
    self.epoch = epoch
  }

  /// The time between two calls.
  var period: Duration {
    guard stride > 1 else { return interval + margin }
    return interval * (Double(stride) * (1 + Self.slack[stride, default: 0]))
  }

  /// When the next call may arrive after one that was admitted.
  mutating func admitted(at arrival: Instant) -> Instant {
    streak = 0
    isSettled = true
    if ownSlot != nil {
      stride /= 2
      run = 0
    } else {
      run += 1
    }
    ownSlot = nil
    if stride == 1, run >= Self.calmRun { patience = 1 }
    var next = arrival + period
    if stride > 1, run >= runBeforeTrial {
      run = 0
      ownSlot = next
      next = arrival + period / 2 + interval * Self.politeness
    }
    return place(of: next) < 1 ? next + interval * Self.givingWay : next
  }

  /// When the next call may arrive after one that was not.
  mutating func throttled(at arrival: Instant) -> Instant {
    throttled += 1
    run = 0
    if let ownSlot {
      self.ownSlot = nil
      patience = min(Self.longestRun, patience * 2)
      return max(ownSlot, arrival + interval * Self.steps[0])
    }
    streak += 1
    slowDown()
    if streak <= Self.steps.count { return arrival + interval * Self.steps[streak - 1] }
    if place(of: arrival) < 1 + Self.givingWay { return arrival + interval * Self.scanStep }
    // Shut out: at scattered moments, and at the meeting. Who went without while others were at full speed takes all
    // of it for some time, and then no more than its part, which shows at once only to who asks.
    let scatter = (Double(throttled) * 0.618).truncatingRemainder(dividingBy: 1)
    return min(arrival + interval * (0.75 + 1.5 * scatter), nextMeeting(after: arrival))
  }

  private mutating func slowDown() {
    if stride == 1, streak >= 2 {
      stride = 2
      patience = min(Self.longestRun, max(8, patience * 2))
      isSettled = false
    } else if stride > 1, streak > Self.steps.count, isSettled {
      // A whole interval was tried, and had no room.
      stride = min(Self.largestStride, stride * 2)
      isSettled = false
    }
  }

  /// The fewer slots it has, the sooner it tries for more: so shares become equal.
  private var runBeforeTrial: Int {
    stride == 2 ? patience : Self.longestRun * 2 / stride
  }

  /// Intervals since the last meeting began.
  private func place(of instant: Instant) -> Double {
    (epoch.duration(to: instant) / interval).truncatingRemainder(dividingBy: Self.meetingPeriod)
  }

  private func nextMeeting(after instant: Instant) -> Instant {
    instant + interval * (Self.meetingPeriod - place(of: instant) + Self.politeness)
  }
}
