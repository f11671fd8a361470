import Foundation
import TestSupport

/// A valid manifest of the names of `Universe`, and what it says of each region.
struct RandomManifest {
  /// The manifest's own.
  let regions: [String]
  let adoptsFormer: Bool
  /// By section and key, as they stand in the manifest.
  private var sections: [String: [String: [String: Any]]] = [:]
  private var defaults: [String: Any] = [:]

  init(_ random: inout SeededRandom) {
    regions = random.atLeastOne(Universe.regions, 50)
    adoptsFormer = random.chance(15)
    if random.chance(30) { defaults["deletionProtection"] = random.chance(50) }
    if random.chance(30) { defaults["tags"] = ["team": "messaging"] }
    addOptOutLists(&random)
    addSenderIDs(&random)
    addProtectConfigurations(&random)
    addConfigurationSets(&random)
    addNumbersAndPools(&random)
  }

  /// Its text: JSON, which is YAML.
  var text: String {
    var root: [String: Any] = ["version": 1, "project": Universe.project]
    root["vars"] = ["stage": "live"]
    if adoptsFormer { root["formerProjects"] = [Universe.formerProject] }
    let settings = regions.map { region -> (String, Any) in
      let numbers = Universe.phoneNumbers.map { ($0, Universe.number($0, in: region)) }
      return (region, ["vars": Dictionary(uniqueKeysWithValues: numbers)])
    }
    root["regions"] = Dictionary(uniqueKeysWithValues: settings)
    if !defaults.isEmpty { root["defaults"] = defaults }
    for (section, resources) in sections where !resources.isEmpty { root[section] = resources }
    return Self.json(root)
  }

  /// The resources of a section as they are to be in a region, overrides laid over.
  func resources(_ section: String, in region: String) -> [String: [String: Any]] {
    guard regions.contains(region) else { return [:] }
    return (sections[section] ?? [:]).compactMapValues { fields in
      guard Self.regions(of: fields, among: regions).contains(region) else { return nil }
      let overrides = (fields["overrides"] as? [String: [String: Any]])?[region] ?? [:]
      var effective = Self.merged(fields, with: overrides)
      for (name, value) in defaults where name == "tags" {
        let own = effective["tags"] as? [String: Any] ?? [:]
        effective["tags"] = (value as? [String: Any] ?? [:]).merging(own) { $1 }
      }
      if effective["deletionProtection"] == nil {
        effective["deletionProtection"] = defaults["deletionProtection"]
      }
      return effective
    }
  }

  /// The keys of the numbers that are in no pool of the manifest.
  func freeNumbers(in region: String) -> Set<String> {
    let originators = resources("pools", in: region).values
      .flatMap { $0["originators"] as? [[String: Any]] ?? [] }
    let pooled = originators.compactMap { $0["phoneNumber"] as? String }
    return Set(resources("phoneNumbers", in: region).keys).subtracting(pooled)
  }

  static func json(_ value: Any) -> String {
    let options: JSONSerialization.WritingOptions = [
      .prettyPrinted, .sortedKeys, .withoutEscapingSlashes,
    ]
    let data = try? JSONSerialization.data(withJSONObject: value, options: options)
    return String(decoding: data ?? Data(), as: UTF8.self)
  }

  private static func regions(of fields: [String: Any], among all: [String]) -> [String] {
    fields["regions"] as? [String] ?? all
  }

  private static func merged(_ base: [String: Any], with over: [String: Any]) -> [String: Any] {
    var result = base
    for (key, value) in over {
      if value is NSNull {
        result[key] = nil
      } else if let map = value as? [String: Any], let old = base[key] as? [String: Any] {
        result[key] = merged(old, with: map)
      } else {
        result[key] = value
      }
    }
    return result
  }
}

// MARK: - Sections

extension RandomManifest {
  /// Fields that every kind has; with `mayBeRestricted` it may be in some of the regions only.
  private func common(_ random: inout SeededRandom, mayBeRestricted: Bool = true) -> [String: Any] {
    var fields: [String: Any] = [:]
    if random.chance(30) { fields["tags"] = ["stage": "${stage}"] }
    if random.chance(10) { fields["tags"] = ["stage": NSNull(), "use": "sms"] }
    if random.chance(20) { fields["adopt"] = true }
    if mayBeRestricted, random.chance(15) { fields["regions"] = random.atLeastOne(regions, 50) }
    if random.chance(15) {
      let region = random.pick(Self.regions(of: fields, among: regions))
      fields["overrides"] = [region: ["tags": ["only": region]]]
    }
    return fields
  }

