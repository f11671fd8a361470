/// A place between two characters of a source text.
///
/// Ordered by line, then column. Positions of different files do not compare meaningfully.
package struct SourcePosition: Sendable, Hashable {
  // 32 bits each keep a located node small: a large manifest holds hundreds of thousands of them.
  private let storedLine: UInt32
  private let storedColumn: UInt32
  private let storedOffset: UInt32

  /// A position from its three coordinates, each clamped to 32 bits.
  package init(line: Int, column: Int, offset: Int) {
    storedLine = UInt32(clamping: line)
    storedColumn = UInt32(clamping: column)
    storedOffset = UInt32(clamping: offset)
  }

  /// The first place of any text: line 1, column 1.
  package static let start = SourcePosition(line: 1, column: 1, offset: 0)

  /// The line, counted from 1, as editors show it.
  package var line: Int { Int(storedLine) }
  /// The column, counted from 1 in Unicode scalars; a tab counts once.
  package var column: Int { Int(storedColumn) }
  /// The distance from the start of `SourceFile.text` in UTF-8 bytes, counted from 0.
  package var offset: Int { Int(storedOffset) }
}

extension SourcePosition: Comparable {
  /// Whether `left` comes earlier in the text.
  package static func < (left: SourcePosition, right: SourcePosition) -> Bool {
    (left.storedLine, left.storedColumn) < (right.storedLine, right.storedColumn)
  }
}
