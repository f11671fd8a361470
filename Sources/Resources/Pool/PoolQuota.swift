package import Diagnostics
package import SMSVoice

extension PoolKind {
  package static let quota: ResourceQuota? = ResourceQuota(
    "pool",
    .account("POOLS"),
    creation: "CreatePool",
    removal: "DeletePool"
  )

  /// Warns of live pools that would hold more originators than they can, with those that the manifest does
  /// not have: without `--prune` they stay.
  package static func doubts(
    about changes: [ResourceChange],
    in observations: [RegionObservation],
    through service: any SMSVoiceService,
    explaining: @Sendable (ServiceError) -> String
  ) async throws -> [Diagnostic] {
    observations.flatMap { observation -> [Diagnostic] in
      guard let observed = observation.observed(Self.self) else { return [] }
      let alignment = NumberAlignment(
        manifest: observation.manifest,
        numbers: observed.numbers,
        pools: observed.pools
      )
      return observation.manifest.desired(Self.self).compactMap { pool in
        guard let live = alignment.match(of: pool).pool,
          let members = observed.members[live.poolId]
        else { return nil }
        let limit = observation.manifest.scope.limits.identitiesPerPool
        return crowding(of: pool, live: members.count, limit: limit, changes)
      }
    }
  }

  private static func crowding(
    of pool: Desired,
    live: Int,
    limit: Int,
    _ changes: [ResourceChange]
  ) -> Diagnostic? {
    let steps = changes.filter { $0.address.lineage.contains(pool.address) }.flatMap(\.steps)
    let joins = steps.count { $0.operation == "AssociateOriginationIdentity" }
    let leaves = steps.count { $0.operation == "DisassociateOriginationIdentity" }
    guard joins > 0, live + joins - leaves > limit else { return nil }
    return .warning(
      "\(pool.address) holds at most \(limit) originators, has \(live) and would have \(live + joins - leaves); if AWS raised the quota, say so with 'limits: { identitiesPerPool: ... }'",
      at: pool.key.range
    )
  }
}
