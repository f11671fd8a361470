/// A pattern in which `*` stands for any run of characters, and everything else for itself.
package struct Glob: Sendable, Equatable {
  /// The pattern as the user wrote it.
  package let pattern: String

  /// Takes any text; there is no way to mean a literal `*`.
  package init(_ pattern: String) {
    self.pattern = pattern
  }

  /// Whether the whole of `text` matches.
  package func matches(_ text: String) -> Bool {
    let pattern = Array(pattern.utf8)
    let text = Array(text.utf8)
    var position = 0
    var index = 0
    // Where to resume when a literal run after the last star does not fit.
    var star: (position: Int, index: Int)?
    while index < text.count {
      if position < pattern.count, pattern[position] == UInt8(ascii: "*") {
        star = (position + 1, index)
        position += 1
      } else if position < pattern.count, pattern[position] == text[index] {
        position += 1
        index += 1
      } else if let last = star {
        position = last.position
        index = last.index + 1
        star = (last.position, index)
      } else {
        return false
      }
    }
    return pattern[position...].allSatisfy { $0 == UInt8(ascii: "*") }
  }
}
