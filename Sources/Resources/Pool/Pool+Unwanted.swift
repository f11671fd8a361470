internal import SMSVoice

/// Live pools that the manifest does not have, and what their members lose.
extension PoolKind {
  package static func planUnwanted(
    besides desired: [Desired],
    observed: Observed,
    into plan: inout RegionPlan
  ) {
    let alignment = NumberAlignment(
      manifest: plan.manifest.whole,
      numbers: observed.numbers,
      pools: observed.pools,
      options: plan.options
    )
    let wanted = Set(desired.compactMap { alignment.match(of: $0).pool?.poolId })
    for live in observed.pools.all where !wanted.contains(live.poolId) {
      let unwanted = unwanted(live, observed: observed, in: plan)
      if plan.settle(unwanted) {
        observed.endUses(of: live, by: unwanted.address, in: &plan)
      }
    }
  }

  private static func unwanted(
    _ live: LivePool,
    observed: Observed,
    in plan: RegionPlan
  ) -> UnwantedResource {
    let address = observed.pools.liveAddress(of: live, in: plan.scope)
    let removal = PoolRemoval(
      live: live,
      members: observed.members[live.poolId] ?? [:],
      address: address,
      moving: observed.numbers.moving(in: plan)
        .filter { observed.members[live.poolId]?[$0.key] != nil }
    )
    var unwanted = UnwantedResource(
      address,
      tags: observed.pools.tags[live.poolArn] ?? [:],
      removal: removal.steps(in: plan.scope)
    )
    unwanted.unprotect = removal.unprotect
    unwanted.goesAlong = removal.goesAlong
    unwanted.consequence = removal.consequence
    unwanted.blockade =
      live.status == "ACTIVE"
      ? removal.members.keys.sorted().lazy
        .compactMap { observed.refusal(ofTaking: $0, from: live, in: plan) }.first
        ?? observed.consentRefusal(
          leaving: live,
          removal.members.keys.sorted(),
          of: address,
          in: plan
        )
      : Refusal("the pool is \(live.status)", isWaiting: true)
    return unwanted
  }
}

extension PoolKind.Observed {
  /// Why a number may not be taken out of its pool: another pool of the manifest wants it, and it may not go
  /// there; nil when it may.
  ///
  /// Else it would send from neither.
  func refusal(ofTaking arn: String, from pool: LivePool, in plan: RegionPlan) -> Refusal? {
    // Whatever part is planned: nobody is to fall out of the whole.
    let manifest = plan.manifest.whole
    let number = manifest.desired(PhoneNumberKind.self).first {
      numbers[$0.number.value]?.phoneNumberArn == arn
    }
    guard let number, !plan.isReplaced(number.address),
      let next = manifest.pools(wanting: number).first
    else { return nil }
    guard plan.allowsReplacement(of: number.address) else {
      return Refusal(
        "the pool '\(next.key.value)' wants \(number.number.value), which would be in none for a while",
        remedy: "to move it, add --allow-replace \(number.address)"
      )
    }
    return ConsentGate.refusal(
      of: number.address,
      from: pool.settings,
      to: next.settings(in: manifest),
      keywords: [],
      gaps: gaps.merging(plan.observed(PhoneNumberKind.self)?.gaps ?? [:]) { $1 },
      allowed: plan.options.allowConsentChange
    )
  }

  /// Why members may not leave a pool without consent; nil when they may.
  func consentRefusal(
    leaving pool: LivePool,
    _ arns: [String],
    of address: Address,
    in plan: RegionPlan
  ) -> Refusal? {
    // Whoever sends from another pool next follows that one's list.
    for next in plan.manifest.whole.desired(PoolKind.self) {
      let members = Set(
        next.members(in: plan.manifest.whole).map { $0.arn(numbers, in: plan.scope) }
      )
      guard !members.isDisjoint(with: arns) else { continue }
      let refusal = ConsentGate.refusal(
        of: address,
        from: pool.settings,
        to: next.settings(in: plan.manifest.whole),
        keywords: [],
        gaps: gaps,
        allowed: plan.options.allowConsentChange
      )
      if let refusal { return refusal }
    }
    // Whether a number keeps the pool's keywords is not documented.
    let optOuts = (keywords[pool.poolId] ?? [:]).filter {
      $0.value.keywordAction == KeywordAction.optOut.rawValue && !Keyword.builtIn.contains($0.key)
    }.keys.sorted().map { "'\($0)'" }
    let hasNumber = arns.contains { numbers[$0] != nil }
    if hasNumber, !optOuts.isEmpty, !plan.options.allowConsentChange.contains(address.description) {
      return Refusal(
        "\(optOuts.joined(separator: ", ")) may no longer opt people out who write to its numbers",
        remedy: "if that is intended, add --allow-consent-change \(address)"
      )
    }
    let refusals = arns.compactMap { arn -> Refusal? in
      guard let number = numbers[arn] else { return nil }
      return ConsentGate.refusal(
        of: address,
        from: pool.settings,
        to: number.settings,
        keywords: [],
        gaps: gaps,
        allowed: plan.options.allowConsentChange
      )
    }
    return refusals.first
  }

  /// Notes what the live pools use.
  func noteUses(in plan: inout RegionPlan, named address: (LivePool) -> Address) {
    for pool in pools.all {
      let user = address(pool)
      plan.noteUse(of: pool.listAddress(in: plan.scope), by: user)
      for key in (members[pool.poolId] ?? [:]).values.compactMap(\.senderID) {
        plan.noteUse(of: key.liveAddress(in: plan.scope), by: user)
      }
    }
  }

  /// Notes that a pool that goes away uses nothing any more.
  func endUses(of pool: LivePool, by user: Address, in plan: inout RegionPlan) {
    plan.noteEnd(ofUse: pool.listAddress(in: plan.scope), by: user)
    for (arn, member) in members[pool.poolId] ?? [:] {
      noteLeaving(pool, arn, in: &plan)
      guard let key = member.senderID else { continue }
      plan.noteEnd(ofUse: key.liveAddress(in: plan.scope), by: user)
    }
  }

  /// Notes that a number that leaves a pool may go on with the pool's opt-out list.
  func noteLeaving(_ pool: LivePool, _ arn: String, in plan: inout RegionPlan) {
    guard let number = numbers[arn] else { return }
    let user = number.liveAddress(in: plan.scope)
    plan.noteUse(of: pool.listAddress(in: plan.scope), by: user)
  }
}
