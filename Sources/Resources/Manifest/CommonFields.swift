internal import Diagnostics
internal import YAMLSyntax

/// The fields that every taggable kind has.
package struct CommonFields: Sendable {
  /// The name the service or the console knows it by; nil for the manifest's key.
  package var name: Located<String>?
  /// The key under which an earlier manifest had it; nil when it always had this one.
  package var formerly: Located<String>?
  /// Whether an existing resource that carries no tag of ours is to be taken over.
  package var adopt: Bool?
  /// A nil value says that the tag is to be removed.
  package var tags: [MapEntry<String, String?>]?

  package init() {}
}

/// What the manifest says of a resource of a taggable kind.
package protocol TaggableSpec: Sendable {
  /// What the fields of `ObjectSchema.commonFields(name:former:)` are read into.
  var common: CommonFields { get set }
}

extension ObjectSchema where Value: TaggableSpec {
  /// The fields `formerly`, `adopt` and `tags`.
  ///
  /// `former` is what to say of the first.
  package static func ownershipFields(former: FieldDoc = .formerly) -> [Field] {
    [
      .value(
        "formerly",
        \.common.formerly,
        ValueType<String>.name("a key", 1...256).located,
        doc: former
      ),
      .value(
        "adopt",
        \.common.adopt,
        .boolean,
        doc: FieldDoc(
          "Whether an existing resource that carries no tag of smsctl is taken over. Once it is, the field may go.",
          absent: "`false`, or what `--adopt` says"
        )
      ),
      .value(
        "tags",
        \.common.tags,
        .tags,
        doc: FieldDoc(
          "Tags to add or change, over those of `defaults`. A null value removes the tag; tags that are not named stay.",
          example: "{ team: messaging, cost-center: null }"
        )
      ),
    ]
  }

  /// The fields `name`, `formerly`, `adopt` and `tags`, to add to a kind's own.
  package static func commonFields(
    name: ValueType<String>,
    former: FieldDoc = .formerly
  ) -> [Field] {
    [
      .value(
        "name",
        \.common.name,
        name.located,
        doc: FieldDoc(
          "The name under which the service or its console has it. `${...}` may stand in it.",
          absent: "the key"
        )
      )
    ] + ownershipFields(former: former)
  }
}

extension FieldDoc {
  /// Of `formerly` where a key can change.
  package static let formerly = FieldDoc(
    "The key that it had before, so that what the account has under it is kept.",
    absent: "it had no other",
    example: "codes"
  )
}

extension ValueType {
  /// The same values with their places.
  package var located: ValueType<Located<Value>> {
    ValueType<Located<Value>>(expectation, shape: shape) { node, decoder in
      decode(node, &decoder).map { Located($0, at: node.range) }
    }
  }
}

extension ValueType where Value == [MapEntry<String, String?>] {
  /// Tags: keys of 1 to 128 characters, values of up to 256 or null for "remove it".
  package static var tags: ValueType {
    let expectation =
      "a tag key of 1 to 128 characters that does not begin with 'aws:' or 'smsctl:'"
    let keyShape = TextShape(
      expectation,
      pattern: "^(?![Aa][Ww][Ss]:)(?![Ss][Mm][Ss][Cc][Tt][Ll]:)",
      length: 1...128
    )
    let key = ValueType<String>(expectation, shape: .text(keyShape)) { node, decoder in
      guard case .scalar(let scalar) = node.content else { return nil }
      let text = scalar.text
      guard (1...128).contains(text.unicodeScalars.count) else {
        decoder.error(
          .expected("a tag key of 1 to 128 characters", got: text.shownShort),
          at: node.range
        )
        return nil
      }
      let owners = [("aws:", "AWS"), ("smsctl:", "smsctl")]
      if let (prefix, owner) = owners.first(where: { text.lowercased().hasPrefix($0.0) }) {
        decoder.error(
          "the tag '\(text)' is reserved: those that begin with '\(prefix)' are for \(owner) to set",
          at: node.range
        )
        return nil
      }
      return text
    }
    let text = ValueType<String>.text("a text of at most 256 characters", 0...256)
    let value = ValueType<String?>(text.expectation, shape: .nullable(text.shape)) {
      node,
      decoder in
      if node.isNull { return .some(nil) }
      return text.decode(node, &decoder).map { .some($0) }
    }
    return map(key, to: value, "a map of tags such as { team: growth }")
  }
}
