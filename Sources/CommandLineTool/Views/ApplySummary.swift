internal import Applying
internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice

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
    for failures in likeFailures {
      guard let first = failures.first else { continue }
      lines.append(
        terminal.paint("failed: \(DisplayText.escape(first.step.description))", .danger)
      )
      lines.append("  " + first.error.sentence)
      if let range = plan.change(of: first.step)?.range {
        lines.append("  asked for at \(range.shownStart)")
      }
      let others = failures.dropFirst()
      if !others.isEmpty {
        lines += list("failed in the same way", others.map(shown))
      }
      // Waits are nothing that anybody asked for.
      let lost = failures.flatMap { causes[$0.step] ?? [] }.map(\.step)
        .filter { plan.graph.steps[$0]?.role == .write }
      if !lost.isEmpty {
        let cause = others.isEmpty ? "it" : "that"
        lines += list("skipped because of \(cause)", lost.map(\.description))
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

  /// Failures in the order of the result, many of the same cause as one: a region that is down fails every call.
  private var likeFailures: [[(step: Step.ID, error: StepError)]] {
    let groups = Dictionary(grouping: result.failures, by: \.error.cause)
    var told: Set<String> = []
    return result.failures.compactMap { failure in
      let cause = failure.error.cause
      guard let group = groups[cause], group.count >= Self.manyFailures else { return [failure] }
      return told.insert(cause).inserted ? group : nil
    }
  }

  /// One of several failures in a line: its step, what AWS support asks for, and what of the manifest asked for it.
  private func shown(_ failure: (step: Step.ID, error: StepError)) -> String {
    let details = [
      plan.change(of: failure.step)?.range.map { "\($0.shownStart)" },
      failure.error.requestID.map { "request id \($0)" },
    ].compactMap(\.self)
    let tail = details.isEmpty ? "" : " (\(details.joined(separator: ", ")))"
    return failure.step.description + tail
  }

  /// From how many on failures of the same cause are told of as one.
  private static let manyFailures = 4

  private func list(_ title: String, _ names: [String]) -> [String] {
    let names = names.map(DisplayText.escape)
    return Wrapping.lines("  \(title) (\(names.count)):", names, indent: "    ")
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

extension StepError {
  /// The sentence without what is of this one call only.
  fileprivate var cause: String {
    guard case .service(var error) = self else { return sentence }
    error.requestID = nil
    return error.sentence
  }

  /// What AWS support asks for; nil where nothing answered.
  fileprivate var requestID: String? {
    if case .service(let error) = self { error.requestID } else { nil }
  }
}
