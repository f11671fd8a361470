internal import HeapModule

/// Plays a schedule against ideal quota buckets in virtual time: every answer takes the same time, and nobody else
/// uses the quotas.
struct SchedulePlay {
  /// A call that waits for its slot; the greatest goes first.
  private struct Call: Comparable {
    var priority: Int
    var step: Int
    /// Index into the step's calls.
    var place: Int

    static func < (left: Call, right: Call) -> Bool {
      (left.priority, right.step) < (right.priority, left.step)
    }
  }

  /// A moment at which something happens; nil for nothing but a slot that gets free.
  private struct Moment: Comparable {
    var time: Duration
    var answered: Call?

    static func < (left: Moment, right: Moment) -> Bool { left.time < right.time }
    static func == (left: Moment, right: Moment) -> Bool { left.time == right.time }
  }

  private let costs: CallCosts
  private let priorities: [Int]
  private var schedule: Schedule
  private var lines: [Heap<Call>]
  private var linesInUse: Set<Int> = []
  private var free: [Duration]
  private var moments = Heap<Moment>()
  private var nextTurn: Duration?
  private var end = Duration.zero

  /// `priorities` is by step number, as all of `costs` is.
  init(_ graph: StepGraph, _ costs: CallCosts, priorities: [Int]) {
    self.costs = costs
    self.priorities = priorities
    schedule = Schedule(graph, costs, priorities: priorities)
    lines = [Heap<Call>](repeating: Heap(), count: costs.lanes.count)
    free = [Duration](repeating: .zero, count: costs.gates.count)
  }

  /// How long it takes, from the first departure to the last answer.
  mutating func run() -> Duration {
    advance(to: .zero)
    while let moment = moments.popMin() {
      note(moment)
      // All that happens at one moment competes for the same slots.
      while let other = moments.min, other.time == moment.time {
        moments.removeMin()
        note(other)
      }
      advance(to: moment.time)
    }
    return end
  }

  private mutating func note(_ moment: Moment) {
    guard let call = moment.answered else {
      nextTurn = nil
      return
    }
    if call.place < costs.reads[call.step].count {
      enqueue(Call(priority: call.priority, step: call.step, place: call.place + 1))
    } else {
      end = moment.time
      schedule.succeed(call.step)
    }
  }

  private mutating func advance(to now: Duration) {
    for step in schedule.startNumbers(at: now) {
      enqueue(Call(priority: priorities[step], step: step, place: 0))
    }
    while let lane = linesInUse.filter({ departure(of: $0) <= now })
      .max(by: { head(of: $0) < head(of: $1) })
    {
      guard let call = lines[lane].popMax() else { break }
      if lines[lane].isEmpty { linesInUse.remove(lane) }
      for gate in costs.gatesOfLane[lane] { free[gate] = now + costs.gates[gate].interval }
      moments.insert(Moment(time: now + costs.latency, answered: call))
    }
    let departures = linesInUse.map { departure(of: $0) }
    if let turn = (departures + [schedule.nextStart].compactMap(\.self)).min() { awaitTurn(turn) }
  }

  private mutating func awaitTurn(_ time: Duration) {
    if let nextTurn, nextTurn <= time { return }
    nextTurn = time
    moments.insert(Moment(time: time, answered: nil))
  }

  private mutating func enqueue(_ call: Call) {
    let reads = costs.reads[call.step]
    let lane = call.place < reads.count ? reads[call.place] : costs.lane[call.step]
    lines[lane].insert(call)
    linesInUse.insert(lane)
  }

  private func departure(of lane: Int) -> Duration {
    costs.gatesOfLane[lane].map { free[$0] }.max() ?? .zero
  }

  private func head(of lane: Int) -> Call {
    lines[lane].max ?? Call(priority: .min, step: .max, place: 0)
  }
}
