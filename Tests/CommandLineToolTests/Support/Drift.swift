import Foundation

/// An account in which somebody has changed or taken away what an apply had made.
///
/// Nothing that people must consent to undo: no opt-outs, no numbers, no tags of ownership.
enum Drift {
  /// The text of a seed from that of a state file.
  static func seed(from state: Data) throws -> String {
    var root = try JSONSerialization.jsonObject(with: state) as? [String: Any] ?? [:]
    let regions = root["regions"] as? [String: [String: Any]] ?? [:]
    root["regions"] = regions.mapValues(drifted)
    return String(decoding: try JSONSerialization.data(withJSONObject: root), as: UTF8.self)
  }

  /// The account of another seed with the opt-out lists that a state has in its first region, each with
  /// somebody on it.
  static func leavingLists(of state: String, in seed: String?) throws -> String {
    let old = try JSONSerialization.jsonObject(with: Data(state.utf8)) as? [String: Any] ?? [:]
    let regions = old["regions"] as? [String: [String: Any]] ?? [:]
    let first = regions.keys.sorted().first ?? ""
    let empty = #"{ "version": 1, "regions": {} }"#
    var root =
      try JSONSerialization.jsonObject(with: Data((seed ?? empty).utf8)) as? [String: Any] ?? [:]
    var seeded = root["regions"] as? [String: [String: Any]] ?? [:]
    let lists = regions[first]?["optOutLists"] as? [[String: Any]] ?? []
    seeded[first, default: [:]]["optOutLists"] = lists.map { list in
      list.merging(["optedOutNumbers": ["+12065550199"]]) { $1 }
    }
    root["regions"] = seeded
    return String(decoding: try JSONSerialization.data(withJSONObject: root), as: UTF8.self)
  }

  /// The same account, but all its numbers are in a pool of another project.
  static func takingNumbers(of seed: String) throws -> String {
    var root = try JSONSerialization.jsonObject(with: Data(seed.utf8)) as? [String: Any] ?? [:]
    let regions = root["regions"] as? [String: [String: Any]] ?? [:]
    root["regions"] = regions.mapValues { region in
      var region = region
      let numbers = (region["phoneNumbers"] as? [[String: Any]] ?? []).compactMap { $0["number"] }
      region["pools"] = [
        ["members": numbers.map { ["phoneNumber": $0] }, "tags": ["smsctl:project": "another"]]
      ]
      return region
    }
    return String(decoding: try JSONSerialization.data(withJSONObject: root), as: UTF8.self)
  }

  private static func drifted(_ region: [String: Any]) -> [String: Any] {
    var region = region
    // What a token brought once it would bring again, dead as it is now.
    region["clientTokens"] = nil
    change(&region, "optOutLists") { _ in }
    change(&region, "senderIds") { $0.toggle("deletionProtection") }
    change(&region, "phoneNumbers") { _ in }
    change(&region, "pools") { pool in
      pool["optOutList"] = "Default"
      pool["twoWay"] = nil
      pool["selfManagedOptOuts"] = nil
      pool["keywords"] = nil
      pool.toggle("sharedRoutes")
      pool.toggle("deletionProtection")
      let members = pool["members"] as? [Any] ?? []
      pool["members"] = Array(members.prefix(max(1, members.count - 1)))
    }
    change(&region, "configurationSets") { set in
      set["defaultMessageType"] = nil
      set["defaultSenderId"] = "OTHER"
      set.toggle("messageFeedback")
      if set["protectConfiguration"] != nil { set["protectConfiguration"] = former }
      change(&set, "eventDestinations") { $0.toggle("enabled") }
    }
    change(&region, "protectConfigurations") { configuration in
      configuration["rules"] = nil
      configuration["numberOverrides"] = nil
      configuration.toggle("deletionProtection")
    }
    replaceProtection(in: &region)
    return region
  }

  private static let former = "protect-former"

  /// Puts another configuration of the project in the place of the account default.
  private static func replaceProtection(in region: inout [String: Any]) {
    guard let all = region["protectConfigurations"] as? [[String: Any]],
      let tags = all.first?["tags"] as? [String: String]
    else { return }
    let project = tags.filter { $0.key == "smsctl:project" }
    region["protectConfigurations"] = all + [["id": former, "tags": project]]
    guard region["accountDefaultProtectConfiguration"] != nil else { return }
    region["accountDefaultProtectConfiguration"] = former
  }

  /// Changes each item of a list; tags that are not ours go away.
  private static func change(
    _ parent: inout [String: Any],
    _ list: String,
    _ change: (inout [String: Any]) -> Void
  ) {
    guard let items = parent[list] as? [[String: Any]] else { return }
    parent[list] = items.map { item in
      var item = item
      change(&item)
      if let tags = item["tags"] as? [String: String] {
        item["tags"] = tags.filter { $0.key.hasPrefix("smsctl:") }
      }
      return item
    }
  }
}

extension [String: Any] {
  fileprivate mutating func toggle(_ flag: String) {
    self[flag] = !(self[flag] as? Bool ?? false)
  }
}
