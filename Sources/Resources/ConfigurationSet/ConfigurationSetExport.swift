package import SMSVoice
internal import YAMLSyntax

extension ConfigurationSetKind {
  /// The account's configuration sets.
  package struct Inventory: ExportInventory {
    /// By name.
    let sets: [String: LiveConfigurationSet]
    package let tags: [String: Tags]
  }

  package static func detailReads(with reader: RegionReader) async throws -> [Operation: Int] {
    ["ListTagsForResource": try await reader.configurationSets().count]
  }

  package static func inventory(with reader: RegionReader) async throws -> Inventory {
    let sets = try await reader.configurationSets()
    let tags = try await reader.tags(of: sets.values.map(\.configurationSetArn))
    return Inventory(sets: sets, tags: tags)
  }

  package static func export(into export: inout ManifestExport) {
    for scope in export.scopes {
      guard let inventory = export.inventory(Self.self, in: scope) else { continue }
      var count = 0
      for (name, live) in inventory.sets.sorted(by: { $0.key < $1.key }) {
        let tags = inventory.tags[live.configurationSetArn]
        guard export.isOpen(tags, Self.self, name, in: scope) else { continue }
        let fields = [
          live.defaultMessageType.map { YAMLField("defaultMessageType", .literal($0)) },
          live.defaultSenderId.map { YAMLField("defaultSenderId", .literal($0.uppercased())) },
          .flag("messageFeedback", live.defaultMessageFeedbackEnabled),
          export.protection(of: live, in: scope), export.destinations(of: live, in: scope),
          ManifestExport.tagField(tags),
        ]
        if export.add(Self.self, key: name, for: [name], in: scope, fields.compactMap(\.self)) {
          count += 1
        }
      }
      export.count(count, against: "configurationSets", usually: ManifestLimits().configurationSets)
    }
  }
}

extension ManifestExport {
  /// The field `protectConfiguration`; nil for none.
  fileprivate mutating func protection(
    of set: LiveConfigurationSet,
    in scope: RegionScope
  ) -> YAMLField? {
    guard let id = set.protectConfigurationId else { return nil }
    let kind = ProtectConfigurationKind.self
    if let key = key(of: kind, id, in: scope) {
      return YAMLField("protectConfiguration", .literal(key))
    }
    let all = inventory(kind, in: scope)?.configurations.all ?? []
    guard all.contains(where: { $0.protectConfigurationId == id }) else {
      let name = "\(set.configurationSetName) protectConfiguration"
      omit(ConfigurationSetKind.self, name, in: scope, "the account does not list '\(id)'")
      return nil
    }
    return YAMLField("protectConfiguration", .map([YAMLField("id", .literal(id))]))
  }

  /// The field `eventDestinations`; nil for none.
  fileprivate mutating func destinations(
    of set: LiveConfigurationSet,
    in scope: RegionScope
  ) -> YAMLField? {
    var entries: [YAMLField] = []
    let all = set.eventDestinations ?? []
    for live in all.sorted(by: { $0.eventDestinationName < $1.eventDestinationName }) {
      if let fields = live.fields(in: scope) {
        entries.append(YAMLField(live.eventDestinationName, .map(fields)))
      } else {
        let name = "\(set.configurationSetName)/event-destination/\(live.eventDestinationName)"
        let reason = "it has events or a type that a manifest cannot name"
        omit(ConfigurationSetKind.self, name, in: scope, reason)
      }
    }
    return entries.isEmpty ? nil : YAMLField("eventDestinations", .map(entries))
  }
}
