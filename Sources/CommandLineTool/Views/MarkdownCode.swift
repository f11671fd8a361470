internal import Diagnostics

/// Text of any origin as code in Markdown, which nothing in it can end.
enum MarkdownCode {
  /// A block; each line stays one.
  static func block(_ lines: [String], language: String = "text") -> [String] {
    let fence = String(repeating: "`", count: max(3, longestRun(of: lines) + 1))
    return [fence + language] + lines.map(DisplayText.escape) + [fence]
  }

  /// A piece of a line.
  static func span(_ text: String) -> String {
    let ticks = String(repeating: "`", count: longestRun(of: [text]) + 1)
    // A space inside keeps the text's own ticks from joining those around it.
    let pad = text.hasPrefix("`") || text.hasSuffix("`") ? " " : ""
    return ticks + pad + DisplayText.escape(text) + pad + ticks
  }

  /// How many backticks follow each other at most.
  private static func longestRun(of lines: [String]) -> Int {
    var longest = 0
    for line in lines {
      var run = 0
      for byte in line.utf8 {
        run = byte == UInt8(ascii: "`") ? run + 1 : 0
        longest = max(longest, run)
      }
    }
    return longest
  }
}
