internal import HeapModule
package import Resources
package import SMSVoice

/// How long applying will take, from the quotas alone, and what it is that takes so long.
package struct Estimate: Sendable, Equatable {
  /// A quota bucket and the calls that go through it.
  package struct Bucket: Sendable, Equatable {
    package var operation: Operation
    package var region: String
    package var calls: Int
    /// Requests per second.
    package var rate: Double

    /// The time from the first call to the last.
    package var duration: Duration { .seconds(Double(max(calls - 1, 0)) / rate) }
  }

  /// What bounds the duration.
  package enum Bound: Sendable, Equatable {
    case nothing
    case bucket(Bucket)
    /// A chain of steps that wait for each other, by its last resource and its length.
    case chain(Address, steps: Int)
  }

  /// From the first call to the end of the last, without the waits for AWS.
  package var duration: Duration
  package var bound: Bound
  /// Calls that write.
  package var writes: Int
  /// For each step the length of the longest chain of steps from its start on, in milliseconds.
  ///
  /// Steps with a longer one should go first.
  package var priorities: [Step.ID: Int]

  /// Plays the schedule in virtual time.
  package init(_ graph: StepGraph, quotas: Quotas) {
    let priorities = Self.priorities(of: graph, quotas: quotas)
    var play = SchedulePlay(graph: graph, quotas: quotas, priorities: priorities.remaining)
    duration = play.run()
    self.priorities = priorities.remaining
    writes = graph.steps.values.count { $0.role == .write }
    bound = Self.bound(of: graph, quotas: quotas, chains: priorities, duration: duration)
  }

  /// What one call is thought to take beside the wait for its slot.
  static let latency = Duration.milliseconds(150)

  private struct Chains {
    var remaining: [Step.ID: Int] = [:]
    var lengths: [Step.ID: Int] = [:]
    var ends: [Step.ID: Step.ID] = [:]
  }

  private static func priorities(of graph: StepGraph, quotas: Quotas) -> Chains {
    var chains = Chains()
    for id in graph.order.reversed() {
      guard let step = graph.steps[id] else { continue }
      // In a crowded bucket a slot costs an interval, so a chain is as long as its intervals.
      let rate = quotas.rate(of: step.operation, in: step.address.region)
      let own = Int(1000 / rate) + step.reads.count * 150
      let next = (graph.dependents[id] ?? []).max { left, right in
        (chains.remaining[left] ?? 0, right) < (chains.remaining[right] ?? 0, left)
      }
      chains.remaining[id] = own + (next.flatMap { chains.remaining[$0] } ?? 0)
      chains.lengths[id] = 1 + (next.flatMap { chains.lengths[$0] } ?? 0)
      chains.ends[id] = next.flatMap { chains.ends[$0] } ?? id
    }
    return chains
  }

  private static func bound(
    of graph: StepGraph,
    quotas: Quotas,
    chains: Chains,
    duration: Duration
  ) -> Bound {
    guard let fullest = fullestBucket(of: graph, quotas: quotas) else { return .nothing }
    let start = chains.lengths.max { ($0.value, $1.key) < ($1.value, $0.key) }
    // A bucket bounds when it is busy most of the time; else it is the waiting for one another.
    if fullest.duration * 2 >= duration || fullest.calls > (start?.value ?? 0) {
      return .bucket(fullest)
    }
    guard let start, let end = chains.ends[start.key], let step = graph.steps[end] else {
      return .bucket(fullest)
    }
    return .chain(step.address, steps: start.value)
  }

  private static func fullestBucket(of graph: StepGraph, quotas: Quotas) -> Bucket? {
    var calls: [BucketKey: Int] = [:]
    for step in graph.steps.values {
      for operation in step.reads + [step.operation] {
        calls[BucketKey(operation: operation, region: step.address.region), default: 0] += 1
      }
    }
    let buckets = calls.map { key, count in
      Bucket(
        operation: key.operation,
        region: key.region,
        calls: count,
        rate: quotas.rate(of: key.operation, in: key.region)
      )
    }
    return buckets.max { left, right in
      (left.duration, right.region, right.operation) < (right.duration, left.region, left.operation)
    }
  }
}

private struct BucketKey: Hashable {
  var operation: Operation
  var region: String
}

