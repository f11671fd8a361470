internal import Diagnostics
internal import SMSVoice

/// A live pool that is deleted and made anew, since its message type is fixed.
extension PoolWork {
  /// Plans the replacement, or why it may not be; what the manifest leaves open stays as it was.
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
    var work = self
    work.pool = pool.completed(by: live, keywords: observed.keywords[live.poolId] ?? [:])
    work.settings = settings.completed(by: live.settings)
    let unprotect = removal.unprotect
    let steps = removal.steps(in: plan.scope).map { step in
      unprotect.map { step.waiting(for: [.step($0.id)]) } ?? step
    }
    let replacement = Replacement(
      steps: [unprotect].compactMap(\.self) + steps,
      attributes: comparison.changes,
      goesAlong: removal.goesAlong,
      tags: observed.pools.tags[live.poolArn] ?? [:]
    )
    observed.endUses(of: live, by: address, in: &plan)
    work.planCreation(replacing: replacement, into: &plan)
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
    return live.deletionProtectionEnabled == true ? plan.protectionRefusal(of: address) : nil
  }

  /// What comes before the creation of a pool that takes the place of another.
  struct Replacement: Sendable {
    /// Take the old one away; the last reaches the milestone `.gone`.
    let steps: [Step]
    let attributes: [AttributeChange]
    let goesAlong: Int
    /// Of the old one.
    let tags: Tags
  }
}

extension PoolKind.Desired {
  /// The same pool, with the live value of whatever the manifest leaves open.
  fileprivate func completed(by live: LivePool, keywords: [String: LiveKeyword]) -> Self {
    var spec = spec
    let range = key.range
    if !spec.sharedRoutes.isManaged {
      spec.sharedRoutes = .set(live.sharedRoutesEnabled ?? false, range)
    }
    let declared = Set((spec.keywords ?? []).map(\.name))
    let others = keywords.filter { !declared.contains($0.key) }.sorted { $0.key < $1.key }
    spec.keywords =
      (spec.keywords ?? [])
      + others.map { name, live in
        let action =
          Keyword.builtIn.contains(name) ? nil : KeywordAction(rawValue: live.keywordAction)
        return Keyword(name: name, message: live.keywordMessage, action: action, range: range)
      }
    return Self(
      address: address,
      key: key,
      spec: spec,
      deletionProtection: deletionProtection.or(
        .set(live.deletionProtectionEnabled ?? false, range)
      ),
      references: references
    )
  }
}
