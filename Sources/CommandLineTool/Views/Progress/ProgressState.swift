package import Applying
package import Planning
package import Resources
package import SMSVoice

/// How a run gets on, from what has been told of it so far.
///
/// A value without a clock: times are told with what happens, and count from the start of the run.
package struct ProgressState: Sendable {
  /// In the order of the plan; those without steps are left out.
  private(set) var regions: [RegionProgress]
  /// Over all regions.
  package private(set) var tally = ProgressTally()
  /// When the run is thought to end.
  package private(set) var forecast: ProgressForecast
  /// Calls that the service answered with a throttling error.
  package private(set) var throttledCount = 0
  /// Whether the run was interrupted: nothing new begins.
  private(set) var isStopping = false
  /// When each step ended that had begun.
  package private(set) var finishes: [Step.ID: WaitedTime.Finish] = [:]
  /// The steps that have not ended.
  private(set) var unfinished: [Step.ID: Step]

  private let graph: StepGraph
  /// For each step that cannot begin yet the number of those that keep it back.
  private var kept: [Step.ID: Int]
  private var rate = CallRate()
  private let index: [String: Int]

  /// The start of a run of a graph in the regions of those names, thought to take so long.
  package init(_ graph: StepGraph, regions names: [String], planned: Duration) {
    self.graph = graph
    forecast = ProgressForecast(planned: planned)
    unfinished = graph.steps
    let counts = graph.ids.map { ($0, graph.prerequisites(of: $0).count) }
    kept = Dictionary(uniqueKeysWithValues: counts.filter { $0.1 > 0 })
    let totals = Dictionary(graph.steps.values.map { ($0.address.region, 1) }, uniquingKeysWith: +)
    regions = names.filter { totals[$0] != nil }.map(RegionProgress.init)
    index = Dictionary(uniqueKeysWithValues: regions.enumerated().map { ($1.name, $0) })
    tally.total = graph.steps.count
    for (name, total) in totals {
      if let index = index[name] { regions[index].tally.total = total }
    }
    for (id, step) in graph.steps where kept[id] == nil { begin(step) }
  }

  /// Notes what happened to a step.
  package mutating func note(_ event: ApplyEvent, at time: Duration) {
    guard case .finished(let id, let outcome, let elapsed) = event,
      let step = unfinished.removeValue(forKey: id)
    else { return }
    tally.note(outcome)
    let hadBegun = kept.removeValue(forKey: id) == nil
    if hadBegun { finishes[id] = WaitedTime.Finish(time: time, elapsed: elapsed) }
    if let index = index[step.address.region] {
      regions[index].end(step, outcome, hadBegun: hadBegun)
    }
    if case .done = outcome { release(dependents: graph.dependents(of: id)) }
  }

  /// Notes that the run was interrupted.
  package mutating func stop() { isStopping = true }

  /// What became of a call, as far as a reader wants to know at once.
  package enum CallFate: Sendable {
    case answered
    /// Over the quota.
    case throttled
    /// No answer came.
    case unanswered
  }

  /// Notes a call, made for the address `subject`, and what became of it.
  package mutating func noteCall(
    _ operation: Operation,
    in region: String,
    for subject: String?,
    _ fate: CallFate,
    at time: Duration
  ) {
    rate.note(at: time)
    if fate == .throttled { throttledCount += 1 }
    if let index = index[region] { regions[index].note(operation, for: subject, fate) }
  }

  /// Notes how long what is left would take by the plan.
  package mutating func note(left: Duration, at time: Duration) {
    forecast.note(left: left, isHeldUp: isHeldUp, at: time)
  }

  /// Calls per second, over the last ten seconds.
  func callRate(at time: Duration) -> Double { rate.value(at: time) }

  /// Whether nothing but waits for AWS goes on.
  var isHeldUp: Bool {
    regions.allSatisfy(\.ready.isEmpty) && regions.contains { !$0.waits.isEmpty }
  }

  private mutating func release(dependents: [Step.ID]) {
    for id in dependents {
      guard let count = kept[id] else { continue }
      kept[id] = count > 1 ? count - 1 : nil
      if count == 1, let step = graph.steps[id] { begin(step) }
    }
  }

  private mutating func begin(_ step: Step) {
    if let index = index[step.address.region] { regions[index].begin(step) }
  }
}
