import AWSClient
import SMSVoice
import TestSupport

/// Plays several clients, each with a schedule of its own, against one bucket of a model server, in virtual time.
///
/// They know nothing of each other but the time of day. A throttled call is queued again at once.
struct SharedQuotaSimulation {
  typealias Instant = ContinuousClock.Instant

  /// One process.
  struct Client {
    /// Calls to be admitted.
    var count: Int
    /// When it begins, in intervals.
    var start: Double
    /// Each way, apart from the jitter.
    var networkDelay: Duration
    /// How wrong its time of day is, in intervals.
    var skew: Double
    fileprivate(set) var admitted: [Instant] = []
    fileprivate(set) var throttled: [Instant] = []
    fileprivate var schedule: PacingSchedule?

    init(
      count: Int,
      start: Double = 0,
      networkDelay: Duration = .milliseconds(20),
      skew: Double = 0
    ) {
      self.count = count
      self.start = start
      self.networkDelay = networkDelay
      self.skew = skew
    }
  }

  /// Somebody who takes a slot every two intervals whatever others do: refused, it asks again at once.
  var hasStubbornNeighbour = false

  private enum Event {
    case neighbour(turn: Instant)
    case departure(client: Int)
    case arrival(client: Int, call: UInt64, sentAt: Instant)
    case answer(client: Int, call: UInt64, timing: HTTPTiming, isAdmitted: Bool)
  }

  private(set) var clients: [Client]
  /// Added to each way, evenly distributed up to this.
  var jitter: Duration = .zero
  private let interval = Duration.seconds(1)
  private let start = Instant.now
  private var server = ModelServer(interval: .seconds(1))
  private var random: SeededRandom
  private var events: [(at: Instant, event: Event)] = []
  private let lane = Lane(region: "eu-west-1", operation: "RequestSenderId")

  init(_ clients: [Client], seed: UInt64) {
    self.clients = clients
    random = SeededRandom(seed: seed)
  }

  /// Plays until every client has what it wants, or for a day.
  mutating func run() {
    let quotas = Quotas(overrides: [.init(pattern: "*", rate: 1)])
    let timeOfDay = interval * Double.random(in: 0..<70, using: &random)
    for index in clients.indices {
      let epoch = start - timeOfDay + interval * clients[index].skew
      var schedule = PacingSchedule(quotas: quotas, epoch: epoch)
      for _ in 0..<clients[index].count { _ = schedule.enqueue(lane, priority: 0) }
      clients[index].schedule = schedule
      let begin = start + interval * clients[index].start
      events.append((begin + random.duration(upTo: interval), .departure(client: index)))
    }
    if hasStubbornNeighbour {
      let turn = start + random.duration(upTo: interval * 2)
      events.append((turn, .neighbour(turn: turn)))
    }
    while let next = events.indices.min(by: { events[$0].at < events[$1].at }) {
      let (now, event) = events.remove(at: next)
      guard start.duration(to: now) < .seconds(86_400),
        clients.contains(where: { $0.admitted.count < $0.count })
      else { return }
      handle(event, at: now)
    }
  }

  private mutating func handle(_ event: Event, at now: Instant) {
    switch event {
    case .neighbour(let turn):
      let next = server.receive(at: now) ? turn + interval * 2 : turn
      events.append((max(next, now + .milliseconds(50)), .neighbour(turn: next)))
    case .departure(let client): depart(client, at: now)
    case .arrival(let client, let call, let sentAt):
      let isAdmitted = server.receive(at: now)
      if isAdmitted {
        clients[client].admitted.append(now)
      } else {
        clients[client].throttled.append(now)
      }
      let work = random.duration(upTo: .milliseconds(5))
      let back = now + clients[client].networkDelay + random.duration(upTo: jitter) + work
      let timing = HTTPTiming(sentAt: sentAt, receivedAt: back)
      events.append(
        (back, .answer(client: client, call: call, timing: timing, isAdmitted: isAdmitted))
      )
    case .answer(let client, let call, let timing, let isAdmitted):
      clients[client].schedule?
        .finish(call, timing: timing, verdict: isAdmitted ? .admitted : .throttled)
      let lane = lane
      if !isAdmitted { _ = clients[client].schedule?.enqueue(lane, priority: 0) }
      depart(client, at: now)
    }
  }

  private mutating func depart(_ client: Int, at now: Instant) {
    for call in clients[client].schedule?.departures(at: now) ?? [] {
      let sentAt = now + random.duration(upTo: .milliseconds(1))
      let way = clients[client].networkDelay + random.duration(upTo: jitter)
      events.append((sentAt + way, .arrival(client: client, call: call, sentAt: sentAt)))
    }
    guard let next = clients[client].schedule?.nextDeparture(after: now), next > now else { return }
    let isPlanned = events.contains {
      if case .departure(client) = $0.event { $0.at == next } else { false }
    }
    if !isPlanned { events.append((next, .departure(client: client))) }
  }
}

extension SharedQuotaSimulation {
  /// Each client's part of what the quota allows while all of them have calls to make; 1 is a fair share.
  var shares: [Double] {
    let from = start + interval * ((clients.map(\.start).max() ?? 0) + 1)
    let to = clients.compactMap(\.admitted.last).min() ?? from
    let fair = from.duration(to: to) / interval / Double(clients.count)
    return clients.map { client in
      Double(client.admitted.count { from <= $0 && $0 <= to }) / fair
    }
  }

  /// Of each client's calls the part that was throttled.
  var throttledParts: [Double] {
    clients.map { Double($0.throttled.count) / Double($0.throttled.count + $0.admitted.count) }
  }

  /// The time the quota alone would take for all, divided into the time it took.
  var overhead: Double {
    let all = clients.flatMap(\.admitted)
    guard let first = all.min(), let last = all.max() else { return 0 }
    return first.duration(to: last) / (interval * (all.count - 1))
  }
}
