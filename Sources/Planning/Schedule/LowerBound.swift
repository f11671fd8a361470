/// The time below which no schedule of a graph can be, whatever its order.
///
/// Two things hold it up: a chain of steps that wait for each other, and a gate that lets one call through in each
/// interval. For a gate the calls are taken by what must come before them and what must come after: the k calls
/// with the longest rest take k - 1 intervals and the shortest of these rests, from the earliest moment that
/// any of them can leave.
struct LowerBound: Sendable {
  /// From the first departure to the last answer; zero for a graph without steps.
  let duration: Duration

  /// `costs` and `remaining` are of the same graph.
  init(_ graph: StepGraph, _ costs: CallCosts, _ remaining: RemainingTime) {
    let heads = Self.heads(of: graph, costs)
    var calls = [[Call]](repeating: [], count: costs.gates.count)
    for step in graph.ids.indices {
      for (lane, call) in Self.calls(of: step, head: heads[step], costs, remaining) {
        for gate in costs.gatesOfLane[lane] { calls[gate].append(call) }
      }
    }
    let bounds = zip(costs.gates, calls).map { Self.bound(of: $1, every: $0.interval) }
    duration = max(remaining.inAll, bounds.max() ?? .zero)
  }

  /// The earliest departure of a call, and the least time from there to the end.
  private struct Call {
    var head: Duration
    var tail: Duration
  }

  /// By step: its earliest start.
  private static func heads(of graph: StepGraph, _ costs: CallCosts) -> [Duration] {
    var heads = [Duration](repeating: .zero, count: graph.ids.count)
    for step in graph.sequence {
      for earlier in graph.before[step] {
        let end = heads[earlier] + costs.readingTime(of: earlier) + costs.latency
        heads[step] = max(heads[step], end)
      }
    }
    return heads
  }

  private static func calls(
    of step: Int,
    head: Duration,
    _ costs: CallCosts,
    _ remaining: RemainingTime
  ) -> [(lane: Int, call: Call)] {
    let lanes = costs.reads[step] + [costs.lane[step]]
    return lanes.enumerated().map { place, lane in
      let before = costs.latency * place
      let after = costs.latency * (lanes.count - 1 - place) + remaining.fromCall[step]
      return (lane, Call(head: head + before, tail: after))
    }
  }

  private static func bound(of calls: [Call], every interval: Duration) -> Duration {
    let firstHead = calls.map(\.head).min() ?? .zero
    let lastTail = calls.map(\.tail).min() ?? .zero
    var bound = Duration.zero
    for (place, call) in calls.sorted(by: { $0.tail > $1.tail }).enumerated() {
      bound = max(bound, firstHead + interval * place + call.tail)
    }
    for (place, call) in calls.sorted(by: { $0.head > $1.head }).enumerated() {
      bound = max(bound, call.head + interval * place + lastTail)
    }
    return bound
  }
}
