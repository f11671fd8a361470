extension JournalLine {
  /// Whether every number is one that a run can have: nothing can be counted or drawn with others.
  ///
  /// The ranges are those of `spec/journal.md`.
  var isInRange: Bool {
    switch self {
    case .run, .caller, .coverage: true
    case .quota(let line): line.rate.isRate
    case .call(let line):
      line.attempt.isCount && line.attempt > 0 && areDurations(line.latencyMs, line.retryAfterMs)
    case .plan(let line):
      line.estimateMs.isDuration && areCounts(line.steps, line.writes)
        && line.summary.values.allSatisfy(\.isCount) && line.bound?.isInRange != false
    case .step(let line): areDurations(line.elapsedMs)
    case .result(let line):
      line.elapsedMs.isDuration
        && areCounts(line.done, line.failed, line.skipped, line.interrupted)
    case .end(let line): line.elapsedMs.isDuration
    }
  }
}

extension PlanDocument.Bound {
  fileprivate var isInRange: Bool { areCounts(calls, steps) && rate?.isRate != false }
}

private func areDurations(_ values: Double?...) -> Bool {
  values.allSatisfy { $0?.isDuration != false }
}

private func areCounts(_ values: Int?...) -> Bool {
  values.allSatisfy { $0?.isCount != false }
}

extension Double {
  /// In milliseconds up to thirty years.
  fileprivate var isDuration: Bool { self >= 0 && self < 1e12 }

  /// In requests per second.
  fileprivate var isRate: Bool { self > 1e-9 && self < 1e12 }
}

extension Int {
  fileprivate var isCount: Bool { self >= 0 && self < 1_000_000_000 }
}
