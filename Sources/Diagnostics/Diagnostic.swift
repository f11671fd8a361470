/// One thing to tell about what the user wrote: what is wrong, where, and what else to look at.
package struct Diagnostic: Sendable, Hashable {
  /// How much it matters.
  package enum Severity: String, Sendable, Hashable {
    /// The input cannot be used.
    case error
    /// The input can be used, but is probably not what was meant.
    case warning
    /// Extra information; as a rule attached to one of the others.
    case note
  }

  /// The wording: lower case, no full stop, names in single quotes, what was expected.
  ///
  /// Each file that reports collects its own at its foot, as
  /// `extension Diagnostic.Message { fileprivate static func unknownField(...) -> Self }`.
  package struct Message: Sendable, Hashable {
    /// The sentence.
    ///
    /// May hold text of the user's, which the renderer escapes.
    package let text: String

    /// A message made at run time; literals and interpolations need no call.
    package init(_ text: String) {
      self.text = text
    }
  }

  /// A second place or fact that explains the first.
  package struct Note: Sendable, Hashable {
    /// The wording, for example `first defined here`.
    package var message: Message
    /// Where to look; nil when the note is about no place.
    package var range: SourceRange?

    /// A note at a place, or about none.
    package init(_ message: Message, at range: SourceRange? = nil) {
      self.message = message
      self.range = range
    }
  }

  /// How much it matters.
  package var severity: Severity
  /// What is wrong, and what to write instead.
  package var message: Message
  /// What it is about; nil for mistakes without a place, such as a missing file.
  package var range: SourceRange?
  /// What else to look at, in the order to be read.
  package var notes: [Note]

  /// A diagnostic of any severity; `error(_:at:)` and `warning(_:at:)` read better.
  package init(
    severity: Severity,
    message: Message,
    range: SourceRange?,
    notes: [Note] = []
  ) {
    self.severity = severity
    self.message = message
    self.range = range
    self.notes = notes
  }

  /// A mistake that makes the input unusable.
  package static func error(
    _ message: Message,
    at range: SourceRange?,
    notes: [Note] = []
  ) -> Diagnostic {
    Diagnostic(severity: .error, message: message, range: range, notes: notes)
  }

  /// A doubt about an input that can be used.
  package static func warning(
    _ message: Message,
    at range: SourceRange?,
    notes: [Note] = []
  ) -> Diagnostic {
    Diagnostic(severity: .warning, message: message, range: range, notes: notes)
  }
}

extension Diagnostic.Message: ExpressibleByStringInterpolation {
  /// A message written as a literal, with or without interpolations.
  package init(stringLiteral value: String) {
    self.init(value)
  }
}
