internal import Diagnostics
internal import SMSVoice

/// Changing a live pool: settings first, then members.
extension PoolWork {
  /// Plans what makes the live pool what the manifest wants.
  func planUpdate(of live: LivePool, into plan: inout RegionPlan) {
    // A run may have been killed right after it made the pool: this one waits with it.
    let isNew = live.status == "CREATING"
    guard live.status == "ACTIVE" || isNew else {
      let reason = "the pool is \(live.status)"
      plan.add(ResourceChange(address, .waiting, reason: reason, range: pool.key.range))
      plan.withhold(address, because: reason)
      return
    }
    let handle = ResourceHandle.known(live.poolId)
    plan.setHandle(handle, of: address)
    let comparison = compare(with: live)
    let keywords = KeywordDifference.all(
      pool.keywords ?? [],
      live: observed.keywords[live.poolId] ?? [:]
    )
    let present = observed.members[live.poolId] ?? [:]
    let missing = members.filter { member in
      present[member.arn(observed.numbers, in: plan.scope)] == nil
        || plan.isReplaced(member.address)
    }
    let usable = missing.filter { isUsable($0, in: plan) }
    if comparison.touches("messageType"), plan.allowsReplacement(of: address) {
      planReplacement(of: live, comparison, into: &plan)
      return
    }
    var steps = updateSteps(comparison, of: live, in: plan.scope)
    let joins = joinSteps(usable, handle: handle, in: plan.scope)
    steps += joins
    var attributes = comparison.changes
    if hasSettlingMark(live) {
      attributes.append(
        AttributeChange(["tags", OwnershipTag.settling], before: .text("true"), after: .unset)
      )
      steps.append(settledStep(handle: handle, in: plan.scope))
    }
    if isNew, !steps.isEmpty || !keywords.isEmpty {
      steps.insert(.waitUntilActive(address, handle: handle), at: 0)
    }
    let blockade = refusal(comparison, keywords: keywords, live: live, in: plan)
    let outcome = plan.settle(
      ResourceChange(
        address,
        .update,
        reason: harm(keywords, live: live),
        attributes: attributes
          + usable.map { AttributeChange(["originators", $0.label], after: .present) },
        steps: steps,
        range: pool.key.range
      ),
      arn: live.poolArn,
      tags: observed.pools.tags[live.poolArn] ?? [:],
      common: pool.spec.common,
      named: pool.key.value,
      hasChildChanges: !keywords.isEmpty,
      blockade: blockade
    )
    planKeywords(
      keywords,
      handle: handle,
      refusal: outcome.refusal ?? blockade,
      after: outcome.adoption,
      into: &plan
    )
    plan.addUnchanged(pool.keywords ?? [], of: address, besides: keywords)
    planUnusable(in: &plan, present: present)
    let refused = outcome.refusal ?? blockade
    let tags = observed.pools.tags[live.poolArn] ?? [:]
    let isOwned = plan.refusal(of: address, tags: tags, pool.spec.common) == nil
    if refused == nil, comparison.touches("optOutList") {
      plan.noteEnd(ofUse: live.listAddress(in: plan.scope), by: address)
    }
    planLeaving(
      live,
      joining: usable,
      refusal: refused,
      isOwned: isOwned,
      after: Set(joins.map { .step($0.id) } + [.milestone(ready), exists]),
      into: &plan
    )
    if let declared = pool.keywords {
      UnwantedKeywords(
        of: address,
        id: live.poolId,
        live: observed.keywords[live.poolId] ?? [:],
        declared: declared,
        isOwned: isOwned,
        at: pool.key.range
      ).plan(
        refusal: refused,
        after: Set([exists] + (outcome.adoption.map { [.step($0)] } ?? [])),
        into: &plan
      )
    }
  }

  /// In what the live pool differs.
  func compare(with live: LivePool) -> AttributeComparison {
    var comparison = AttributeComparison()
    comparison.compare("messageType", live: .text(live.messageType), desired: pool.spec.messageType)
    {
      .text($0.rawValue)
    }
    settings.compare(with: live.settings, into: &comparison)
    comparison.compare(
      "sharedRoutes",
      live: .flag(live.sharedRoutesEnabled ?? false),
      desired: pool.spec.sharedRoutes,
      as: AttributeValue.flag
    )
    comparison.compare(
      "deletionProtection",
      live: .flag(live.deletionProtectionEnabled ?? false),
      desired: pool.deletionProtection,
      as: AttributeValue.flag
    )
    return comparison
  }

