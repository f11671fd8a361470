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
    overrides.isEmpty ? base : merge(base, with: overrides, under: nil)
  }

  /// `name` is the field under which the entries stand; nil at the top of a resource.
  private static func merge(
    _ base: [YAMLMapping.Entry],
    with overrides: [YAMLMapping.Entry],
    under name: String?
  ) -> [YAMLMapping.Entry] {
    // Keywords are the same in any case.
    func key(_ entry: YAMLMapping.Entry) -> String {
      name == "keywords" ? entry.name.uppercased() : entry.name
    }
    var result: [YAMLMapping.Entry?] = base
    var places: [String: Int] = [:]
    for (index, entry) in base.enumerated() { places[key(entry)] = places[key(entry)] ?? index }
    for entry in overrides {
      let place = places[key(entry)]
      if entry.value.isNull, name != "tags" {
        if let place { result[place] = nil }
      } else if let place {
        let value = merge(result[place]?.value, with: entry.value, under: entry.name)
        result[place] = YAMLMapping.Entry(key: entry.key, value: value)
      } else {
        places[key(entry)] = result.count
        let value = merge(nil, with: entry.value, under: entry.name)
        result.append(YAMLMapping.Entry(key: entry.key, value: value))
      }
    }
    return result.compactMap(\.self)
  }

  private static func merge(
    _ base: YAMLNode?,
    with override: YAMLNode,
    under name: String
  ) -> YAMLNode {
    guard let right = override.mapping else { return override }
    let left = base?.mapping?.entries ?? []
    let entries = merge(left, with: right.entries, under: name)
    return YAMLNode(content: .mapping(YAMLMapping(entries)), range: override.range)
  }
}
