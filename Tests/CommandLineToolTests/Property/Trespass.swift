import Foundation

/// Finds what an apply changed although the manifest does not ask for it.
///
/// Says what a manifest may change in the words of the simulator's state, without any of smsctl's own
/// notions of it.
struct Trespass {
  private let manifest: RandomManifest
  private let prunes: Bool
  /// Addresses of what was made anew with consent.
  private let replaced: Set<String>
  private let before: [String: [String: Any]]
  private let after: [String: [String: Any]]

  init(
    _ manifest: RandomManifest,
    _ driver: ConsentingDriver,
    before: Data,
    after: Data
  ) throws {
    self.manifest = manifest
    prunes = driver.prunes
    replaced = driver.plan.replaced
    self.before = try Self.regions(before)
    self.after = try Self.regions(after)
  }

  private static func regions(_ state: Data) throws -> [String: [String: Any]] {
    let root = try JSONSerialization.jsonObject(with: state) as? [String: Any]
    return root?["regions"] as? [String: [String: Any]] ?? [:]
  }

  /// Each as `us-east-1 pools pool-x keywords.JOIN`; empty is as it must be.
  var findings: [String] {
    after.keys.sorted().flatMap { region -> [String] in
      let old = before[region] ?? [:]
      let new = after[region] ?? [:]
      let kinds: [Kind] = [
        .optOutLists, .senderIDs, .phoneNumbers, .pools, .protectConfigurations,
        .configurationSets,
      ]
      let lists = kinds.flatMap { kind in
        findings(kind, old: kind.items(in: old), new: kind.items(in: new), region: region)
      }
      let isDefaultChanged = !equal(old[Self.defaultKey], new[Self.defaultKey])
      let wantsDefault = manifest.resources("protectConfigurations", in: region).values
        .contains { $0["accountDefault"] != nil }
      let isExcused = wantsDefault || (prunes && manifest.regions.contains(region))
      let other = isDefaultChanged && !isExcused ? [Self.defaultKey] : []
      return (lists + other).map { "\(region) \($0)" }
    }
  }

  private static let defaultKey = "accountDefaultProtectConfiguration"

  private func findings(
    _ kind: Kind,
    old: [String: [String: Any]],
    new: [String: [String: Any]],
    region: String
  ) -> [String] {
    let wanted = manifest.resources(kind.rawValue, in: region)
    let gone = old.filter { new[$0.key] == nil && !mayGo($0.value, kind, wanted, in: region) }
    return gone.keys.sorted().map { "\(kind) \($0) is gone" }
      + new.sorted { $0.key < $1.key }.flatMap { id, item -> [String] in
        let fields = kind.fields(of: item, id: id, among: wanted, region: region)
        guard let previous = old[id] else {
          return fields == nil ? ["\(kind) \(id) is new"] : []
        }
        guard !isReplaced(item, kind, wanted, in: region) else { return [] }
        let rights = Rights(kind: kind, fields: fields, previous: previous, prunes: prunes)
        return changes(from: previous, to: item).filter { !rights.allow($0) }
          .map { "\(kind) \(id) \($0.joined(separator: "."))" }
      }
  }

  /// Whether pruning or a replacement may have taken a resource away.
  private func mayGo(
    _ item: [String: Any],
    _ kind: Kind,
    _ wanted: [String: [String: Any]],
    in region: String
  ) -> Bool {
    let tags = item["tags"] as? [String: String] ?? [:]
    let owners = [Universe.project] + (manifest.adoptsFormer ? [Universe.formerProject] : [])
    let isPruned =
      prunes && manifest.regions.contains(region) && kind != .phoneNumbers
      && owners.contains(tags["smsctl:project"] ?? "")
      && kind.fields(of: item, id: kind.id(of: item), among: wanted, region: region) == nil
    return isPruned || isReplaced(item, kind, wanted, in: region)
  }

  private func isReplaced(
    _ item: [String: Any],
    _ kind: Kind,
    _ wanted: [String: [String: Any]],
    in region: String
  ) -> Bool {
    let tags = item["tags"] as? [String: String] ?? [:]
    switch kind {
    case .pools: return replaced.contains("\(region)/pool/\(tags["smsctl:name"] ?? "")")
    case .senderIDs:
      let country = item["country"] as? String ?? ""
      let key = wanted.keys.first { $0.uppercased() == item["name"] as? String } ?? ""
      return replaced.contains("\(region)/sender-id/\(key)/\(country)")
    default: return false
    }
  }

  /// The paths at which two states of a resource differ, two levels deep; items of lists go by name.
  private func changes(from old: [String: Any], to new: [String: Any]) -> [[String]] {
    Set(old.keys).union(new.keys).sorted().flatMap { key -> [[String]] in
      guard !equal(old[key], new[key]) else { return [] }
      guard let before = named(old[key]), let now = named(new[key]) else { return [[key]] }
      return Set(before.keys).union(now.keys).sorted()
        .filter { !equal(before[$0], now[$0]) }
        .map { [key, $0] }
    }
  }

