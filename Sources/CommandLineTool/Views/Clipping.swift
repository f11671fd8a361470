internal import Diagnostics

/// Makes text fit into columns of a terminal.
enum Clipping {
  private static let mark = "..."

  /// The text, or as much of its beginning as fits into `width` columns, marked where there is room.
  static func cut(_ text: String, to width: Int) -> String {
    guard DisplayText.width(of: text) > width else { return text }
    guard width >= 12 else { return prefix(of: text, width) }
    return prefix(of: text, width - mark.count) + mark
  }

  /// The text, or its beginning and its end with a mark between them, in at most `width` columns.
  static func shorten(_ text: String, to width: Int) -> String {
    guard DisplayText.width(of: text) > width else { return text }
    guard width >= 7 else { return prefix(of: text, width) }
    let room = width - mark.count
    let tail = String(prefix(of: String(text.reversed()), room / 2).reversed())
    return prefix(of: text, room - DisplayText.width(of: tail)) + mark + tail
  }

  /// The text, filled with spaces up to `width` columns.
  static func pad(_ text: String, to width: Int, atStart: Bool = false) -> String {
    let space = String(repeating: " ", count: max(0, width - DisplayText.width(of: text)))
    return atStart ? space + text : text + space
  }

  private static func prefix(of text: String, _ width: Int) -> String {
    var left = width
    return String(
      text.prefix { character in
        left -= DisplayText.width(of: String(character))
        return left >= 0
      }
    )
  }
}
