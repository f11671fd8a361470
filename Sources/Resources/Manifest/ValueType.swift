internal import Diagnostics
package import YAMLSyntax

/// How a kind of value is read from a node.
///
/// Decoding is directed by these, never by the look of a scalar: where a country is expected, `NO`
/// is Norway.
package struct ValueType<Value: Sendable>: Sendable {
  /// What to expect, in words that follow "expected", for example `true or false`.
  package let expectation: String
  /// What the value looks like, for the JSON Schema and the documentation.
  package let shape: ValueShape
  /// Reads the value; notes what is wrong and answers nil when it cannot.
  package let decode: @Sendable (YAMLNode, inout ManifestDecoder) -> Value?

  package init(
    _ expectation: String,
    shape: ValueShape,
    decode: @escaping @Sendable (YAMLNode, inout ManifestDecoder) -> Value?
  ) {
    self.expectation = expectation
    self.shape = shape
    self.decode = decode
  }

  /// A type of scalars: `parse` answers nil for a text that is not one.
  ///
  /// `pattern` and `length` say the same of it to those who do not decode.
  package static func scalar(
    _ expectation: String,
    pattern: String? = nil,
    length: ClosedRange<Int> = 1...Int.max,
    format: String? = nil,
    parse: @escaping @Sendable (String) -> Value?
  ) -> ValueType {
    let shape = TextShape(expectation, pattern: pattern, length: length, format: format)
    return ValueType(expectation, shape: .text(shape)) { node, decoder in
      guard let text = decoder.text(node, expected: expectation) else { return nil }
      if let value = parse(text) { return value }
      let isUnexpanded = decoder.variables == nil && text.contains("${")
      let hint = isUnexpanded ? "; '${...}' is not replaced here" : ""
      decoder.error(.expected(expectation, got: text.shownShort + hint), at: node.range)
      return nil
    }
  }
}

extension ValueType where Value == String {
  /// Any text that is not empty.
  package static var text: ValueType {
    scalar("a text") { $0.isEmpty ? nil : $0 }
  }

  /// A text whose number of characters lies in `length`, all of which `allowed` admits.
  ///
  /// `pattern` is a regular expression that says what `allowed` does.
  package static func text(
    _ expectation: String,
    _ length: ClosedRange<Int>,
    pattern: String? = nil,
    where allowed: @escaping @Sendable (Unicode.Scalar) -> Bool = { _ in true }
  ) -> ValueType {
    scalar(expectation, pattern: pattern, length: length) { text in
      guard length.contains(text.unicodeScalars.count), text.unicodeScalars.allSatisfy(allowed)
      else { return nil }
      return text
    }
  }

  /// A name of letters, digits, `_` and `-`, as opt-out lists and configuration sets have them.
  package static func name(_ what: String, _ length: ClosedRange<Int> = 1...64) -> ValueType {
    text(
      "\(what) of \(length.lowerBound) to \(length.upperBound) letters, digits, '_' or '-'",
      length,
      pattern: "^[A-Za-z0-9_-]+$",
      where: \.isNameScalar
    )
  }
}

extension ValueType where Value == Bool {
  /// `true` or `false`; the other words of YAML 1.1 are told off.
  package static var boolean: ValueType {
    let expectation = "true or false"
    return ValueType(expectation, shape: .boolean) { node, decoder in
      guard let text = decoder.text(node, expected: expectation) else { return nil }
      if decoder.isQuotedText(node) {
        decoder.error("expected \(expectation) without quotes", at: node.range)
        return nil
      }
      switch text {
      case "true", "True", "TRUE": return true
      case "false", "False", "FALSE": return false
      default:
        decoder.error(.notBoolean(text), at: node.range)
        return nil
      }
    }
  }
}

