import Diagnostics
import Testing

@Suite struct `A list of diagnostics` {
  private func place(_ file: SourceFile, _ offset: Int) -> SourceRange {
    SourceRange(file: file, start: file.position(at: offset), end: file.position(at: offset))
  }

  @Test func `sorts by file and position, what has no place first`() {
    let first = SourceFile(name: "b.yaml", text: "x\ny\n")
    let second = SourceFile(name: "a.yaml", text: "x\ny\n")
    var list = DiagnosticList(files: [first, second])
    list.append(.error("4", at: place(second, 0)))
    list.append(.error("3", at: place(first, 2)))
    list.append(.warning("2", at: place(first, 0)))
    list.append(.error("1", at: nil))
    list.append(.error("2b", at: place(first, 0)))
    #expect(list.sorted.map(\.message.text) == ["1", "2", "2b", "3", "4"])
  }

  @Test func `sorts files by their first diagnostic unless told otherwise`() {
    let first = SourceFile(name: "b.yaml", text: "x")
    let second = SourceFile(name: "a.yaml", text: "x")
    var list = DiagnosticList()
    list.append(contentsOf: [.error("1", at: place(first, 0)), .error("2", at: place(second, 0))])
    list.append(.error("1b", at: place(first, 0)))
    #expect(list.sorted.map(\.message.text) == ["1", "1b", "2"])
  }

  @Test func `holds each diagnostic once`() {
    let file = SourceFile(name: "a.yaml", text: "x")
    let twin = SourceFile(name: "a.yaml", text: "x")
    var list = DiagnosticList()
    for file in [file, file, twin] { list.append(.error("x", at: place(file, 0))) }
    list.append(.error("x", at: place(file, 0), notes: [.init("y")]))
    list.append(.warning("x", at: place(file, 0)))
    #expect(list.sorted.count == 4)
    #expect(list.errorCount == 3)
    #expect(list.warningCount == 1)
  }

  @Test func `is thrown whole when there is an error`() throws {
    var list = DiagnosticList()
    #expect(list.isEmpty)
    list.append(.warning("w", at: nil))
    try list.throwIfErrors()
    #expect(!list.hasErrors)
    list.append(.error("e", at: nil))
    let error = #expect(throws: DiagnosticsError.self) { try list.throwIfErrors() }
    #expect(error?.description == "warning: w\nerror: e\n")
  }
}