  /// A map, or a list of what has names.
  private func named(_ value: Any?) -> [String: Any]? {
    if let map = value as? [String: Any] { return map }
    guard let list = value as? [[String: Any]] else { return value == nil ? [:] : nil }
    let pairs = list.map { item -> (String, Any) in
      let name = item["name"] ?? item["keyword"] ?? item["number"]
      let member = [item["phoneNumber"], item["senderId"], item["country"]]
        .compactMap { $0 as? String }.joined(separator: "/")
      return (name as? String ?? member, item)
    }
    return Dictionary(pairs) { $1 }
  }

  private func equal(_ left: Any?, _ right: Any?) -> Bool {
    guard let left, let right else { return left == nil && right == nil }
    return (left as? NSObject) == (right as? NSObject)
      || RandomManifest.json([left]) == RandomManifest.json([right])
  }
}

/// A list of the state, with the section of the manifest that it belongs to.
private enum Kind: String {
  case optOutLists
  case senderIDs = "senderIds"
  case phoneNumbers
  case pools
  case protectConfigurations
  case configurationSets

  /// By what stays the same.
  func items(in region: [String: Any]) -> [String: [String: Any]] {
    let items = region[rawValue] as? [[String: Any]] ?? []
    return Dictionary(items.map { (id(of: $0), $0) }) { $1 }
  }

  func id(of item: [String: Any]) -> String {
    let name = "\(item["id"] ?? item["name"] ?? "")"
    return self == .senderIDs ? "\(name)/\(item["country"] ?? "")" : name
  }

  /// What the manifest says of a live resource; nil when it does not name it.
  func fields(
    of item: [String: Any],
    id: String,
    among wanted: [String: [String: Any]],
    region: String
  ) -> [String: Any]? {
    let tags = item["tags"] as? [String: String] ?? [:]
    switch self {
    case .optOutLists, .configurationSets: return wanted[id]
    case .senderIDs:
      let name = item["name"] as? String
      let found = wanted.first { $0.key.uppercased() == name }?.value
      let countries = found?["countries"] as? [String] ?? []
      return countries.contains(item["country"] as? String ?? "") ? found : nil
    case .phoneNumbers:
      return wanted.first { Universe.number($0.key, in: region) == item["number"] as? String }?
        .value
    case .pools, .protectConfigurations:
      guard tags["smsctl:project"] == Universe.project else { return nil }
      return tags["smsctl:name"].flatMap { wanted[$0] }
    }
  }
}

/// Which changes of one resource a manifest stands for.
private struct Rights {
  let kind: Kind
  /// Nil for what it does not name.
  let fields: [String: Any]?
  let previous: [String: Any]
  let prunes: Bool

  private static let shared = ["optOutList", "twoWay", "selfManagedOptOuts", "keywords"]

  func allow(_ path: [String]) -> Bool {
    guard let first = path.first else { return false }
    // A number that leaves a pool keeps what it had there.
    if kind == .phoneNumbers, prunes, (Self.shared + ["releasableAt"]).contains(first) {
      return true
    }
    guard let fields else { return false }
    let name = path.dropFirst().first ?? ""
    switch first {
    case "tags":
      let declared = fields["tags"] as? [String: Any] ?? [:]
      return declared[name] != nil || ["smsctl:project", "smsctl:name"].contains(name)
    case "keywords": return declares(fields, "keywords", name) || isJoining
    case "eventDestinations", "numberOverrides": return declares(fields, first, name)
    case "rules": return fields[name.lowercased()] != nil
    case "members": return prunes || isAddition(name)
    case "optOutList", "twoWay", "selfManagedOptOuts": return fields[first] != nil || isJoining
    default: return fields[first] != nil
    }
  }

  private func declares(_ fields: [String: Any], _ list: String, _ name: String) -> Bool {
    guard let declared = fields[list] as? [String: Any] else { return false }
    return prunes || declared.keys.contains { $0.uppercased() == name.uppercased() }
  }

  /// A number that the manifest puts into a pool gets the pool's settings.
  private var isJoining: Bool {
    kind == .phoneNumbers && Self.shared.allSatisfy { fields?[$0] == nil }
  }

  /// Members join, and without pruning never leave.
  private func isAddition(_ member: String) -> Bool {
    let members = previous["members"] as? [[String: Any]] ?? []
    return !members.contains { item in
      [item["phoneNumber"], item["senderId"], item["country"]].compactMap { $0 as? String }
        .joined(separator: "/") == member
    }
  }
}
