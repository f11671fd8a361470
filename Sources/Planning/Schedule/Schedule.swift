internal import HeapModule
package import Resources
package import SMSVoice

/// Decides which step starts when: all that is ready, in the order of what waits for it, as fast as the quotas let
/// calls through.
///
/// A value without clocks or tasks: moments come in as durations since some fixed one. `Estimate` plays it in virtual
/// time, `Applier` in real time, so that what was predicted is what is done.
///
///     while let ids = schedule.starts(at: now) ... start them; ask again at schedule.nextStart
///     schedule.succeed(id)
///
/// Each lane starts one step in an interval, never waits for another lane, and has no more than a number of steps under
/// way: behind it calls are paced by what the server shows, which can be slower.
package struct Schedule: Sendable {
  private let graph: StepGraph
  private let costs: CallCosts
  private let priorities: [Int]
  /// By step: how many prerequisites have not succeeded; nil once it has started or cannot any more.
  private var open: [Int?]
  /// Steps that only wait for the service: they take no slot of their own.
  private var waits: [Int] = []
  private var lines: [Heap<Ready>]
  private var lanesInUse: Set<Int> = []
  private var underWay: [Int]
  private var free: [Duration]

  /// A step that may start as soon as its lane lets it; the greatest goes first.
  private struct Ready: Comparable {
    var priority: Int
    var step: Int

    static func < (left: Ready, right: Ready) -> Bool {
      (left.priority, right.step) < (right.priority, left.step)
    }
  }

  /// Takes the priorities from an estimate of the same graph.
  package init(_ graph: StepGraph, quotas: Quotas, _ estimate: Estimate) {
    let costs = CallCosts(graph, quotas: quotas, latency: Estimate.latency)
    self.init(graph, costs, priorities: graph.ids.map { estimate.priorities[$0] ?? 0 })
  }

  /// `priorities` is by step number, as all of `costs` is.
  init(_ graph: StepGraph, _ costs: CallCosts, priorities: [Int]) {
    self.graph = graph
    self.costs = costs
    self.priorities = priorities
    open = graph.before.map(\.count)
    lines = [Heap<Ready>](repeating: Heap(), count: costs.lanes.count)
    underWay = [Int](repeating: 0, count: costs.lanes.count)
    free = [Duration](repeating: .zero, count: costs.gates.count)
    for step in graph.ids.indices where open[step] == 0 { makeReady(step) }
  }

  /// The steps that start now, the most urgent first; each is told once.
  package mutating func starts(at now: Duration) -> [Step.ID] {
    startNumbers(at: now).map { graph.ids[$0] }
  }

  /// As `starts(at:)`, by step number.
  mutating func startNumbers(at now: Duration) -> [Int] {
    var started = waits
    waits = []
    // Lanes that share a gate compete by priority; the others do not care about the order.
    while let lane = lanesInUse.filter({ departure(of: $0).map { $0 <= now } ?? false })
      .max(by: { head(of: $0) < head(of: $1) })
    {
      guard let ready = lines[lane].popMax() else { break }
      if lines[lane].isEmpty { lanesInUse.remove(lane) }
      for gate in costs.gatesOfLane[lane] { occupy(gate, at: now) }
      underWay[lane] += 1
      started.append(ready.step)
    }
    return started
  }

  /// When to ask for more steps if nothing ends before; nil when only an end can bring some.
  package var nextStart: Duration? {
    lanesInUse.compactMap { departure(of: $0) }.min()
  }

  /// Notes that a step succeeded.
  package mutating func succeed(_ id: Step.ID) {
    guard let step = graph.numbers[id] else { return }
    succeed(step)
  }

  /// As `succeed(_:)` with an id, by step number.
  mutating func succeed(_ step: Int) {
    leave(step)
    for dependent in graph.after[step] {
      guard let count = open[dependent] else { continue }
      open[dependent] = count - 1
      if count == 1 { makeReady(dependent) }
    }
  }

  /// Notes that a step failed; `madeCall` is false for one that took no slot of its quota.
  ///
  /// Returns all that can no longer happen because of it, by id.
  package mutating func fail(_ id: Step.ID, madeCall: Bool = true) -> [Step.ID] {
    guard let step = graph.numbers[id] else { return [] }
    leave(step)
    if !madeCall, !costs.isWait[step] {
      for gate in costs.gatesOfLane[costs.lane[step]] { free[gate] -= costs.gates[gate].interval }
    }
    var lost: [Int] = []
    var queue = [step]
    while let next = queue.popLast() {
      for dependent in graph.after[next] where open[dependent] != nil {
        open[dependent] = nil
        lost.append(dependent)
        queue.append(dependent)
      }
    }
    return lost.sorted().map { graph.ids[$0] }
  }

  /// The steps that have neither started nor been lost, by id.
  package var waiting: [Step.ID] {
    let ready = Set(waits + lines.flatMap { $0.unordered.map(\.step) })
    return graph.ids.indices.filter { open[$0] != nil || ready.contains($0) }.map { graph.ids[$0] }
  }

  private mutating func makeReady(_ step: Int) {
    open[step] = nil
    guard !costs.isWait[step] else { return waits.append(step) }
    lines[costs.lane[step]].insert(Ready(priority: priorities[step], step: step))
    lanesInUse.insert(costs.lane[step])
  }

  private mutating func leave(_ step: Int) {
    if !costs.isWait[step] { underWay[costs.lane[step]] -= 1 }
  }

  /// A start that comes a little late does not put off those after it: behind the schedule calls are paced once more.
  private mutating func occupy(_ gate: Int, at now: Duration) {
    let interval = costs.gates[gate].interval
    let isLate = now - free[gate] > interval / 4
    free[gate] = (isLate ? now : free[gate]) + interval
  }

  /// When a lane can start its next step; nil while it has too many under way.
  private func departure(of lane: Int) -> Duration? {
    guard underWay[lane] < limit(of: lane) else { return nil }
    return costs.gatesOfLane[lane].map { free[$0] }.max()
  }

  /// Enough for calls that take as long as the client ever waits for an answer's beginning, 20 seconds.
  private func limit(of lane: Int) -> Int {
    8 + Int(.seconds(20) / costs.gates[lane].interval)
  }

  private func head(of lane: Int) -> Ready {
    lines[lane].max ?? Ready(priority: .min, step: .max)
  }
}
