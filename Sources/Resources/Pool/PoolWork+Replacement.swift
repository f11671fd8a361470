internal import Diagnostics
internal import SMSVoice

/// A live pool that is deleted and made anew, since its message type is fixed.
extension PoolWork {
  /// Plans the replacement, or why it may not be.
  func planReplacement(
    of live: LivePool,
    _ comparison: AttributeComparison,
    into plan: inout RegionPlan
  ) {
    let present = observed.members[live.poolId] ?? [:]
    let removal = PoolRemoval(live: live, members: present, address: address)
    if let refusal = replacementRefusal(live, present, in: plan) {
      let change = ResourceChange(
        address,
        .replace,
        attributes: comparison.changes,
        range: pool.key.range
      )
      plan.addBlocked(change, refusal)
      plan.withhold(address, because: "\(address) is blocked")
      return
    }
    let unprotect = removal.unprotect
    let steps = removal.steps(in: plan.scope).map { step in
      unprotect.map { step.waiting(for: [.step($0.id)]) } ?? step
    }
    let replacement = Replacement(
      steps: [unprotect].compactMap(\.self) + steps,
      attributes: comparison.changes,
      goesAlong: removal.goesAlong
    )
    observed.endUses(of: live, by: address, in: &plan)
    planCreation(replacing: replacement, into: &plan)
  }

  private func replacementRefusal(
    _ live: LivePool,
    _ present: [String: LivePoolMember],
    in plan: RegionPlan
  ) -> Refusal? {
    let tags = observed.pools.tags[live.poolArn] ?? [:]
    if let refusal = plan.refusal(of: address, tags: tags, pool.spec.common) { return refusal }
    let hasNumbers =
      present.values.contains { $0.phoneNumber != nil }
      || members.contains { if case .phoneNumber = $0.identity { true } else { false } }
    if hasNumbers {
      return Refusal("it has numbers, which are \(live.messageType) for good like the pool")
    }
    let wanted = Set(members.map { $0.arn(observed.numbers, in: plan.scope) })
    if let other = present.first(where: { !wanted.contains($0.key) }) {
      return Refusal(
        "it holds \(other.value.label), which would not join it again: the manifest does not name it"
      )
    }
    let consent = ConsentGate.refusal(
      of: address,
      from: live.settings,
      to: settings.completed(by: .initial),
      keywords: [],
      gaps: observed.gaps,
      allowed: plan.options.allowConsentChange
    )
    if let consent { return consent }
    if let refusal = Refusal(losing: losses(live, tags, in: plan)) { return refusal }
    return live.deletionProtectionEnabled == true ? plan.protectionRefusal(of: address) : nil
  }

  /// What the manifest does not say of the live pool, and a new one would not have.
  private func losses(_ live: LivePool, _ tags: Tags, in plan: RegionPlan) -> [String] {
    var comparison = AttributeComparison()
    settings.completed(by: .initial).compare(with: live.settings, into: &comparison)
    let managed: [(String, Bool)] = [
      ("optOutList", settings.optOutList != nil), ("twoWay", settings.twoWay != nil),
      ("selfManagedOptOuts", settings.selfManagedOptOuts != nil),
    ]
    var losses = managed.filter { !$0.1 && comparison.touches($0.0) }.map(\.0)
    if live.sharedRoutesEnabled == true, !pool.spec.sharedRoutes.isManaged {
      losses.append("sharedRoutes")
    }
    if live.deletionProtectionEnabled == true, !pool.deletionProtection.isManaged {
      losses.append("deletionProtection")
    }
    let declared = Set((pool.keywords ?? []).map(\.name)).union(Keyword.builtIn)
    let keywords = (observed.keywords[live.poolId] ?? [:]).keys
    losses += keywords.filter { !declared.contains($0) }.sorted().map { "keywords.\($0)" }
    return losses + plan.lostTags(tags, pool.spec.common)
  }

  /// What comes before the creation of a pool that takes the place of another.
  struct Replacement: Sendable {
    /// Take the old one away; the last reaches the milestone `.gone`.
    let steps: [Step]
    /// In what the old one differs: what the plan shows instead of the attributes of a creation.
    let attributes: [AttributeChange]
    /// See `ResourceChange.goesAlong`.
    let goesAlong: Int
  }
}
