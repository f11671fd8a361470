import AWSClient
import SMSVoice
import Testing

@Suite struct `A pacing schedule` {
  private typealias Instant = ContinuousClock.Instant

  private let start = Instant.now
  // No meeting is near.
  private var epoch: Instant { start - .seconds(10) }
  private let pool = Lane(region: "eu-west-1", operation: "CreatePool")
  private let list = Lane(region: "eu-west-1", operation: "CreateOptOutList")
  private let read = Lane(region: "eu-west-1", operation: "DescribePools")

  /// Answers a call at once: sent and received `after` the start.
  private func answer(
    _ schedule: inout PacingSchedule,
    _ call: UInt64,
    after: Duration,
    took: Duration = .zero,
    _ verdict: BucketPacing.Verdict = .admitted
  ) {
    let timing = HTTPTiming(sentAt: start + after, receivedAt: start + after + took)
    schedule.finish(call, timing: timing, verdict: verdict)
  }

  @Test func `lets calls of different buckets leave together`() {
    var schedule = PacingSchedule(quotas: Quotas(), epoch: epoch)
    let elsewhere = Lane(region: "us-east-1", operation: "CreatePool")
    let calls = [pool, list, read, elsewhere].map { schedule.enqueue($0, priority: 0) }
    let second = schedule.enqueue(pool, priority: 0)
    #expect(schedule.departures(at: start) == calls)
    #expect(schedule.departures(at: start).isEmpty)
    schedule.abandon(calls[0])
    #expect(schedule.departures(at: start) == [second])
  }

  @Test func `lets the highest priority go first, and equal ones in order`() {
    var schedule = PacingSchedule(
      quotas: Quotas(overrides: [.init(pattern: "*", rate: .infinity)]),
      epoch: epoch
    )
    let priorities = [1, 5, 3, 5, 1, 9]
    let calls = priorities.map { schedule.enqueue(pool, priority: $0) }
    let order = schedule.departures(at: start)
    #expect(order == [calls[5], calls[1], calls[3], calls[2], calls[0], calls[4]])
  }

  @Test func `has so many calls of a region under way, and no more`() {
    let quotas = Quotas(overrides: [.init(pattern: "*", rate: .infinity)])
    var schedule = PacingSchedule(quotas: quotas, epoch: epoch)
    let limit = PacingSchedule.regionLimit
    let calls = (0...limit).map { _ in schedule.enqueue(pool, priority: 0) }
    let urgent = schedule.enqueue(list, priority: 1)
    #expect(schedule.departures(at: start).count == limit)
    #expect(schedule.departures(at: start).isEmpty)
    #expect(schedule.nextDeparture(after: start) == nil)

    let elsewhere = schedule.enqueue(
      Lane(region: "us-east-1", operation: "CreatePool"),
      priority: 0
    )
    #expect(schedule.departures(at: start) == [elsewhere])
    answer(&schedule, urgent, after: .zero)
    #expect(schedule.departures(at: start) == [calls[limit - 1]])
    schedule.abandon(calls[0])
    #expect(schedule.departures(at: start) == [calls[limit]])
  }

  @Test func `skips calls that were withdrawn`() {
    var schedule = PacingSchedule(quotas: Quotas(), epoch: epoch)
    let calls = (0..<4).map { _ in schedule.enqueue(pool, priority: 0) }
    schedule.withdraw(calls[0])
    schedule.withdraw(calls[2])
    #expect(schedule.departures(at: start) == [calls[1]])
    answer(&schedule, calls[1], after: .zero)
    #expect(schedule.departures(at: start + .seconds(2)) == [calls[3]])
    #expect(schedule.nextDeparture(after: start) == nil)
  }

  @Test func `counts the interval from the moment a call really left`() {
    var schedule = PacingSchedule(quotas: Quotas(), epoch: epoch)
    let first = schedule.enqueue(pool, priority: 0)
    _ = schedule.enqueue(pool, priority: 0)
    _ = schedule.departures(at: start)
    // Connecting took 300 ms. One interval and the margin of 2.5 ms later the next may leave.
    answer(&schedule, first, after: .milliseconds(300))
    #expect(schedule.nextDeparture(after: start) == start + .microseconds(1_302_500))
  }