  /// The keys of a section that exist in all of these regions.
  private func keys(_ section: String, in wanted: [String]) -> [String] {
    let resources = sections[section] ?? [:]
    return resources.keys.sorted().filter { key in
      let own = Self.regions(of: resources[key] ?? [:], among: regions)
      return Set(own).isSuperset(of: wanted)
    }
  }

  private mutating func addOptOutLists(_ random: inout SeededRandom) {
    for name in random.some(Universe.optOutLists, 60) {
      sections["optOutLists", default: [:]][name] = common(&random)
    }
  }

  private mutating func addSenderIDs(_ random: inout SeededRandom) {
    for name in random.some(Universe.senderIDs, 60) {
      var fields = common(&random)
      fields["countries"] = random.atLeastOne(Universe.countries, 40)
      if random.chance(60) {
        let types = [["TRANSACTIONAL"], ["TRANSACTIONAL"], ["PROMOTIONAL", "TRANSACTIONAL"]]
        fields["messageTypes"] = random.pick(types)
      }
      if random.chance(30) { fields["deletionProtection"] = random.chance(50) }
      let key = random.chance(20) ? name.capitalized : name
      sections["senderIds", default: [:]][key] = fields
    }
  }

  private mutating func addProtectConfigurations(_ random: inout SeededRandom) {
    let defaultKey = random.pick(Universe.protectConfigurations)
    for key in random.some(Universe.protectConfigurations, 45) {
      var fields = common(&random)
      for capability in random.some(["sms", "voice", "mms"], 40) {
        fields[capability] = rules(&random)
      }
      if random.chance(40) {
        let overrides = random.some(Universe.overriddenNumbers, 60).map { number in
          (number, override(&random))
        }
        fields["numberOverrides"] = Dictionary(uniqueKeysWithValues: overrides)
      }
      if key == defaultKey, random.chance(40) { fields["accountDefault"] = random.chance(80) }
      if random.chance(20) { fields["deletionProtection"] = random.chance(50) }
      sections["protectConfigurations", default: [:]][key] = fields
    }
  }

  private func rules(_ random: inout SeededRandom) -> [String: Any] {
    var rules: [String: Any] = [:]
    if random.chance(50) { rules["default"] = random.pick(["BLOCK", "ALLOW"]) }
    var countries = random.some(Universe.ruledCountries, 60)
    for list in ["allow", "block", "monitor"] where !countries.isEmpty {
      rules[list] = [countries.removeLast()]
    }
    return rules
  }

  private func override(_ random: inout SeededRandom) -> [String: Any] {
    var fields: [String: Any] = ["action": random.pick(["ALLOW", "BLOCK"])]
    if random.chance(30) { fields["expires"] = "2099-01-01T00:00:00Z" }
    return fields
  }

  private mutating func addConfigurationSets(_ random: inout SeededRandom) {
    for name in random.some(Universe.configurationSets, 50) {
      var fields = common(&random)
      let own = Self.regions(of: fields, among: regions)
      if random.chance(40) {
        fields["defaultMessageType"] = random.pick(["TRANSACTIONAL", "PROMOTIONAL"])
      }
      if random.chance(15) { fields["defaultMessageType"] = NSNull() }
      if random.chance(30) { fields["defaultSenderId"] = random.pick(Universe.senderIDs) }
      if random.chance(30) { fields["messageFeedback"] = random.chance(50) }
      let protections = keys("protectConfigurations", in: own)
      if !protections.isEmpty, random.chance(50) {
        fields["protectConfiguration"] = random.pick(protections)
      } else if random.chance(10) {
        fields["protectConfiguration"] = NSNull()
      }
      if random.chance(60) {
        let destinations = random.some(Universe.eventDestinations, 60).map { name in
          (name, destination(name, &random))
        }
        fields["eventDestinations"] = Dictionary(uniqueKeysWithValues: destinations)
      }
      sections["configurationSets", default: [:]][name] = fields
    }
  }

