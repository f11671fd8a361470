import Foundation
import Testing

/// What a file holds and a test must find again.
enum Golden {
  /// Compares a text with a file, or with `RECORD_GOLDENS=1` writes it there and fails.
  static func compare(_ text: String, with file: URL) throws {
    let name = file.pathComponents.suffix(2).joined(separator: "/")
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name) was recorded; read its difference, then test without recording")
    } else {
      let recorded = try? String(contentsOf: file, encoding: .utf8)
      #expect(text == recorded, "\(name)")
    }
  }
}
