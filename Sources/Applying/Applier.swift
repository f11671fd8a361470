package import Planning
internal import Resources
package import SMSVoice

/// Carries out a plan: starts each step when the schedule says so, and goes on past failures.
///
/// Behind the schedule every call takes a slot of its quota bucket from `SMSVoiceService`, in the order of
/// the priorities of the plan's estimate.
package struct Applier: Sendable {
  private let service: any SMSVoiceService
  private let quotas: Quotas
  private let randomToken: @Sendable () -> String
  private let derivedToken: @Sendable (String) -> String
  private let clock = ContinuousClock()

  /// Makes an applier that starts steps as fast as `quotas` let their calls through.
  ///
  /// Its client tokens come from the given sources: `derivedToken` answers the same token for the same
  /// text, in every run.
  package init(
    service: any SMSVoiceService,
    quotas: Quotas,
    randomToken: @escaping @Sendable () -> String,
    derivedToken: @escaping @Sendable (String) -> String
  ) {
    self.service = service
    self.quotas = quotas
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
    let start = clock.now
    let created = CreatedResources()
    var schedule = Schedule(plan.graph, quotas: quotas, plan.estimate)
    var result = ApplyResult(outcomes: [:], isInterrupted: false, elapsed: .zero)
    var underWay = 0
    var alarm: Duration?

    await withTaskGroup(of: Event.self) { group in
      func begin() {
        for id in schedule.starts(at: clock.now - start) {
          guard let step = plan.graph.steps[id] else { continue }
          onEvent(.started(id))
          underWay += 1
          let priority = plan.estimate.priorities[id] ?? 0
          let context = context(for: step, priority: priority, created, start)
          group.addTask { await perform(step, in: context) }
        }
        guard let next = schedule.nextStart, alarm.map({ next < $0 }) ?? true else { return }
        alarm = next
        group.addTask {
          try? await clock.sleep(until: start + next, tolerance: .zero)
          return .alarm
        }
      }
      if !Task.isCancelled { begin() }
      while underWay > 0 || alarm != nil, let event = await group.next() {
        switch event {
        case .alarm: alarm = nil
        case .ended(let id, let outcome, let elapsed):
          underWay -= 1
          result.outcomes[id] = outcome
          onEvent(.finished(id, outcome, elapsed: elapsed))
          switch outcome {
          case .done: schedule.succeed(id)
          case .failed, .skipped:
            for lost in schedule.fail(id, madeCall: !outcome.isNotTried) {
              result.outcomes[lost] = .skipped(because: id)
              onEvent(.finished(lost, .skipped(because: id), elapsed: .zero))
            }
          case .interrupted: break
          }
        }
        if !Task.isCancelled { begin() }
      }
      // Only alarms are left.
      group.cancelAll()
    }

    for id in schedule.waiting { result.outcomes[id] = .interrupted }
    result.isInterrupted = Task.isCancelled
    result.elapsed = clock.now - start
    result.monthlyPrice = created.monthlyPrice
    return result
  }

  private enum Event: Sendable {
    case ended(Step.ID, StepOutcome, Duration)
    /// It is time to ask the schedule again.
    case alarm
  }

  private func perform(_ step: Step, in context: StepContext) async -> Event {
    let began = clock.now
    let outcome = await outcome(of: step, in: context)
    return .ended(step.id, outcome, clock.now - began)
  }

  private func outcome(of step: Step, in context: StepContext) async -> StepOutcome {
    do {
      try await step.perform(context)
      return .done
    } catch let error as ServiceError where error.kind == .throttling && Task.isCancelled {
      // It had no effect, and would have been tried again.
      return .interrupted
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

extension StepOutcome {
  /// Whether its call was not made, since the region cannot be reached any more.
  fileprivate var isNotTried: Bool {
    guard case .failed(.service(let error)) = self else { return false }
    return error.code == ServiceError.notTriedCode
  }
}
