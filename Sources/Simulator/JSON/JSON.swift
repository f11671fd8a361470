/// A JSON value as it stands on the wire.
///
/// The simulator reads and writes its own JSON, so that a mistake of the client's encoder is not
/// repeated here. Numbers without a fraction or an exponent are integers, and a boolean is never a
/// number.
package enum JSON: Sendable, Equatable {
  case null
  case bool(Bool)
  /// A number without a fraction or an exponent.
  case integer(Int)
  /// Any other number.
  case number(Double)
  case string(String)
  case array([JSON])
  /// With its members in the order they came.
  case object(JSONObject)
}

extension JSON {
  /// The text, or nil when it is another kind of value.
  package var text: String? {
    if case .string(let text) = self { text } else { nil }
  }

  /// The truth value, or nil when it is another kind of value.
  package var flag: Bool? {
    if case .bool(let flag) = self { flag } else { nil }
  }

  /// The whole number, or nil when it is another kind of value.
  package var wholeNumber: Int? {
    if case .integer(let number) = self { number } else { nil }
  }

  /// An integer or a fraction, or nil when it is another kind of value.
  package var numeric: Double? {
    switch self {
    case .integer(let number): Double(number)
    case .number(let number): number
    default: nil
    }
  }

  /// The elements, or nil when it is another kind of value.
  package var elements: [JSON]? {
    if case .array(let elements) = self { elements } else { nil }
  }

  /// The members, or nil when it is another kind of value.
  package var fields: JSONObject? {
    if case .object(let object) = self { object } else { nil }
  }

  /// What the value is, for messages: `a string`, `an object`.
  package var kindName: String {
    switch self {
    case .null: "null"
    case .bool: "a boolean"
    case .integer, .number: "a number"
    case .string: "a string"
    case .array: "a list"
    case .object: "an object"
    }
  }

  /// An array of strings.
  package static func strings(_ texts: some Sequence<String>) -> JSON {
    .array(texts.map { .string($0) })
  }

  /// A string, or nil for nil, so that an absent member is left out of an object literal.
  package static func text(_ text: String?) -> JSON? {
    text.map { .string($0) }
  }
}

extension JSON: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral {
  package init(stringLiteral value: String) {
    self = .string(value)
  }

  package init(booleanLiteral value: Bool) {
    self = .bool(value)
  }

  package init(arrayLiteral elements: JSON...) {
    self = .array(elements)
  }
}
