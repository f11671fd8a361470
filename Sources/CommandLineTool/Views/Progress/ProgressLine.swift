internal import Diagnostics

/// One line of a live block: words, some of them in a style.
struct ProgressLine: ExpressibleByStringInterpolation {
  private struct Span {
    var text: String
    var style: Terminal.Style?
  }

  private var spans: [Span]

  init(stringLiteral value: String) { self.init(value) }

  /// In one style from end to end; nil for none.
  init(_ text: String, _ style: Terminal.Style? = nil) {
    spans = [Span(text: text, style: style)]
  }

  /// Both behind each other, nothing between them.
  static func + (left: ProgressLine, right: ProgressLine) -> ProgressLine {
    var line = left
    line.spans += right.spans
    return line
  }

  /// The line as at most `width` columns, cut at its end.
  func text(width: Int, terminal: Terminal) -> String {
    var left = width
    var text = ""
    for span in spans where left > 0 {
      let part = Clipping.cut(span.text, to: left)
      left -= DisplayText.width(of: part)
      // What does not fit ends the line, also where a shorter span might still find room.
      if part.count < span.text.count { left = 0 }
      text += span.style.map { terminal.paint(part, $0) } ?? part
    }
    return text
  }
}
