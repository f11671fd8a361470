internal import Diagnostics
internal import Foundation

/// A piece of HTML.
///
///     let cell: Markup = "<td>\(name)</td>"
///
/// A literal is taken as it stands. What is put into it is escaped, unless it is a piece itself: there is no
/// other way to get text into a page.
struct Markup: ExpressibleByStringInterpolation, Sendable {
  let text: String

  init(stringLiteral value: String) { text = value }

  init(stringInterpolation: StringInterpolation) { text = stringInterpolation.text }

  struct StringInterpolation: StringInterpolationProtocol {
    fileprivate var text = ""

    init(literalCapacity: Int, interpolationCount: Int) {
      text.reserveCapacity(literalCapacity + interpolationCount * 16)
    }

    mutating func appendLiteral(_ literal: String) { text += literal }

    mutating func appendInterpolation(_ words: String) { text += Markup.escape(words) }

    mutating func appendInterpolation(_ number: Int) { text += String(number) }

    /// A length or place in a drawing, with two digits after the point.
    mutating func appendInterpolation(_ place: Double) {
      text += ((place * 100).rounded() / 100).shown
    }

    mutating func appendInterpolation(_ piece: Markup) { text += piece.text }

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
