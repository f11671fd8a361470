import Foundation
import Testing

/// The lines of a file that `--log` wrote.
struct JournalText {
  /// One object for each line, in order.
  let lines: [[String: Any]]

  /// Reads a text; a line that is no JSON object is an error.
  init(_ text: String) throws {
    lines = try text.split(separator: "\n").map { line in
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      return try #require(value as? [String: Any], "\(line)")
    }
  }

  /// Reads a file.
  init(file path: String) throws {
    try self.init(try String(contentsOfFile: path, encoding: .utf8))
  }

  /// Those of one type, for example `step`.
  func lines(_ type: String) -> [[String: Any]] {
    lines.filter { $0["type"] as? String == type }
  }

  /// Those about calls.
  var calls: [Call] { get throws { try lines("call").map(Call.init) } }

  /// What a line tells of a call.
  struct Call {
    let region: String
    let operation: String
    let address: String?
    let attempt: Int
    let outcome: String
    let clientToken: String?
    let requestID: String?

    init(_ line: [String: Any]) throws {
      region = try #require(line["region"] as? String)
      operation = try #require(line["operation"] as? String)
      address = line["address"] as? String
      attempt = try #require(line["attempt"] as? Int)
      outcome = try #require(line["outcome"] as? String)
      clientToken = line["clientToken"] as? String
      requestID = line["requestId"] as? String
    }
  }
}

extension Fixture {
  /// A journal in the directory.
  func journal(_ name: String) throws -> JournalText {
    try JournalText(file: "\(directory)/\(name)")
  }
}
