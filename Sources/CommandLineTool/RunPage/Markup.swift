internal import Diagnostics
internal import Foundation

/// A piece of HTML.
///
///     let cell: Markup = "<td>\(name)</td>"
///
/// A literal is taken as it stands. What is put into it is escaped, unless it is a piece itself: there is no
/// other way to get text into a page.
struct Markup: ExpressibleByStringInterpolation, Sendable {
  /// As it stands in the page; whoever reads it must not escape it again.
  let text: String

  /// Of a literal without anything put in.
  init(stringLiteral value: String) { text = value }

  /// Of a literal with pieces, words and numbers put in.
  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  /// What builds a piece from a literal; the compiler calls it.
  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    /// Taken as it stands.
    mutating func appendLiteral(_ literal: String) { text += literal }

    /// Escaped, so that words stay words.
    mutating func appendInterpolation(_ words: String) { text += Markup.escape(words) }

    /// Without grouping of digits.
    mutating func appendInterpolation(_ number: Int) { text += String(number) }

    /// A length or place in a drawing, with two digits after the point.
    mutating func appendInterpolation(_ place: Double) {
      text += ((place * 100).rounded() / 100).shown
    }

    /// Taken as it stands, since it was escaped when it was made.
    mutating func appendInterpolation(_ piece: Markup) { text += piece.text }

    /// One behind the other, nothing between them.
    mutating func appendInterpolation(_ pieces: [Markup]) {
      for piece in pieces { text += piece.text }
    }
  }

  /// Control characters are spelled out, so that nothing is hidden or reordered.
  private static func escape(_ text: String) -> String {
    let text = DisplayText.escape(text)
    guard text.utf8.contains(where: special.contains) else { return text }
    // Scalar by scalar: a bracket with a combining mark is one character, and a bracket for a browser.
    return text.unicodeScalars.reduce(into: "") { result, scalar in
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "'": result += "&#39;"
      default: result.unicodeScalars.append(scalar)
      }
    }
  }

  private static let special = Array("&<>\"'".utf8)
}
