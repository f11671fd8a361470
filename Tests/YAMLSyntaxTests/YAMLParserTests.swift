import Diagnostics
import Testing
import YAMLSyntax

@Suite struct `A YAML file` {
  @Test func `becomes located nodes`() throws {
    let file = SourceFile(name: "a.yaml", text: "a: 1\nb: [x, 'y']\n")
    let root = try #require(try YAMLParser.parse(file).first?.root)
    let b = try #require(root.mapping?["b"])
    #expect(b.sequence?.map { $0.scalar?.text } == ["x", "y"])
    #expect(b.range.start == SourcePosition(line: 2, column: 4, offset: 8))
    #expect(b.range.end == SourcePosition(line: 2, column: 12, offset: 16))
  }
}
