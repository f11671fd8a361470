/// Text made safe to print, and how many terminal columns it takes.
package enum DisplayText {
  /// The text with everything that could move the cursor, change colours, reorder or hide text spelled out.
  ///
  /// A line break becomes `\n`, an escape character `\u{1B}`, a right-to-left override `\u{202E}`. Use it for all text
  /// that was not written in this program: input, environment, and what a service answered.
  package static func escape(_ text: String) -> String {
    guard text.unicodeScalars.contains(where: { $0.isUnsafeToPrint || $0 == "\t" }) else {
      return text
    }
    var escaped = ""
    for scalar in text.unicodeScalars { append(scalar, to: &escaped) }
    return escaped
  }

  /// As `escape`, but line breaks stay: for text in lines whose parts came from elsewhere.
  package static func escapeLines(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false)
      .map { escape(String($0)) }
      .joined(separator: "\n")
  }

  /// The columns `text` takes on a terminal; a tab counts once, and what `escape` would change as changed.
  package static func width(of text: String) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
  }

  /// The columns of one perceived character: 2 for CJK and emoji, 0 for a lone combining mark, else 1.
  static func width(of character: Character) -> Int {
    let scalars = character.unicodeScalars
    if let first = scalars.first, first.isUnsafeToPrint {
      return escape(String(character)).utf8.count
    }
    if scalars.contains(where: \.isPictureSelector) { return 2 }
    return min(2, scalars.reduce(0) { $0 + $1.displayWidth })
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    switch scalar {
    case "\n": text += "\\n"
    case "\r": text += "\\r"
    case "\t": text += "\\t"
    case _ where scalar.isUnsafeToPrint:
      text += "\\u{\(String(scalar.value, radix: 16, uppercase: true))}"
    default: text.unicodeScalars.append(scalar)
    }
  }
}

extension Unicode.Scalar {
  /// Whether a terminal may act on it, or a reader be misled by it.
  ///
  /// Tabs are left to the caller.
  fileprivate var isUnsafeToPrint: Bool {
    switch value {
    case 0x09: false
    case 0..<0x20, 0x7F..<0xA0: true
    // Line and paragraph separators, and the marks of the bidirectional algorithm (https://trojansource.codes).
    case 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069, 0x061C, 0xFEFF: true
    // What nobody can see and no script needs: soft hyphen, zero width space, word joiner and the like.
    case 0xAD, 0x200B, 0x2060...0x2064: true
    // No characters by Unicode's own word, and no part of a page (https://www.w3.org/TR/xml/#charsets).
    case 0xFDD0...0xFDEF: true
    default: value & 0xFFFE == 0xFFFE
    }
  }

  /// Variation selector 16, which asks for the coloured form of the symbol before it, and the halves of flags.
  fileprivate var isPictureSelector: Bool {
    value == 0xFE0F || (0x1F1E6...0x1F1FF).contains(value)
  }

  fileprivate var displayWidth: Int {
    if value < 0x300 { return 1 }
    switch properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    // The vowels and finals that join a Hangul syllable.
    if (0x1160...0x11FF).contains(value) { return 0 }
    return properties.isEmojiPresentation || isEastAsianWide ? 2 : 1
  }

  /// The blocks of East Asian Width W and F (https://www.unicode.org/reports/tr11), emoji apart.
  private var isEastAsianWide: Bool {
    switch value {
    case 0x1100...0x115F, 0x2329...0x232A, 0x2E80...0x303E, 0x3041...0x4DBF, 0x4E00...0xA4CF,
      0xA960...0xA97F, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE10...0xFE19, 0xFE30...0xFE6F,
      0xFF01...0xFF60, 0xFFE0...0xFFE6, 0x16FE0...0x18DFF, 0x1AFF0...0x1B2FF, 0x1F200...0x1F265,
      0x20000...0x3FFFD:
      true
    default: false
    }
  }
}
