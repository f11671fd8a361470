import Diagnostics
import Testing
import YAMLSyntax

@Suite struct `A YAML limit` {
  @Test(.timeLimit(.minutes(1))) func `stops a billion laughs`() throws {
    var text = "a0: &a0 [lol, lol, lol, lol, lol, lol, lol, lol, lol]\n"
    for level in 1..<10 {
      let items = Array(repeating: "*a\(level - 1)", count: 9).joined(separator: ", ")
      text += "a\(level): &a\(level) [\(items)]\n"
    }
    let found = mistakes(in: SourceFile(name: "smsctl.yaml", text: text))
    let first = try #require(found.first)
    #expect(found.count == 1)
    #expect(
      first.message.text
        == "with '*a5' the aliases of this document stand for more than 1000000 values"
    )
    #expect(first.range?.start.line == 7)
  }

  /// Each level as a list, as values of a map, as keys with values, and merged.
  @Test(
    .timeLimit(.minutes(1)),
    arguments: [
      "[*a, *a, *a, *a, *a, *a, *a, *a, *a]", "{a: *a, b: *a, c: *a, d: *a, e: *a, f: *a, g: *a}",
      "[{<<: *a}, {<<: [*a, *a]}, {k: *a, <<: *a}]", "[[[*a, *a], [*a, *a]]]",
    ]
  )
  func `stops a billion laughs of any kind`(level: String) throws {
    var text = "a0: &a0 {k: [1, 2, 3, 4, 5, 6, 7, 8, 9]}\n"
    for number in 1..<40 {
      text += "a\(number): &a\(number) {k: \(level.replacing("*a", with: "*a\(number - 1)"))}\n"
    }
    let found = mistakes(in: SourceFile(name: "smsctl.yaml", text: text))
    let message = try #require(found.first?.message.text)
    #expect(found.count == 1)
    #expect(message.hasSuffix("the aliases of this document stand for more than 1000000 values"))
    #expect(found.first?.range?.start.line ?? 0 > 1)
  }

  @Test(.timeLimit(.minutes(1)), arguments: ["'", "\"", ""])
  func `leaves a key of any length alone where it is told to be one`(quote: String) throws {
    let key = quote + String(repeating: "k", count: 100_000) + quote
    let root = try YAMLParser.parse(SourceFile(name: "smsctl.yaml", text: "? \(key)\n: x\n"))[0]
      .root
    #expect(root?.mapping?.entries.map { $0.name.count } == [100_000])
  }

  @Test(.timeLimit(.minutes(1))) func `leaves a hundred thousand lines of a block alone`() throws {
    let text = "a: |\n" + String(repeating: "  line\n", count: 100_000) + "b: c\n"
    let root = try YAMLParser.parse(SourceFile(name: "smsctl.yaml", text: text))[0].root
    #expect(root?.node(at: "a")?.scalar?.text.utf8.count == 500_000)
    #expect(root?.node(at: "b")?.range.start.line == 100_002)
  }

  @Test func `stops merge keys that double`() {
    var text = "a0: &a0 {k: [1, 2, 3, 4]}\n"
    for level in 1..<40 {
      text += "a\(level): &a\(level) {k: 1, l: [{<<: *a\(level - 1)}, {<<: *a\(level - 1)}]}\n"
    }
    #expect(mistakes(in: SourceFile(name: "smsctl.yaml", text: text)).count == 1)
  }

  @Test func `stops a chain of aliases that grows deep`() throws {
    let text = "- &a0 [x]\n" + (1..<2_000).map { "- &a\($0) [*a\($0 - 1)]\n" }.joined()
    let found = mistakes(in: SourceFile(name: "smsctl.yaml", text: text))
    #expect(
      found.map(\.message.text) == [
        "with the value of '*a98' lists and maps are nested more than 100 levels deep"
      ]
    )
  }

  @Test(arguments: ["[", "{a: ", "[{a: "])
  func `stops a hundred thousand levels of brackets`(opening: String) throws {
    let text = String(repeating: opening, count: 100_000)
    let found = mistakes(in: SourceFile(name: "smsctl.yaml", text: text))
    #expect(found.map(\.message.text) == ["lists and maps are nested more than 100 levels deep"])
  }

  @Test func `stops a hundred thousand levels of indentation`() {
    let text = String(repeating: "- ", count: 100_000) + "x"
    let found = mistakes(in: SourceFile(name: "smsctl.yaml", text: text))
    #expect(found.map(\.message.text) == ["lists and maps are nested more than 100 levels deep"])
    #expect(found.first?.range?.start.column == 201)
  }

  @Test func `allows a hundred levels`() throws {
    let text = String(repeating: "[", count: 100) + String(repeating: "]", count: 100)
    #expect(try outline(text) == text)
  }

  @Test(
    arguments: [
      ("«»a: b", YAMLLimits(fileSize: 1 << 20), nil),
      ("a: [b, c, «»d]", YAMLLimits(nodes: 5), "the file holds more than 5 values"),
      (
        "a: &x [b, c]\nd: [*x, «*x»]", YAMLLimits(aliasedNodes: 5),
        "with '*x' the aliases of this document stand for more than 5 values"
      ),
      ("a: [«[»b]]", YAMLLimits(depth: 2), "lists and maps are nested more than 2 levels deep"),
    ] as [(String, YAMLLimits, String?)]
  )
  func `says where it was reached`(marked: String, limits: YAMLLimits, message: String?) {
    let yaml = MarkedYAML(marked)
    let found = mistakes(in: yaml.file, limits: limits)
    #expect(found.map(\.message.text) == [message].compactMap(\.self))
    #expect(found.allSatisfy { $0.range?.span == yaml.subject })
  }

  @Test func `refuses a file that is too large`() {
    let text = "# " + String(repeating: "x", count: 1 << 20)
    let file = SourceFile(name: "smsctl.yaml", text: text)
    let found = mistakes(in: file, limits: YAMLLimits(fileSize: 1 << 20))
    #expect(found.map(\.message.text) == ["the file is larger than 1 MB"])
  }

  @Test func `leaves a long line and a long scalar alone`() throws {
    let long = String(repeating: "é", count: 100_000)
    let file = SourceFile(name: "smsctl.yaml", text: "a: ['\(long)', x, \(long)]\n")
    let list = try #require(try YAMLParser.parse(file).first?.root?.node(at: "a")?.sequence)
    #expect(list.map { $0.scalar?.text.count } == [100_000, 1, 100_000])
    #expect(list[1].range.start.column == 100_009)
    #expect(list[1].range.start.offset == 200_008)
  }
}