  private func destination(_ name: String, _ random: inout SeededRandom) -> [String: Any] {
    let events = ["TEXT_ALL", "TEXT_DELIVERED", "TEXT_BLOCKED", "VOICE_ALL", "MEDIA_PENDING"]
    var fields: [String: Any] = ["events": random.atLeastOne(events, 40)]
    if random.chance(20) { fields["enabled"] = random.chance(50) }
    let place = "${region}:${account}"
    switch name {
    case "logs":
      fields["cloudWatchLogs"] = [
        "logGroup": "arn:aws:logs:\(place):log-group:sms", "role": Universe.role,
      ]
    case "stream":
      fields["firehose"] = [
        "deliveryStream": "arn:aws:firehose:\(place):deliverystream/sms", "role": Universe.role,
      ]
    default: fields["sns"] = ["topic": "arn:aws:sns:\(place):events"]
    }
    return fields
  }
}

// MARK: - Numbers and pools

extension RandomManifest {
  private mutating func addNumbersAndPools(_ random: inout SeededRandom) {
    var numbers = random.some(Universe.phoneNumbers, 60)
    for key in random.some(Universe.pools, 60) {
      var fields = common(&random)
      let own = Self.regions(of: fields, among: regions)
      let type = random.chance(85) ? "TRANSACTIONAL" : "PROMOTIONAL"
      fields["messageType"] = type
      var originators: [[String: Any]] = []
      for sender in keys("senderIds", in: own) where random.chance(60) && fits(sender, type) {
        originators.append(["senderId": sender])
      }
      while let number = numbers.last, random.chance(50) {
        numbers.removeLast()
        originators.append(["phoneNumber": number])
        addNumber(number, isFree: false, &random)
      }
      guard !originators.isEmpty else { continue }
      addSettings(to: &fields, in: own, &random)
      fields["originators"] = arranged(originators.shuffled(using: &random), fields)
      if random.chance(30) { fields["sharedRoutes"] = random.chance(50) }
      sections["pools", default: [:]][key] = fields
    }
    for number in numbers { addNumber(number, isFree: true, &random) }
  }

  /// The originators in an order from which the texts of HELP and STOP follow: those that AWS gives a
  /// pool that begins with a sender ID are not known when the numbers that join are compared.
  private func arranged(
    _ originators: [[String: Any]],
    _ pool: [String: Any]
  ) -> [[String: Any]] {
    let declared = (pool["keywords"] as? [String: Any] ?? [:]).keys.map { $0.uppercased() }
    guard !Set(declared).isSuperset(of: ["HELP", "STOP"]) else { return originators }
    return originators.filter { $0["phoneNumber"] != nil }
      + originators.filter { $0["phoneNumber"] == nil }
  }

  /// Whether a sender ID can send what a pool sends.
  private func fits(_ sender: String, _ type: String) -> Bool {
    let types = sections["senderIds"]?[sender]?["messageTypes"] as? [String]
    return (types ?? ["TRANSACTIONAL"]).contains(type)
  }

  private mutating func addNumber(_ key: String, isFree: Bool, _ random: inout SeededRandom) {
    var fields = common(&random, mayBeRestricted: isFree)
    fields["number"] = "${\(key)}"
    if isFree {
      addSettings(to: &fields, in: Self.regions(of: fields, among: regions), &random)
      if random.chance(20) { fields["internationalSending"] = random.chance(50) }
    } else if random.chance(20) {
      fields["deletionProtection"] = random.chance(50)
    }
    sections["phoneNumbers", default: [:]][key] = fields
  }

  /// What numbers and pools have alike.
  private func addSettings(
    to fields: inout [String: Any],
    in own: [String],
    _ random: inout SeededRandom
  ) {
    let lists = keys("optOutLists", in: own)
    if !lists.isEmpty, random.chance(40) {
      fields["optOutList"] = random.pick(lists)
    } else if random.chance(20) {
      fields["optOutList"] = ["external": "Default"]
    }
    if random.chance(40) {
      let topic = "arn:${partition}:sns:${region}:${account}:inbound"
      fields["twoWay"] =
        random.chance(60) ? ["channel": topic, "role": Universe.role] : ["channel": topic]
      if random.chance(30) { fields["selfManagedOptOuts"] = random.chance(50) }
    } else if random.chance(20) {
      fields["twoWay"] = false
    }
    if random.chance(20) { fields["deletionProtection"] = random.chance(50) }
    guard random.chance(50) else { return }
    let keywords = random.some(Universe.keywords, 40).map { keyword -> (String, [String: Any]) in
      var entry: [String: Any] = ["message": "\(keyword.name) of the manifest"]
      entry["action"] = keyword.action
      return (random.chance(20) ? keyword.name.lowercased() : keyword.name, entry)
    }
    fields["keywords"] = Dictionary(uniqueKeysWithValues: keywords)
  }
}
