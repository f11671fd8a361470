package import SMSVoice
internal import YAMLSyntax

extension PoolKind {
  /// The account's own pools.
  package struct Inventory: ExportInventory {
    let pools: LivePools
    /// By id.
    let members: [String: [String: LivePoolMember]]
    /// By the pool's id, then by keyword in capitals.
    let keywords: [String: [String: LiveKeyword]]
    package var tags: [String: Tags] { pools.tags }
  }

  package static func detailReads(with reader: RegionReader) async throws -> [Operation: Int] {
    let count = try await reader.all(DescribePools(owner: "SELF", maxResults: 100)).count
    return [
      "ListTagsForResource": count, "ListPoolOriginationIdentities": count,
      "DescribeKeywords": count,
    ]
  }

  package static func inventory(with reader: RegionReader) async throws -> Inventory {
    let pools = try await reader.pools()
    let ids = pools.all.map(\.poolId)
    async let members = reader.each(ids) { try await reader.members(of: $0) }
    let keywords = try await reader.each(ids) { try await reader.exportedKeywords(of: $0) }
    return Inventory(pools: pools, members: try await members, keywords: keywords)
  }

  /// A pool without originators that a manifest can name is left out and told of.
  package static func export(into export: inout ManifestExport) {
    for scope in export.scopes {
      guard let inventory = export.inventory(Self.self, in: scope) else { continue }
      var found: [NamelessResource] = []
      for live in inventory.pools.all.sorted(by: { $0.poolId < $1.poolId }) {
        let tags = inventory.pools.tags[live.poolArn] ?? [:]
        guard export.isOpen(tags, Self.self, live.poolId, in: scope) else { continue }
        let members = inventory.members[live.poolId] ?? [:]
        let originators = export.originators(members, of: live.poolId, in: scope)
        guard !originators.isEmpty else {
          export.omit(Self.self, live.poolId, in: scope, "it has no originator, as every pool must")
          continue
        }
        let list = export.optOutListField(
          live.optOutListName,
          of: Self.self,
          live.poolId,
          in: scope
        )
        var fields = [
          YAMLField("messageType", .literal(live.messageType)),
          YAMLField("originators", .list(originators)),
        ]
        fields += [list].compactMap(\.self) + live.settings.fields(in: scope)
        let rest: [YAMLField?] = [
          .flag("sharedRoutes", live.sharedRoutesEnabled),
          .flag("deletionProtection", live.deletionProtectionEnabled),
          LiveKeyword.field(inventory.keywords[live.poolId]), ManifestExport.tagField(tags),
        ]
        fields += rest.compactMap(\.self)
        found.append(NamelessResource(id: live.poolId, tags: tags, fields: fields))
      }
      export.add(Self.self, found, in: scope)
      export.count(found.count, against: "pools", usually: ManifestLimits().pools)
    }
  }
}

extension ManifestExport {
  /// The entries of `originators`: numbers first, since a new pool begins with the first, then sender IDs, both
  /// by key.
  fileprivate mutating func originators(
    _ members: [String: LivePoolMember],
    of pool: String,
    in scope: RegionScope
  ) -> [YAMLValue] {
    var numbers: [(order: String, value: YAMLValue)] = []
    var senders: [String: [String]] = [:]
    var others: [String: [String]] = [:]
    for (arn, member) in members.sorted(by: { $0.key < $1.key }) {
      let name = member.originationIdentity
      if let country = member.isoCountryCode, member.phoneNumber == nil {
        let identity = "\(name.uppercased())/\(country)"
        if let key = key(of: SenderIDKind.self, identity, in: scope) {
          senders[key, default: []].append(country)
        } else if isForeignSender(name, country, in: scope) {
          others[name.uppercased(), default: []].append(country)
        } else {
          omit(PoolKind.self, "\(pool) originator \(identity)", in: scope, Self.unnamed)
        }
      } else if let key = key(of: PhoneNumberKind.self, arn, in: scope) {
        numbers.append((key, .literal(key)))
      } else if let text = externalNumber(arn, in: scope) {
        numbers.append((text, .map([YAMLField("external", .literal(text))])))
      } else {
        let text = member.phoneNumber ?? name
        omit(PoolKind.self, "\(pool) originator \(text)", in: scope, Self.unnamed)
      }
    }
    count(members.count, against: "identitiesPerPool", usually: ManifestLimits().identitiesPerPool)
    return numbers.sorted { $0.order < $1.order }.map { .map([YAMLField("phoneNumber", $0.value)]) }
      + senders.sorted { $0.key < $1.key }.map { sender($0, $1, in: scope) }
      + others.sorted { $0.key < $1.key }.map { name, countries in
        .map([
          YAMLField("senderId", .map([YAMLField("external", .literal(name))])),
          Self.field(countries),
        ])
      }
  }

  private static let unnamed = "a manifest has no name for it; it stays in the pool"

  private static func field(_ countries: [String]) -> YAMLField {
    YAMLField("countries", .list(countries.sorted().map { .literal($0) }))
  }

  /// Countries are left out where the pool has all that the key has.
  private func sender(_ key: String, _ countries: [String], in scope: RegionScope) -> YAMLValue {
    let name = YAMLField("senderId", .literal(key))
    let all = resources[SenderIDKind.section]?[key]?.fields[scope.region]?["countries"]
    let own = Self.field(countries)
    return .map(all == own.value ? [name] : [name, own])
  }

  /// Whether a sender ID of the account is not the manifest's, nor of a name that the manifest has.
  private func isForeignSender(_ name: String, _ country: String, in scope: RegionScope) -> Bool {
    let live = inventory(SenderIDKind.self, in: scope)?.live ?? [:]
    return live[SenderIDKey(name: name, country: country)] != nil
      && scope.countries.contains(country)
      && !live.keys.contains { sender in
        sender.name == name.uppercased()
          && key(of: SenderIDKind.self, "\(sender.name)/\(sender.country)", in: scope) != nil
      }
  }

  /// How a manifest names a number of the account that it does not have.
  private func externalNumber(_ arn: String, in scope: RegionScope) -> String? {
    inventory(PhoneNumberKind.self, in: scope)?.numbers[arn]?.phoneNumberId
  }
}
