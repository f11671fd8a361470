extension Decoder {
  /// A container that refuses keys nobody would read, so that a typing error in a seed is found.
  func strictContainer<Key: CodingKey & CaseIterable>(
    _ type: Key.Type,
    alsoAllowing others: [any CodingKey] = []
  ) throws -> KeyedDecodingContainer<Key> {
    let known = Set(Key.allCases.map(\.stringValue) + others.map(\.stringValue))
    for key in try container(keyedBy: AnyKey.self).allKeys where !known.contains(key.stringValue) {
      throw DecodingError.dataCorrupted(
        DecodingError.Context(
          codingPath: codingPath,
          debugDescription: "'\(key.stringValue)' is not known here; there can be "
            + known.sorted().joined(separator: ", ")
        )
      )
    }
    return try container(keyedBy: type)
  }
}

extension KeyedDecodingContainer {
  /// The value of a key, or another one when the key is absent or null.
  func value<Value: Decodable>(_ key: Key, or fallback: Value) throws -> Value {
    try decodeIfPresent(Value.self, forKey: key) ?? fallback
  }
}

/// Any key at all, to see which ones there are.
private struct AnyKey: CodingKey {
  var stringValue: String
  var intValue: Int? { nil }

  init(stringValue: String) {
    self.stringValue = stringValue
  }

  init?(intValue: Int) {
    nil
  }
}
