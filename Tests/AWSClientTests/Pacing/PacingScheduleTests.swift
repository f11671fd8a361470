import AWSClient
import SMSVoice
import Testing

@Suite struct `A pacing schedule` {
  private typealias Instant = ContinuousClock.Instant

  private let start = Instant.now
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
    var schedule = PacingSchedule(quotas: Quotas())
    let elsewhere = Lane(region: "us-east-1", operation: "CreatePool")
    let calls = [pool, list, read, elsewhere].map { schedule.enqueue($0, priority: 0) }
    let second = schedule.enqueue(pool, priority: 0)
    #expect(schedule.departures(at: start) == calls)
    #expect(schedule.departures(at: start).isEmpty)
    schedule.abandon(calls[0])
    #expect(schedule.departures(at: start) == [second])
  }

  @Test func `lets the highest priority go first, and equal ones in order`() {
    var schedule = PacingSchedule(quotas: Quotas(overrides: [.init(pattern: "*", rate: .infinity)]))
    let priorities = [1, 5, 3, 5, 1, 9]
    let calls = priorities.map { schedule.enqueue(pool, priority: $0) }
    let order = schedule.departures(at: start)
    #expect(order == [calls[5], calls[1], calls[3], calls[2], calls[0], calls[4]])
  }

  @Test func `skips calls that were withdrawn`() {
    var schedule = PacingSchedule(quotas: Quotas())
    let calls = (0..<4).map { _ in schedule.enqueue(pool, priority: 0) }
    schedule.withdraw(calls[0])
    schedule.withdraw(calls[2])
    #expect(schedule.departures(at: start) == [calls[1]])
    answer(&schedule, calls[1], after: .zero)
    #expect(schedule.departures(at: start + .seconds(2)) == [calls[3]])
    #expect(schedule.nextDeparture(after: start) == nil)
  }

  @Test func `counts the interval from the moment a call really left`() {
    var schedule = PacingSchedule(quotas: Quotas())
    let first = schedule.enqueue(pool, priority: 0)
    _ = schedule.enqueue(pool, priority: 0)
    _ = schedule.departures(at: start)
    // Connecting took 300 ms. One interval and the margin of 5 ms later the next may leave.
    answer(&schedule, first, after: .milliseconds(300))
    #expect(schedule.nextDeparture(after: start) == start + .milliseconds(1305))
  }

  @Test func `waits a tenth of the interval for an answer and no longer`() {
    var schedule = PacingSchedule(quotas: Quotas())
    let first = schedule.enqueue(pool, priority: 0)
    let second = schedule.enqueue(pool, priority: 0)
    #expect(schedule.departures(at: start) == [first])
    #expect(schedule.nextDeparture(after: start) == start + .milliseconds(1105))
    #expect(schedule.departures(at: start + .milliseconds(1105)) == [second])
  }

  @Test func `takes no measure from calls that had to connect first`() {
    var schedule = PacingSchedule(quotas: Quotas())
    // They leave together, connect together, and the server takes 50 ms to accept them.
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
        isOnNewConnection: true
      )
      schedule.finish(call, timing: timing, verdict: .admitted)
    }
    // So each may have arrived just before it was answered: the next must not leave 1005 ms later.
    _ = schedule.enqueue(pool, priority: 0)
    #expect(schedule.nextDeparture(after: start) == start + .milliseconds(1055))
    _ = schedule.enqueue(Lane(region: "eu-west-1", operation: "PutKeyword"), priority: 0)
    #expect(schedule.departures(at: start + .milliseconds(1054)).isEmpty)
  }

  @Test func `allows for an answer that came late`() {
    var schedule = PacingSchedule(quotas: Quotas())
    let first = schedule.enqueue(pool, priority: 0)
    _ = schedule.enqueue(pool, priority: 0)
    _ = schedule.departures(at: start)
    // With no round trip to compare with, the call may have arrived just before it was answered.
    answer(&schedule, first, after: .zero, took: .milliseconds(80))
    #expect(schedule.nextDeparture(after: start) == start + .milliseconds(1085))
  }

  @Test func `learns the shortest round trip of the region`() {
    var schedule = PacingSchedule(quotas: Quotas())
    for number in 0..<10 {
      let call = schedule.enqueue(read, priority: 0)
      _ = schedule.departures(at: start + .seconds(number * 2))
      answer(&schedule, call, after: .seconds(number * 2), took: .milliseconds(80))
    }
    let call = schedule.enqueue(pool, priority: 0)
    _ = schedule.enqueue(pool, priority: 0)
    #expect(schedule.departures(at: start) == [call])
    answer(&schedule, call, after: .zero, took: .milliseconds(100))
    #expect(schedule.nextDeparture(after: start) == start + .milliseconds(1025))
  }

  @Test func `slows a throttled bucket down and lets it recover`() {
    var schedule = PacingSchedule(quotas: Quotas())
    var now = start
    var gaps: [Duration] = []
    let verdicts =
      Array(repeating: BucketPacing.Verdict.throttled, count: 6)
      + Array(repeating: .admitted, count: 22)
    for verdict in verdicts {
      let call = schedule.enqueue(pool, priority: 0)
      #expect(schedule.departures(at: now) == [call])
      answer(&schedule, call, after: start.duration(to: now), verdict)
      let probe = schedule.enqueue(pool, priority: 0)
      let next = schedule.nextDeparture(after: now) ?? now
      schedule.withdraw(probe)
      gaps.append(now.duration(to: next))
      now = next
    }
    #expect(gaps[0] == .milliseconds(1505))
    #expect(gaps[1] == .milliseconds(2255))
    #expect(gaps.max() == .milliseconds(8005))
    #expect(gaps.last == .milliseconds(1005))
  }

  @Test func `throttling in one bucket leaves the others alone`() {
    var schedule = PacingSchedule(quotas: Quotas())
    let calls = [pool, list].map { schedule.enqueue($0, priority: 0) }
    _ = schedule.departures(at: start)
    answer(&schedule, calls[0], after: .zero, .throttled)
    answer(&schedule, calls[1], after: .zero)
    let next = schedule.enqueue(list, priority: 0)
    #expect(schedule.departures(at: start + .milliseconds(1005)) == [next])
  }

  @Test func `makes one write per second and region in the stricter mode`() {
    var schedule = PacingSchedule(quotas: Quotas(), mode: .region)
    let low = schedule.enqueue(pool, priority: 0)
    let high = schedule.enqueue(list, priority: 1)
    let reading = schedule.enqueue(read, priority: 0)
    let elsewhere = schedule.enqueue(
      Lane(region: "us-east-1", operation: "CreatePool"),
      priority: 0
    )
    #expect(schedule.departures(at: start) == [high, reading, elsewhere])
    answer(&schedule, high, after: .zero)
    #expect(schedule.departures(at: start + .milliseconds(1004)).isEmpty)
    #expect(schedule.departures(at: start + .milliseconds(1005)) == [low])
  }

  @Test func `takes raised quotas into account`() {
    let quotas = Quotas(overrides: [.init(pattern: "Create*", rate: 10)])
    var schedule = PacingSchedule(quotas: quotas)
    let first = schedule.enqueue(pool, priority: 0)
    _ = schedule.enqueue(pool, priority: 0)
    _ = schedule.departures(at: start)
    answer(&schedule, first, after: .zero)
    #expect(schedule.nextDeparture(after: start) == start + .milliseconds(101))
  }
}
