package import SMSVoice
internal import YAMLSyntax

extension OptOutListKind {
  /// The account's own lists.
  package struct Inventory: ExportInventory {
    /// By name.
    let lists: [String: LiveOptOutList]
    package let tags: [String: Tags]
  }

  package static func detailReads(with reader: RegionReader) async throws -> [Operation: Int] {
    ["ListTagsForResource": try await arns(with: reader).count]
  }

  package static func inventory(with reader: RegionReader) async throws -> Inventory {
    let tags = try await reader.tags(of: try await arns(with: reader))
    return Inventory(lists: try await reader.optOutLists(), tags: tags)
  }

  /// All but the built-in one, which no manifest makes.
  private static func arns(with reader: RegionReader) async throws -> [String] {
    try await reader.optOutLists().values.filter { $0.optOutListName != builtInName }
      .map(\.optOutListArn)
  }

  package static func export(into export: inout ManifestExport) {
    for scope in export.scopes {
      guard let inventory = export.inventory(Self.self, in: scope) else { continue }
      var count = 1
      for (name, live) in inventory.lists.sorted(by: { $0.key < $1.key }) where name != builtInName
      {
        let tags = inventory.tags[live.optOutListArn]
        guard export.isOpen(tags, Self.self, name, in: scope) else { continue }
        let fields = [ManifestExport.tagField(tags)].compactMap(\.self)
        if export.add(Self.self, key: name, for: [name], in: scope, fields) { count += 1 }
      }
      export.count(count, against: "optOutLists", usually: ManifestLimits().optOutLists)
    }
  }
}

extension ManifestExport {
  /// The field `optOutList` of a number or pool; nil for the built-in list, which a new one has anyway, and,
  /// with a note, for a list that cannot be named.
  mutating func optOutListField<Kind: ResourceKind>(
    _ name: String?,
    of kind: Kind.Type,
    _ owner: String,
    in scope: RegionScope
  ) -> YAMLField? {
    guard let name, name != OptOutListKind.builtInName else { return nil }
    if let key = key(of: OptOutListKind.self, name, in: scope) {
      return YAMLField("optOutList", .literal(key))
    }
    guard inventory(OptOutListKind.self, in: scope)?.lists[name] != nil else {
      omit(
        kind,
        "\(owner) optOutList",
        in: scope,
        "it uses '\(name)', which another account shares and whose ARN no read tells"
      )
      return nil
    }
    return YAMLField("optOutList", .map([YAMLField("external", .literal(name))]))
  }
}
