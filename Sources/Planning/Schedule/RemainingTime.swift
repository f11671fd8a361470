/// How long it takes at least, from each step on, until all that waits for it is done.
///
/// Steps with more of it go first. It is more than the longest chain: where many steps of one lane wait for
/// the same step, they leave one interval apart, and that counts.
struct RemainingTime: Sendable {
  /// By step: from its start.
  let fromStart: [Duration]
  /// By step: from the departure of its call, which its reads come before.
  let fromCall: [Duration]
  /// From the start of the whole graph.
  let inAll: Duration

  /// Takes `costs` of the same graph.
  init(_ graph: StepGraph, _ costs: CallCosts) {
    var times = Times(costs: costs, count: graph.ids.count)
    for step in graph.sequence.reversed() {
      let rest = times.rest(of: graph.after[step], behind: costs.lane[step])
      times.fromCall[step] = max(costs.latency, rest)
      times.fromStart[step] = costs.readingTime(of: step) + times.fromCall[step]
    }
    let first = graph.ids.indices.filter { graph.before[$0].isEmpty }
    inAll = times.rest(of: first, behind: nil)
    fromStart = times.fromStart
    fromCall = times.fromCall
  }
}

private struct Times {
  let costs: CallCosts
  var fromStart: [Duration]
  var fromCall: [Duration]

  init(costs: CallCosts, count: Int) {
    self.costs = costs
    fromStart = [Duration](repeating: .zero, count: count)
    fromCall = fromStart
  }

  /// What steps take that may all start once a call of a lane is answered, from when that left; without a lane
  /// before them, from now on.
  func rest(of steps: [Int], behind lane: Int?) -> Duration {
    let answer = lane == nil ? Duration.zero : costs.latency
    var rest = steps.map { answer + fromStart[$0] }.max() ?? .zero
    for (other, group) in Dictionary(grouping: steps, by: { costs.lane[$0] }) {
      // The longest first is the best order for them.
      let tails = group.map { fromCall[$0] }.sorted(by: >)
      let first = lane.map { costs.distance(from: $0, to: other) } ?? .zero
      for (place, tail) in tails.enumerated() {
        rest = max(rest, first + costs.gates[other].interval * place + tail)
      }
    }
    return rest
  }
}
