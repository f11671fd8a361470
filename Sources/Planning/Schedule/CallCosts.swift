internal import Resources
internal import SMSVoice

/// What the calls of a graph's steps take: slots of quota buckets, and time.
///
/// Steps, lanes and gates are numbers here, so that a plan of 100,000 steps is reckoned in a moment.
struct CallCosts: Sendable {
  /// What lets one call through in each interval: the quota of a lane, or of all writes of a region.
  struct Gate: Sendable, Equatable {
    /// From the departure of one call to the earliest one of the next.
    var interval: Duration
  }

  /// What one call takes beside the wait for its slot.
  let latency: Duration
  /// The lanes of the graph, in order.
  let lanes: [Lane]
  /// The gates of all lanes, and after them those of the regions where all writes go through one.
  let gates: [Gate]
  /// By lane: the gates that a call passes, its own first.
  let gatesOfLane: [[Int]]
  /// By step: the lanes of the reads that it makes beside its call.
  let reads: [[Int]]
  /// By step: the lane of its call, which comes last.
  let lane: [Int]
  /// By step: whether it only waits for what the service does by itself.
  let isWait: [Bool]

  init(_ graph: StepGraph, quotas: Quotas, latency: Duration) {
    self.latency = latency
    let steps = graph.ids.compactMap { graph.steps[$0] }
    let all = Set(
      steps.flatMap { step in
        (step.reads + [step.operation]).map { Lane(region: step.address.region, operation: $0) }
      }
    ).sorted()
    lanes = all
    let numbers = Dictionary(uniqueKeysWithValues: zip(all, all.indices))
    func number(_ operation: Operation, _ step: Step) -> Int {
      numbers[Lane(region: step.address.region, operation: operation)] ?? 0
    }
    reads = steps.map { step in step.reads.map { number($0, step) } }
    lane = steps.map { number($0.operation, $0) }
    isWait = steps.map { $0.role != .write }

    var gates = all.map { Gate(interval: quotas.interval(of: $0)) }
    var gatesOfLane = all.indices.map { [$0] }
    if let rate = quotas.writesPerRegion {
      for region in Set(all.map(\.region)).sorted() {
        for (number, lane) in all.enumerated() where lane.region == region && !lane.operation.isRead
        {
          gatesOfLane[number].append(gates.count)
        }
        gates.append(Gate(interval: .seconds(1 / rate)))
      }
    }
    self.gates = gates
    self.gatesOfLane = gatesOfLane
  }

  /// What a step's reads take, which come before its call.
  func readingTime(of step: Int) -> Duration { latency * reads[step].count }

  /// The least time from the departure of one call of a lane to that of one of another lane that waits for it.
  func distance(from first: Int, to second: Int) -> Duration {
    first == second ? max(latency, gates[first].interval) : latency
  }
}
