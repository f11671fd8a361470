/// How a text is written as one scalar, such that every reader of YAML 1.1 or 1.2 takes it for that text.
package enum YAMLText {
  /// The text without quotes where nothing else could be meant, else in double quotes, all that cannot be
  /// seen or that could end a line escaped.
  package static func scalar(_ text: String) -> String {
    isPlain(text) ? text : quoted(text)
  }

  /// Whether no version of YAML takes the text for a number, a date, a boolean, a null or a mark of its own.
  private static func isPlain(_ text: String) -> Bool {
    guard let first = text.unicodeScalars.first, first.isLetter || first == "_" else {
      return false
    }
    return text.unicodeScalars.allSatisfy(\.isPlain) && !words.contains(text.lowercased())
  }

  /// What YAML 1.1 takes for a boolean or a null. <https://yaml.org/type/bool.html>
  private static let words: Set<String> = [
    "y", "n", "yes", "no", "on", "off", "true", "false", "null",
  ]

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\r": result += "\\r"
      case "\t": result += "\\t"
      case _ where scalar.isWrittenAsIs: result.unicodeScalars.append(scalar)
      default: result += escape(scalar)
      }
    }
    return result + "\""
  }

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16, uppercase: true)
    let (letter, width) = digits.count <= 2 ? ("x", 2) : digits.count <= 4 ? ("u", 4) : ("U", 8)
    return "\\\(letter)" + String(repeating: "0", count: width - digits.count) + digits
  }
}

extension Unicode.Scalar {
  fileprivate var isLetter: Bool {
    switch self {
    case "a"..."z", "A"..."Z": true
    default: false
    }
  }

  /// Whether it means nothing to YAML within a scalar, wherever it stands.
  fileprivate var isPlain: Bool {
    switch self {
    case "a"..."z", "A"..."Z", "0"..."9", "_", "-", ".", "/": true
    default: false
    }
  }

  /// Whether it can stand between double quotes and be seen there.
  ///
  /// Joiners, without which some scripts and emoji fall apart, are let through although they are not seen.
  fileprivate var isWrittenAsIs: Bool {
    if self == " " || self == "\u{200C}" || self == "\u{200D}" { return true }
    return switch properties.generalCategory {
    case .control, .format, .surrogate, .privateUse, .unassigned, .lineSeparator,
      .paragraphSeparator, .spaceSeparator:
      false
    default: true
    }
  }
}
