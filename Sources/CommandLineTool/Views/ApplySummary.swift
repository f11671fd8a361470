internal import Applying
internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources

/// What a run did, and what is left to do.
struct ApplySummary {
  /// As it was carried out.
  let plan: Plan
  /// Of the steps of `plan`.
  let result: ApplyResult
  /// Waits for AWS, and calls that were throttled.
  let figures: RunFigures
  /// What a second look at the touched resources showed; nil when there was none.
  var verification: Verification?

  /// A second look at what was touched.
  enum Verification {
    /// What they still lack.
    case read(Plan)
    /// They could not be read; why.
    case failed(String)
  }

  /// Nothing has been read back yet.
  init(plan: Plan, result: ApplyResult, figures: RunFigures) {
    self.plan = plan
    self.result = result
    self.figures = figures
  }

  /// What was done, and what the service does not show.
  var unconverged: [ResourceChange] {
    let failed = Set(
      (result.failures.map(\.step) + result.skipped.map(\.step)).compactMap {
        plan.graph.steps[$0]?.address
      }
    )
    guard case .read(let remaining) = verification else { return [] }
    // What the plan left as it was may come next, once its owner is adopted for example.
    let left = plan.changes.filter { $0.steps.isEmpty && $0.action != .none }.map(\.address)
    // What was waited for may have come in the meantime: that is for the next plan.
    let waiting = Set(plan.changes.filter { $0.action == .waiting }.flatMap(\.address.lineage))
    let excused = failed.union(left).union(waiting)
    return remaining.changes.filter { !$0.steps.isEmpty && !excused.contains($0.address) }
  }

  /// Whether everything that the manifest wants is so, but for what waits for AWS.
  var isComplete: Bool {
    if case .failed = verification { return false }
    return result.isComplete && unconverged.isEmpty && plan.count(.blocked) == 0
  }

  /// Failures, what they kept from happening, and what did not converge; empty when all is well.
  func problems(terminal: Terminal) -> String {
    var lines: [String] = []
    let causes = Dictionary(grouping: result.skipped, by: \.because)
    for failure in result.failures {
      lines.append(
        terminal.paint("failed: \(DisplayText.escape(failure.step.description))", .danger)
      )
      lines.append("  " + failure.error.sentence)
      if let range = plan.change(of: failure.step)?.range {
        lines.append("  asked for at \(range.shownStart)")
      }
      // Waits are nothing that anybody asked for.
      let lost = (causes[failure.step] ?? []).filter { plan.graph.steps[$0.step]?.role == .write }
      if !lost.isEmpty {
        let names = lost.map { DisplayText.escape($0.step.description) }
        lines += Wrapping.lines("  skipped because of it (\(names.count)):", names, indent: "    ")
      }
    }
    for change in unconverged {
      lines.append(
        terminal.paint("not converged: \(DisplayText.escape(change.address.description))", .danger)
          + " still differs after the calls succeeded; run again, and report it if that does not help"
      )
    }
    if case .failed(let reason) = verification {
      lines.append("what was done could not be read back:")
      lines.append(reason)
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  /// The last line.
  var conclusion: String {
    let writes = result.outcomes.filter { plan.graph.steps[$0.key]?.role == .write }
    let done = writes.values.count { if case .done = $0 { true } else { false } }
    var parts = ["\(done) of \(writes.count) writes done"]
    if !result.failures.isEmpty { parts.append("\(result.failures.count) failed") }
    if !result.skipped.isEmpty { parts.append("\(result.skipped.count) skipped") }
    if plan.count(.blocked) > 0 { parts.append("\(plan.count(.blocked)) blocked") }
    if plan.count(.waiting) > 0 { parts.append("\(plan.count(.waiting)) waiting") }
    if !unconverged.isEmpty { parts.append("\(unconverged.count) not converged") }
    if figures.throttledCount > 0 {
      parts.append(figures.throttledCount.counting("call") + " throttled")
    }
    let verb = result.isInterrupted ? "Interrupted" : isComplete ? "Applied" : "Partly applied"
    let time = RunComparison(plan.estimate, elapsed: result.elapsed, waited: figures.waited)
    return "\(verb) in \(time.text): " + parts.joined(separator: ", ") + "." + price
  }

  private var price: String {
    result.monthlyPrice > 0 ? " What was leased costs \(result.monthlyPrice) USD a month." : ""
  }
}
