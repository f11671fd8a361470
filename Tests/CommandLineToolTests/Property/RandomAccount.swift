import Foundation
import TestSupport

/// What an account holds before anything is applied: resources under the names of `Universe`, ours,
/// nobody's, CloudFormation's or another project's, and some that no manifest names.
struct RandomAccount {
  /// A seed of the simulator.
  let seed: String

  /// Makes one for a manifest.
  ///
  /// With `hasOtherProjects` some of the resources are another project's, under names that the manifest
  /// may want.
  init(for manifest: RandomManifest, hasOtherProjects: Bool, _ random: inout SeededRandom) {
    var regions: [String: Any] = [:]
    for region in Universe.regions {
      var draft = Draft(
        region: region,
        hasOtherProjects: hasOtherProjects,
        freeNumbers: manifest.freeNumbers(in: region)
      )
      draft.fill(&random)
      regions[region] = draft.state
    }
    seed = RandomManifest.json(["version": 1, "regions": regions])
  }
}

/// The state of one region while it is made up.
private struct Draft {
  let region: String
  let hasOtherProjects: Bool
  /// Those to which the manifest gives settings; in a pool of the manifest the pool's would contradict.
  let freeNumbers: Set<String>
  private(set) var state: [String: Any] = [:]

  init(region: String, hasOtherProjects: Bool, freeNumbers: Set<String>) {
    self.region = region
    self.hasOtherProjects = hasOtherProjects
    self.freeNumbers = freeNumbers
  }

  mutating func fill(_ random: inout SeededRandom) {
    let fullness = random.pick([0, 30, 60])
    let lists = random.some(Universe.optOutLists, fullness)
    state["optOutLists"] = (lists + [Universe.stranger]).map { optOutList($0, &random) }
    let senders = senderIDs(fullness, &random)
    state["senderIds"] = senders
    let numbers = Universe.phoneNumbers
    let pooled = random.some(numbers, fullness / 2)
    let pools = pools(fullness, lists: lists, numbers: pooled, senders: senders, &random)
    state["pools"] = pools
    let members = pools.flatMap { $0["members"] as? [[String: Any]] ?? [] }
    let taken = Set(members.compactMap { $0["phoneNumber"] as? String })
    state["phoneNumbers"] = numbers.map { key in
      phoneNumber(key, lists: lists, isPooled: taken.contains(number(key)), &random)
    }
    let protections = protectConfigurations(fullness, &random)
    state["protectConfigurations"] = protections
    let ids = protections.compactMap { $0["id"] as? String }
    if !ids.isEmpty, random.chance(40) {
      state["accountDefaultProtectConfiguration"] = random.pick(ids)
    }
    let sets = random.some(Universe.configurationSets, fullness) + [Universe.stranger]
    state["configurationSets"] = sets.map { configurationSet($0, protections: ids, &random) }
  }

  private func number(_ key: String) -> String { Universe.number(key, in: region) }

  /// Tags that say whose a resource is, and one or two more.
  private func tags(named name: String? = nil, _ random: inout SeededRandom) -> [String: String] {
    var tags: [String: String] = [:]
    if random.chance(20) { tags["stage"] = random.pick(["test", "live"]) }
    if random.chance(20) { tags["cost-center"] = "42" }
    switch Int.random(in: 0..<100, using: &random) {
    case 0..<45:
      tags["smsctl:project"] = Universe.project
      if let name { tags["smsctl:name"] = name }
    case 45..<52:
      tags["smsctl:project"] = Universe.formerProject
      if let name { tags["smsctl:name"] = name }
    case 52..<60: tags["aws:cloudformation:stack-name"] = "messaging"
    case 60..<75 where hasOtherProjects:
      tags["smsctl:project"] = "other"
      if let name { tags["smsctl:name"] = name }
    default: break
    }
    if let name, random.chance(50) { tags["Name"] = name }
    return tags
  }

  private func optOutList(_ name: String, _ random: inout SeededRandom) -> [String: Any] {
    let numbers = random.some(["+12065550198", "+12065550199"], 20)
    return ["name": name, "optedOutNumbers": numbers, "tags": tags(&random)]
  }

  private func senderIDs(_ fullness: Int, _ random: inout SeededRandom) -> [[String: Any]] {
    var senders: [[String: Any]] = []
    for name in Universe.senderIDs + ["STRANGER"] {
      for country in random.some(Universe.countries, fullness / 2) {
        senders.append([
          "name": name, "country": country, "tags": tags(&random),
          "messageTypes": random.pick([
            ["TRANSACTIONAL"], ["TRANSACTIONAL"], ["TRANSACTIONAL"], ["PROMOTIONAL"],
            ["PROMOTIONAL", "TRANSACTIONAL"],
          ]),
          "deletionProtection": random.chance(20),
        ])
      }
    }
    return senders
  }

