/// Turns diagnostics into text for people.
///
/// ```
/// smsctl.yaml:12:3: error: 'otpNumbr' is not a field of a phone number; did you mean 'otpNumber'?
///  12 |   otpNumbr: x
///     |   ^~~~~~~~
/// ```
package struct DiagnosticRenderer: Sendable {
  /// Whether the reader's terminal shows colours.
  package enum Style: Sendable {
    /// Text only.
    case plain
    /// ANSI colours.
    case colour
  }

  private let style: Style
  private let limit: Int

  /// A renderer that shows at most `limit` diagnostics of each severity and counts the rest.
  package init(style: Style, limit: Int = 50) {
    self.style = style
    self.limit = limit
  }

  /// The diagnostics in the given order, each line ended by a newline; empty for none.
  ///
  /// The last line counts what was left out: `... and 12 more errors`. There is no summary.
  package func render(_ diagnostics: [Diagnostic]) -> String {
    var shown: [Diagnostic.Severity: Int] = [:]
    var text = ""
    for diagnostic in diagnostics {
      shown[diagnostic.severity, default: 0] += 1
      if shown[diagnostic.severity, default: 0] <= limit { text += render(diagnostic) }
    }
    return text
      + renderRest(errors: shown[.error, default: 0], warnings: shown[.warning, default: 0])
  }

  private func render(_ diagnostic: Diagnostic) -> String {
    let head = renderPlace(diagnostic.severity, diagnostic.message, at: diagnostic.range)
    return diagnostic.notes.reduce(head) { $0 + renderPlace(.note, $1.message, at: $1.range) }
  }

  private func renderPlace(
    _ severity: Diagnostic.Severity,
    _ message: Diagnostic.Message,
    at range: SourceRange?
  ) -> String {
    let place = range.map { paint("\($0.shownStart): ", .strong) } ?? ""
    let label = paint("\(severity.rawValue): ", severity.paint)
    let text = paint(DisplayText.escape(message.text), .strong)
    return place + label + text + "\n" + (range.map { renderExcerpt(of: $0, severity) } ?? "")
  }

  private func renderExcerpt(of range: SourceRange, _ severity: Diagnostic.Severity) -> String {
    let excerpt = SourceExcerpt(range)
    let number = String(range.start.line)
    // Three digits of room keep the gutter from jumping between the places of one message.
    let width = max(3, number.count)
    let padded = String(repeating: " ", count: width - number.count) + number
    let blank = String(repeating: " ", count: width)
    return paint("\(padded) | ", .faint) + excerpt.source + "\n"
      + paint("\(blank) | ", .faint) + paintMarks(excerpt.marks, severity) + "\n"
  }

  private func paintMarks(_ marks: String, _ severity: Diagnostic.Severity) -> String {
    let blank = marks.prefix { $0 != "^" }
    return blank + paint(String(marks.dropFirst(blank.count)), severity.paint)
  }

  private func renderRest(errors: Int, warnings: Int) -> String {
    let rest = [(errors, "error"), (warnings, "warning")].compactMap { count, noun in
      let more = count - limit
      return more > 0 ? "\(more) more \(noun)\(more == 1 ? "" : "s")" : nil
    }
    return rest.isEmpty ? "" : "... and \(rest.joined(separator: " and "))\n"
  }

  private func paint(_ text: String, _ paint: Paint) -> String {
    switch style {
    case .plain: text
    case .colour: "\u{1B}[\(paint.rawValue)m\(text)\u{1B}[0m"
    }
  }
}

extension SourceRange {
  /// The start as compilers print it, `smsctl.yaml:12:5`; control characters of the name are escaped.
  package var shownStart: String {
    "\(DisplayText.escape(file.name)):\(start.line):\(start.column)"
  }
}

/// Parameters of the ANSI sequence that selects a rendition (ECMA-48, SGR).
private enum Paint: String {
  case strong = "1"
  case faint = "2"
  case red = "1;31"
  case yellow = "1;33"
  case cyan = "1;36"
}

extension Diagnostic.Severity {
  fileprivate var paint: Paint {
    switch self {
    case .error: .red
    case .warning: .yellow
    case .note: .cyan
    }
  }
}
