package import Diagnostics
internal import YAMLSyntax

/// How one entry of a manifest names another resource.
package enum Reference: Sendable, Hashable, CustomStringConvertible {
  /// A key of the manifest.
  case key(String)
  /// The name or ARN of a resource that the manifest does not have.
  case external(String)
  /// The service's id of a resource that the manifest does not have.
  case id(String)

  /// The key, name or id as written.
  package var description: String {
    switch self {
    case .key(let text), .external(let text), .id(let text): text
    }
  }
}

extension ValueType where Value == Reference {
  /// `KEY`, `{ external: NAME-or-ARN }` or `{ id: ... }`.
  package static func reference(to what: String) -> ValueType {
    let expectation = "the key of \(what), or { external: NAME }, or { id: ... }"
    let shape = ValueShape.alternatives([
      .text(TextShape("the key of \(what)")),
      .object(
        ObjectShape(
          id: "externalReference",
          title: "a reference to something outside of the manifest",
          doc: "",
          fields: [
            .init(
              name: "external",
              shape: .text(TextShape("a name or an ARN")),
              doc: "The name or ARN of what exists outside of the manifest.",
              isNullable: false
            ),
            .init(
              name: "id",
              shape: .text(TextShape("an id")),
              doc: "The service's id of what exists outside of the manifest.",
              isNullable: false
            ),
          ],
          exactlyOne: ["external", "id"]
        )
      ),
    ])
    return ValueType(expectation, shape: shape) { node, decoder in
      guard case .mapping(let mapping) = node.content else {
        return ValueType<String>.scalar(expectation) { $0.isEmpty ? nil : $0 }
          .decode(node, &decoder).map { .key($0) }
      }
      guard mapping.entries.count == 1, case .scalar(let key) = mapping.entries[0].key.content,
        key.text == "external" || key.text == "id"
      else {
        decoder.error("expected \(expectation)", at: node.range)
        return nil
      }
      guard let text = ValueType<String>.text.decode(mapping.entries[0].value, &decoder) else {
        return nil
      }
      return key.text == "id" ? .id(text) : .external(text)
    }
  }
}

extension Diagnostic.Message {
  /// A reference to something that the manifest does not have in that region.
  package static func missingReference(
    _ key: String,
    what: String,
    region: String,
    known: [String],
    elsewhere: Bool
  ) -> Self {
    if elsewhere {
      "\(what) '\(key)' is not in \(region): its 'regions' leave that region out"
    } else if let near = Suggestion.nearest(to: key, among: known) {
      "there is no \(what) '\(key)' in the manifest; did you mean '\(near)'?"
    } else {
      "there is no \(what) '\(key)' in the manifest; for one that exists outside of it write { external: \(key) }"
    }
  }
}
