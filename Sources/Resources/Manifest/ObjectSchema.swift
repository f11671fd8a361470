package import Diagnostics
package import YAMLSyntax

/// The fields that a map of the manifest may have, and what becomes of each.
package struct ObjectSchema<Value: Sendable>: Sendable {
  /// One field: what it looks like and means, and how it enters the value.
  package struct Field: Sendable {
    package let shape: ObjectShape.Field
    package var name: String { shape.name }
    /// Reads a node into the value and notes what is wrong; called for null, too, unless the field is
    /// required.
    let assign: @Sendable (YAMLNode, inout Value, inout ManifestDecoder) -> Void
  }

  /// What the map looks like.
  package let shape: ObjectShape
  /// In the order in which messages and the specification list them.
  package let fields: [Field]
  /// The fields that must be there, each with a sentence on what to write.
  package let required: [(name: String, hint: String)]
  private let empty: @Sendable () -> Value
  /// What people write by mistake, and the field they mean.
  private let mistakes: [String: String]
  private let byName: [String: Int]

  /// A schema whose values begin as `empty()`.
  ///
  /// For `title`, `id`, `doc` and `exactlyOne` see `ObjectShape`; the last is left to the decoding.
  /// `mistakes` are names whose nearest field is not what they mean.
  package init(
    _ title: String,
    id: String,
    doc: String = "",
    empty: @autoclosure @escaping @Sendable () -> Value,
    fields: [Field],
    required: [(name: String, hint: String)] = [],
    exactlyOne: [String] = [],
    mistakes: [String: String] = [:]
  ) {
    shape = ObjectShape(
      id: id,
      title: title,
      doc: doc,
      fields: fields.map { field in
        var shape = field.shape
        if required.contains(where: { $0.name == shape.name }) { shape.isNullable = false }
        return shape
      },
      required: required.map(\.name),
      exactlyOne: exactlyOne
    )
    self.fields = fields
    self.required = required
    self.empty = empty
    self.mistakes = mistakes
    byName = Dictionary(uniqueKeysWithValues: fields.enumerated().map { ($1.name, $0) })
  }

  /// Reads the fields; an unknown one is an error that names the nearest known one.
  ///
  /// `range` is where to say that a field is missing: the key under which the map stands.
  package func decode(
    _ entries: [YAMLNode.Mapping.Entry],
    at range: SourceRange,
    _ decoder: inout ManifestDecoder
  ) -> Value {
    var value = empty()
    var meant: Set<String> = []
    for entry in entries {
      guard case .scalar(let key) = entry.key.content else { continue }
      guard let index = byName[key.text] else {
        let near = mistakes[key.text] ?? Suggestion.nearest(to: key.text, among: fields.map(\.name))
        if let near { meant.insert(near) }
        decoder.error(
          .unknownField(key.text, of: shape.title, known: fields.map(\.name), near: near),
          at: entry.key.range
        )
        continue
      }
      // Null where something must stand is told as missing, below.
      if entry.value.isNull, required.contains(where: { $0.name == key.text }) { continue }
      fields[index].assign(entry.value, &value, &decoder)
    }
    for field in required {
      let entry = entries.first { $0.name == field.name }
      // A slip in its name is told of as such.
      guard entry?.value.isNull ?? !meant.contains(field.name) else { continue }
      decoder.error("'\(field.name)' is missing: \(field.hint)", at: entry?.key.range ?? range)
    }
    return value
  }
}

extension ObjectSchema.Field {
  /// A field that `assign` reads.
  init(
    _ name: String,
    _ shape: ValueShape,
    _ doc: FieldDoc,
    isNullable: Bool,
    assign: @escaping @Sendable (YAMLNode, inout Value, inout ManifestDecoder) -> Void
  ) {
    self.shape = ObjectShape.Field(name: name, shape: shape, doc: doc, isNullable: isNullable)
    self.assign = assign
  }

  /// An attribute of a resource.
  ///
  /// Null means "must be unset" where that is possible.
  package static func setting<Attribute: Sendable>(
    _ name: String,
    _ path: any WritableKeyPath<Value, Setting<Attribute>> & Sendable,
    _ type: ValueType<Attribute>,
    canBeUnset: Bool = false,
    doc: FieldDoc
  ) -> Self {
    Self(name, type.shape, doc, isNullable: canBeUnset) { node, value, decoder in
      if node.isNull {
        if canBeUnset {
          value[keyPath: path] = .unset(node.range)
        } else {
          decoder.error("'\(name)' cannot be unset; expected \(type.expectation)", at: node.range)
        }
      } else if let attribute = type.decode(node, &decoder) {
        value[keyPath: path] = .set(attribute, node.range)
      }
    }
  }

  /// Something that is not an attribute to enforce, such as a list of children; null leaves it out.
  package static func value<Attribute: Sendable>(
    _ name: String,
    _ path: any WritableKeyPath<Value, Attribute?> & Sendable,
    _ type: ValueType<Attribute>,
    doc: FieldDoc
  ) -> Self {
    Self(name, type.shape, doc, isNullable: true) { node, value, decoder in
      guard !node.isNull else { return }
      value[keyPath: path] = type.decode(node, &decoder)
    }
  }
}

extension Diagnostic.Message {
  /// A field that a map cannot have; `near` is what was probably meant.
  static func unknownField(
    _ name: String,
    of title: String,
    known: [String],
    near: String?
  ) -> Self {
    if let near {
      "'\(name)' is not a field of \(title); did you mean '\(near)'?"
    } else {
      "'\(name)' is not a field of \(title); it has \(known.joined(separator: ", "))"
    }
  }
}
