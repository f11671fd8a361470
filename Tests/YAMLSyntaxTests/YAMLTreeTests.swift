import Diagnostics
import Testing
import YAMLSyntax

@Suite struct `A YAML tree` {
  @Test(
    arguments: [
      ("a: 1\nb: [x, 'y']\n", #"{a: 1, b: [x, "y"]}"#),
      (
        "- NO\n- 012\n- +12065550100\n- 2027-01-01T00:00:00Z\n",
        "[NO, 012, +12065550100, 2027-01-01T00:00:00Z]"
      ),
      ("a: |\n  x\n  y\nb: >-\n  x\n  y\n", "{a: \"x\ny\n\", b: \"x y\"}"),
      ("a:\nb: ~\n", "{a: , b: ~}"),
      ("a: \"\\u00e9\\0\"\n", "{a: \"é\0\"}"),
      ("{}", "{}"),
      ("[]", "[]"),
      ("[a: b, c]", "[{a: b}, c]"),
      ("? a\n: b\n", "{a: b}"),
      ("a: !!str 12\n", "{a: \"12\"}"),
      ("\"<<\": x\n", "{\"<<\": x}"),
      ("\"\": x\n", "{\"\": x}"),
      ("a: b\r\nc: d\r\n", "{a: b, c: d}"),
      ("\u{FEFF}a: b\n", "{a: b}"),
      ("a: b # comment", "{a: b}"),
      ("a: x#y", "{a: x#y}"),
      ("a:\tb\n", "{a: b}"),
      ("a: [\tb,\n\tc\t]\n", "{a: [b, c]}"),
      ("a: |\r\n  x\r\n  y\r\nb: c\r\n", "{a: \"x\ny\n\", b: c}"),
      ("a: b\rc: d\r", "{a: b, c: d}"),
      ("a: !<tag:yaml.org,2002:str> 12\n", "{a: \"12\"}"),
      ("!!str 12: a\n", "{\"12\": a}"),
      ("%TAG !e! tag:yaml.org,2002:\n---\na: !e!str 12\n", "{a: \"12\"}"),
      ("a: 1\n---\n- b\n...\n---\nc\n", "{a: 1} --- [b] --- c"),
      ("%YAML 1.2\n---\na: b\n", "{a: b}"),
    ]
  )
  func `keeps scalars as text`(text: String, expected: String) throws {
    #expect(try outline(text) == expected)
  }

  @Test(arguments: ["", "\n", "\r", "# only a comment\n", "\u{FEFF}", "\u{FEFF}# x\n", "   \r\n"])
  func `is absent from a file without a document`(text: String) throws {
    #expect(try YAMLParser.parse(SourceFile(name: "smsctl.yaml", text: text)).isEmpty)
  }

  @Test func `is absent from an empty document`() throws {
    #expect(try outline("---\n---\nnull\n---\n# comment\n") == "nothing --- null --- nothing")
  }

  @Test(
    arguments: [
      ("", true), ("~", true), ("null", true), ("Null", true), ("NULL", true), ("nULL", false),
      ("'null'", false), ("\"\"", false), ("!!str null", false), ("!!str", false), ("no", false),
      ("{}", false), ("[]", false),
    ]
  )
  func `knows the nulls of the core schema`(value: String, isNull: Bool) throws {
    let file = SourceFile(name: "smsctl.yaml", text: "a: \(value)\n")
    let node = try #require(try YAMLParser.parse(file).first?.root?.node(at: "a"))
    #expect(node.isNull == isNull)
  }

  @Test(
    arguments: [
      ("{}", "a map"), ("[]", "a list"), ("x", "a string"), ("12", "a string"), ("~", "nothing"),
    ]
  )
  func `names the kinds of its nodes`(value: String, kind: String) throws {
    let file = SourceFile(name: "smsctl.yaml", text: "a: \(value)\n")
    let node = try #require(try YAMLParser.parse(file).first?.root?.node(at: "a"))
    #expect(node.kindName == kind)
  }

  @Test func `tells of a string tag`() throws {
    let file = SourceFile(name: "smsctl.yaml", text: "[!!str a, b]")
    let root = try #require(try YAMLParser.parse(file).first?.root)
    #expect(root.sequence?.map { $0.scalar?.tag } == ["!!str", nil])
  }
}
