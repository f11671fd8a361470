/// What a value of the manifest looks like, for those who describe the language rather than read it.
///
/// The JSON Schema, `smsctl explain` and the tables of `spec/manifest.md` are made from shapes, and shapes
/// come from the same `ValueType`s that decode.
package indirect enum ValueShape: Sendable {
  /// `true` or `false`.
  case boolean
  /// `false` and nothing else.
  case no
  case integer(ClosedRange<Int>)
  /// A number, with a fraction or not, above 0 and up to this.
  case positiveNumber(upTo: Int)
  case text(TextShape)
  /// One of these words; `what` says what they are where they are too many to list.
  case choice([String], what: String? = nil)
  /// `count` is how many members it may have; `Int.max` is for no bound.
  case list(ValueShape, count: ClosedRange<Int>)
  case map(key: TextShape, value: ValueShape)
  case object(ObjectShape)
  /// Any one of several.
  case alternatives([ValueShape])
  /// The shape, or null.
  case nullable(ValueShape)
}

/// What a text of the manifest looks like.
package struct TextShape: Sendable {
  /// What it is, in words that follow "expected", for example `an event destination name`.
  package var name: String
  /// A regular expression that all of it matches, in what ECMA 262 and ICU share; nil for any text.
  package var pattern: String?
  /// Characters (Unicode scalars).
  package var length: ClosedRange<Int>
  /// A JSON Schema `format`, such as `date-time`; nil for none.
  package var format: String?

  package init(
    _ name: String,
    pattern: String? = nil,
    length: ClosedRange<Int> = 1...Int.max,
    format: String? = nil
  ) {
    self.name = name
    self.pattern = pattern
    self.length = length
    self.format = format
  }
}

/// The fields that a map of the manifest may have.
package struct ObjectShape: Sendable {
  /// A field, what it may hold and what it means.
  package struct Field: Sendable {
    package var name: String
    package var shape: ValueShape
    package var doc: FieldDoc
    /// Whether null may stand there.
    package var isNullable: Bool
  }

  /// A name in camel case by which the schema refers to it, for example `eventDestination`.
  package var id: String
  /// What the map describes, for example `a pool`.
  package var title: String
  /// What it is for, in sentences; empty when the fields say it all.
  package var doc: String
  /// In the order in which they are told.
  package var fields: [Field]
  /// The names of those that must be there.
  package var required: [String] = []
  /// Names of which exactly one must be there; empty for none.
  package var exactlyOne: [String] = []
  /// Whether it describes some of the fields, as `overrides` have them.
  package var isPart = false
}

/// What a field means, for people.
package struct FieldDoc: Sendable, ExpressibleByStringInterpolation {
  /// Sentences; the first one says what it is.
  package var text: String
  /// What holds when the field is absent; nil for "unmanaged", the rule of the language.
  package var absent: String?
  /// How it is written, for example `[DE, FR]`; nil where its shape says that.
  package var example: String?

  package init(_ text: String, absent: String? = nil, example: String? = nil) {
    self.text = text
    self.absent = absent
    self.example = example
  }

  package init(stringLiteral text: String) {
    self.init(text)
  }
}

extension ValueShape {
  /// The maps that may stand there.
  enum Inner {
    /// One with declared fields.
    case fields(ObjectShape)
    /// One from keys to such maps.
    case entries(ObjectShape)
  }

  /// Nil where no map with declared fields may stand.
  var inner: Inner? {
    switch self {
    case .object(let object): return .fields(object)
    case .map(_, let value):
      if case .fields(let object) = value.inner { return .entries(object) }
      return nil
    case .alternatives(let shapes): return shapes.lazy.compactMap(\.inner).first
    case .nullable(let shape): return shape.inner
    case .boolean, .no, .integer, .positiveNumber, .text, .choice, .list: return nil
    }
  }
}
