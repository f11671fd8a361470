/// A stretch of a source text that a message is about.
package struct SourceRange: Sendable, Hashable {
  /// The file, compared by identity.
  package let file: SourceFile
  /// The first character.
  package let start: SourcePosition
  /// The place after the last character; equal to `start` for an empty range, such as a missing value.
  package let end: SourcePosition

  /// A range of `file`; an `end` before `start` is moved to it.
  package init(file: SourceFile, start: SourcePosition, end: SourcePosition) {
    self.file = file
    self.start = start
    self.end = max(start, end)
  }
}