/// Plays the steps of a graph against the quota buckets in virtual time.
private struct SchedulePlay {
  private struct Call: Comparable {
    var priority: Int
    var step: Step.ID
    /// Index into the step's calls.
    var index: Int

    static func < (left: Call, right: Call) -> Bool {
      (left.priority, right.step) < (right.priority, left.step)
    }
  }

  private enum Event {
    case finished(Call)
    case slot(BucketKey)
  }

  private struct Moment: Comparable {
    var time: Duration
    var order: Int
    var event: Event

    static func == (left: Moment, right: Moment) -> Bool { left.order == right.order }
    static func < (left: Moment, right: Moment) -> Bool {
      (left.time, left.order) < (right.time, right.order)
    }
  }

  private struct Queue {
    var waiting = Heap<Call>()
    var free = Duration.zero
    /// Whether a moment is set at which the next slot is free.
    var isAwaited = false
  }

  private let graph: StepGraph
  private let quotas: Quotas
  private let priorities: [Step.ID: Int]
  private var open: [Step.ID: Int]
  private var queues: [BucketKey: Queue] = [:]
  private var moments = Heap<Moment>()
  private var count = 0
  private var end = Duration.zero

  init(graph: StepGraph, quotas: Quotas, priorities: [Step.ID: Int]) {
    self.graph = graph
    self.quotas = quotas
    self.priorities = priorities
    open = graph.prerequisites.mapValues(\.count)
  }

  mutating func run() -> Duration {
    for (id, count) in open where count == 0 { begin(id, at: .zero) }
    // All that is ready at the start competes for the first slots by priority.
    for key in queues.keys.sorted(by: { ($0.region, $0.operation) < ($1.region, $1.operation) }) {
      serve(key, at: .zero)
    }
    while let moment = moments.popMin() {
      switch moment.event {
      case .finished(let call): finish(call, at: moment.time)
      case .slot(let key):
        queues[key]?.isAwaited = false
        serve(key, at: moment.time)
      }
    }
    return end
  }

  private mutating func begin(_ id: Step.ID, at time: Duration) {
    enqueue(Call(priority: priorities[id] ?? 0, step: id, index: 0), at: time)
  }

  private mutating func enqueue(_ call: Call, at time: Duration) {
    guard let key = key(of: call) else { return }
    queues[key, default: Queue()].waiting.insert(call)
    if time > .zero { serve(key, at: time) }
  }

  /// Works on the queue where it is: a copy of it for each call would make the play quadratic.
  private mutating func serve(_ key: BucketKey, at time: Duration) {
    guard let free = queues[key]?.free, queues[key]?.waiting.isEmpty == false else { return }
    guard free <= time else { return awaitSlot(of: key, at: free) }
    guard let call = queues[key]?.waiting.popMax() else { return }
    let next = time + .seconds(1 / quotas.rate(of: key.operation, in: key.region))
    queues[key]?.free = next
    schedule(.finished(call), at: time + Estimate.latency)
    if queues[key]?.waiting.isEmpty == false { awaitSlot(of: key, at: next) }
  }

  private mutating func awaitSlot(of key: BucketKey, at time: Duration) {
    guard queues[key]?.isAwaited == false else { return }
    queues[key]?.isAwaited = true
    schedule(.slot(key), at: time)
  }

  private mutating func finish(_ call: Call, at time: Duration) {
    end = max(end, time)
    let next = Call(priority: call.priority, step: call.step, index: call.index + 1)
    if key(of: next) != nil {
      enqueue(next, at: time)
      return
    }
    for dependent in (graph.dependents[call.step] ?? []).sorted() {
      open[dependent, default: 0] -= 1
      if open[dependent] == 0 { begin(dependent, at: time) }
    }
  }

  private mutating func schedule(_ event: Event, at time: Duration) {
    count += 1
    moments.insert(Moment(time: time, order: count, event: event))
  }

  private func key(of call: Call) -> BucketKey? {
    guard let step = graph.steps[call.step] else { return nil }
    let operations = step.reads + [step.operation]
    guard call.index < operations.count else { return nil }
    return BucketKey(operation: operations[call.index], region: step.address.region)
  }
}