  private func phoneNumber(
    _ key: String,
    lists: [String],
    isPooled: Bool,
    _ random: inout SeededRandom
  ) -> [String: Any] {
    var fields: [String: Any] = [
      "number": number(key), "id": "phone-\(region)-\(key)", "country": "US", "type": "TEN_DLC",
      "tags": tags(&random), "internationalSending": random.chance(20),
      "deletionProtection": random.chance(20),
    ]
    if random.chance(10) { fields["messageType"] = "PROMOTIONAL" }
    if !isPooled {
      if random.chance(10) { fields["status"] = "PENDING" }
      addSettings(to: &fields, lists: lists, &random)
    }
    return fields
  }

  private func addSettings(
    to fields: inout [String: Any],
    lists: [String],
    _ random: inout SeededRandom
  ) {
    if !lists.isEmpty, random.chance(30) { fields["optOutList"] = random.pick(lists) }
    if random.chance(30) {
      fields["twoWay"] = ["channel": Universe.topic(random.pick(["inbound", "old"]), in: region)]
      fields["selfManagedOptOuts"] = random.chance(20)
    }
    fields["keywords"] = random.some(Universe.keywords, 15).map { keyword -> [String: Any] in
      var entry: [String: Any] = ["keyword": keyword.name, "message": "\(keyword.name) of old"]
      entry["action"] = keyword.action
      return entry
    }
  }

  private func pools(
    _ fullness: Int,
    lists: [String],
    numbers: [String],
    senders: [[String: Any]],
    _ random: inout SeededRandom
  ) -> [[String: Any]] {
    var free = numbers
    var pools: [[String: Any]] = []
    for name in random.some(Universe.pools, fullness) + [Universe.stranger] {
      var members: [[String: Any]] = random.some(senders, 20).map { sender in
        ["senderId": sender["name"] ?? "", "country": sender["country"] ?? ""]
      }
      let fitting = free.lastIndex { name == Universe.stranger || !freeNumbers.contains($0) }
      if let fitting { members.append(["phoneNumber": number(free.remove(at: fitting))]) }
      guard !members.isEmpty else { continue }
      var fields: [String: Any] = [
        "id": "pool-\(region)-\(name)", "members": members, "tags": tags(named: name, &random),
        "messageType": random.chance(85) ? "TRANSACTIONAL" : "PROMOTIONAL",
        "sharedRoutes": random.chance(20), "deletionProtection": random.chance(20),
      ]
      addSettings(to: &fields, lists: lists, &random)
      pools.append(fields)
    }
    return pools
  }

  private func protectConfigurations(
    _ fullness: Int,
    _ random: inout SeededRandom
  ) -> [[String: Any]] {
    let names = random.some(Universe.protectConfigurations, fullness) + [Universe.stranger]
    return names.map { name in
      var rules: [String: Any] = [:]
      for capability in random.some(["SMS", "VOICE", "MMS", "RCS"], 30) {
        let blocked = random.some(Universe.ruledCountries, 40)
        rules[capability] = Dictionary(uniqueKeysWithValues: blocked.map { ($0, "BLOCK") })
      }
      let overrides = random.some(Universe.overriddenNumbers, 30).map { number -> [String: Any] in
        var fields: [String: Any] = ["number": number, "action": random.pick(["ALLOW", "BLOCK"])]
        // Long ago, or in 2099.
        if random.chance(40) { fields["expiresAt"] = random.pick([1_000_000_000, 4_070_908_800]) }
        return fields
      }
      return [
        "id": "protect-\(region)-\(name)", "tags": tags(named: name, &random), "rules": rules,
        "numberOverrides": overrides, "deletionProtection": random.chance(20),
      ]
    }
  }

  private func configurationSet(
    _ name: String,
    protections: [String],
    _ random: inout SeededRandom
  ) -> [String: Any] {
    var fields: [String: Any] = ["name": name, "tags": tags(&random)]
    if random.chance(30) { fields["defaultMessageType"] = "PROMOTIONAL" }
    if random.chance(30) { fields["defaultSenderId"] = random.pick(Universe.senderIDs) }
    if random.chance(30) { fields["messageFeedback"] = random.chance(50) }
    if !protections.isEmpty, random.chance(30) {
      fields["protectConfiguration"] = random.pick(protections)
    }
    let names = random.some(Universe.eventDestinations, 30)
    fields["eventDestinations"] = names.map { eventDestination($0, &random) }
    return fields
  }

  private func eventDestination(_ name: String, _ random: inout SeededRandom) -> [String: Any] {
    var fields: [String: Any] = [
      "name": name, "enabled": random.chance(80),
      "events": random.atLeastOne(["TEXT_ALL", "TEXT_SENT", "TEXT_DELIVERED", "VOICE_ALL"], 40),
    ]
    // Now and then of another kind than the manifest wants.
    if name == "logs", random.chance(80) {
      let group = "arn:aws:logs:\(region):123456789012:log-group:\(random.pick(["sms", "old"]))"
      fields["cloudWatchLogs"] = ["logGroup": group, "role": Universe.role]
    } else {
      fields["sns"] = ["topic": Universe.topic(random.pick(["events", "old"]), in: region)]
    }
    return fields
  }
}
