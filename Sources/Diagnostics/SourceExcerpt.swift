/// The line a range starts on and a line of marks below it, as two strings of equal indentation.
///
/// ```
/// otpNumber: x
/// ^~~~~~~~~
/// ```
///
/// Marks are placed in terminal columns. Lines wider than `maximumWidth` are cut around the range, with `...` at the cuts.
struct SourceExcerpt: Equatable {
  /// Terminal columns of source text to show.
  static let maximumWidth = 100

  /// The source text, with control characters spelled out and tabs kept.
  let source: String
  /// `^~~~` under the range, without trailing blanks; `^` alone for an empty one.
  let marks: String

  /// The excerpt for a range, which is clamped to the first line it touches.
  init(_ range: SourceRange) {
    let line = range.file.lineBounds(range.start.line)
    let start = min(max(range.start.offset, line.lowerBound), line.upperBound)
    let isOneLine = range.end.line == range.start.line
    let end = isOneLine ? min(max(range.end.offset, start), line.upperBound) : line.upperBound
    let cells = Cell.around(start, within: line, of: range.file)
    let window = Window(cells: cells, caret: start)
    source = window.leader + window.cells.map(\.shown).joined() + window.trailer
    marks =
      String(repeating: " ", count: window.leader.count) + Self.marks(window.cells, start, end)
  }

  private static func marks(_ cells: ArraySlice<Cell>, _ start: Int, _ end: Int) -> String {
    var marks = ""
    for cell in cells {
      if cell.end <= start {
        marks += cell.isTab ? "\t" : String(repeating: " ", count: cell.width)
      } else if cell.start < end {
        marks += String(repeating: "~", count: cell.width)
      }
    }
    let blank = marks.prefix { $0 != "~" }
    return blank + "^" + marks.dropFirst(blank.count + 1)
  }
}

/// One perceived character of a line.
private struct Cell {
  let shown: String
  let width: Int
  let isTab: Bool
  /// Byte offsets in the file.
  let start: Int
  let end: Int

  /// How many characters to look at on each side of the range: enough to fill the width, whatever the line's length.
  static let reach = 4 * SourceExcerpt.maximumWidth

  /// The cells near a byte offset; all of them when the line is short.
  static func around(_ offset: Int, within line: Range<Int>, of file: SourceFile) -> [Cell] {
    let scalars = file.text.unicodeScalars
    let bounds = file.index(line.lowerBound)..<file.index(line.upperBound)
    let middle = file.index(offset)
    let low = scalars.index(middle, offsetBy: -reach, limitedBy: bounds.lowerBound)
    let high = scalars.index(middle, offsetBy: reach, limitedBy: bounds.upperBound)
    let text = file.text[(low ?? bounds.lowerBound)..<(high ?? bounds.upperBound)]
    return cells(
      of: text,
      at: file.text.utf8.distance(from: file.text.startIndex, to: text.startIndex)
    )
  }

  private static func cells(of text: Substring, at offset: Int) -> [Cell] {
    var start = offset
    return text.map { character in
      defer { start += character.utf8.count }
      return Cell(
        shown: character == "\t" ? "\t" : DisplayText.escape(String(character)),
        width: DisplayText.width(of: character),
        isTab: character == "\t",
        start: start,
        end: start + character.utf8.count
      )
    }
  }
}

/// The cells that fit, chosen so that the caret is among them, with room on both sides where there is text.
private struct Window {
  var cells: ArraySlice<Cell>
  var leader = ""
  var trailer = ""

  init(cells all: [Cell], caret: Int) {
    cells = all[...]
    let total = SourceExcerpt.maximumWidth
    let split = all.firstIndex { $0.end > caret } ?? all.endIndex
    let left = all[..<split].reduce(0) { $0 + $1.width }
    let right = all[split...].reduce(0) { $0 + $1.width }
    guard left + right > total else { return }
    let leftShare = min(left, max(total / 3, total - right))
    let kept = (
      Self.count(all[..<split].reversed(), within: leftShare),
      Self.count(all[split...], within: total - leftShare)
    )
    cells = all[(split - kept.0)..<(split + kept.1)]
    leader = cells.startIndex > all.startIndex ? "..." : ""
    trailer = cells.endIndex < all.endIndex ? "..." : ""
  }

  /// How many of the cells fit into a width; always one, lest the caret fall outside.
  private static func count(_ cells: some Sequence<Cell>, within width: Int) -> Int {
    var used = 0
    var count = 0
    for cell in cells {
      used += cell.width
      if used > width { break }
      count += 1
    }
    return count
  }
}
