/// A shared file or a setting that cannot be followed.
package struct ConfigurationError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One sentence that names the file and line, or the variable, and what would do; without secrets.
  package var message: String

  package init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}
