package import Diagnostics

/// A value of a YAML document and the place it was written at.
///
/// Scalars stay text: what `NO` or `012` means is the schema's decision, not YAML's.
package struct YAMLNode: Sendable {
  /// The three shapes of a value.
  package enum Content: Sendable {
    /// A single piece of text.
    case scalar(Scalar)
    /// A list.
    case sequence([YAMLNode])
    /// A map.
    case mapping(YAMLMapping)
  }

  /// A scalar's text, after YAML's escapes and folding.
  package struct Scalar: Sendable, Equatable {
    /// How the text was written, which tells `true` from `"true"`.
    package enum Style: Sendable, Equatable {
      /// Without quotes: may stand for a null, a boolean or a number where the schema expects one.
      case plain
      /// In single or double quotes, as a `|` or `>` block, or tagged `!!str`: always text.
      case quoted
    }

    /// The text; empty for a value that was left out, as in `key:`.
    package let text: String
    /// How it was written.
    package let style: Style
    // One byte instead of a string keeps nodes small.
    private let isTagged: Bool

    /// A scalar, for tests and for defaults that come from no file; `isTagged` says that `!!str` stands before it.
    package init(text: String, style: Style, isTagged: Bool = false) {
      self.text = text
      self.style = style
      self.isTagged = isTagged
    }

    /// `!!str` when the text was tagged so; nil otherwise, since other tags are refused.
    package var tag: String? { isTagged ? "!!str" : nil }
  }

  /// A map, by its full name `YAMLMapping`.
  package typealias Mapping = YAMLMapping

  /// The value.
  package let content: Content
  /// Where it is written, from an anchor or tag before it to the end of its last part.
  ///
  /// For an alias this is the place of `*name`; the parts inside keep the places where they were defined.
  package let range: SourceRange

  /// A node, for tests and for values that are made rather than parsed.
  package init(content: Content, range: SourceRange) {
    self.content = content
    self.range = range
  }
}

extension YAMLNode {
  /// Whether it is one of the nulls of YAML 1.2's core schema: nothing at all, `~`, `null`, `Null` or `NULL`, unquoted.
  package var isNull: Bool {
    guard case .scalar(let scalar) = content, scalar.style == .plain else { return false }
    return switch scalar.text {
    case "", "~", "null", "Null", "NULL": true
    default: false
    }
  }

  /// What it is, for messages such as `expected a list, not a map`.
  ///
  /// One of `a map`, `a list`, `nothing` (a null) and `a string` (any other scalar, `12` and `true` among them).
  package var kindName: String {
    switch content {
    case .mapping: "a map"
    case .sequence: "a list"
    case .scalar: isNull ? "nothing" : "a string"
    }
  }

  /// The scalar, or nil for a list or map.
  package var scalar: Scalar? {
    if case .scalar(let scalar) = content { scalar } else { nil }
  }

  /// The list's items, or nil for anything else.
  package var sequence: [YAMLNode]? {
    if case .sequence(let items) = content { items } else { nil }
  }

  /// The map, or nil for anything else.
  package var mapping: YAMLMapping? {
    if case .mapping(let mapping) = content { mapping } else { nil }
  }
}
