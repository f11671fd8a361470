/// The account's own pools with their tags, by which ours are known.
package struct LivePools: Sendable {
  /// Those that are not being deleted.
  package let all: [LivePool]
  /// By ARN.
  package let tags: [String: Tags]

  /// Leaves out pools that are being deleted; `tags` are by ARN.
  package init(_ pools: [LivePool], tags: [String: Tags]) {
    all = pools.filter { $0.status != "DELETING" }
    self.tags = tags
  }

  /// Which live pool a wanted one is.
  package enum Match: Sendable, Equatable {
    /// None is it, so it is to be created.
    case absent
    /// It carries our tags or was named by id.
    case found(LivePool)
    /// No tag of smsctl says whose it is, but its name or a number it holds says that it is meant.
    case namesake(LivePool)
    /// More than one fits; their ids.
    case ambiguous([String])
    /// The manifest names an id that does not exist.
    case dead(String)
  }

  /// Finds the live pool that `pool` describes.
  package func match(
    _ pool: PoolKind.Desired,
    holding numbers: [LivePhoneNumber],
    in scope: RegionScope
  ) -> Match {
    if let id = pool.id {
      guard let live = all.first(where: { $0.poolId == id.value || $0.poolArn == id.value }) else {
        return .dead(id.value)
      }
      return .found(live)
    }
    let keys = [pool.key.value, pool.spec.common.formerly?.value].compactMap(\.self)
    let ours =
      keys.lazy.map { key in all.filter { isOurs($0, key: key, in: scope) } }
      .first { !$0.isEmpty } ?? []
    if ours.count > 1 { return .ambiguous(ours.map(\.poolId).sorted()) }
    if let live = ours.first { return .found(live) }
    let holders = Set(numbers.compactMap(\.poolId))
    let namesakes = all.filter { live in
      let tags = tags[live.poolArn] ?? [:]
      switch Ownership(tags, in: scope) {
      case .ours, .foreign: return false
      case .unowned, .cloudFormation: break
      }
      return tags[OwnershipTag.consoleName] == pool.consoleName || holders.contains(live.poolId)
    }
    if namesakes.count > 1 { return .ambiguous(namesakes.map(\.poolId).sorted()) }
    return namesakes.first.map { .namesake($0) } ?? .absent
  }

  /// The address of a live pool that the manifest does not have: our tag's name, else, or where others have that,
  /// too, its id.
  package func liveAddress(of live: LivePool, in scope: RegionScope) -> Address {
    let name = tags[live.poolArn]?[OwnershipTag.name]
    let isShared = all.count { tags[$0.poolArn]?[OwnershipTag.name] == name } > 1
    return scope.address(PoolKind.name, isShared ? live.poolId : name ?? live.poolId)
  }

  private func isOurs(_ live: LivePool, key: String, in scope: RegionScope) -> Bool {
    let tags = tags[live.poolArn] ?? [:]
    return tags[OwnershipTag.name] == key && Ownership(tags, in: scope) == .ours
  }
}

extension RegionReader {
  /// The account's own pools and their tags.
  package func pools() async throws -> LivePools {
    try await once("pools") { reader in
      let pools = try await reader.all(DescribePools(owner: "SELF", maxResults: 100))
      return LivePools(pools, tags: try await reader.tags(of: pools.map(\.poolArn)))
    }
  }
}
