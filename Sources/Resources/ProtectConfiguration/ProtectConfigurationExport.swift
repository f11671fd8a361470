package import SMSVoice
internal import YAMLSyntax

extension ProtectConfigurationKind {
  /// The account's protect configurations, all of each.
  package struct Inventory: ExportInventory {
    let configurations: LiveProtectConfigurations
    /// By id.
    let details: [String: ObservedDetails]
    package var tags: [String: Tags] { configurations.tags }
  }

  package static func detailReads(with reader: RegionReader) async throws -> [Operation: Int] {
    let count = try await reader.all(DescribeProtectConfigurations(maxResults: 100)).count
    return [
      "ListTagsForResource": count, "ListProtectConfigurationRuleSetNumberOverrides": count,
      "GetProtectConfigurationCountryRuleSet": count * ProtectCapability.allCases.count,
    ]
  }

  package static func inventory(with reader: RegionReader) async throws -> Inventory {
    let configurations = try await reader.protectConfigurations()
    return Inventory(
      configurations: configurations,
      details: try await reader.protections(of: configurations.all.map(\.protectConfigurationId))
    )
  }

  package static func export(into export: inout ManifestExport) {
    for scope in export.scopes {
      guard let inventory = export.inventory(Self.self, in: scope) else { continue }
      var found: [NamelessResource] = []
      for live in inventory.configurations.all {
        let id = live.protectConfigurationId
        let tags = inventory.configurations.tags(of: live)
        guard export.isOpen(tags, Self.self, id, in: scope) else { continue }
        let details = inventory.details[id]
        var fields = ProtectCapability.allCases.compactMap { capability in
          let rules = details?.rules[capability].flatMap {
            CountryRules.exported($0, in: scope.countries)
          }
          return rules.map { YAMLField(capability.field, .map($0)) }
        }
        let rest: [YAMLField?] = [
          overrides(details?.overrides ?? [:], in: scope),
          .flag("accountDefault", live.accountDefault),
          .flag("deletionProtection", live.deletionProtectionEnabled),
          ManifestExport.tagField(tags),
        ]
        fields += rest.compactMap(\.self)
        found.append(NamelessResource(id: id, tags: tags, fields: fields))
      }
      export.add(Self.self, found, in: scope)
      let limit = ManifestLimits().protectConfigurations
      export.count(found.count, against: "protectConfigurations", usually: limit)
    }
  }

  /// Those that have not expired.
  private static func overrides(
    _ live: [String: LiveNumberOverride],
    in scope: RegionScope
  ) -> YAMLField? {
    let entries = live.filter { !$0.value.isExpired(at: scope.now) }.sorted { $0.key < $1.key }
      .map { number, override in
        var parts = [YAMLField("action", .literal(override.action))]
        if let end = override.expirationTimestamp {
          parts.append(YAMLField("expires", .literal(Timestamp.text(end))))
        }
        return YAMLField(number, .map(parts))
      }
    return entries.isEmpty ? nil : YAMLField("numberOverrides", .map(entries))
  }
}

extension CountryRules {
  /// The rules of one capability as a manifest says them: the status of most countries as `default`, lists
  /// for the others; nil where every country is open, as in a new configuration.
  ///
  /// Where `default` would change a country that the manifest cannot name, or not be taken, only lists are
  /// written.
  static func exported(_ live: [String: String], in table: CountryTable) -> [YAMLField]? {
    guard live.values.contains(where: { $0 != ProtectStatus.allow.rawValue }) else { return nil }
    var counts: [ProtectStatus: Int] = [:]
    for status in live.values.compactMap(ProtectStatus.init) { counts[status, default: 0] += 1 }
    let most = ProtectStatus.allCases.max { counts[$0] ?? 0 < counts[$1] ?? 0 }
    let fallback = most.flatMap { most in
      let isSafe = live.allSatisfy { country, status in
        status == most.rawValue || table.contains(country) && ProtectStatus(rawValue: status) != nil
      }
      let rules = CountryRules(fallback: most)
      return isSafe && rules.obstacle(over: live, in: table) == nil ? most : nil
    }
    var fields: [YAMLField] = []
    if let fallback { fields.append(YAMLField("default", .literal(fallback.rawValue))) }
    for status in ProtectStatus.allCases where status != fallback {
      let countries = live.filter { $0.value == status.rawValue && table.contains($0.key) }.keys
      guard !countries.isEmpty, fallback != nil || status != .allow else { continue }
      let list = countries.sorted().map { YAMLValue.literal($0) }
      fields.append(YAMLField(status.rawValue.lowercased(), .list(list)))
    }
    return fields.isEmpty ? nil : fields
  }
}
