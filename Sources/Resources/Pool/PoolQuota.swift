package import Diagnostics
package import SMSVoice

extension PoolKind {
  package static let quota: ResourceQuota? = ResourceQuota(
    "pool",
    .account("POOLS"),
    creation: "CreatePool",
    removal: "DeletePool"
  )
}

extension PoolKind {
  /// Warns of live pools that would hold more originators than they can, with those that the manifest
  /// does not have.
  package static func doubts(
    about changes: [ResourceChange],
    in observations: [RegionObservation],
    through service: any SMSVoiceService,
    explaining: @Sendable (ServiceError) -> String
  ) async throws -> [Diagnostic] {
    observations.flatMap { observation -> [Diagnostic] in
      guard let observed = observation.observed(Self.self) else { return [] }
      let manifest = observation.manifest
      let alignment = NumberAlignment(
        manifest: manifest,
        numbers: observed.numbers,
        pools: observed.pools
      )
      return manifest.desired(Self.self).compactMap { pool in
        guard let live = alignment.match(of: pool).pool,
          let members = observed.members[live.poolId]
        else { return nil }
        let crowd = Crowd(
          parent: pool.address,
          noun: "originators",
          live: members.count,
          limit: manifest.scope.limits.identitiesPerPool,
          remedy: "if AWS raised the quota, say so with 'limits: { identitiesPerPool: ... }'",
          creation: "AssociateOriginationIdentity",
          removal: "DisassociateOriginationIdentity"
        )
        return crowd.warning(about: changes)
      }
    }
  }
}
