internal import Synchronization

/// A text the user wrote, and the name to show for it.
///
/// Two files are equal only when they are the same object.
///
/// Lines end at LF, CRLF or a lone CR.
package final class SourceFile: Sendable {
  /// The name as shown in messages: `smsctl.yaml`, `<stdin>`.
  package let name: String
  /// The whole text, without a leading byte order mark.
  ///
  /// Positions count from its start.
  package let text: String
  // Found on the first question about a line: a file without mistakes never needs it.
  private let lineTable = Mutex<[Int]?>(nil)

  /// A file of that text; a leading byte order mark is dropped.
  package init(name: String, text: String) {
    self.name = name
    var text =
      text.unicodeScalars.first == "\u{FEFF}" ? String(text.unicodeScalars.dropFirst()) : text
    text.makeContiguousUTF8()
    self.text = text
  }

  /// The text of a line counted from 1, without its line ending; empty past either end of the file.
  package func line(_ number: Int) -> Substring {
    let bounds = lineBounds(number)
    return text[index(bounds.lowerBound)..<index(bounds.upperBound)]
  }

  /// The position of the first character of a line that is not a space or tab; the line's end if there is none.
  package func indentation(ofLine number: Int) -> SourcePosition {
    let bounds = lineBounds(number)
    let blank = line(number).utf8.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\t") }
    return position(at: bounds.lowerBound + blank.count)
  }

  /// The position of a byte of the text, rounded down to a whole character and clamped to the text.
  package func position(at offset: Int) -> SourcePosition {
    let end = index(min(max(offset, 0), text.utf8.count))
    let offset = text.utf8.distance(from: text.startIndex, to: end)
    let starts = lineStarts
    let line = starts.partitioningIndex { $0 > offset }
    let column = text.unicodeScalars[index(starts[line - 1])..<end].count
    return SourcePosition(line: line, column: column + 1, offset: offset)
  }

  /// The byte offsets of a line's text without its ending; an empty range at the nearest end past the file.
  func lineBounds(_ number: Int) -> Range<Int> {
    let starts = lineStarts
    guard number >= 1 else { return 0..<0 }
    guard number <= starts.count else { return text.utf8.count..<text.utf8.count }
    let start = starts[number - 1]
    var end = number < starts.count ? starts[number] : text.utf8.count
    while end > start, isLineEnding(text.utf8[index(end - 1)]) { end -= 1 }
    return start..<end
  }

  /// The index of a byte, moved back to the start of the character it belongs to.
  func index(_ offset: Int) -> String.Index {
    let index = text.utf8.index(text.startIndex, offsetBy: offset)
    return String.Index(index, within: text.unicodeScalars)
      ?? text.unicodeScalars.index(before: text.unicodeScalars.index(after: index))
  }

  private var lineStarts: [Int] {
    lineTable.withLock { table in
      if let table { return table }
      let starts = findLineStarts(text)
      table = starts
      return starts
    }
  }
}

extension SourceFile: Hashable {
  /// Whether both are the same object; equal text does not make files equal.
  package static func == (left: SourceFile, right: SourceFile) -> Bool { left === right }

  /// Hashes the object's identity.
  package func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(self)) }
}

private func isLineEnding(_ byte: UInt8) -> Bool {
  byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
}

private func findLineStarts(_ text: String) -> [Int] {
  var starts = [0]
  var previous: UInt8 = 0
  for (offset, byte) in text.utf8.enumerated() {
    if previous == UInt8(ascii: "\n")
      || (previous == UInt8(ascii: "\r") && byte != UInt8(ascii: "\n"))
    {
      starts.append(offset)
    }
    previous = byte
  }
  if isLineEnding(previous) { starts.append(text.utf8.count) }
  return starts
}

extension [Int] {
  /// The first index whose element answers yes, in an array where all that answer no come first.
  fileprivate func partitioningIndex(_ belongsToSecond: (Int) -> Bool) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if belongsToSecond(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
