internal import CLibYAML
internal import Diagnostics

/// Turns libyaml's marks into positions.
///
/// A mark counts characters, and takes NEL, LS and PS for line ends, which editors do not. So only its index is used,
/// unless the text is plain enough for both counts to agree. Marks come nearly in order, which makes one walk over the
/// text enough for all of them.
struct MarkLocator {
  private let bytes: UnsafeBufferPointer<UInt8>
  private let isSimple: Bool
  // Where the walk is: characters and bytes passed, and the line and column of the next one.
  private var index = 0
  private var offset = 0
  private var line = 1
  private var column = 1

  /// A locator over valid UTF-8; `bytes` must outlive it.
  init(bytes: UnsafeBufferPointer<UInt8>) {
    self.bytes = bytes
    // One pass without branches, which the compiler turns into vector instructions.
    var union: UInt8 = 0
    var returns: UInt8 = 0
    for byte in bytes {
      union |= byte
      returns |= byte == UInt8(ascii: "\r") ? 1 : 0
    }
    isSimple = union < 0x80 && returns == 0
  }

  /// The position of a mark, clamped to the text.
  mutating func position(of mark: yaml_mark_t) -> SourcePosition {
    // At the end of a text without a line end libyaml is on the next line already.
    if isSimple, mark.index < bytes.count {
      return SourcePosition(line: mark.line + 1, column: mark.column + 1, offset: mark.index)
    }
    if mark.index < index { rewind() }
    while index < mark.index, offset < bytes.count { advance() }
    return SourcePosition(line: line, column: column, offset: offset)
  }

  /// The position of a byte at or after a known position, found by walking from there.
  func position(at end: Int, from known: SourcePosition) -> SourcePosition {
    var walk = self
    (walk.offset, walk.line, walk.column) = (known.offset, known.line, known.column)
    while walk.offset < min(end, bytes.count) { walk.advance() }
    return SourcePosition(line: walk.line, column: walk.column, offset: walk.offset)
  }

  /// The byte offset after the last character before `end` that is not white space; `start` if there is none.
  func trimmedEnd(from start: Int, to end: Int) -> Int {
    var end = end
    while end > start, isSpace(bytes[end - 1]) { end -= 1 }
    return end
  }

  /// The byte at an offset; nil past the end.
  func byte(at offset: Int) -> UInt8? {
    bytes.indices.contains(offset) ? bytes[offset] : nil
  }

  private mutating func rewind() {
    (index, offset, line, column) = (0, 0, 1, 1)
  }

  private mutating func advance() {
    let byte = bytes[offset]
    index += 1
    offset += sequenceLength(byte)
    column += 1
    let isReturn = byte == UInt8(ascii: "\r") && self.byte(at: offset) != UInt8(ascii: "\n")
    if byte == UInt8(ascii: "\n") || isReturn {
      line += 1
      column = 1
    }
  }
}

/// The number of bytes of the UTF-8 sequence that starts with `byte`.
private func sequenceLength(_ byte: UInt8) -> Int {
  switch byte {
  case ..<0x80: 1
  case ..<0xE0: 2
  case ..<0xF0: 3
  default: 4
  }
}

private func isSpace(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
    || byte == UInt8(ascii: "\t")
}
