internal import Foundation

/// What proxies and load balancers say instead of an AWS answer: text or HTML.
enum GatewayWords {
  private static let limit = 200

  /// The title of a page, else the beginning of its text; nil when there is nothing to read.
  static func text(of body: Data) -> String? {
    let text = String(decoding: body.prefix(4_000), as: UTF8.self)
    // A character may be cut in two at the end; more of them are no text.
    guard text.unicodeScalars.count(where: { $0 == "\u{FFFD}" }) <= 1 else { return nil }
    let title = text.firstMatch(of: #/(?i)<title[^>]*>([^<]*)/#).map { plain(String($0.1)) }
    let words = title.flatMap { $0.isEmpty ? nil : $0 } ?? plain(text)
    return words.isEmpty ? nil : String(words.prefix(limit))
  }

  private static func plain(_ text: String) -> String {
    text
      .replacing(#/(?is)<(script|style)\b.*?(</\1>|$)/#, with: " ")
      .replacing(/<[^>]*>/, with: " ")
      .split(whereSeparator: \.isWhitespace)
      .joined(separator: " ")
  }
}
