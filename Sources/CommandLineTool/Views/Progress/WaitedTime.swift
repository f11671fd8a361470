package import Planning
package import Resources
package import SMSVoice

/// How long waits for AWS held a run up, which no plan foresees.
///
/// From the step that ended last back to the start, each time to what that step had waited for: the last
/// of the steps it depends on, or, when it stood in line for its quota, the call before it. The waits on
/// this way count.
package struct WaitedTime {
  /// The end of a step.
  package struct Finish: Sendable, Equatable {
    /// From the start of the run.
    package var time: Duration
    /// From the step's own start.
    package var elapsed: Duration

    package init(time: Duration, elapsed: Duration) {
      self.time = time
      self.elapsed = elapsed
    }
  }

  private let graph: StepGraph
  private let finishes: [Step.ID: Finish]
  private let quotas: Quotas

  /// A run of `graph` of which these steps have ended.
  package init(_ graph: StepGraph, finishes: [Step.ID: Finish], quotas: Quotas) {
    self.graph = graph
    self.finishes = finishes
    self.quotas = quotas
  }

  private struct Bucket: Hashable {
    let operation: Operation
    let region: String

    init(_ step: Step) {
      operation = step.operation
      region = step.address.region
    }
  }

  /// Zero when nothing was waited for, or other things took longer.
  package var duration: Duration {
    let before = before
    var sum = Duration.zero
    var current = last(of: finishes.keys)
    while let id = current, let step = graph.steps[id], let finish = finishes[id] {
      if step.role != .write { sum += finish.elapsed }
      let cause = last(of: graph.prerequisites(of: id))
      let ready = cause.flatMap { finishes[$0]?.time } ?? .zero
      let stoodInLine = finish.time - ready > longestCall(step)
      let ahead = stoodInLine && step.role == .write ? before[id] : nil
      current = ahead.flatMap { time(of: $0) > ready ? $0 : nil } ?? cause
    }
    return sum
  }

  /// What a call takes at most that finds its line empty.
  private func longestCall(_ step: Step) -> Duration {
    .seconds(1.5 / quotas.rate(of: step.operation, in: step.address.region)) + .milliseconds(500)
  }

  /// For each write the one that ended before it in the same bucket.
  private var before: [Step.ID: Step.ID] {
    let writes = graph.steps.values.filter { $0.role == .write && finishes[$0.id] != nil }
    var before: [Step.ID: Step.ID] = [:]
    for steps in Dictionary(grouping: writes, by: Bucket.init).values {
      let line = steps.map(\.id).sorted { precedes($0, $1) }
      for (first, second) in zip(line, line.dropFirst()) { before[second] = first }
    }
    return before
  }

  private func last(of ids: some Sequence<Step.ID>) -> Step.ID? {
    ids.filter { finishes[$0] != nil }.max { precedes($0, $1) }
  }

  /// By time, equals by id.
  private func precedes(_ left: Step.ID, _ right: Step.ID) -> Bool {
    (time(of: left), left) < (time(of: right), right)
  }

  private func time(of id: Step.ID) -> Duration { finishes[id]?.time ?? .zero }
}
