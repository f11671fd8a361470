internal import Diagnostics
internal import Resources

extension Duration {
  /// For example `<1s`, `34s`, `2m 17s` or `1h 02m`.
  var shown: String {
    let seconds = Int((self / .seconds(1)).rounded())
    if self < .seconds(1) { return "<1s" }
    if seconds < 60 { return "\(seconds)s" }
    let minutes = seconds / 60
    if minutes < 60 { return "\(minutes)m \(Self.twoDigits(seconds % 60))s" }
    return "\(minutes / 60)h \(Self.twoDigits(minutes % 60))m"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}

extension Int {
  /// With commas: `12,031`.
  var grouped: String {
    let digits = String(magnitude)
    let groups = stride(from: digits.count, to: 0, by: -3).map { end in
      String(digits.prefix(end).suffix(3))
    }
    return (self < 0 ? "-" : "") + groups.reversed().joined(separator: ",")
  }

  /// For example `1 number` and `12,031 numbers`.
  func counting(_ noun: String) -> String {
    self == 1 ? "1 \(noun)" : "\(grouped) \(noun)s"
  }
}

extension AttributeValue {
  /// As plans show it; control characters are escaped.
  var shown: String {
    switch self {
    case .unset: "(unset)"
    case .flag(let value): "\(value)"
    case .list(let items): "[" + items.map(DisplayText.escape).joined(separator: ", ") + "]"
    case .present: "(present)"
    case .knownAfterApply: "(known after apply)"
    case .text(let text):
      text.isEmpty || text.contains(" ")
        ? "\"\(DisplayText.escape(text))\"" : DisplayText.escape(text)
    }
  }
}

extension Double {
  /// Without a fraction where there is none: `1`, `0.5`; beyond what an integer holds `1e+22`.
  var shown: String {
    guard self == rounded(), let whole = Int(exactly: self) else { return "\(self)" }
    return "\(whole)"
  }
}

/// Breaks a list of words over lines.
enum Wrapping {
  /// `lead`, then the items with commas, lines of at most `width` columns, the later ones indented.
  static func lines(_ lead: String, _ items: [String], indent: String, width: Int = 100) -> [String]
  {
    var lines: [String] = []
    var line = lead
    var isFresh = true
    for (index, item) in items.enumerated() {
      let word = item + (index + 1 < items.count ? "," : "")
      if !isFresh, DisplayText.width(of: line) + 1 + DisplayText.width(of: word) > width {
        lines.append(line)
        line = indent + word
      } else {
        line += line.isEmpty || line.hasSuffix(" ") ? word : " " + word
      }
      isFresh = false
    }
    return lines + [line]
  }
}
