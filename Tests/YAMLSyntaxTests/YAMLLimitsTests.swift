import Diagnostics
import Testing
import YAMLSyntax

@Suite struct `A YAML limit` {
  @Test func `stops a billion laughs`() throws {
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
