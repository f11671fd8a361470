import Applying
import CommandLineTool
import Planning
import Resources
import SMSVoice

/// A run of steps that do nothing, in virtual time.
struct ImaginedRun {
  let graph: StepGraph
  var state: ProgressState
  /// Seconds since the start.
  var time = 0.0

  init(_ steps: [Step], regions: [String] = ["us-east-1"], planned: Double = 100) throws {
    graph = try StepGraph(steps)
    state = ProgressState(graph, regions: regions, planned: .seconds(planned))
  }

  var elapsed: Duration { .seconds(time) }

  /// Ends a step, by default well, `took` seconds after its own start.
  mutating func end(_ step: Step, _ outcome: StepOutcome = .done, took: Double = 0) {
    state.note(.finished(step.id, outcome, elapsed: .seconds(took)), at: elapsed)
  }

  /// Calls the service for a step.
  mutating func call(_ step: Step, _ fate: ProgressState.CallFate = .answered) {
    state.noteCall(
      step.operation,
      in: step.address.region,
      for: step.address.description,
      fate,
      at: elapsed
    )
  }

  /// Calls the service for each step, one a second, and ends it.
  mutating func work(on steps: some Sequence<Step>) {
    for step in steps {
      time += 1
      call(step)
      end(step)
    }
  }
}

extension Step {
  /// A step of a sender ID of that name and country, or of another kind of resource.
  static func imagined(
    _ name: String,
    _ operation: SMSVoice.Operation = "RequestSenderId",
    kind: String = "sender-id",
    in region: String = "us-east-1",
    role: Role = .write,
    after steps: [Step] = []
  ) -> Step {
    Step(
      operation,
      of: Address(region: region, kind: kind, name: name),
      role: role,
      after: Set(steps.map { .step($0.id) })
    ) { _ in }
  }

  /// So many, all of the same bucket.
  static func many(_ count: Int, in region: String = "us-east-1") -> [Step] {
    (1...count).map { .imagined("SHOP/\($0)", in: region) }
  }
}
