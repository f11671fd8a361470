internal import Diagnostics
internal import Resources
internal import SMSVoice

/// What `sync-opt-outs` tells: counts, and never a number.
struct OptOutSyncText {
  /// The region whose numbers are missing elsewhere.
  let source: String
  /// The region that they are added to.
  let target: String
  /// Numbers that are added each second.
  let rate: Double

  /// A line for each list, and one for all where there are several.
  func lines(of difference: OptOutDifference) -> String {
    var lines = difference.comparisons.map(line) + difference.missingLists.map(missingLine)
    if difference.isEmpty {
      lines.append("\(target) lacks none of the numbers of \(source)")
    } else if difference.comparisons.count > 1 {
      lines.append("in all: \(tail(difference.count))")
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private func line(_ comparison: OptOutSync.Comparison) -> String {
    "\(DisplayText.escape(comparison.list)): \(comparison.sourceCount.grouped) in \(source), "
      + "\(comparison.targetCount.grouped) in \(target), \(tail(comparison.missing.count))"
  }

  private func missingLine(_ list: String) -> String {
    "\(DisplayText.escape(list)): has numbers in \(source), but \(target) has no such list: make it, for "
      + "example by a manifest that has it there, and run this again"
  }

  private func tail(_ count: Int) -> String {
    guard count > 0 else { return "none to add" }
    let duration = Duration.seconds(Double(count) / rate)
    let time = duration < .seconds(1) ? "less than 1s" : "about \(duration.shown)"
    return "\(count.grouped) to add, \(time)"
  }

  /// What was refused and what stood in the way; empty when all went well.
  func problems(of result: OptOutSyncResult, _ terminal: Terminal) -> String {
    var lines: [String] = []
    for (list, addition) in result.additions {
      let list = DisplayText.escape(list)
      for (cause, refused) in addition.refused.sorted(by: { $0.key < $1.key }) {
        let mark = terminal.paint(
          "refused: \(refused.count.counting("number")) of \(list)",
          .danger
        )
        lines.append("\(mark): \(words(for: cause))")
        let more = refused.count > refused.digests.count ? " ..." : ""
        lines.append("  SHA-256 begins with \(refused.digests.joined(separator: ", "))\(more)")
      }
      if let obstacle = addition.obstacle {
        lines.append(terminal.paint("stopped at \(list)", .danger) + ": " + obstacle.sentence)
      }
    }
    return lines.isEmpty ? "" : lines.joined(separator: "\n") + "\n"
  }

  /// The service's own sentence may repeat the number, so there is nothing but the codes and our words.
  private func words(for cause: OptOutSync.Cause) -> String {
    let codes = [cause.code, cause.reason].compactMap(\.self).map(DisplayText.escape)
    let words = cause.reason.flatMap { ReasonText[$0] }
    return words.map { "\($0) (\(codes.joined(separator: " ")))" } ?? codes.joined(separator: " ")
  }

  /// The last line.
  func conclusion(of result: OptOutSyncResult, after elapsed: Duration) -> String {
    let verb =
      result.isInterrupted ? "Interrupted" : result.isComplete ? "Done" : "Partly done"
    let time = elapsed < .seconds(1) ? "less than 1s" : elapsed.shown
    var parts = ["\(result.added.grouped) of \(result.total.counting("number")) added in \(target)"]
    if result.refused > 0 { parts.append("\(result.refused.grouped) refused") }
    let left = result.total - result.added - result.refused
    if left > 0 { parts.append("\(left.grouped) left: run again to go on") }
    return "\(verb) in \(time): \(parts.joined(separator: ", ")).\n"
  }
}
