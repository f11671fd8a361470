/// The diagnostics of one run, each once.
///
/// Everything that checks input appends here and goes on, so that all independent mistakes are told together.
package struct DiagnosticList: Sendable {
  private var found: [Diagnostic] = []
  private var known: Set<Diagnostic> = []
  private var fileOrder: [SourceFile: Int] = [:]

  /// How many errors there are.
  package private(set) var errorCount = 0
  /// How many warnings there are.
  package private(set) var warningCount = 0

  /// An empty list.
  ///
  /// Files sort in the order of their first diagnostic.
  package init() {}

  /// An empty list in which `files` sort in the given order, whichever is found wanting first.
  package init(files: [SourceFile]) {
    for file in files { remember(file) }
  }

  /// Whether anything in it makes the input unusable.
  package var hasErrors: Bool { errorCount > 0 }
  /// Whether there is nothing to tell.
  package var isEmpty: Bool { found.isEmpty }

  /// Adds a diagnostic, unless the very same one is there.
  package mutating func append(_ diagnostic: Diagnostic) {
    guard known.insert(diagnostic).inserted else { return }
    found.append(diagnostic)
    if let file = diagnostic.range?.file { remember(file) }
    switch diagnostic.severity {
    case .error: errorCount += 1
    case .warning: warningCount += 1
    case .note: break
    }
  }

  /// Adds several, each unless the very same one is there.
  package mutating func append(contentsOf diagnostics: some Sequence<Diagnostic>) {
    for diagnostic in diagnostics { append(diagnostic) }
  }

  /// All of them by file and position; those without a place come first, equals keep the order of arrival.
  package var sorted: [Diagnostic] {
    let keyed = found.enumerated().map { (key: key(of: $1), arrival: $0, diagnostic: $1) }
    let ordered = keyed.sorted { ($0.key, $0.arrival) < ($1.key, $1.arrival) }
    return ordered.map(\.diagnostic)
  }

  /// Throws everything found when there is an error among it; warnings alone pass.
  package func throwIfErrors() throws(DiagnosticsError) {
    if hasErrors { throw DiagnosticsError(diagnostics: sorted) }
  }

  private mutating func remember(_ file: SourceFile) {
    if fileOrder[file] == nil { fileOrder[file] = fileOrder.count }
  }

  private func key(of diagnostic: Diagnostic) -> SortKey {
    guard let range = diagnostic.range else { return SortKey(file: -1, position: .start) }
    return SortKey(file: fileOrder[range.file] ?? -1, position: range.start)
  }
}

/// What was found wrong with the user's input, thrown as one.
package struct DiagnosticsError: Error, Sendable, Equatable {
  /// In the order to be shown; at least one of them is an error.
  package let diagnostics: [Diagnostic]

  /// An error that carries `diagnostics` as they are.
  package init(diagnostics: [Diagnostic]) {
    self.diagnostics = diagnostics
  }

  /// An error that carries a single diagnostic.
  package init(_ diagnostic: Diagnostic) {
    self.init(diagnostics: [diagnostic])
  }
}

extension DiagnosticsError: CustomStringConvertible {
  /// The diagnostics in their plain form.
  package var description: String { DiagnosticRenderer(style: .plain).render(diagnostics) }
}

private struct SortKey: Comparable {
  let file: Int
  let position: SourcePosition

  static func < (left: SortKey, right: SortKey) -> Bool {
    (left.file, left.position) < (right.file, right.position)
  }
}
