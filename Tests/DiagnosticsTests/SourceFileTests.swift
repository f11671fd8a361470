import Diagnostics
import Testing

@Suite struct `A source file` {
  @Test(
    arguments: [
      ("a\nb", ["", "a", "b", ""]),
      ("a\r\nb\r\n", ["", "a", "b", "", ""]),
      ("a\rb\n\nc", ["", "a", "b", "", "c", ""]),
      ("\u{FEFF}a", ["", "a", ""]),
      ("", ["", "", ""]),
      ("é\u{2028}x\nb", ["", "é\u{2028}x", "b"]),
    ]
  )
  func `has lines counted from one`(text: String, lines: [String]) {
    let file = SourceFile(name: "a", text: text)
    #expect(lines.indices.map { String(file.line($0)) } == lines)
  }

  @Test(
    arguments: [
      (0, "1:1 0"), (1, "1:2 1"), (2, "1:2 1"), (3, "1:3 3"), (4, "2:1 4"), (5, "2:1 4"),
      (8, "2:2 8"), (9, "3:1 9"), (99, "3:1 9"), (-1, "1:1 0"),
    ]
  )
  func `gives the position of a byte`(offset: Int, expected: String) {
    let file = SourceFile(name: "a", text: "aé\n😀\n")
    let position = file.position(at: offset)
    #expect("\(position.line):\(position.column) \(position.offset)" == expected)
  }

  @Test func `is equal to itself only`() {
    let file = SourceFile(name: "a", text: "x")
    #expect(file == file)
    #expect(file != SourceFile(name: "a", text: "x"))
  }

  @Test func `orders its positions and keeps ranges forward`() {
    let file = SourceFile(name: "a", text: "ab\ncd\n")
    let positions = [4, 0, 3, 1].map { file.position(at: $0) }
    #expect(positions.sorted().map(\.offset) == [0, 1, 3, 4])
    let range = SourceRange(file: file, start: positions[0], end: positions[1])
    #expect(range.end == positions[0])
  }

  @Test(
    arguments: [
      ("a", 1), ("é", 1), ("価", 2), ("Ａ", 2), ("😀", 2), ("e\u{301}", 1), ("\u{301}", 0), ("🇳🇴", 2),
      ("☎", 1), ("❤️", 2), ("\u{1B}", 6), ("", 0), ("가", 2), ("한글", 4),
    ]
  )
  func `measures text in terminal columns`(text: String, width: Int) {
    #expect(DisplayText.width(of: text) == width)
  }
}