extension ValueType where Value == Int {
  /// A whole number in decimal digits, in a range.
  package static func integer(_ range: ClosedRange<Int>) -> ValueType {
    let expectation = "a whole number from \(range.lowerBound) to \(range.upperBound)"
    return ValueType(expectation, shape: .integer(range)) { node, decoder in
      guard let text = decoder.text(node, expected: expectation) else { return nil }
      if decoder.isQuotedText(node) {
        decoder.error("expected \(expectation) without quotes", at: node.range)
        return nil
      }
      let isPlain = text.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      if isPlain, text == "0" || !text.hasPrefix("0"), let number = Int(text),
        range.contains(number)
      {
        return number
      }
      decoder.error(.expected(expectation, got: text.shownShort), at: node.range)
      return nil
    }
  }
}

extension ValueType where Value == Double {
  /// A number in decimal digits, with a fraction or not, above 0.
  package static func positiveNumber(upTo most: Int) -> ValueType {
    let shape = ValueShape.positiveNumber(upTo: most)
    let expectation = shape.phrase
    return ValueType(expectation, shape: shape) { node, decoder in
      guard let text = decoder.text(node, expected: expectation) else { return nil }
      if decoder.isQuotedText(node) {
        decoder.error("expected \(expectation) without quotes", at: node.range)
        return nil
      }
      let isPlain = text.utf8.allSatisfy {
        (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) || $0 == UInt8(ascii: ".")
      }
      if isPlain, let number = Double(text), number > 0, number <= Double(most) { return number }
      decoder.error(.expected(expectation, got: text.shownShort), at: node.range)
      return nil
    }
  }
}

extension ValueType where Value: RawRepresentable & CaseIterable, Value.RawValue == String {
  /// One of the raw values of an enumeration; the nearest one is named when it is none.
  package static var enumeration: ValueType {
    let names = Value.allCases.map(\.rawValue)
    let list = names.joined(separator: names.count == 2 ? " or " : ", ")
    let expectation = names.count == 2 ? list : "one of \(list)"
    return ValueType(expectation, shape: .choice(names)) { node, decoder in
      guard let text = decoder.text(node, expected: expectation) else { return nil }
      if let value = Value(rawValue: text) { return value }
      if let near = Suggestion.nearest(to: text, among: names) {
        decoder.error(
          "'\(text)' is not one of \(list); did you mean '\(near)'?",
          at: node.range
        )
      } else {
        decoder.error(.expected(expectation, got: text.shownShort), at: node.range)
      }
      return nil
    }
  }
}

extension ValueType {
  /// A list, each member with its place.
  ///
  /// `count` bounds it; a member twice is an error.
  package static func list<Element: Hashable>(
    of element: ValueType<Element>,
    _ what: String,
    count: ClosedRange<Int> = 0...Int.max
  ) -> ValueType where Value == [Located<Element>] {
    let expectation = "a list of \(what)"
    return ValueType(expectation, shape: .list(element.shape, count: count)) { node, decoder in
      guard case .sequence(let items) = node.content else {
        decoder.error(.expected(expectation, got: node.kindName), at: node.range)
        return nil
      }
      if items.count < count.lowerBound || items.count > count.upperBound {
        decoder.error(.wrongCount(items.count, of: what, bounds: count), at: node.range)
        return nil
      }
      var seen = Set<Element>(minimumCapacity: items.count)
      var values: [Located<Element>] = []
      values.reserveCapacity(items.count)
      for item in items {
        guard let value = element.decode(item, &decoder) else { continue }
        if seen.insert(value).inserted {
          values.append(Located(value, at: item.range))
        } else {
          let first = values.first { $0.value == value }
          decoder.diagnostics.append(
            .error(
              "'\(item.scalar?.text ?? "\(value)")' is listed twice",
              at: item.range,
              notes: [.init("first listed here", at: first?.range)]
            )
          )
        }
      }
      return values
    }
  }

