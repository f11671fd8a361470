package import Foundation
package import Resources
package import SMSVoice

/// How a step ended.
package enum StepOutcome: Sendable {
  /// It did its work; of a wait, the service got there in time.
  case done
  /// It went wrong itself; the steps that need it are skipped.
  case failed(StepError)
  /// It could not happen because the named step failed.
  case skipped(because: Step.ID)
  /// The run was interrupted before or while it waited.
  case interrupted
}

/// Why a step failed.
package enum StepError: Error, Sendable, Equatable {
  /// The service refused a call, or could not be asked.
  case service(ServiceError)
  /// No call was refused, but the step did not get where it should.
  case step(StepFailure)
  /// Something that should not happen; its description.
  case other(String)
}

/// Something that happened during a run, in the order it happened.
package enum ApplyEvent: Sendable {
  /// Its lane let it through; its call may still wait for its slot.
  case started(Step.ID)
  /// `elapsed` is from the step's start, the wait for its slot included.
  case finished(Step.ID, StepOutcome, elapsed: Duration)
}

/// How a run ended.
package struct ApplyResult: Sendable {
  /// Of every step of the plan, those that never started included.
  package var outcomes: [Step.ID: StepOutcome]
  /// Whether the task was cancelled before the end; every step may be done all the same.
  package var isInterrupted: Bool
  /// From the start of the run to the end of the last step, waits for the service included.
  package var elapsed: Duration
  /// What was leased in the run costs this much each month, in US dollars.
  package var monthlyPrice: Decimal = 0

  /// How many steps are done.
  package var doneCount: Int {
    outcomes.values.count { if case .done = $0 { true } else { false } }
  }

  /// The failed steps with their errors, by id.
  package var failures: [(step: Step.ID, error: StepError)] {
    outcomes.compactMap { id, outcome in
      if case .failed(let error) = outcome { (id, error) } else { nil }
    }.sorted { $0.0 < $1.0 }
  }

  /// The steps that could not happen, each with the step whose failure kept it from happening, by id.
  package var skipped: [(step: Step.ID, because: Step.ID)] {
    outcomes.compactMap { id, outcome in
      if case .skipped(let because) = outcome { (id, because) } else { nil }
    }.sorted { $0.0 < $1.0 }
  }

  /// Whether every step is done.
  package var isComplete: Bool { doneCount == outcomes.count }
}
