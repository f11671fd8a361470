/// A YAML map: entries in the order they were written, each key once.
///
/// Entries that came in by a merge key follow those of the map itself. Looking a key up takes constant time on average.
/// Keys are equal as Swift strings are, so two spellings of an accented letter are one key.
package struct YAMLMapping: Sendable {
  /// A key and its value.
  package struct Entry: Sendable {
    /// The key: always a scalar.
    package let key: YAMLNode
    /// The value; a null when it was left out.
    package let value: YAMLNode

    /// An entry; `key` must be a scalar.
    package init(key: YAMLNode, value: YAMLNode) {
      self.key = key
      self.value = value
    }

    /// The key's text.
    package var name: String { key.scalar?.text ?? "" }
  }

  /// The entries in order.
  package private(set) var entries: [Entry] = []
  // Built once a map is too large to search from end to end.
  private var indices: [String: Int] = [:]

  /// An empty map.
  package init() {}

  /// A map of `entries`; of entries with the same key the first is kept.
  package init(_ entries: [Entry]) {
    for entry in entries { insert(entry) }
  }

  /// The value of a key; nil when the map has no such key.
  package subscript(name: String) -> YAMLNode? {
    index(of: name).map { entries[$0].value }
  }

  /// The entry of a key, for messages that point at the key; nil when the map has no such key.
  package func entry(named name: String) -> Entry? {
    index(of: name).map { entries[$0] }
  }

  /// Adds an entry at the end, and gives nil; or gives the entry that has its key already, and adds nothing.
  @discardableResult
  mutating func insert(_ entry: Entry) -> Entry? {
    let name = entry.name
    if let index = index(of: name) { return entries[index] }
    entries.append(entry)
    if entries.count > Self.searchLimit { indexEntries(from: entries.count - 1) }
    return nil
  }

  private static let searchLimit = 8

  private mutating func indexEntries(from last: Int) {
    for index in (indices.isEmpty ? 0 : last)...last { indices[entries[index].name] = index }
  }

  private func index(of name: String) -> Int? {
    guard indices.isEmpty else { return indices[name] }
    return entries.firstIndex { $0.name == name }
  }
}
