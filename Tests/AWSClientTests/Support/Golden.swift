import Foundation
import Testing

/// What a file in `Goldens` holds and a test must find again.
enum Golden {
  /// Compares a text with a file, or with `RECORD_GOLDENS=1` writes it there and fails.
  static func compare(_ text: String, with name: String) throws {
    let file = folder.appending(path: name)
    if ProcessInfo.processInfo.environment["RECORD_GOLDENS"] != nil {
      try text.write(to: file, atomically: true, encoding: .utf8)
      Issue.record("\(name) was recorded; read its difference, then test without recording")
    } else {
      let recorded = try String(contentsOf: file, encoding: .utf8)
      #expect(difference(text, recorded) == [], "\(name)")
    }
  }

  /// The text of a file that a script made.
  static func text(of name: String) throws -> String {
    try String(contentsOf: folder.appending(path: name), encoding: .utf8)
  }

  private static let folder = URL(filePath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Goldens")

  /// Lines that only one of them has: whole texts would bury what matters.
  private static func difference(_ text: String, _ recorded: String) -> [String] {
    let new = text.split(separator: "\n", omittingEmptySubsequences: false)
    let old = recorded.split(separator: "\n", omittingEmptySubsequences: false)
    return new.difference(from: old).map { change in
      switch change {
      case .insert(let index, let line, _): "\(index + 1): + \(line)"
      case .remove(let index, let line, _): "\(index + 1): - \(line)"
      }
    }
  }
}
