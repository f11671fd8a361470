/// Text that must not reach a log: printing, interpolating or dumping it shows `<redacted>`.
package struct Secret: Sendable, Equatable, CustomStringConvertible, CustomDebugStringConvertible,
  CustomReflectable
{
  /// The text itself, for computing a signature or filling a header, and nothing else.
  package let value: String

  /// Wraps the text as it is.
  package init(_ value: String) {
    self.value = value
  }

  /// What stands in for a secret wherever something is shown.
  package static let placeholder = "<redacted>"

  package var description: String { Self.placeholder }
  package var debugDescription: String { description }
  /// Has no children, so that `dump` and error descriptions show nothing either.
  package var customMirror: Mirror { Mirror(self, children: []) }
}
