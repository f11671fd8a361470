internal import YAMLSyntax

/// Laying a region's `overrides` over a resource.
enum NodeOverlay {
  /// The base with the override's entries laid over it: maps merge, lists and scalars replace, and a
  /// null takes an entry away, so that the attribute is unmanaged there.
  static func merge(
    _ base: [YAMLMapping.Entry],
    with overrides: [YAMLMapping.Entry]
  )
    -> [YAMLMapping.Entry]
  {
    var result = base
    for entry in overrides {
      let index = result.firstIndex { $0.name == entry.name }
      if entry.value.isNull {
        if let index { result.remove(at: index) }
      } else if let index {
        result[index] = YAMLMapping.Entry(
          key: entry.key,
          value: merge(result[index].value, with: entry.value)
        )
      } else {
        result.append(entry)
      }
    }
    return result
  }

  private static func merge(_ base: YAMLNode, with override: YAMLNode) -> YAMLNode {
    guard let left = base.mapping, let right = override.mapping else { return override }
    let entries = merge(left.entries, with: right.entries)
    return YAMLNode(content: .mapping(YAMLMapping(entries)), range: override.range)
  }
}
