/// A terminal as far as a live block needs one: what stands on it after some bytes.
///
/// Knows CR, LF, the cursor up and down, erasing to the end of a line and of the window, and modes.
/// Anything else makes the test fail that uses it.
struct VirtualTerminal {
  private(set) var columns: Int
  private(set) var rows: Int
  /// All lines there have been; the window is on the last ones.
  private var lines: [[Character]] = [[]]
  private var row = 0
  private var column = 0
  private(set) var isCursorHidden = false
  /// Whether a line that is full goes on in the next one; else its last place is written over.
  private var wraps = true
  /// Codes that it does not know.
  private(set) var unknown: [String] = []
  private var top = 0
  private var pending: [UInt8] = []

  init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
  }

  /// All lines without spaces at their ends, and without empty ones at the end of all.
  var text: String {
    var lines = lines.map { line in
      String(String(line.reversed().drop { $0 == " " }.reversed()))
    }
    while lines.last?.isEmpty == true { lines.removeLast() }
    return lines.joined(separator: "\n")
  }

  /// Shows text that comes in pieces, of which the last may be cut anywhere.
  mutating func write(_ bytes: some Sequence<UInt8>) {
    pending += bytes
    // An escape code has no byte that is neither ASCII nor the start of a character.
    let end = pending.lastIndex(of: 0x1B).map { start in
      pending[start...].contains { (0x41...0x5A).contains($0) || (0x61...0x7A).contains($0) }
        ? pending.endIndex : start
    }
    let complete = pending[..<(end ?? pending.endIndex)]
    write(String(decoding: complete, as: UTF8.self))
    pending.removeFirst(complete.count)
  }

  mutating func write(_ text: String) {
    var characters = Array(text)[...]
    while let character = characters.popFirst() {
      switch character {
      case "\u{1B}": escape(&characters)
      case "\r": column = 0
      // A terminal driver makes CR LF of it.
      case "\n", "\r\n":
        column = 0
        lineFeed()
      default: put(character)
      }
    }
  }

  /// Makes the window narrower or lower as terminals do that wrap lines anew: the cursor stays on its
  /// character.
  mutating func resize(columns: Int, rows: Int) {
    var new: [[Character]] = []
    var newRow = 0
    for (index, line) in lines.enumerated() {
      if index == row { newRow = new.count + column / columns }
      var rest = line[...]
      repeat {
        new.append(Array(rest.prefix(columns)))
        rest = rest.dropFirst(columns)
      } while !rest.isEmpty
    }
    lines = new
    (row, column) = (newRow, column % columns)
    (self.columns, self.rows) = (columns, rows)
    // What is below a cursor that would not be seen any more is lost.
    top = max(0, min(lines.count - rows, row))
    lines.removeLast(max(0, lines.count - top - rows))
  }

  private mutating func escape(_ characters: inout ArraySlice<Character>) {
    guard characters.popFirst() == "[" else { return unknown.append("ESC") }
    var parameters = ""
    while let next = characters.first, !next.isLetter {
      parameters.append(next)
      characters.removeFirst()
    }
    switch (characters.popFirst(), parameters) {
    case ("A", _): row = max(top, row - (Int(parameters) ?? 1))
    case ("K", ""): lines[row].removeSubrange(min(column, lines[row].count)...)
    case ("J", ""):
      lines[row].removeSubrange(min(column, lines[row].count)...)
      lines.removeSubrange((row + 1)...)
    case ("l", "?25"): isCursorHidden = true
    case ("h", "?25"): isCursorHidden = false
    case ("h", "?7"): wraps = true
    case ("l", "?7"): wraps = false
    case ("h", "?2026"), ("l", "?2026"): break
    case (let code, _): unknown.append("\(parameters)\(code.map(String.init) ?? "")")
    }
  }

  private mutating func lineFeed() {
    row += 1
    if row == lines.count { lines.append([]) }
    top = max(top, row - rows + 1)
  }

  private mutating func put(_ character: Character) {
    if column == columns, wraps {
      column = 0
      lineFeed()
    }
    column = min(column, columns - 1)
    while lines[row].count <= column { lines[row].append(" ") }
    lines[row][column] = character
    column += 1
  }
}
