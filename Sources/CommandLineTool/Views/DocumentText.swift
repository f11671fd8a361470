internal import Foundation

/// Documents for other programs, which people look at, too.
enum DocumentText {
  /// JSON with sorted keys, two spaces of indentation, times as in ISO 8601, and a newline at the end.
  static func json(of document: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return String(decoding: try encoder.encode(document), as: UTF8.self) + "\n"
  }
}
