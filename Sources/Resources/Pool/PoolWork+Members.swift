internal import Diagnostics
internal import SMSVoice

/// Who joins a pool, who cannot, and who stays although the manifest does not name them.
extension PoolWork {
  /// One association each, and a wait until the service lists them all.
  func joinSteps(
    _ joining: [PoolMember],
    handle: ResourceHandle,
    in scope: RegionScope
  ) -> [Step] {
    guard !joining.isEmpty else { return [] }
    let joins = joining.map { joinStep($0, handle: handle) }
    let arns = Set(joining.map { $0.arn(observed.numbers, in: scope) })
    let wait = Step(
      "ListPoolOriginationIdentities",
      of: address,
      role: .wait(timeout: .seconds(600)),
      after: Set(joins.map { .step($0.id) })
    ) { context in
      let id = try context.id(of: handle)
      try await context.poll(
        timeout: .seconds(600),
        failure: "the pool did not list all its new members ten minutes after they joined"
      ) {
        let reader = RegionReader(service: context.service, region: context.address.region)
        return arns.isSubset(of: try await reader.members(of: id).keys)
      }
    }
    return joins + [wait]
  }

  /// Associates one member.
  func joinStep(_ member: PoolMember, handle: ResourceHandle) -> Step {
    let (identity, country) = member.wire(observed.numbers)
    return Step(
      "AssociateOriginationIdentity",
      of: address,
      detail: member.label,
      // Nobody joins a pool that is not settled: the mark must be gone while it can be in use.
      after: member.dependencies.union([.milestone(ready), exists, .step(settledStepID)])
    ) { context in
      let id = try context.id(of: handle)
      try await context.ignoringAlreadyAssociated {
        try await context.onceActive {
          let request = AssociateOriginationIdentity(
            poolId: id,
            originationIdentity: identity,
            isoCountryCode: country,
            clientToken: context.randomToken()
          )
          return try await context.call(request)
        }
      }
    }
  }

  /// Whether a member can join in this run.
  func isUsable(_ member: PoolMember, in plan: RegionPlan) -> Bool {
    obstacle(to: member, in: plan) == nil
  }

  /// What keeps a member from joining in this run; nil when nothing does.
  func obstacle(to member: PoolMember, in plan: RegionPlan) -> PoolMember.Obstacle? {
    if case .senderID(let key) = member.identity, let mismatch = mismatch(of: key, member, in: plan)
    {
      return mismatch
    }
    guard let address = member.address else {
      guard case .phoneNumber(let text) = member.identity else { return nil }
      return externalObstacles[text]
    }
    guard case .unavailable(let reason) = plan.standing(of: address) else { return nil }
    let waits = plan.changes.contains { $0.address == address && $0.action == .waiting }
    return PoolMember.Obstacle(reason: reason, isWaiting: waits)
  }

  /// Whether a member cannot join because AWS or a carrier must move first.
  func isWaiting(_ member: PoolMember, in plan: RegionPlan) -> Bool {
    obstacle(to: member, in: plan)?.isWaiting ?? false
  }

  /// Why the first unusable member is so, in brackets; empty when none is.
  func unusableHint(in plan: RegionPlan) -> String {
    for member in members {
      guard let obstacle = obstacle(to: member, in: plan) else { continue }
      return " (\(member.label): \(obstacle.reason))"
    }
    return ""
  }

  /// Tells of the members that cannot join in this run.
  func planUnusable(in plan: inout RegionPlan, present: [String: LivePoolMember] = [:]) {
    for member in members where present[member.arn(observed.numbers, in: plan.scope)] == nil {
      guard let obstacle = obstacle(to: member, in: plan) else { continue }
      plan.add(
        ResourceChange(
          address.child("originator", member.label),
          obstacle.isWaiting ? .waiting : .blocked,
          reason: obstacle.reason,
          range: member.range
        )
      )
    }
  }
}

extension StepContext {
  /// Takes an association that exists for one that was made.
  fileprivate func ignoringAlreadyAssociated(_ call: () async throws -> some Sendable) async throws
  {
    do {
      _ = try await call()
    } catch let error as ServiceError where error.reason == "RESOURCE_ALREADY_ASSOCIATED" {
      return
    }
  }
}
