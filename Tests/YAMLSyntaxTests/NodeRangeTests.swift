import Diagnostics
import Testing
import YAMLSyntax

@Suite struct `A node's range` {
  @Test(
    arguments: [
      ("a: «1»\n", "a"),
      ("a:\n  b: «[x, 'y']» # comment\n", "a.b"),
      ("a:\n  «b: x\n  c:\n    - y»\n\n# comment\nd: e\n", "a"),
      ("a:\n«- b\n- c:   d»  \n\ne: f\n", "a"),
      ("a: [{b: «'c d'»}]\n", "a.0.b"),
      ("a: [«b: c»]\n", "a.0"),
      ("a:«»\nb: c\n", "a"),
      ("a:\n  -«»\n  - b\n", "a.0"),
      // Wide and combining characters count once per scalar in columns, and as UTF-8 in offsets.
      ("価値: [送信者, «受信»]\n", "価値.1"),
      ("a: [😀, «👨‍👩‍👧», e\u{301}, x]\n", "a.1"),
      ("a: [😀, 👨‍👩‍👧, e\u{301}, «x»]\n", "a.3"),
      ("a: é\nb: «x»\n", "b"),
      // Tabs between tokens count once.
      ("a:\t«b»\t# comment\n", "a"),
      // CR LF is one line end; a lone CR too.
      ("a: b\r\nc: «d»\r\n", "c"),
      ("é: b\r\nc: «d»\r\n", "c"),
      ("a: b\rc: «d»\r", "c"),
      // A leading byte order mark is no part of the text.
      ("\u{FEFF}a: «é»\n", "a"),
      // Blocks end with their text, not after the blank lines below it.
      ("a: «|\n  x\n  y»\n\n\nb: c\n", "a"),
      ("a: «>-\n  x»", "a"),
      ("a: «x\n  y»\nb: c\n", "a"),
      ("a: «\"x\n  y\"»\nb: c\n", "a"),
      // Properties belong to the node.
      ("a: «&x !!str b»\nc: d\n", "a"),
      ("a: «&x\n  b: c»\nd: e\n", "a"),
      // An alias is where it is used, its parts where they are defined.
      ("a: &x [b]\nc: «*x»\n", "c"),
      ("a: &x [«b»]\nc: *x\n", "c.0"),
      ("a: &x {k: «b»}\nc:\n  <<: *x\n  d: e\n", "c.k"),
    ]
  )
  func `is what a reader would underline`(marked: String, path: String) throws {
    let yaml = MarkedYAML(marked)
    let root = try #require(try YAMLParser.parse(yaml.file).first?.root)
    let node = try #require(root.node(at: path))
    #expect(node.range.span == yaml.subject)
  }

  /// Without a line end there libyaml's own count is on the next line.
  @Test func `ends on the last line of the text`() throws {
    let file = SourceFile(name: "smsctl.yaml", text: "?")
    var diagnostics = DiagnosticList()
    let root = YAMLParser.parse(file, into: &diagnostics).first?.root
    #expect(root?.range.span == "1:1-1:2 (0..<1)")
  }

  @Test func `of a key is the key`() throws {
    let yaml = MarkedYAML("a: b\n«\"c\"»: d\n")
    let root = try #require(try YAMLParser.parse(yaml.file).first?.root)
    #expect(root.mapping?.entry(named: "c")?.key.range.span == yaml.subject)
    #expect(root.mapping?.entry(named: "x") == nil)
  }

  @Test func `counts lines through a long file with wide characters`() throws {
    let text = (0..<1_000).map { "鍵\($0): [値, \"é\"]\r\n" }.joined()
    let file = SourceFile(name: "smsctl.yaml", text: text)
    let root = try #require(try YAMLParser.parse(file).first?.root)
    for entry in root.mapping?.entries ?? [] {
      let range = entry.value.range
      #expect(range.start == file.position(at: range.start.offset))
      #expect(range.end == file.position(at: range.end.offset))
      #expect(file.line(range.start.line).hasPrefix("\(entry.name): "))
    }
    #expect(root.mapping?.entries.count == 1_000)
  }
}