  /// A map from texts to values of one type, each key with its place.
  ///
  /// `expectation` follows "expected", for example `a map of tags such as { team: growth }`.
  package static func map<Key: Hashable, Element: Sendable>(
    _ key: ValueType<Key>,
    to element: ValueType<Element>,
    _ expectation: String
  ) -> ValueType where Value == [MapEntry<Key, Element>] {
    let shape = ValueShape.map(key: key.textShape, value: element.shape)
    return ValueType(expectation, shape: shape) { node, decoder in
      guard let entries = node.entries else {
        decoder.error(.expected(expectation, got: node.kindName), at: node.range)
        return nil
      }
      var seen: [Key: SourceRange] = [:]
      return entries.compactMap { entry in
        guard let name = decoder.literally({ key.decode(entry.key.asKey, &$0) }),
          let value = element.decode(entry.value, &decoder)
        else { return nil }
        if let first = seen.updateValue(entry.key.range, forKey: name) {
          decoder.diagnostics.append(
            .error(
              "'\(name)' stands here twice",
              at: entry.key.range,
              notes: [.init("first defined here", at: first)]
            )
          )
          return nil
        }
        return MapEntry(key: Located(name, at: entry.key.range), value: value)
      }
    }
  }

  /// An object of declared fields.
  package static func object(
    _ schema: ObjectSchema<Value>,
    _ expectation: String
  ) -> ValueType {
    ValueType(expectation, shape: .object(schema.shape)) { node, decoder in
      guard let entries = node.entries else {
        decoder.error(.expected(expectation, got: node.kindName), at: node.range)
        return nil
      }
      return schema.decode(entries, at: node.range, &decoder)
    }
  }

  /// The same values, seen as another type.
  package func map<Other: Sendable>(
    _ transform: @escaping @Sendable (Value) -> Other
  ) -> ValueType<Other> {
    ValueType<Other>(expectation, shape: shape) { node, decoder in
      decode(node, &decoder).map(transform)
    }
  }

  /// What a key of this type looks like.
  package var textShape: TextShape {
    if case .text(let shape) = shape { shape } else { TextShape(expectation) }
  }
}

/// One entry of a decoded map.
package struct MapEntry<Key: Hashable & Sendable, Value: Sendable>: Sendable {
  package var key: Located<Key>
  package var value: Value

  package init(key: Located<Key>, value: Value) {
    self.key = key
    self.value = value
  }
}

extension YAMLNode {
  /// The node as a key, which is a text even where it would be null as a value.
  fileprivate var asKey: YAMLNode {
    guard isNull, let scalar else { return self }
    return YAMLNode(content: .scalar(Scalar(text: scalar.text, style: .quoted)), range: range)
  }

  /// The entries of a map; those of an empty map for null, nil for anything else.
  package var entries: [Mapping.Entry]? {
    switch content {
    case .mapping(let mapping): mapping.entries
    case .scalar, .sequence: isNull ? [] : nil
    }
  }
}

extension Located<String> {
  /// The text as a node.
  var node: YAMLNode {
    YAMLNode(content: .scalar(YAMLNode.Scalar(text: value, style: .quoted)), range: range)
  }
}

extension Unicode.Scalar {
  /// Whether it is an ASCII letter or digit, `_` or `-`.
  package var isNameScalar: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-": true
    default: false
    }
  }
}

extension String {
  /// In quotes; of a long text the beginning and how long it is.
  var shownShort: String {
    let count = unicodeScalars.count
    return count > 60
      ? "'\(String(unicodeScalars.prefix(40)))...' of \(count) characters" : "'\(self)'"
  }
}

extension Diagnostic.Message {
  fileprivate static func notBoolean(_ text: String) -> Self {
    switch text.lowercased() {
    case "true", "yes", "y", "on", "1": "expected true or false, got '\(text)'; write true"
    case "false", "no", "n", "off", "0": "expected true or false, got '\(text)'; write false"
    default: .expected("true or false", got: "'\(text)'")
    }
  }

  fileprivate static func wrongCount(
    _ count: Int,
    of what: String,
    bounds: ClosedRange<Int>
  ) -> Self {
    let (least, most) = (bounds.lowerBound, bounds.upperBound)
    return switch most {
    case Int.max: "this list of \(what) is empty: expected at least one"
    case least + 1: "expected \(least) or \(most) \(what), got \(count)"
    default: "expected \(least) to \(most) \(what), got \(count)"
    }
  }
}
