import Foundation

/// What an account holds, without what differs from run to run: ids, client tokens, moments, order.
///
///     regions.us-east-1.pools[0].tags.smsctl:name = codes
struct AccountState: Equatable {
  private let lines: Set<String>

  /// Reads a state file of the simulator.
  init(_ file: Data) throws {
    var text = String(decoding: file, as: UTF8.self)
    for (id, name) in try Self.names(in: file) { text.replace("\"\(id)\"", with: "\"\(name)\"") }
    let root = try JSONSerialization.jsonObject(with: Data(text.utf8))
    lines = Set(Self.lines(of: Self.normalised(root), at: ""))
  }

  /// What one has and the other has not.
  func difference(from other: AccountState) -> [String] {
    lines.subtracting(other.lines).sorted().map { "+ \($0)" }
      + other.lines.subtracting(lines).sorted().map { "- \($0)" }
  }

  private static let volatile: Set<String> = [
    "activeAt", "clientTokens", "createdAt", "goneAt", "id", "releasableAt", "releasedSenderIds",
  ]

  /// Ids that the service made, with the names that the tags give.
  private static func names(in file: Data) throws -> [(id: String, name: String)] {
    let root = try JSONSerialization.jsonObject(with: file) as? [String: Any] ?? [:]
    let regions = root["regions"] as? [String: [String: Any]] ?? [:]
    return regions.values.flatMap { region in
      ["pools", "protectConfigurations"].flatMap { region[$0] as? [[String: Any]] ?? [] }
        .compactMap { item in
          let tags = item["tags"] as? [String: String] ?? [:]
          guard let id = item["id"] as? String, let name = tags["smsctl:name"] else { return nil }
          return (id, "id of \(name)")
        }
    }
  }

  /// Lists in an order that depends on their contents only.
  private static func normalised(_ value: Any) -> Any {
    if let object = value as? [String: Any] {
      return object.filter { !volatile.contains($0.key) }.mapValues(normalised)
    }
    guard let list = value as? [Any] else { return value }
    return list.map(normalised)
      .map { (item: $0, order: lines(of: $0, at: "").joined(separator: "\n")) }
      .sorted { $0.order < $1.order }
      .map(\.item)
  }

  private static func lines(of value: Any, at path: String) -> [String] {
    if let object = value as? [String: Any] {
      return object.sorted { $0.key < $1.key }.flatMap { lines(of: $1, at: "\(path).\($0)") }
    }
    if let list = value as? [Any] {
      return list.enumerated().flatMap { lines(of: $1, at: "\(path)[\($0)]") }
    }
    return ["\(path) = \(value)"]
  }
}
