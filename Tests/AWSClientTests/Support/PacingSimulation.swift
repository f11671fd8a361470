import AWSClient
import SMSVoice
import TestSupport

/// Plays calls of one operation through a schedule, a network and a model server, in virtual time.
///
/// A throttled call is queued again at once, as the client's retry would.
struct PacingSimulation {
  typealias Instant = ContinuousClock.Instant

  /// One call under way.
  private struct Flight {
    var call: UInt64
    var sentAt: Instant
    var arrivesAt: Instant
    var answerTime: Duration
  }

  let interval: Duration
  /// Each way, apart from the jitter.
  var networkDelay: Duration = .milliseconds(20)
  /// Added to each way, evenly distributed up to this.
  var jitter: Duration = .zero
  /// The server's work, evenly distributed up to this.
  var work: Duration = .milliseconds(5)
  /// From getting the slot to leaving, evenly distributed up to this.
  var lateness: Duration = .milliseconds(1)
  /// Another client's calls take a token before each of these calls, counted from 0.
  var intruders: Set<Int> = []
  var random: SeededRandom

  private(set) var server: ModelServer
  private(set) var makespan: Duration = .zero
  private(set) var calls = 0
  private var schedule: PacingSchedule
  private var flights: [Flight] = []
  private var answers: [(call: UInt64, timing: HTTPTiming, isAdmitted: Bool)] = []
  private let lane = Lane(region: "eu-west-1", operation: "RequestSenderId")

  init(rate: Double, seed: UInt64 = 1) {
    interval = .seconds(1 / rate)
    random = SeededRandom(seed: seed)
    server = ModelServer(interval: interval)
    schedule = PacingSchedule(
      quotas: Quotas(overrides: [.init(pattern: "*", rate: rate)]),
      epoch: .now - interval * Double.random(in: 0..<70, using: &random)
    )
  }

  /// The time the quota alone would take, divided into the time it took.
  var overhead: Double { makespan / (interval * (server.admitted.count - 1)) }

  /// Plays until `count` calls have been admitted.
  mutating func run(_ count: Int) {
    let start = Instant.now
    var now = start
    for _ in 0..<count { _ = schedule.enqueue(lane, priority: 0) }
    while server.admitted.count < count || !answers.isEmpty {
      for call in schedule.departures(at: now) { depart(call, at: now) }
      guard let next = nextEvent(now) else { break }
      now = max(now, next)
      arrive(until: now)
      answer(until: now)
    }
    makespan = (server.admitted.last ?? start) - (server.admitted.first ?? start)
  }

  private func nextEvent(_ now: Instant) -> Instant? {
    [
      schedule.nextDeparture(after: now),
      flights.map(\.arrivesAt).min(),
      answers.map(\.timing.receivedAt).min(),
    ].compactMap(\.self).min()
  }

  private mutating func depart(_ call: UInt64, at now: Instant) {
    let sentAt = now + random.duration(upTo: lateness)
    let back = networkDelay + random.duration(upTo: jitter) + random.duration(upTo: work)
    flights.append(
      Flight(
        call: call,
        sentAt: sentAt,
        arrivesAt: sentAt + networkDelay + random.duration(upTo: jitter),
        answerTime: back
      )
    )
  }

  private mutating func arrive(until now: Instant) {
    let arrived = flights.filter { $0.arrivesAt <= now }.sorted { $0.arrivesAt < $1.arrivesAt }
    flights.removeAll { $0.arrivesAt <= now }
    for flight in arrived {
      let isIntruded = intruders.remove(calls) != nil
      let isAdmitted = !isIntruded && server.receive(at: flight.arrivesAt)
      calls += 1
      let timing = HTTPTiming(
        sentAt: flight.sentAt,
        receivedAt: flight.arrivesAt + flight.answerTime
      )
      answers.append((flight.call, timing, isAdmitted))
    }
  }

  private mutating func answer(until now: Instant) {
    for answer in answers where answer.timing.receivedAt <= now {
      schedule.finish(
        answer.call,
        timing: answer.timing,
        verdict: answer.isAdmitted ? .admitted : .throttled
      )
      if !answer.isAdmitted { _ = schedule.enqueue(lane, priority: 0) }
    }
    answers.removeAll { $0.timing.receivedAt <= now }
  }
}
