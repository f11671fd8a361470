internal import YAMLSyntax

/// Laying a region's `overrides` over a resource.
enum NodeOverlay {
  /// The base with the override's entries laid over it: maps merge, lists and scalars replace, and a
  /// null takes an entry away, so that the attribute is unmanaged there; but a tag that is null stays
  /// so, which says that it is to be removed.
  static func merge(
    _ base: [YAMLMapping.Entry],
    with overrides: [YAMLMapping.Entry]
  ) -> [YAMLMapping.Entry] {
    merge(base, with: overrides) { $0 == "tags" }
  }

  private static func merge(
    _ base: [YAMLMapping.Entry],
    with overrides: [YAMLMapping.Entry],
    keepingNulls: Bool = false,
    keepsNullsUnder: (_ name: String) -> Bool = { _ in false }
  ) -> [YAMLMapping.Entry] {
    var result = base
    for entry in overrides {
      let index = result.firstIndex { $0.name == entry.name }
      if entry.value.isNull, !keepingNulls {
        if let index { result.remove(at: index) }
      } else if let index {
        let value = merge(
          result[index].value,
          with: entry.value,
          keepingNulls: keepsNullsUnder(entry.name)
        )
        result[index] = YAMLMapping.Entry(key: entry.key, value: value)
      } else {
        result.append(entry)
      }
    }
    return result
  }

  private static func merge(
    _ base: YAMLNode,
    with override: YAMLNode,
    keepingNulls: Bool
  ) -> YAMLNode {
    guard let left = base.mapping, let right = override.mapping else { return override }
    let entries = merge(left.entries, with: right.entries, keepingNulls: keepingNulls)
    return YAMLNode(content: .mapping(YAMLMapping(entries)), range: override.range)
  }
}
