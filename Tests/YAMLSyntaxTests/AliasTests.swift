import Diagnostics
import Testing
import YAMLSyntax

@Suite struct `An alias` {
  @Test(
    arguments: [
      ("a: &x 1\nb: *x\n", "{a: 1, b: 1}"),
      ("a: &x [1, 2]\nb: {c: *x}\n", "{a: [1, 2], b: {c: [1, 2]}}"),
      ("- &k key\n- *k : v\n", "[key, {key: v}]"),
      ("- &x 1\n- &x 2\n- *x\n", "[1, 2, 2]"),
      ("- &x [&x 1, *x]\n- *x\n", "[[1, 1], [1, 1]]"),
      ("a: &x 'NO'\nb: *x\n", "{a: \"NO\", b: \"NO\"}"),
      ("a: &x\nb: *x\n", "{a: , b: }"),
    ]
  )
  func `stands for the value of its anchor`(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test func `does not reach into the next document`() {
    let yaml = MarkedYAML("a: &x 1\n---\nb: «*x»\n")
    let found = mistakes(in: yaml.file)
    #expect(found.map { $0.range?.span } == [yaml.subject])
  }
}

@Suite struct `A merge key` {
  @Test(
    arguments: [
      ("x: &x {a: 1, b: 2}\ny:\n  <<: *x\n  b: 3\n", "{x: {a: 1, b: 2}, y: {b: 3, a: 1}}"),
      ("y:\n  b: 3\n  <<: {b: 4, c: 5}\n", "{y: {b: 3, c: 5}}"),
      ("<<: [{a: 1}, {a: 2, b: 2}]\nc: 3\n", "{c: 3, a: 1, b: 2}"),
      ("- &x {a: 1}\n- &y {<<: *x, b: 2}\n- {<<: *y}\n", "[{a: 1}, {b: 2, a: 1}, {b: 2, a: 1}]"),
      ("<<: []\na: 1\n", "{a: 1}"),
      (
        "x: &x [{a: 1}, {a: 2, b: 2}]\ny: {<<: *x}\n",
        "{x: [{a: 1}, {a: 2, b: 2}], y: {a: 1, b: 2}}"
      ),
      ("x: {<<: {a: {b: 1}}, a: {c: 2}}\n", "{x: {a: {c: 2}}}"),
      ("x: {a: 1, <<: {}}\n", "{x: {a: 1}}"),
      ("- <<\n- {k: <<}\n", "[<<, {k: <<}]"),
      ("'<<': {a: 1}\n", "{\"<<\": {a: 1}}"),
      ("!!str <<: {a: 1}\n", "{\"<<\": {a: 1}}"),
    ]
  )
  func `adds the entries that are not there`(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }
}

@Suite struct `A YAML map` {
  @Test func `finds each of many keys`() throws {
    let text = (0..<100_000).map { "key\($0): \($0)\n" }.joined()
    let file = SourceFile(name: "smsctl.yaml", text: text)
    let mapping = try #require(try YAMLParser.parse(file).first?.root?.mapping)
    let wrong = (0..<100_000).filter { mapping["key\($0)"]?.scalar?.text != String($0) }
    #expect(wrong.isEmpty)
    #expect(mapping["key100000"] == nil)
  }

  @Test(arguments: [3, 8, 9, 40])
  func `keeps the first of equal keys whatever its size`(count: Int) throws {
    let names = (0..<count).map { "k\($0)" } + ["k1", "extra", "k0", "extra"]
    let text = names.enumerated().map { "\($1): \($0)\n" }.joined()
    var list = DiagnosticList()
    let file = SourceFile(name: "smsctl.yaml", text: text)
    let mapping = try #require(
      YAMLParser.parse(file, into: &list).first?.root?.mapping
    )
    #expect(mapping.entries.map(\.name) == (0..<count).map { "k\($0)" } + ["extra"])
    #expect(mapping["k1"]?.scalar?.text == "1")
    #expect(mapping["extra"]?.scalar?.text == String(count + 1))
    #expect(list.sorted.map { $0.range?.start.line } == [count + 1, count + 3, count + 4])
    #expect(list.sorted.map { $0.notes.first?.range?.start.line } == [2, 1, count + 2])
  }
}