  @Test func `waits a tenth of the interval for an answer and no longer`() {
    var schedule = PacingSchedule(quotas: Quotas(), epoch: epoch)
    let first = schedule.enqueue(pool, priority: 0)
    let second = schedule.enqueue(pool, priority: 0)
    #expect(schedule.departures(at: start) == [first])
    #expect(schedule.nextDeparture(after: start) == start + .microseconds(1_102_500))
    #expect(schedule.departures(at: start + .microseconds(1_102_500)) == [second])
  }

  /// Over connections made for them, or over those there were.
  @Test(arguments: [true, false])
  func `takes no measure from the few calls that a run begins with`(_ isOnNewConnection: Bool) {
    var schedule = PacingSchedule(quotas: Quotas(), epoch: epoch)
    // They leave together and keep each other waiting, 50 ms on the way to the server.
    let operations = [
      "CreatePool", "CreateOptOutList", "DescribePools", "UpdatePool", "PutKeyword",
    ]
    for operation in operations {
      let lane = Lane(region: "eu-west-1", operation: Operation(rawValue: operation))
      let call = schedule.enqueue(lane, priority: 0)
      #expect(schedule.departures(at: start) == [call])
      let timing = HTTPTiming(
        sentAt: start,
        receivedAt: start + .milliseconds(50),
        isOnNewConnection: isOnNewConnection
      )
      schedule.finish(call, timing: timing, verdict: .admitted)
    }
    // So each may have arrived just before it was answered: the next must not leave 1002.5 ms later.
    _ = schedule.enqueue(pool, priority: 0)
    #expect(schedule.nextDeparture(after: start) == start + .microseconds(1_052_500))
    _ = schedule.enqueue(Lane(region: "eu-west-1", operation: "PutKeyword"), priority: 0)
    #expect(schedule.departures(at: start + .milliseconds(1_052)).isEmpty)
  }

  @Test func `allows for an answer that came late`() {
    var schedule = PacingSchedule(quotas: Quotas(), epoch: epoch)
    let first = schedule.enqueue(pool, priority: 0)
    _ = schedule.enqueue(pool, priority: 0)
    _ = schedule.departures(at: start)
    // With no round trip to compare with, the call may have arrived just before it was answered.
    answer(&schedule, first, after: .zero, took: .milliseconds(80))
    #expect(schedule.nextDeparture(after: start) == start + .microseconds(1_082_500))
  }

  @Test func `learns the shortest round trip of the region`() {
    var schedule = PacingSchedule(quotas: Quotas(), epoch: epoch)
    for number in 0..<20 {
      let call = schedule.enqueue(read, priority: 0)
      _ = schedule.departures(at: start + .seconds(number * 2))
      answer(&schedule, call, after: .seconds(number * 2), took: .milliseconds(80))
    }
    let call = schedule.enqueue(pool, priority: 0)
    _ = schedule.enqueue(pool, priority: 0)
    #expect(schedule.departures(at: start) == [call])
    answer(&schedule, call, after: .zero, took: .milliseconds(100))
    #expect(schedule.nextDeparture(after: start) == start + .microseconds(1_022_500))
  }

  /// The seconds from each call to the next, when the calls end as `verdicts` say.
  private func gaps(_ verdicts: [BucketPacing.Verdict]) -> [Double] {
    var schedule = PacingSchedule(quotas: Quotas(), epoch: epoch)
    var now = start
    return verdicts.map { verdict in
      let call = schedule.enqueue(pool, priority: 0)
      #expect(schedule.departures(at: now) == [call])
      answer(&schedule, call, after: start.duration(to: now), verdict)
      let probe = schedule.enqueue(pool, priority: 0)
      let next = schedule.nextDeparture(after: now) ?? now
      schedule.withdraw(probe)
      defer { now = next }
      return (now.duration(to: next) / .seconds(1) * 10_000).rounded() / 10_000
    }
  }

  @Test func `tries again soon after one throttled call and goes on at full speed`() {
    #expect(gaps([.admitted, .throttled, .admitted, .admitted]) == [1.0025, 0.04, 1.0025, 1.0025])
  }

