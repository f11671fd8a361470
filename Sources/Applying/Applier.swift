package import Planning
internal import Resources
package import SMSVoice

/// Carries out a plan: starts each step as soon as what it waits for is done, and goes on past failures.
///
/// How fast is not decided here: every call takes a slot of its quota bucket behind `SMSVoiceService`,
/// in the order of the priorities of the plan's estimate.
package struct Applier: Sendable {
  private let service: any SMSVoiceService
  private let randomToken: @Sendable () -> String
  private let derivedToken: @Sendable (String) -> String

  /// Makes an applier whose client tokens come from the given sources: `derivedToken` answers the same
  /// token for the same text, in every run.
  package init(
    service: any SMSVoiceService,
    randomToken: @escaping @Sendable () -> String,
    derivedToken: @escaping @Sendable (String) -> String
  ) {
    self.service = service
    self.randomToken = randomToken
    self.derivedToken = derivedToken
  }

  /// Runs every step that can run.
  ///
  /// When the task is cancelled no further call is made, those in flight finish, and the rest counts
  /// as interrupted. Nothing is ever undone.
  package func apply(
    _ plan: Plan,
    onEvent: @escaping @Sendable (ApplyEvent) -> Void
  ) async -> ApplyResult {
    let clock = ContinuousClock()
    let start = clock.now
    let created = CreatedResources()
    var schedule = Schedule(plan.graph)
    var result = ApplyResult(outcomes: [:], isInterrupted: false, elapsed: .zero)

    await withTaskGroup(of: (Step.ID, StepOutcome, Duration).self) { group in
      func begin(_ ids: [Step.ID]) {
        for id in ids {
          guard let step = plan.graph.steps[id] else { continue }
          onEvent(.started(id))
          let context = context(
            for: step,
            priority: plan.estimate.priorities[id] ?? 0,
            created,
            start
          )
          group.addTask {
            let began = clock.now
            let outcome = await run(step, in: context)
            return (id, outcome, clock.now - began)
          }
        }
      }
      begin(schedule.start())
      while let (id, outcome, elapsed) = await group.next() {
        result.outcomes[id] = outcome
        onEvent(.finished(id, outcome, elapsed: elapsed))
        switch outcome {
        case .done:
          let ready = schedule.succeed(id)
          if Task.isCancelled {
            for next in ready { result.outcomes[next] = .interrupted }
          } else {
            begin(ready)
          }
        case .failed, .skipped:
          for lost in schedule.fail(id) {
            result.outcomes[lost] = .skipped(because: id)
            onEvent(.finished(lost, .skipped(because: id), elapsed: .zero))
          }
        case .interrupted: break
        }
      }
    }

    for id in schedule.waiting { result.outcomes[id] = .interrupted }
    result.isInterrupted = Task.isCancelled
    result.elapsed = clock.now - start
    result.monthlyPrice = created.monthlyPrice
    return result
  }

  private func run(_ step: Step, in context: StepContext) async -> StepOutcome {
    do {
      try await step.perform(context)
      return .done
    } catch let error as ServiceError {
      return .failed(.service(error))
    } catch let error as StepFailure {
      return .failed(.step(error))
    } catch is CancellationError {
      return .interrupted
    } catch {
      return .failed(.other("\(error)"))
    }
  }

  private func context(
    for step: Step,
    priority: Int,
    _ created: CreatedResources,
    _ start: ContinuousClock.Instant
  ) -> StepContext {
    StepContext(
      service: service,
      address: step.address,
      priority: priority,
      created: created,
      randomToken: randomToken,
      derivedToken: derivedToken,
      sleep: { try await Task.sleep(for: $0) },
      elapsed: { ContinuousClock().now - start }
    )
  }
}
