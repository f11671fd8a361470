package import Resources
package import SMSVoice

/// How long applying will take, from the quotas alone, and what it is that takes so long.
package struct Estimate: Sendable, Equatable {
  /// A quota bucket and the calls that go through it.
  package struct Bucket: Sendable, Equatable {
    /// For example `RequestSenderId`.
    package var operation: Operation
    /// For example `eu-west-1`.
    package var region: String
    /// Those of the steps and the reads that they make beside.
    package var calls: Int
    /// Requests per second.
    package var rate: Double

    /// The time from the first call to the last.
    package var duration: Duration { .seconds(Double(max(calls - 1, 0)) / rate) }
  }

  /// What bounds the duration.
  package enum Bound: Sendable, Equatable {
    /// There is nothing to do.
    case nothing
    /// The quota of one operation in one region.
    case bucket(Bucket)
    /// All writes of a region, where one quota holds them together.
    case writes(region: String, calls: Int, rate: Double)
    /// A chain of steps that wait for each other, by its last resource and its length.
    case chain(Address, steps: Int)
  }

  /// From the first call to the end of the last, without the waits for AWS.
  package var duration: Duration
  /// No order of the steps takes less than this.
  package var lowerBound: Duration
  package var bound: Bound
  /// Calls that write.
  package var writes: Int
  /// For each step the least time from its start until all that waits for it is done, in microseconds.
  ///
  /// Steps with more of it should go first.
  package var priorities: [Step.ID: Int]

  /// Plays the schedule in virtual time.
  package init(_ graph: StepGraph, quotas: Quotas) {
    let costs = CallCosts(graph, quotas: quotas, latency: Self.latency)
    let remaining = RemainingTime(graph, costs)
    let priorities = remaining.fromStart.map { Int($0 / .microseconds(1)) }
    var play = SchedulePlay(graph, costs, priorities: priorities)
    duration = play.run()
    lowerBound = LowerBound(graph, costs, remaining).duration
    self.priorities = Dictionary(uniqueKeysWithValues: zip(graph.ids, priorities))
    writes = costs.isWait.count { !$0 }
    bound = Bound(graph, costs, quotas)
  }

  /// What one call is thought to take beside the wait for its slot.
  static let latency = Duration.milliseconds(150)
}

extension Estimate.Bound {
  /// The fullest gate, or the longest chain where that takes longer.
  fileprivate init(_ graph: StepGraph, _ costs: CallCosts, _ quotas: Quotas) {
    guard let gate = FullestGate(costs) else {
      self = .nothing
      return
    }
    let chain = LongestChain(graph, costs)
    if let end = chain.end, let step = graph.steps[graph.ids[end]], gate.duration < chain.duration {
      self = .chain(step.address, steps: chain.count)
    } else if costs.lanes.indices.contains(gate.number) {
      let lane = costs.lanes[gate.number]
      self = .bucket(
        Estimate.Bucket(
          operation: lane.operation,
          region: lane.region,
          calls: gate.calls,
          rate: quotas.rate(of: lane.operation, in: lane.region)
        )
      )
    } else {
      let region = costs.gatesOfLane.firstIndex { $0.contains(gate.number) }
        .map { costs.lanes[$0].region }
      self = .writes(
        region: region ?? "",
        calls: gate.calls,
        rate: quotas.writesPerRegion ?? 0
      )
    }
  }
}

/// The gate that takes longest to let all its calls through.
private struct FullestGate {
  let number: Int
  let calls: Int
  /// To the answer of the last one.
  let duration: Duration

  /// Nil when there are no calls; of equal ones the first lane.
  init?(_ costs: CallCosts) {
    var calls = [Int](repeating: 0, count: costs.gates.count)
    for step in costs.lane.indices {
      for lane in costs.reads[step] + [costs.lane[step]] {
        for gate in costs.gatesOfLane[lane] { calls[gate] += 1 }
      }
    }
    let durations = zip(costs.gates, calls).map { $0.interval * max($1 - 1, 0) }
    guard let longest = durations.max(), let number = durations.firstIndex(of: longest) else {
      return nil
    }
    self.number = number
    self.calls = calls[number]
    duration = longest + costs.latency
  }
}

/// The chain of steps that wait for each other which takes longest.
private struct LongestChain {
  var duration = Duration.zero
  var count = 0
  /// Its last step; nil when there are no steps.
  var end: Int?

  init(_ graph: StepGraph, _ costs: CallCosts) {
    var departures = [Duration](repeating: .zero, count: graph.ids.count)
    var counts = [Int](repeating: 1, count: graph.ids.count)
    for step in graph.sequence {
      let reading = costs.readingTime(of: step)
      departures[step] = reading
      for earlier in graph.before[step] {
        let distance = costs.distance(from: costs.lane[earlier], to: costs.lane[step])
        let departure = departures[earlier] + max(distance, costs.latency + reading)
        guard departure > departures[step] || counts[step] == 1 else { continue }
        departures[step] = max(departures[step], departure)
        counts[step] = counts[earlier] + 1
      }
      let last = departures[step] + costs.latency
      if last > duration { (duration, count, end) = (last, counts[step], step) }
    }
  }
}
