package import Diagnostics
package import YAMLSyntax

/// The fields that a map of the manifest may have, and what becomes of each.
package struct ObjectSchema<Value: Sendable>: Sendable {
  /// One field: its name and how it enters the value.
  package struct Field: Sendable {
    package let name: String
    let assign: @Sendable (YAMLNode, inout Value, inout ManifestDecoder) -> Void
  }

  /// What the map describes, for messages, for example `a pool`.
  package let title: String
  /// In the order in which messages and the specification list them.
  package let fields: [Field]
  /// The fields that must be there, each with a sentence on what to write.
  package let required: [(name: String, hint: String)]
  private let empty: @Sendable () -> Value
  private let byName: [String: Int]

  /// A schema whose values begin as `empty()`.
  package init(
    _ title: String,
    empty: @autoclosure @escaping @Sendable () -> Value,
    fields: [Field],
    required: [(name: String, hint: String)] = []
  ) {
    self.title = title
    self.fields = fields
    self.required = required
    self.empty = empty
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
    for entry in entries {
      guard case .scalar(let key) = entry.key.content else { continue }
      guard let index = byName[key.text] else {
        decoder.error(
          .unknownField(key.text, of: title, known: fields.map(\.name)),
          at: entry.key.range
        )
        continue
      }
      // Null where something must stand is told as missing, below.
      if entry.value.isNull, required.contains(where: { $0.name == key.text }) { continue }
      fields[index].assign(entry.value, &value, &decoder)
    }
    for field in required
    where !entries.contains(where: { $0.name == field.name && !$0.value.isNull }) {
      decoder.error("'\(field.name)' is missing: \(field.hint)", at: range)
    }
    return value
  }
}

extension ObjectSchema.Field {
  /// An attribute of a resource.
  ///
  /// Null means "must be unset" where that is possible.
  package static func setting<Attribute: Sendable>(
    _ name: String,
    _ path: any WritableKeyPath<Value, Setting<Attribute>> & Sendable,
    _ type: ValueType<Attribute>,
    canBeUnset: Bool = false
  ) -> Self {
    Self(name: name) { node, value, decoder in
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
    _ type: ValueType<Attribute>
  ) -> Self {
    Self(name: name) { node, value, decoder in
      guard !node.isNull else { return }
      value[keyPath: path] = type.decode(node, &decoder)
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownField(_ name: String, of title: String, known: [String]) -> Self {
    if let near = Suggestion.nearest(to: name, among: known) {
      "'\(name)' is not a field of \(title); did you mean '\(near)'?"
    } else {
      "'\(name)' is not a field of \(title); it has \(known.joined(separator: ", "))"
    }
  }
}
