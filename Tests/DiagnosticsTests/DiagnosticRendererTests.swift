import Diagnostics
import Testing

/// A range of a text in which `«` and `»` mark it.
private func range(_ marked: String, name: String = "smsctl.yaml") -> SourceRange {
  var text = ""
  var offsets: [Int] = []
  for scalar in marked.unicodeScalars {
    if scalar == "«" || scalar == "»" {
      offsets.append(text.utf8.count)
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
  let file = SourceFile(name: name, text: text)
  return SourceRange(
    file: file,
    start: file.position(at: offsets.first ?? 0),
    end: file.position(at: offsets.last ?? 0)
  )
}

/// The two lines of an excerpt, without the place and the message.
private func excerpt(_ marked: String) -> [String] {
  let text = DiagnosticRenderer(style: .plain).render([.error("x", at: range(marked))])
  return text.split(separator: "\n").dropFirst().map(String.init)
}

@Suite struct `A rendered diagnostic` {
  let renderer = DiagnosticRenderer(style: .plain)

  @Test func `shows the place, the line and the notes`() {
    let file = range("a: 1\nb: «x y»\n")
    let note = Diagnostic.Note("first defined here", at: range("«a»: 1\n", name: "other.yaml"))
    let hint = Diagnostic.Note("see the manual")
    #expect(
      renderer.render([.error("'x y' is not a number", at: file, notes: [note, hint])]) == """
        smsctl.yaml:2:4: error: 'x y' is not a number
          2 | b: x y
            |    ^~~
        other.yaml:1:1: note: first defined here
          1 | a: 1
            | ^
        note: see the manual

        """
    )
  }

  @Test func `needs no place`() {
    #expect(renderer.render([.warning("no file", at: nil)]) == "warning: no file\n")
    #expect(renderer.render([]).isEmpty)
  }

  @Test(
    arguments: [
      ("«a»b", "  1 | ab", "    | ^"),
      ("a«»b", "  1 | ab", "    |  ^"),
      ("ab«»", "  1 | ab", "    |   ^"),
      ("«»", "  1 | ", "    | ^"),
      ("a: «b\n  c» d", "  1 | a: b", "    |    ^"),
      ("a: «b c \r\n  c»\r\n", "  1 | a: b c ", "    |    ^~~~"),
      ("価値: «受信»\n", "  1 | 価値: 受信", "    |       ^~~~"),
      ("😀😀 «x»", "  1 | 😀😀 x", "    |      ^"),
      ("👨‍👩‍👧 «x»", "  1 | 👨‍👩‍👧 x", "    |    ^"),
      ("🇳🇴 «x»", "  1 | 🇳🇴 x", "    |    ^"),
      ("❤️ «x»", "  1 | ❤️ x", "    |    ^"),
      ("e\u{301}e\u{301} «e\u{301}x»", "  1 | e\u{301}e\u{301} e\u{301}x", "    |    ^~"),
      ("한국 «한»", "  1 | 한국 한", "    |      ^~"),
      ("\ta:\t«b»", "  1 | \ta:\tb", "    | \t  \t^"),
      ("\u{1B}[31m«x»", "  1 | \\u{1B}[31mx", "    |           ^"),
      ("a\u{202E}«x»", "  1 | a\\u{202E}x", "    |          ^"),
      ("a\u{FFFE}«x»", "  1 | a\\u{FFFE}x", "    |          ^"),
    ]
  )
  func `marks the range in terminal columns`(marked: String, source: String, marks: String) {
    #expect(excerpt(marked) == [source, marks])
  }

  @Test func `cuts a long line around the range`() {
    let left = String(repeating: "l", count: 50_000)
    let right = String(repeating: "r", count: 50_000)
    let lines = excerpt("\(left)«here»\(right)")
    #expect(lines[0] == "  1 | ..." + left.prefix(33) + "here" + right.prefix(63) + "...")
    #expect(lines[1] == "    | " + String(repeating: " ", count: 36) + "^~~~")
  }

  @Test func `cuts a long line only where it is too long`() {
    let long = String(repeating: "é", count: 200)
    #expect(excerpt("«é»\(long)")[0] == "  1 | " + long.prefix(100) + "...")
    #expect(excerpt("\(long)«»")[0] == "  1 | ..." + long.prefix(100))
    #expect(excerpt("a«\(long)»")[1] == "    |  ^" + String(repeating: "~", count: 98))
  }

  @Test func `keeps the marks inside a file that is shorter than the range`() {
    let file = SourceFile(name: "a", text: "ab\n")
    let place = SourceRange(
      file: file,
      start: SourcePosition(line: 7, column: 9, offset: 99),
      end: SourcePosition(line: 7, column: 12, offset: 102)
    )
    #expect(renderer.render([.error("x", at: place)]) == "a:7:9: error: x\n  7 | \n    | ^\n")
  }

  @Test func `widens the gutter for large line numbers`() {
    let text = String(repeating: "\n", count: 12_344)
    #expect(excerpt("\(text)«a»") == ["12345 | a", "      | ^"])
  }

  @Test func `spells out what a terminal would obey`() {
    let place = range("«a»", name: "a\u{1B}b")
    let message: Diagnostic.Message = "a\nb\u{7}\tc\u{2066}"
    #expect(
      renderer.render([.error(message, at: place)]).hasPrefix(
        #"a\u{1B}b:1:1: error: a\nb\u{7}\tc\u{2066}"#
      )
    )
  }

  @Test func `colours the label and the marks`() {
    let text = DiagnosticRenderer(style: .colour).render([.error("x", at: range("a «b»"))])
    #expect(
      text == """
        \u{1B}[1msmsctl.yaml:1:3: \u{1B}[0m\u{1B}[1;31merror: \u{1B}[0m\u{1B}[1mx\u{1B}[0m
        \u{1B}[2m  1 | \u{1B}[0ma b
        \u{1B}[2m    | \u{1B}[0m  \u{1B}[1;31m^\u{1B}[0m

        """
    )
  }

  @Test(
    arguments: [
      (2, 0, 2, "... and 0 more errors", false),
      (3, 0, 2, "... and 1 more error\n", true),
      (62, 0, 50, "... and 12 more errors\n", true),
      (4, 4, 2, "... and 2 more errors and 2 more warnings\n", true),
      (1, 3, 2, "... and 1 more warning\n", true),
    ]
  )
  func `counts what is beyond the limit`(
    errors: Int,
    warnings: Int,
    limit: Int,
    ending: String,
    isThere: Bool
  ) {
    let found =
      (0..<warnings).map { Diagnostic.warning("w\($0)", at: nil) }
      + (0..<errors).map { Diagnostic.error("e\($0)", at: nil) }
    let text = DiagnosticRenderer(style: .plain, limit: limit).render(found)
    #expect(text.hasSuffix(ending) == isThere)
    #expect(text.split(separator: "\n").count { $0.hasPrefix("error") } == min(errors, limit))
  }
}
