internal import Diagnostics
internal import Resources
internal import YAMLSyntax

/// What becomes of the bytes of a manifest, up to where an account would be needed.
struct ManifestReading {
  private var documents: [YAMLDocument] = []
  /// What was told, part by part: of the syntax, of the manifest.
  private var parts: [[Diagnostic]] = []
  private var thrown: [DiagnosticsError] = []

  /// Reads the bytes as the commands do, but goes on after a mistake with what can be made out.
  init(of bytes: [UInt8]) {
    do throws(DiagnosticsError) {
      try read(SourceFile(name: "fuzz.yaml", bytes: bytes))
    } catch {
      thrown.append(error)
      parts.append(error.diagnostics)
    }
  }

  private mutating func read(_ file: SourceFile) throws(DiagnosticsError) {
    var diagnostics = DiagnosticList(files: [file])
    documents = YAMLParser.parse(file, into: &diagnostics)
    parts.append(diagnostics.sorted)
    let source = try ManifestSource(merging: documents)
    let known = source.diagnostics.hasErrors
    let account = source.accountIDs?.first ?? "000000000000"
    let manifest = try Manifest(source, account: account)
    guard !known else { fatalError("a manifest was made of documents that could not be merged") }
    parts.append(manifest.warnings)
  }
}

// MARK: - What must be true

extension ManifestReading {
  /// The text shown to people, once everything that must be true of the reading is found to be so.
  func checked() -> String {
    for error in thrown { check(error) }
    for diagnostic in parts.joined() { check(diagnostic) }
    var budget = 20_000
    for document in documents {
      if let root = document.root { check(root, &budget) }
    }
    let text = parts.map { DiagnosticRenderer(style: .plain).render($0) }.joined()
    check(text)
    return text
  }

  private func check(_ error: DiagnosticsError) {
    guard error.diagnostics.contains(where: { $0.severity == .error }) else {
      fatalError("what was thrown holds no error")
    }
    guard !DiagnosticRenderer(style: .plain).render(error.diagnostics).isEmpty else {
      fatalError("what was thrown renders as nothing")
    }
  }

  private func check(_ diagnostic: Diagnostic) {
    let ranges = [diagnostic.range] + diagnostic.notes.map(\.range)
    for range in ranges.compactMap(\.self) { check(range, of: diagnostic.message.text) }
  }

  /// Checks the ranges of a node and of what it holds.
  ///
  /// A few aliases stand for very many nodes, so only as many as `budget` are looked at.
  private func check(_ node: YAMLNode, _ budget: inout Int) {
    guard budget > 0 else { return }
    budget -= 1
    check(node.range, of: node.kindName)
    switch node.content {
    case .scalar: break
    case .sequence(let items):
      for item in items { check(item, &budget) }
    case .mapping(let mapping):
      for entry in mapping.entries {
        check(entry.key, &budget)
        check(entry.value, &budget)
      }
    }
  }

  private func check(_ range: SourceRange, of what: String) {
    let (start, end) = (range.start, range.end)
    guard start.offset <= end.offset, end.offset <= range.file.text.utf8.count else {
      fatalError("\(start) to \(end) is not within the file: \(what)")
    }
    for position in [start, end] where position != range.file.position(at: position.offset) {
      fatalError("\(position) has the wrong line or column: \(what)")
    }
  }

  private func check(_ text: String) {
    for scalar in text.unicodeScalars where scalar.properties.generalCategory == .control {
      guard scalar == "\n" || scalar == "\t" else {
        fatalError("\(scalar.debugDescription) is shown as it is")
      }
    }
  }
}
