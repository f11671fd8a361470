internal import SMSVoice

/// What one number needs, and how that is planned.
package struct NumberWork: Sendable {
  package let number: PhoneNumberKind.Desired
  /// The number as it was read; what it says of settings means nothing while it is in a pool.
  package let live: LivePhoneNumber
  /// Decides whose settings it is compared with: its own, those of a pool, or none.
  package let situation: NumberAlignment.Situation
  /// The shared settings it is to have.
  package var settings = MessagingSettings()
  /// What one `UpdatePhoneNumber` is to change; empty for nothing.
  package var comparison = AttributeComparison()
  /// Those to put on the number, before it joins a pool if it is to.
  package var keywords: [KeywordDifference] = []
  /// Why it can never be as its pool demands; nil when it can.
  package var obstacle: Refusal?
  /// Whether the pool that it is to join is there already.
  package var joinsLivePool = false
  /// Whether only `defaults:` asks for another deletion protection than it has, and cannot have it now.
  package private(set) var keepsProtection = false

  /// Whether nothing is to be written.
  package var isEmpty: Bool { comparison.isEmpty && keywords.isEmpty && obstacle == nil }

  /// Whether it is to join a pool, which is a change of it even if nothing differs.
  package var isJoining: Bool {
    switch situation {
    case .joining, .moving: true
    case .free, .member, .elsewhere: false
    }
  }

  /// The pool that it is to leave for another; nil for none.
  private var oldPool: LivePool? {
    if case .moving(let old, _) = situation { old } else { nil }
  }

  /// The settings that hold for it now.
  private var liveSettings: MessagingSettings { oldPool?.settings ?? live.settings }

  /// The change of opt-out list that it means; nil for none.
  package var move: ConsentGap.Move? {
    if case .member = situation { return nil }
    return ConsentGate.move(from: liveSettings, to: settings)
  }

  /// Notes in what it differs from settings of its own.
  mutating func compareSettings() {
    settings.compare(with: live.settings, into: &comparison)
    comparison.compare(
      "internationalSending",
      live: .flag(live.internationalSendingEnabled ?? false),
      desired: number.spec.internationalSending,
      as: AttributeValue.flag
    )
  }

  /// Notes a difference in deletion protection.
  ///
  /// Where only `defaults:` asks for it and the number is in a pool it sets `keepsProtection` instead.
  mutating func compareProtection() {
    let explicit = number.spec.deletionProtection
    let wanted = explicit.or(number.defaultProtection)
    let now = live.deletionProtectionEnabled ?? false
    guard let value = wanted.value, value != now else { return }
    switch situation {
    case .member, .elsewhere:
      if !explicit.isManaged {
        keepsProtection = true
        return
      }
    case .free, .joining, .moving: break
    }
    comparison.compare("deletionProtection", live: .flag(now), desired: .flag(value))
  }

  /// Adds the change of the number and of its keywords.
  package func plan(
    observed: PhoneNumberKind.Observed,
    alignment: NumberAlignment,
    into plan: inout RegionPlan
  ) {
    let address = number.address
    if let reason = waitingReason {
      plan.add(ResourceChange(address, .waiting, reason: reason, range: number.key.range))
      plan.withhold(address, because: reason)
      return
    }
    var change = ResourceChange(
      address,
      .update,
      reason: harm(observed),
      attributes: comparison.changes,
      steps: updateSteps(in: plan.scope),
      range: number.key.range
    )
    if case .moving(let old, let pool) = situation {
      change.action = .replace
      change.attributes.insert(
        AttributeChange(["pool"], before: .text(old.poolId), after: .text(pool.key.value)),
        at: 0
      )
      change.reason =
        (change.reason.map { $0 + "; " } ?? "")
        + "it is in no pool for about \(secondsOutside)s and longer while the service settles"
    }
    if let refusal = joinRefusal(observed: observed, alignment: alignment, plan: plan) {
      plan.addBlocked(change, refusal)
      planKeywords(refusal: refusal, after: nil, into: &plan)
      plan.withhold(address, because: "\(address) is blocked")
      return
    }
    let refusal = refusal(observed: observed, options: plan.options)
    let outcome = plan.settle(
      change,
      arn: live.phoneNumberArn,
      tags: observed.tags[live.phoneNumberArn],
      common: number.spec.common,
      hasChildChanges: !keywords.isEmpty,
      blockade: refusal
    )
    let refused = outcome.refusal ?? refusal
    planKeywords(refusal: refused, after: outcome.adoption, into: &plan)
    planKept(into: &plan)
    if refused == nil, comparison.touches("optOutList"), oldPool == nil {
      plan.noteEnd(ofUse: live.listAddress(in: plan.scope), by: address)
    }
    guard case .free = situation, let declared = number.spec.keywords else { return }
    UnwantedKeywords(
      of: address,
      id: live.phoneNumberId,
      live: observed.keywords[live.phoneNumberId] ?? [:],
      declared: declared.value,
      // Without --prune the tags may not have been read, and nothing goes anyway.
      isOwned: observed.tags[live.phoneNumberArn].map {
        plan.refusal(of: address, tags: $0, number.spec.common) == nil
      } ?? !plan.options.prune,
      at: declared.range
    ).plan(
      refusal: refused,
      after: Set(outcome.adoption.map { [.step($0)] } ?? []),
      into: &plan
    )
  }

  /// What the change does to people who opted out, to be told whoever consented.
  private func harm(_ observed: PhoneNumberKind.Observed) -> String? {
    switch situation {
    case .member, .elsewhere: nil
    case .free, .joining, .moving:
      ConsentGate.harm(
        from: liveSettings,
        to: settings,
        keywords: keywords,
        gaps: observed.gaps
      )
    }
  }

  /// Why a number that is to join a pool cannot be touched or cannot join.
  private func joinRefusal(
    observed: PhoneNumberKind.Observed,
    alignment: NumberAlignment,
    plan: RegionPlan
  ) -> Refusal? {
    switch situation {
    case .elsewhere(let pool, isWanted: true):
      return Refusal(
        "the number is in the pool \(pool), and for a while in none when it moves",
        remedy: "to move it, add --allow-replace \(number.address)"
      )
    case .free, .member, .elsewhere: return nil
    case .moving(let old, _):
      if let refusal = leavingRefusal(old, observed: observed, plan: plan) { return refusal }
    case .joining: break
    }
    guard let pool = nextPool else { return nil }
    if let refusal = ownRefusal(observed: observed, plan: plan) { return refusal }
    if let reason = alignment.missingInheritance(of: pool) {
      return Refusal(
        "the pool '\(pool.key.value)' that it is to join waits: \(reason)",
        isWaiting: true
      )
    }
    let blocked = plan.seedRefusal(of: pool, alignment) ?? plan.obstacle(to: pool, alignment)
    return blocked.map {
      Refusal("the pool '\(pool.key.value)' that it is to join is blocked: \($0.reason)")
    }
  }

  /// The pool that it is to join; nil for none.
  var nextPool: PoolKind.Desired? {
    switch situation {
    case .joining(let pool), .moving(_, let pool): pool
    case .free, .member, .elsewhere: nil
    }
  }

  /// Seconds at one call each from leaving a pool to joining the next.
  private var secondsOutside: Int { 2 + keywords.count }

  /// Why it cannot leave the pool that it is in.
  private func leavingRefusal(
    _ old: LivePool,
    observed: PhoneNumberKind.Observed,
    plan: RegionPlan
  ) -> Refusal? {
    let tags = observed.pools.tags[old.poolArn] ?? [:]
    guard Ownership(tags, in: plan.scope) == .ours else {
      return Refusal("it is in the pool \(old.poolId), which is not this project's")
    }
    let others = (observed.members[old.poolId] ?? [:]).values.filter {
      $0.phoneNumber != nil && $0.originationIdentityArn != live.phoneNumberArn
    }
    guard !others.isEmpty else {
      return Refusal(
        "it is the last number of the pool \(old.poolId), which cannot leave",
        remedy: "take the pool away first, with --prune once it is not in the manifest"
      )
    }
    return old.status == "ACTIVE"
      ? nil : Refusal("the pool \(old.poolId) is \(old.status)", isWaiting: true)
  }

  /// Why a number that is to join a pool cannot be touched, whatever the pool.
  func ownRefusal(observed: PhoneNumberKind.Observed, plan: RegionPlan) -> Refusal? {
    let tags = observed.tags[live.phoneNumberArn] ?? [:]
    return plan.refusal(of: number.address, tags: tags, number.spec.common) ?? obstacle
      ?? refusal(observed: observed, options: plan.options)
  }

  private func planKeywords(
    refusal: Refusal?,
    after adoption: Step.ID?,
    into plan: inout RegionPlan
  ) {
    let address = number.address
    let dependencies = poolDependencies.union(
      (adoption.map { [.step($0)] } ?? []) + outsideDependencies
    )
    for difference in keywords {
      var change = difference.change(
        of: address,
        handle: .known(live.phoneNumberId),
        after: dependencies,
        reaching: [Milestone(address, .ready)]
      )
      let scope = plan.scope
      change.steps = change.steps.map { $0.aligning(self, in: scope) }
      if let refusal {
        plan.addBlocked(change, refusal)
      } else {
        plan.add(change)
      }
    }
    guard case .free = situation else { return }
    plan.addUnchanged(number.spec.keywords?.value ?? [], of: address, besides: keywords)
  }

  /// Tells of what the pool decides although the manifest asks the number for it.
  private func planKept(into plan: inout RegionPlan) {
    if keepsProtection {
      plan.add(
        ResourceChange(
          number.address.child("setting", "deletionProtection"),
          .keep,
          reason: "the service changes no number that is in a pool",
          range: number.key.range
        )
      )
    }
    if case .elsewhere(let pool, isWanted: false) = situation, let keywords = number.spec.keywords {
      plan.add(
        ResourceChange(
          number.address.child("setting", "keywords"),
          .keep,
          reason: "the number is in the pool \(pool), whose keywords it has",
          range: keywords.range
        )
      )
    }
  }

  private var waitingReason: String? {
    switch live.status {
    case "ACTIVE": nil
    case "PENDING": "the number is PENDING at AWS or the carrier"
    // One that leaves the pool that wants it, by other hands, must join again once it is out.
    case "DISASSOCIATING": "the number is DISASSOCIATING"
    default:
      if case .member = situation { nil } else { "the number is \(live.status)" }
    }
  }

  private func refusal(
    observed: PhoneNumberKind.Observed,
    options: PlanOptions
  ) -> Refusal? {
    switch situation {
    case .elsewhere(let pool, _):
      guard !comparison.isEmpty else { return nil }
      return Refusal("the number is in the pool \(pool), whose settings it has")
    case .member:
      guard !comparison.isEmpty else { return nil }
      return Refusal("the service changes no number that is in a pool")
    case .free, .joining, .moving:
      return ConsentGate.refusal(
        of: number.address,
        from: liveSettings,
        to: settings,
        keywords: keywords,
        gaps: observed.gaps,
        allowed: options.allowConsentChange
      )
    }
  }

  /// What must have happened to the pool before the number is made like it.
  private var poolDependencies: Set<Step.Dependency> {
    guard let pool = nextPool, joinsLivePool else { return [] }
    return [.milestone(Milestone(pool.address, .ready))]
  }

  /// Leaving the pool that it is in, if it is to move.
  private func leavingSteps() -> [Step] {
    guard let old = oldPool else { return [] }
    return PoolLeaving(
      pool: old,
      arn: live.phoneNumberArn,
      identity: live.phoneNumberId,
      country: nil,
      label: live.phoneNumber
    ).steps(
      of: number.address,
      after: poolDependencies,
      reaching: [Milestone(number.address, .unused)]
    )
  }

  private var outsideDependencies: Set<Step.Dependency> {
    Set(leavingSteps().map { .step($0.id) })
  }

  /// The update, and the wait until the number is ACTIVE again, without which it cannot join a pool.
  private func updateSteps(in scope: RegionScope) -> [Step] {
    let leaving = leavingSteps()
    guard !comparison.isEmpty || !leaving.isEmpty else { return [] }
    let messaging =
      leaving.isEmpty
      ? MessagingUpdate(settings, where: comparison) : MessagingUpdate(all: settings)
    let international =
      comparison.touches("internationalSending") ? number.spec.internationalSending.value : nil
    let protection = number.spec.deletionProtection.or(number.defaultProtection).value
    let request = UpdatePhoneNumber(
      phoneNumberId: live.phoneNumberId,
      twoWayEnabled: messaging.twoWayEnabled,
      twoWayChannelArn: messaging.twoWayChannelArn,
      twoWayChannelRole: messaging.twoWayChannelRole,
      selfManagedOptOutsEnabled: messaging.selfManagedOptOutsEnabled,
      optOutListName: messaging.optOutListName,
      internationalSendingEnabled: international,
      deletionProtectionEnabled: comparison.touches("deletionProtection") ? protection : nil
    )
    let ready = Milestone(number.address, .ready)
    let update = Step(
      "UpdatePhoneNumber",
      of: number.address,
      after: settings.dependencies.union(poolDependencies).union(leaving.map { .step($0.id) }),
      reaching: comparison.touches("optOutList") && leaving.isEmpty
        ? [ready, Milestone(live.listAddress(in: scope), .unused)] : [ready]
    ) { context in
      try await context.retrying(while: \.isTwoWayPropagation) { _ in
        _ = try await context.onceActive { try await context.call(request) }
      }
    }.aligning(self, in: scope)
    let id = live.phoneNumberId
    let wait = Step(
      "DescribePhoneNumbers",
      of: number.address,
      role: .wait(timeout: .seconds(1800)),
      after: [.step(update.id)],
      reaching: [ready]
    ) { context in
      try await context.poll(
        timeout: .seconds(1800),
        failure: "the number \(id) was not ACTIVE half an hour after its update"
      ) {
        let answer = try await context.call(DescribePhoneNumbers(phoneNumberIds: [id]))
        return answer.items.first?.status == "ACTIVE"
      }
    }
    return leaving + [update, wait]
  }
}

extension ServiceError {
  /// A role or topic policy made a moment ago that the service does not see yet.
  var isTwoWayPropagation: Bool {
    kind == .validation && reason == "RESOURCE_NOT_ACCESSIBLE"
  }
}
