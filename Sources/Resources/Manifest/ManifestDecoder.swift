package import Diagnostics
package import SMSVoice
package import YAMLSyntax

/// Reads typed values from nodes, collecting every mistake on the way.
package struct ManifestDecoder: Sendable {
  /// All that was noted so far; decoding goes on after a mistake.
  package var diagnostics: DiagnosticList
  /// What `${name}` stands for; nil where substitution does not take place.
  package private(set) var variables: Variables?
  /// Whether values are not known, so that what holds a variable is passed over and only the rest is checked.
  package let isTentative: Bool
  /// The region that is being decoded for; nil for what is the same in all of them.
  package let region: RegionScope?

  package init(
    variables: Variables? = nil,
    region: RegionScope? = nil,
    isTentative: Bool = false,
    diagnostics: DiagnosticList = DiagnosticList()
  ) {
    self.variables = variables
    self.region = region
    self.isTentative = isTentative
    self.diagnostics = diagnostics
  }

  /// The country table in force.
  package var countries: CountryTable { region?.countries ?? .bundled }

  /// Reads something in which no variables are replaced, such as a key.
  package mutating func literally<Result>(_ read: (inout ManifestDecoder) -> Result) -> Result {
    let kept = variables
    variables = nil
    defer { variables = kept }
    return read(&self)
  }

  /// Notes a mistake at a node.
  package mutating func error(_ message: Diagnostic.Message, at range: SourceRange) {
    diagnostics.append(.error(message, at: range))
  }

  /// Notes a doubt at a node.
  package mutating func warning(_ message: Diagnostic.Message, at range: SourceRange) {
    diagnostics.append(.warning(message, at: range))
  }

  /// The text of a scalar, variables expanded; a mistake is noted and answered with nil.
  package mutating func text(_ node: YAMLNode, expected: String) -> String? {
    guard case .scalar(let scalar) = node.content, !node.isNull else {
      error(.expected(expected, got: node.kindName), at: node.range)
      return nil
    }
    guard let variables else { return scalar.text }
    if isTentative, scalar.text.contains("${") { return nil }
    do {
      return try variables.expand(scalar.text)
    } catch {
      let hints = diagnostics.errorCount < Self.hintLimit
      self.error(.unexpanded(error, variables, hints: hints), at: node.range)
      return nil
    }
  }

  /// How many errors are told with a guess at what was meant: more than these nobody reads, and guessing takes
  /// time.
  static let hintLimit = 50

  /// Notes a field that a map cannot have.
  mutating func unknownField(_ key: YAMLNode, of shape: ObjectShape) {
    let name = key.scalar?.text ?? ""
    let known = shape.fields.map(\.name)
    let near = Suggestion.nearest(to: name, among: known)
    error(.unknownField(name, of: shape.title, known: known, near: near), at: key.range)
  }

  /// Whether a scalar was written in quotes and holds no variable, so that it can only be a text.
  package func isQuotedText(_ node: YAMLNode) -> Bool {
    guard case .scalar(let scalar) = node.content else { return false }
    return scalar.style == .quoted && !scalar.text.contains("${")
  }
}

extension Diagnostic.Message {
  /// `expected a boolean, got a list`.
  package static func expected(_ expected: String, got: String) -> Self {
    "expected \(expected), got \(got)"
  }

  fileprivate static func unexpanded(
    _ failure: Variables.Failure,
    _ variables: Variables,
    hints: Bool
  ) -> Self {
    switch failure {
    case .undefined(let name):
      if variables.elsewhere.contains(name) {
        "'${\(name)}' is not defined for \(variables.place), though it is elsewhere"
      } else if hints, let near = Suggestion.nearest(to: name, among: variables.names) {
        "'${\(name)}' is not defined; did you mean '${\(near)}'?"
      } else if !Variables.isName(name) {
        "'${\(name)}' is not a variable, whose name has letters, digits and '_', no digit first; write '$${' for a literal '${'"
      } else {
        "'${\(name)}' is not defined: set it under 'vars', under the region, or with --var; write '$${' for a literal '${'"
      }
    case .circular(let name): "'${\(name)}' needs itself"
    case .unclosed: "'${' has no '}': write '$${' for a literal '${'"
    case .tooLarge: "this comes to more text, or needs more variables, than any value can have"
    }
  }
}
