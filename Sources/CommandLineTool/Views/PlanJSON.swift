internal import Foundation

/// A plan for other programs.
enum PlanJSON {
  /// The document with sorted keys, indented, ended by a newline.
  static func text(of document: PlanDocument) throws -> String {
    String(decoding: try JSONEncoder.documents.encode(document), as: UTF8.self) + "\n"
  }
}

extension JSONEncoder {
  /// For documents that people look at, too: keys sorted, two spaces of indentation.
  static var documents: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .iso8601
    return encoder
  }
}
