internal import Foundation

/// Finds the text of simple elements in the small, flat XML that STS answers with.
///
/// Not a parser: elements without attributes and children only, the first of each name.
struct XMLText {
  private let text: String

  /// Takes any bytes; what is not UTF-8 is replaced.
  init(_ data: Data) {
    text = String(decoding: data, as: UTF8.self)
  }

  /// The text between `<name>` and `</name>`, entities resolved; nil when there is no such element.
  subscript(name: String) -> String? {
    guard let start = text.range(of: "<\(name)>"),
      let end = text.range(of: "</\(name)>", range: start.upperBound..<text.endIndex)
    else { return nil }
    // `&amp;` last, or `&amp;lt;` would become `<`.
    return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")]
      .reduce(String(text[start.upperBound..<end.lowerBound])) {
        $0.replacingOccurrences(of: $1.0, with: $1.1)
      }
  }
}
