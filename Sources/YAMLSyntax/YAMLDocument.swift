/// One document of a YAML stream; `---` starts the next.
package struct YAMLDocument: Sendable {
  /// The document's value; nil when it holds nothing but comments.
  package let root: YAMLNode?

  /// A document, for tests and for values that are made rather than parsed.
  package init(root: YAMLNode?) {
    self.root = root
  }
}
