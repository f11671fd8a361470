internal import Diagnostics

// Keys, duplicates and merge keys (https://yaml.org/type/merge.html).
extension Frame {
  /// Takes a key or a value of a map; gives what is wrong with it.
  mutating func addToMapping(_ node: consuming YAMLNode) -> Diagnostic? {
    switch expecting {
    case .key: return addKey(node)
    case .value: return addValue(node)
    case .nothing: expecting = .key
    }
    return nil
  }

  private mutating func addKey(_ node: consuming YAMLNode) -> Diagnostic? {
    expecting = .nothing
    guard let scalar = node.scalar else {
      return .error(
        node.range.isTemplate ? .template : .keyIsNotText(node.kindName),
        at: node.range
      )
    }
    if scalar.style == .plain, scalar.text.isEmpty {
      return .error(.keyIsMissing, at: node.range)
    }
    expecting = .value
    pendingKey = node
    return nil
  }

  private mutating func addValue(_ node: consuming YAMLNode) -> Diagnostic? {
    expecting = .key
    guard let key = pendingKey.take() else { return nil }
    let entry = YAMLMapping.Entry(key: key, value: node)
    if entry.isMerge { return addMerge(entry) }
    entries.append(entry)
    return nil
  }

  private mutating func addMerge(_ entry: YAMLMapping.Entry) -> Diagnostic? {
    guard let first = merged.first else {
      merged = [entry]
      return nil
    }
    let note = Diagnostic.Note(.firstDefinedHere, at: first.key.range)
    return .error(.duplicateMerge, at: entry.key.range, notes: [note])
  }

  /// The map's own entries, then what its merge key brings in; reports keys that appear twice.
  func finishMapping(_ diagnostics: inout [Diagnostic]) -> YAMLMapping {
    let own = YAMLMapping(entries) { entry, first in
      let note = Diagnostic.Note(.firstDefinedHere, at: first.key.range)
      diagnostics.append(.error(.duplicateKey(entry.name), at: entry.key.range, notes: [note]))
    }
    guard let source = merged.first?.value else { return own }
    return YAMLMapping(own.entries + mergedEntries(of: source, &diagnostics))
  }

  private func mergedEntries(
    of source: YAMLNode,
    _ diagnostics: inout [Diagnostic]
  ) -> [YAMLMapping.Entry] {
    var entries: [YAMLMapping.Entry] = []
    for node in source.sequence ?? [source] {
      if let mapping = node.mapping {
        entries += mapping.entries
      } else if !diagnostics.contains(where: { $0.range == node.range }) {
        // An unknown alias is told of already.
        diagnostics.append(.error(.mergeOf(node.kindName), at: node.range))
      }
    }
    return entries
  }
}

extension SourceRange {
  /// Whether it is the inside of `{{ name }}`, as templates have it.
  fileprivate var isTemplate: Bool {
    let text = file.text.utf8
    return start.offset > 0 && text.dropFirst(start.offset - 1).starts(with: "{{".utf8)
      || text.dropFirst(start.offset).starts(with: "{{".utf8)
  }
}

extension YAMLMapping.Entry {
  /// Whether the key is an unquoted `<<`.
  fileprivate var isMerge: Bool {
    key.scalar.map { $0.style == .plain && $0.text == "<<" } ?? false
  }
}

extension Diagnostic.Message {
  fileprivate static let firstDefinedHere: Self = "first defined here"
  fileprivate static let template: Self =
    "this template was not filled in; what smsctl replaces is written '${name}'"
  fileprivate static let keyIsMissing: Self = "expected a key here"
  fileprivate static let duplicateMerge: Self =
    "the merge key '<<' appears twice; merge several maps with '<<: [*first, *second]'"

  fileprivate static func keyIsNotText(_ kind: String) -> Self {
    "a key must be text, not \(kind); put it in quotes if it is meant as text"
  }

  fileprivate static func duplicateKey(_ name: String) -> Self {
    "the key '\(name)' appears twice in this map"
  }

  fileprivate static func mergeOf(_ kind: String) -> Self {
    "the merge key '<<' takes a map or a list of maps, not \(kind)"
  }
}
