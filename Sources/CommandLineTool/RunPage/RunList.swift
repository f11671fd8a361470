internal import Diagnostics

/// The runs of a journal as lines of text.
struct RunList {
  /// In the order of the file; may be told in a format that is not known.
  let runs: [RunRecord]

  /// A line for each, the first run first:
  /// `3f9a1c5be802  2026-11-21 19:52:45  apply checkout in 123456789012  exit status 0 after 2m 17s`.
  var text: String {
    let subjects = runs.map(subject)
    let width = subjects.map(DisplayText.width(of:)).max() ?? 0
    return zip(runs, subjects).map { run, subject in
      let padding = String(repeating: " ", count: width - DisplayText.width(of: subject))
      return "\(DisplayText.escape(run.id))  \(PageText.moment(run.began))  \(subject)\(padding)  "
        + "\(outcome(of: run))\n"
    }.joined()
  }

  private func subject(_ run: RunRecord) -> String {
    let parts = [run.command, run.plans.first?.project, run.caller.map { "in \($0.account)" }]
    return DisplayText.escape(parts.compactMap(\.self).joined(separator: " "))
  }

  private func outcome(of run: RunRecord) -> String {
    if let format = run.strangeFormat {
      return "is told in format '\(DisplayText.escape(format))'"
    }
    guard let end = run.end else { return "has no end" }
    return "exit status \(end.exitStatus) after \(PageText.duration(end.elapsedMs / 1000))"
  }
}
