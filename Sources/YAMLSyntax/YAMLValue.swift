/// A value to write as YAML, without places.
package indirect enum YAMLValue: Sendable, Hashable {
  /// Written as it stands: `true`, `false`, a number.
  case word(String)
  /// A text; in quotes wherever it could be taken for anything else.
  case text(String)
  /// In the order to write.
  case list([YAMLValue])
  /// In the order to write; no two fields share a name.
  case map([YAMLField])

  /// `true` or `false`.
  package static func flag(_ value: Bool) -> YAMLValue { .word(value ? "true" : "false") }

  /// The fields of a map; nil for anything else.
  package var fields: [YAMLField]? {
    if case .map(let fields) = self { fields } else { nil }
  }
}

/// A key and its value.
package struct YAMLField: Sendable, Hashable {
  /// The key; in quotes wherever it could be taken for anything but a text.
  package var name: String
  /// What stands behind the colon, or below the key.
  package var value: YAMLValue
  /// What to write above it, each on a line of its own, without `#`.
  package var comments: [String]

  package init(_ name: String, _ value: YAMLValue, comments: [String] = []) {
    self.name = name
    self.value = value
    self.comments = comments
  }
}

extension [YAMLField] {
  /// The value of a field; nil when there is none of that name.
  package subscript(name: String) -> YAMLValue? {
    first { $0.name == name }?.value
  }
}
