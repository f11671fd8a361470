internal import Applying
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice

extension Journal {
  /// Tells what is about to be done, and where the sender IDs stand before.
  func note(_ run: PlannedRun) {
    write(.plan(JournalLine.Planned(run.document)))
    note(CoverageTable(run.plan).lines)
  }

  /// Tells the end of a step of a plan.
  ///
  /// Called from many tasks.
  func note(_ event: ApplyEvent, of plan: Plan) {
    guard case .finished(let id, let outcome, let elapsed) = event else { return }
    switch outcome {
    // With those that did not begin, which have no event.
    case .interrupted: break
    case .skipped: note(id, outcome, nil, of: plan)
    case .done, .failed: note(id, outcome, elapsed, of: plan)
    }
  }

  /// Tells what a plan has come to.
  func note(_ summary: ApplySummary) {
    let result = summary.result
    for (id, outcome) in result.outcomes.sorted(by: { $0.key < $1.key }) {
      if case .interrupted = outcome { note(id, outcome, nil, of: summary.plan) }
    }
    note(CoverageTable(summary.plan, after: result).lines)
    write(.result(JournalLine.Applied(summary)))
  }

  private func note(_ lines: [JournalLine.Coverage]) {
    for line in lines { write(.coverage(line)) }
  }

  private func note(_ id: Step.ID, _ outcome: StepOutcome, _ elapsed: Duration?, of plan: Plan) {
    guard let step = plan.graph.steps[id] else { return }
    write(.step(JournalLine.StepEnd(step, outcome, elapsed)))
  }
}

extension JournalLine.Planned {
  fileprivate init(_ document: PlanDocument) {
    project = document.project
    regions = document.regions
    digest = document.digest
    summary = document.summary
    steps = document.changes.reduce(0) { $0 + $1.steps.count }
    writes = document.estimate.writes
    estimateMs = document.estimate.seconds * 1000
    bound = document.estimate.bound
  }
}

extension JournalLine.StepEnd {
  fileprivate init(_ step: Step, _ outcome: StepOutcome, _ elapsed: Duration?) {
    let told = ReportDocument.StepResult(step.id, outcome)
    id = told.id
    address = step.address.description
    operation = step.operation.rawValue
    self.outcome = told.outcome
    because = told.because
    elapsedMs = elapsed?.inMilliseconds
    error = told.error
    code = told.code
    reason = told.reason
    requestId = told.requestId
  }
}

extension JournalLine.Applied {
  fileprivate init(_ summary: ApplySummary) {
    let result = summary.result
    elapsedMs = result.elapsed.inMilliseconds
    done = result.doneCount
    failed = result.failures.count
    skipped = result.skipped.count
    interrupted = result.outcomes.count - done - failed - skipped
    notConverged = summary.unconverged.map(\.address.description)
    if case .failed(let reason) = summary.verification { verificationError = reason }
    monthlyPrice = result.monthlyPrice > 0 ? "\(result.monthlyPrice)" : nil
  }
}
