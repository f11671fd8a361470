/// The lines of `smsctl doctor`.
struct CheckupText {
  let terminal: Terminal

  /// One line for a finding that is one sentence, with its line end; further lines are indented.
  func text(of finding: Finding) -> String {
    let mark: String
    switch finding.verdict {
    case .fine: mark = terminal.paint("ok  ", .create)
    case .doubtful: mark = terminal.paint("warn", .change)
    case .broken: mark = terminal.paint("FAIL", .danger)
    case .skipped: mark = terminal.paint("skip", .faint)
    }
    let lines = finding.text.split(separator: "\n")
    let subject = finding.subject.padding(to: 22)
    return (["\(mark)  \(subject)  \(lines.first ?? "")"] + lines.dropFirst().map { "      \($0)" })
      .joined(separator: "\n") + "\n"
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
