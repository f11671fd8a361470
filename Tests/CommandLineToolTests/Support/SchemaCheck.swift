import Foundation
import Testing

/// A JSON Schema held against documents by a validator that nobody here wrote.
enum SchemaCheck {
  /// What it says of each document, in order: `accepts` or `rejects`, and the rest of its line.
  ///
  /// A document may be several, with `---` between them: it is accepted when each is.
  static func verdicts(
    on documents: [Data],
    schema: Data
  ) async throws -> [(word: String, line: String)] {
    try await withTemporaryDirectory { directory in
      try schema.write(to: URL(filePath: "\(directory)/schema.json"))
      let names = documents.indices.map { String(format: "%04d.json", $0) }
      for (name, document) in zip(names, documents) {
        try document.write(to: URL(filePath: "\(directory)/\(name)"))
      }
      let check = try ToolProcess(
        executable: repository.appending(path: "Scripts/check-schema.sh"),
        ["schema.json"] + names.map { "\(directory)/\($0)" },
        environment: ProcessInfo.processInfo.environment,
        directory: directory
      )
      let run = await check.run()
      try #require(run.status == 0, "\(run.errors)")
      let lines = run.output.split(separator: "\n").map(String.init)
      try #require(lines.count == documents.count, "\(run.output)")
      return lines.map { (String($0.prefix { $0 != " " }), $0) }
    }
  }

  /// A schema without room for members that it does not name, so that whatever is written is documented.
  static func closed(_ schema: Data) throws -> Data {
    func closed(_ value: Any) -> Any {
      if let list = value as? [Any] { return list.map(closed) }
      guard var object = value as? [String: Any] else { return value }
      for (key, member) in object { object[key] = closed(member) }
      if object["type"] as? String == "object", object["properties"] != nil {
        object["additionalProperties"] = false
      }
      return object
    }
    let schema = try JSONSerialization.jsonObject(with: schema)
    return try JSONSerialization.data(withJSONObject: closed(schema))
  }
}
