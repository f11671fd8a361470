package import SMSVoice
internal import YAMLSyntax

extension SenderIDKind {
  /// The account's own sender IDs.
  package struct Inventory: ExportInventory {
    /// All of the account's own.
    let live: [SenderIDKey: LiveSenderID]
    package let tags: [String: Tags]
  }

  package static func detailReads(with reader: RegionReader) async throws -> [Operation: Int] {
    ["ListTagsForResource": try await reader.senderIDs().count]
  }

  package static func inventory(with reader: RegionReader) async throws -> Inventory {
    let live = try await reader.senderIDs()
    return Inventory(live: live, tags: try await reader.tags(of: live.values.map(\.senderIdArn)))
  }

  /// Countries of one name that are alike in every region come together in one entry.
  package static func export(into export: inout ManifestExport) {
    var names: [String: [String: [String: [YAMLField]]]] = [:]
    for scope in export.scopes {
      guard let inventory = export.inventory(Self.self, in: scope) else { continue }
      let senders = inventory.live.filter { isExported($0, $1, inventory, in: scope, &export) }
      for (sender, live) in senders {
        let fields = fields(of: live, tags: inventory.tags[live.senderIdArn])
        names[sender.name, default: [:]][sender.country, default: [:]][scope.region] = fields
      }
      export.count(senders.count, against: "senderIds", usually: ManifestLimits().senderIds)
    }
    var taken = Set(names.keys)
    for (name, countries) in names.sorted(by: { $0.key < $1.key }) {
      for (index, group) in groups(of: countries).enumerated() {
        let key = index == 0 ? name : freeKey(for: name, &taken)
        add(group, of: name, under: key, to: &export)
      }
    }
  }

  /// Countries of one name that are alike in every region.
  private struct Group {
    /// In order.
    let countries: [String]
    /// What is said of them, by region.
    let fields: [String: [YAMLField]]
  }

  /// The largest group first: it has the name as its key.
  private static func groups(of countries: [String: [String: [YAMLField]]]) -> [Group] {
    Dictionary(grouping: countries.keys) { countries[$0] ?? [:] }
      .map { Group(countries: $1.sorted(), fields: $0) }
      .sorted { left, right in
        left.countries.count == right.countries.count
          ? left.countries.lexicographicallyPrecedes(right.countries)
          : left.countries.count > right.countries.count
      }
  }

  private static func isExported(
    _ sender: SenderIDKey,
    _ live: LiveSenderID,
    _ inventory: Inventory,
    in scope: RegionScope,
    _ export: inout ManifestExport
  ) -> Bool {
    let name = "\(sender.name)/\(sender.country)"
    guard scope.countries.contains(sender.country) else {
      export.omit(Self.self, name, in: scope, "the country table has no such country")
      return false
    }
    return export.isOpen(inventory.tags[live.senderIdArn], Self.self, name, in: scope)
  }

  /// All but the name and the country.
  private static func fields(of live: LiveSenderID, tags: Tags?) -> [YAMLField] {
    // Written always: what a request without them brings is not documented.
    let types = (live.messageTypes ?? []).map { $0.uppercased() }.sorted().reversed()
    let fields: [YAMLField?] = [
      types.isEmpty ? nil : YAMLField("messageTypes", .list(types.map { .literal($0) })),
      .flag("deletionProtection", live.deletionProtectionEnabled),
      ManifestExport.tagField(tags),
    ]
    return fields.compactMap(\.self)
  }

  private static func add(
    _ group: Group,
    of name: String,
    under key: String,
    to export: inout ManifestExport
  ) {
    var own = [YAMLField("countries", .list(group.countries.map { .literal($0) }))]
    if key != name { own.insert(YAMLField("name", .literal(name)), at: 0) }
    for scope in export.scopes {
      guard let fields = group.fields[scope.region] else { continue }
      let live = export.inventory(Self.self, in: scope)?.live ?? [:]
      let registered = group.countries.filter {
        live[SenderIDKey(name: name, country: $0)]?.registered == true
      }
      let comment = "registered in \(registered.joined(separator: ", "))"
      export.add(
        Self.self,
        key: key,
        for: group.countries.map { "\(name)/\($0)" },
        in: scope,
        comments: registered.isEmpty ? [] : [comment],
        own + fields
      )
    }
  }

  /// Another key for a name, of which it keeps as much as a sender ID can have.
  private static func freeKey(for name: String, _ taken: inout Set<String>) -> String {
    for number in 2... {
      let suffix = "-\(number)"
      let keys = [name, "S-\(name)"].map { String($0.prefix(11 - suffix.count)) + suffix }
      // A letter must be left.
      guard let key = keys.first(where: SenderIDKey.isName) else { break }
      if taken.insert(key).inserted { return key }
    }
    return name
  }
}