  /// The call that removes what differs; none when nothing does.
  func updateSteps(
    _ comparison: AttributeComparison,
    of live: LivePool,
    in scope: RegionScope
  ) -> [Step] {
    let update = MessagingUpdate(settings, where: comparison)
    let sharedRoutes = comparison.touches("sharedRoutes") ? pool.spec.sharedRoutes.value : nil
    let protection = comparison.touches("deletionProtection") ? pool.deletionProtection.value : nil
    guard !update.isEmpty || sharedRoutes != nil || protection != nil else { return [] }
    return [
      updateStep(
        update,
        sharedRoutes: sharedRoutes,
        deletionProtection: protection,
        handle: .known(live.poolId),
        after: [exists],
        reaching: comparison.touches("optOutList")
          ? [Milestone(live.listAddress(in: scope), .unused)] : []
      )
    ]
  }

  /// Why the differences may not be removed; nil when they may.
  func refusal(
    _ comparison: AttributeComparison,
    keywords: [KeywordDifference],
    live: LivePool,
    in plan: RegionPlan
  ) -> Refusal? {
    if comparison.touches("messageType") {
      return Refusal(
        "a pool keeps the message type it was made with; only a replacement changes it",
        remedy: "to delete it and make it anew, add --allow-replace \(address)"
      )
    }
    // The first settings of a pool are no change of one in use.
    guard !isSettling(live) else { return nil }
    return ConsentGate.refusal(
      of: address,
      from: live.settings,
      to: settings,
      keywords: keywords,
      gaps: observed.gaps,
      allowed: plan.options.allowConsentChange
    )
  }

  /// What the change does to people who opted out, to be told whoever consented.
  private func harm(_ keywords: [KeywordDifference], live: LivePool) -> String? {
    guard !isSettling(live) else { return nil }
    return ConsentGate.harm(
      from: live.settings,
      to: settings,
      keywords: keywords,
      gaps: observed.gaps
    )
  }

  /// Whether the pool did not get its first settings yet.
  ///
  /// The mark alone proves nothing, since a run may have been stopped before it took the mark away: the
  /// pool must still be as it was made, and nobody can have answered to one without numbers.
  func isSettling(_ live: LivePool) -> Bool {
    let members = observed.members[live.poolId] ?? [:]
    return hasSettlingMark(live) && live.settings == .initial
      && !members.values.contains { $0.phoneNumber != nil }
  }

  /// Whether the mark of an unsettled pool is still there.
  func hasSettlingMark(_ live: LivePool) -> Bool {
    observed.pools.tags[live.poolArn]?[OwnershipTag.settling] != nil
  }

  /// Why nothing may be done to the live pool that this is; nil when something may, or there is none.
  package func obstacle(_ match: LivePools.Match, in plan: RegionPlan) -> Refusal? {
    guard let live = match.pool else { return nil }
    if case .namesake = match, !plan.adopts(address, pool.spec.common) {
      return namesakeRefusal(live)
    }
    let tags = observed.pools.tags[live.poolArn] ?? [:]
    let keywords = KeywordDifference.all(
      pool.keywords ?? [],
      live: observed.keywords[live.poolId] ?? [:]
    )
    return plan.refusal(of: address, tags: tags, pool.spec.common)
      ?? refusal(compare(with: live), keywords: keywords, live: live, in: plan)
  }

  /// Adds what becomes of the keywords that differ.
  func planKeywords(
    _ keywords: [KeywordDifference],
    handle: ResourceHandle,
    refusal: Refusal?,
    after adoption: Step.ID?,
    into plan: inout RegionPlan
  ) {
    let dependencies = [exists] + (adoption.map { [.step($0)] } ?? [])
    for difference in keywords {
      let change = difference.change(
        of: address,
        handle: handle,
        after: Set(dependencies),
        reaching: [ready]
      )
      if let refusal {
        plan.addBlocked(change, refusal)
      } else {
        plan.add(change)
      }
    }
  }

  /// A pool that nobody's tag claims but that is surely the one meant.
  func planNamesake(_ live: LivePool, into plan: inout RegionPlan) {
    let refusal = namesakeRefusal(live)
    plan.addBlocked(ResourceChange(address, .blocked, range: pool.key.range), refusal)
    plan.withhold(address, because: "\(address) is blocked")
  }

  /// Why a pool without our tag is not taken for ours.
  func namesakeRefusal(_ live: LivePool) -> Refusal {
    Refusal(
      "\(live.poolId) exists already, without smsctl's tag, under the same name or with a number that is wanted",
      remedy: "take it over with 'adopt: true' or --adopt \(address)"
    )
  }
}

extension RegionPlan {
  /// Why nothing may be done to a pool, as far as the live pool that it is tells.
  package func obstacle(to pool: PoolKind.Desired, _ alignment: NumberAlignment) -> Refusal? {
    guard let observed = observed(PoolKind.self) else { return nil }
    let work = PoolWork(pool, observed: observed, alignment: alignment, plan: self)
    return work.obstacle(alignment.match(of: pool), in: self)
  }
}
