internal import Diagnostics

// Keys, duplicates and merge keys (https://yaml.org/type/merge.html).
extension Frame {
  /// Takes a key or a value of a map; gives what is wrong with it.
  mutating func addToMapping(_ node: YAMLNode) -> Diagnostic? {
    switch expecting {
    case .key: return addKey(node)
    case .value(let key): return addEntry(YAMLMapping.Entry(key: key, value: node))
    case .merged(let key): return addMerge(YAMLMapping.Entry(key: key, value: node))
    case .nothing: expecting = .key
    }
    return nil
  }

  private mutating func addKey(_ node: YAMLNode) -> Diagnostic? {
    expecting = .nothing
    guard let scalar = node.scalar else {
      return .error(.keyIsNotText(node.kindName), at: node.range)
    }
    if scalar.style == .plain, scalar.text.isEmpty {
      return .error(.keyIsMissing, at: node.range)
    }
    let isMerge = scalar.style == .plain && scalar.text == "<<"
    expecting = isMerge ? .merged(key: node) : .value(of: node)
    return nil
  }

  private mutating func addEntry(_ entry: YAMLMapping.Entry) -> Diagnostic? {
    expecting = .key
    guard let first = mapping.insert(entry) else { return nil }
    return .error(
      .duplicateKey(entry.name),
      at: entry.key.range,
      notes: [.init(.firstDefinedHere, at: first.key.range)]
    )
  }

  private mutating func addMerge(_ entry: YAMLMapping.Entry) -> Diagnostic? {
    expecting = .key
    guard let first = merged else {
      merged = entry
      return nil
    }
    let note = Diagnostic.Note(.firstDefinedHere, at: first.key.range)
    return .error(.duplicateMerge, at: entry.key.range, notes: [note])
  }

  /// Adds to a map's own entries what its merge key brings in; gives what is wrong with that.
  mutating func merge() -> [Diagnostic] {
    guard let merged = merged?.value else { return [] }
    return (merged.sequence ?? [merged]).compactMap { source in
      guard let other = source.mapping else {
        return .error(.mergeOf(source.kindName), at: source.range)
      }
      for entry in other.entries { mapping.insert(entry) }
      return nil
    }
  }
}

extension Diagnostic.Message {
  fileprivate static let firstDefinedHere: Self = "first defined here"
  fileprivate static let keyIsMissing: Self = "expected a key before ':'"
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
