internal import Applying
internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources

/// What a run did, and what is left to do.
struct ApplySummary {
  let plan: Plan
  let result: ApplyResult
  /// What the touched resources still lack; nil when they were not read again.
  let remaining: Plan?

  /// Steps of the plan that were done, and that the service does not show.
  private var unconverged: [ResourceChange] {
    let failed = Set(
      (result.failures.map(\.step) + result.skipped.map(\.step)).compactMap {
        plan.graph.steps[$0]?.address
      }
    )
    return (remaining?.changes ?? []).filter { !$0.steps.isEmpty && !failed.contains($0.address) }
  }

  /// Whether everything that the manifest wants is so, but for what waits for AWS.
  var isComplete: Bool {
    result.isComplete && unconverged.isEmpty && plan.count(.blocked) == 0
  }

  /// Failures, what they kept from happening, and what did not converge; empty when all is well.
  func problems(terminal: Terminal) -> String {
    var lines: [String] = []
    let causes = Dictionary(grouping: result.skipped, by: \.because)
    for failure in result.failures {
      lines.append(terminal.paint("failed: \(failure.step)", .danger))
      lines.append("  " + failure.error.sentence)
      if let range = plan.change(of: failure.step)?.range {
        lines.append("  asked for at \(range.shownStart)")
      }
      let lost = causes[failure.step] ?? []
      if !lost.isEmpty {
        let names = lost.map(\.step.description)
        lines += Wrapping.lines("  skipped because of it (\(names.count)):", names, indent: "    ")
      }
    }
    for change in unconverged {
      lines.append(
        terminal.paint("not converged: \(change.address)", .danger)
          + " still differs after the calls succeeded; run again, and report it if that does not help"
      )
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  /// The last line.
  var conclusion: String {
    var parts = ["\(result.doneCount) of \(result.outcomes.count) steps done"]
    if !result.failures.isEmpty { parts.append("\(result.failures.count) failed") }
    if !result.skipped.isEmpty { parts.append("\(result.skipped.count) skipped") }
    if plan.count(.blocked) > 0 { parts.append("\(plan.count(.blocked)) blocked") }
    if plan.count(.waiting) > 0 { parts.append("\(plan.count(.waiting)) waiting") }
    if !unconverged.isEmpty { parts.append("\(unconverged.count) not converged") }
    let verb = result.isInterrupted ? "Interrupted" : isComplete ? "Applied" : "Partly applied"
    return "\(verb): " + parts.joined(separator: ", ") + " in \(result.elapsed.shown)." + price
  }

  private var price: String {
    result.monthlyPrice > 0 ? " What was leased costs \(result.monthlyPrice) USD a month." : ""
  }
}