  @Test func `goes half as fast after two throttled calls, and tries to recover`() {
    let verdicts =
      [.throttled, .throttled] + Array(repeating: BucketPacing.Verdict.admitted, count: 10)
    // The eighth call is followed by a trial between two of its slots, which is admitted.
    #expect(
      gaps(verdicts) == [0.04, 0.16] + Array(repeating: 2.06, count: 7) + [1.13, 1.0025, 1.0025]
    )
  }

  @Test func `keeps its slots when a trial fails, and waits twice as long with the next`() {
    let run = Array(repeating: BucketPacing.Verdict.admitted, count: 8)
    let found = gaps([.throttled, .throttled] + run + [.throttled] + run + run)
    let trials = found.indices.filter { found[$0] == 1.13 }
    #expect(trials == [9, 26])
    // The trial comes 1.13 s after a slot, and the next slot when it would have come without.
    #expect(found[10] == 0.93)
  }

  @Test func `goes a quarter as fast when half is too much`() {
    func throttled(_ count: Int) -> [BucketPacing.Verdict] {
      Array(repeating: .throttled, count: count)
    }
    let found = gaps(
      throttled(3) + [.admitted] + throttled(5) + [.admitted] + throttled(6) + [.admitted]
    )
    #expect(found[3] == 2.06)
    // Five attempts are a whole interval.
    #expect(found[9] == 2.06)
    #expect(found[16] == 4.4)
  }

  @Test func `tries now and then when it is shut out, and often when all give way`() {
    let found = gaps(Array(repeating: .throttled, count: 60))
    #expect(Array(found.prefix(5)) == [0.04, 0.16, 0.2, 0.3, 0.4])
    let isOften = found.map { $0 == 0.08 }
    // The clock says 10 at the start, and at 70 all give way for little more than an interval.
    let meeting = isOften.indices.dropFirst(5).first { isOften[$0] } ?? 0
    let time = found.prefix(meeting).reduce(10, +)
    #expect(time > 70 && time < 70.2, "\(time)")
    #expect(isOften.dropFirst(5).count { $0 } > 10)
    #expect(zip(found, isOften).dropFirst(5).allSatisfy { $1 || $0 >= 0.2 })
  }

  @Test func `gives way to others once in a while`() {
    let found = gaps(Array(repeating: .admitted, count: 130))
    let late = found.indices.filter { found[$0] == 1.1825 }
    #expect(late.count == 2)
    #expect(found.allSatisfy { $0 == 1.0025 || $0 == 1.1825 })
  }

  @Test func `throttling in one bucket leaves the others alone`() {
    var schedule = PacingSchedule(quotas: Quotas(), epoch: epoch)
    let calls = [pool, list].map { schedule.enqueue($0, priority: 0) }
    _ = schedule.departures(at: start)
    answer(&schedule, calls[0], after: .zero, .throttled)
    answer(&schedule, calls[1], after: .zero)
    let next = schedule.enqueue(list, priority: 0)
    #expect(schedule.departures(at: start + .microseconds(1_002_500)) == [next])
  }

  @Test func `makes one write per second and region in the stricter mode`() {
    var quotas = Quotas()
    quotas.writesPerRegion = 1
    var schedule = PacingSchedule(quotas: quotas, epoch: epoch)
    let low = schedule.enqueue(pool, priority: 0)
    let high = schedule.enqueue(list, priority: 1)
    let reading = schedule.enqueue(read, priority: 0)
    let elsewhere = schedule.enqueue(
      Lane(region: "us-east-1", operation: "CreatePool"),
      priority: 0
    )
    #expect(schedule.departures(at: start) == [high, reading, elsewhere])
    answer(&schedule, high, after: .zero)
    #expect(schedule.departures(at: start + .milliseconds(1_002)).isEmpty)
    #expect(schedule.departures(at: start + .microseconds(1_002_500)) == [low])
  }

  @Test func `takes raised quotas into account`() {
    let quotas = Quotas(overrides: [.init(pattern: "Create*", rate: 10)])
    var schedule = PacingSchedule(quotas: quotas, epoch: epoch)
    let first = schedule.enqueue(pool, priority: 0)
    _ = schedule.enqueue(pool, priority: 0)
    _ = schedule.departures(at: start)
    answer(&schedule, first, after: .zero)
    #expect(schedule.nextDeparture(after: start) == start + .milliseconds(101))
  }
}
