import Foundation
import Testing

/// The JSON document of a plan, as other programs read it.
struct PlanJSON {
  struct Change {
    let address: String
    let action: String
    let attributes: [[String: Any]]
    let steps: [[String: Any]]
    let members: [String: Any]
  }

  let root: [String: Any]

  init(_ text: String) throws {
    root = try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  init(file: String, in fixture: Fixture) throws {
    try self.init(String(contentsOfFile: "\(fixture.directory)/\(file)", encoding: .utf8))
  }

  var digest: String { root["digest"] as? String ?? "" }

  var changes: [Change] {
    (root["changes"] as? [[String: Any]] ?? []).map { members in
      Change(
        address: members["address"] as? String ?? "",
        action: members["action"] as? String ?? "",
        attributes: members["attributes"] as? [[String: Any]] ?? [],
        steps: members["steps"] as? [[String: Any]] ?? [],
        members: members
      )
    }
  }

  /// For example `us-east-1 CreatePool`, of every step that writes, in order.
  var writes: [String] {
    changes.flatMap { change in
      change.steps.filter { $0["role"] as? String == "write" }.map {
        "\(change.members["region"] as? String ?? "") \($0["operation"] as? String ?? "")"
      }
    }.sorted()
  }

  /// A member of a member, for example `error.message`.
  subscript(path: String) -> Any? {
    path.split(separator: ".").reduce(root as Any?) { ($0 as? [String: Any])?[String($1)] }
  }
}
