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
    self.init(entries) { _, _ in }
  }

  /// A map of `entries`; `onDuplicate` is told of each entry left out, and of the earlier one with the same key.
  init(_ entries: [Entry], onDuplicate: (_ entry: Entry, _ first: Entry) -> Void) {
    self.entries = entries
    let isLarge = entries.count > Self.searchLimit
    if isLarge { indices.reserveCapacity(entries.count) }
    var kept = 0
    // By index: copying entries would double the time a large file takes.
    for position in entries.indices {
      let name = entries[position].name
      if let first = isLarge ? claim(name, kept) : search(name, before: kept) {
        onDuplicate(entries[position], self.entries[first])
      } else {
        if kept < position { self.entries[kept] = entries[position] }
        kept += 1
      }
    }
    self.entries.removeLast(entries.count - kept)
  }

  /// The value of a key; nil when the map has no such key.
  package subscript(name: String) -> YAMLNode? {
    index(of: name).map { entries[$0].value }
  }

  /// The entry of a key, for messages that point at the key; nil when the map has no such key.
  package func entry(named name: String) -> Entry? {
    index(of: name).map { entries[$0] }
  }

  private static let searchLimit = 8

  /// Notes the index of a new name, and gives nil; or gives the index the name has already.
  private mutating func claim(_ name: String, _ index: Int) -> Int? {
    guard let first = indices.updateValue(index, forKey: name) else { return nil }
    indices[name] = first
    return first
  }

  private func search(_ name: String, before end: Int) -> Int? {
    (0..<end).first { entries[$0].name == name }
  }

  private func index(of name: String) -> Int? {
    indices.isEmpty ? search(name, before: entries.count) : indices[name]
  }
}
