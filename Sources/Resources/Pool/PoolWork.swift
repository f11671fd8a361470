internal import SMSVoice

/// What one pool needs, and how that is planned.
///
/// A new pool: create with its first usable originator, wait until ACTIVE, give it its settings, put its
/// keywords, then associate the rest. A live one: settings first, then members. Declared settings and
/// keywords of a new pool are always sent, whatever it inherited from its first originator.
package struct PoolWork: Sendable {
  package let pool: PoolKind.Desired
  package let members: [PoolMember]
  /// The shared settings that the manifest gives.
  package let settings: MessagingSettings
  package let observed: PoolKind.Observed

  private var address: Address { pool.address }
  private var ready: Milestone { Milestone(address, .ready) }
  private var exists: Step.Dependency { .milestone(Milestone(address, .exists)) }

  // MARK: Creation

  func planCreation(into plan: inout RegionPlan) {
    let usable = members.filter { isUsable($0, in: plan) }
    guard let seed = usable.first else {
      let reason = "none of its originators can be used yet" + unusableHint(in: plan)
      let allWait = members.allSatisfy { isWaiting($0, in: plan) }
      plan.add(
        ResourceChange(
          address,
          allWait ? .waiting : .blocked,
          reason: reason,
          range: pool.key.range
        )
      )
      plan.withhold(address, because: reason)
      return
    }
    plan.setHandle(.created(address), of: address)
    let creation = PoolCreation(pool: pool, seed: seed, observed: observed, plan: plan)
    let settled = settingsStep(after: creation.wait.id)
    let keywords = keywordChanges(live: [:], after: [.step(creation.wait.id)])
    let rest = usable.dropFirst()
    let joining = joinSteps(Array(rest), handle: .created(address), in: plan.scope)
    var attributes = [
      AttributeChange(
        ["messageType"],
        after: .text(optional: pool.spec.messageType.value?.rawValue)
      )
    ]
    attributes += settings.asCreated + flagAttributes
    attributes += usable.map { AttributeChange(["originators", $0.label], after: .present) }
    plan.add(
      ResourceChange(
        address,
        .create,
        attributes: attributes + creation.tags.asCreated,
        steps: [creation.create, creation.wait] + [settled].compactMap { $0 } + joining,
        range: pool.key.range
      )
    )
    for change in keywords { plan.add(change) }
    planUnusable(in: &plan)
  }

  private var flagAttributes: [AttributeChange] {
    let flags = [
      ("sharedRoutes", pool.spec.sharedRoutes.value),
      ("deletionProtection", pool.deletionProtection.value),
    ]
    return flags.compactMap { name, value in
      value.map { AttributeChange([name], after: .flag($0)) }
    }
  }

  /// Sends every setting that the manifest manages; nil when it manages none.
  private func settingsStep(after wait: Step.ID) -> Step? {
    let update = MessagingUpdate(all: settings)
    let sharedRoutes = pool.spec.sharedRoutes.value
    guard !update.isEmpty || sharedRoutes != nil else { return nil }
    return updateStep(
      update,
      sharedRoutes: sharedRoutes,
      deletionProtection: nil,
      handle: .created(address),
      after: [.step(wait)]
    )
  }

  private func updateStep(
    _ update: MessagingUpdate,
    sharedRoutes: Bool?,
    deletionProtection: Bool?,
    handle: ResourceHandle,
    after dependencies: Set<Step.Dependency>
  ) -> Step {
    Step(
      "UpdatePool",
      of: address,
      after: dependencies.union(settings.dependencies),
      reaching: [ready]
    ) { context in
      let request = UpdatePool(
        poolId: try context.id(of: handle),
        twoWayEnabled: update.twoWayEnabled,
        twoWayChannelArn: update.twoWayChannelArn,
        twoWayChannelRole: update.twoWayChannelRole,
        selfManagedOptOutsEnabled: update.selfManagedOptOutsEnabled,
        optOutListName: update.optOutListName,
        sharedRoutesEnabled: sharedRoutes,
        deletionProtectionEnabled: deletionProtection
      )
      try await context.retrying(while: \.isTwoWayPropagation) { _ in
        _ = try await context.call(request)
      }
    }
  }

  private func keywordChanges(
    live: [String: LiveKeyword],
    after dependencies: Set<Step.Dependency>
  ) -> [ResourceChange] {
    KeywordDifference.all(pool.keywords ?? [], live: live).map {
      $0.change(of: address, handle: .created(address), after: dependencies, reaching: [ready])
    }
  }

  // MARK: Update

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
    let missing = members.filter { present[$0.arn(observed.numbers, in: plan.scope)] == nil }
    let usable = missing.filter { isUsable($0, in: plan) }
    var steps = updateSteps(comparison, handle: handle)
    steps += joinSteps(usable, handle: handle, in: plan.scope)
    if isNew, !steps.isEmpty || !keywords.isEmpty {
      steps.insert(.waitUntilActive(address, handle: handle), at: 0)
    }
    let blockade = refusal(comparison, keywords: keywords, live: live, in: plan)
    let outcome = plan.settle(
      ResourceChange(
        address,
        .update,
        attributes: comparison.changes
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
    planUnusable(in: &plan, present: present)
    planKept(present: present, keywords: observed.keywords[live.poolId] ?? [:], in: &plan)
  }

  private func compare(with live: LivePool) -> AttributeComparison {
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

  private func updateSteps(_ comparison: AttributeComparison, handle: ResourceHandle) -> [Step] {
    let update = MessagingUpdate(settings, where: comparison)
    let sharedRoutes = comparison.touches("sharedRoutes") ? pool.spec.sharedRoutes.value : nil
    let protection = comparison.touches("deletionProtection") ? pool.deletionProtection.value : nil
    guard !update.isEmpty || sharedRoutes != nil || protection != nil else { return [] }
    return [
      updateStep(
        update,
        sharedRoutes: sharedRoutes,
        deletionProtection: protection,
        handle: handle,
        after: [exists]
      )
    ]
  }

  private func refusal(
    _ comparison: AttributeComparison,
    keywords: [KeywordDifference],
    live: LivePool,
    in plan: RegionPlan
  ) -> Refusal? {
    if comparison.touches("messageType") {
      return Refusal(
        "a pool keeps the message type it was made with; only a replacement changes it"
      )
    }
    return ConsentGate.refusal(
      of: address,
      from: live.settings,
      to: settings,
      keywords: keywords,
      gaps: observed.gaps,
      allowed: plan.options.allowConsentChange
    )
  }

  private func planKeywords(
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
    let refusal = Refusal(
      "\(live.poolId) exists already, without smsctl's tag, under the same name or with a number that is wanted",
      remedy: "take it over with 'adopt: true' or --adopt \(address)"
    )
    plan.addBlocked(ResourceChange(address, .blocked, range: pool.key.range), refusal)
    plan.withhold(address, because: "\(address) is blocked: \(refusal.reason)")
  }

  // MARK: Members

  /// One association each, and a wait until the service lists them all.
  private func joinSteps(
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

  private func joinStep(_ member: PoolMember, handle: ResourceHandle) -> Step {
    let (identity, country) = member.wire(observed.numbers)
    return Step(
      "AssociateOriginationIdentity",
      of: address,
      detail: member.label,
      after: member.dependencies.union([
        .milestone(ready), exists,
      ])
    ) { context in
      let request = AssociateOriginationIdentity(
        poolId: try context.id(of: handle),
        originationIdentity: identity,
        isoCountryCode: country,
        clientToken: context.randomToken()
      )
      try await context.ignoringAlreadyAssociated { try await context.call(request) }
    }
  }

  private func isUsable(_ member: PoolMember, in plan: RegionPlan) -> Bool {
    unusableReason(member, in: plan) == nil
  }

  private func unusableReason(_ member: PoolMember, in plan: RegionPlan) -> String? {
    guard let address = member.address else { return nil }
    if case .unavailable(let reason) = plan.standing(of: address) { return reason }
    return nil
  }

  private func isWaiting(_ member: PoolMember, in plan: RegionPlan) -> Bool {
    plan.changes.contains { $0.address == member.address && $0.action == .waiting }
  }

  private func unusableHint(in plan: RegionPlan) -> String {
    let reasons = members.compactMap { unusableReason($0, in: plan) }
    return reasons.first.map { ": \($0)" } ?? ""
  }

  /// Tells of the members that cannot join in this run.
  private func planUnusable(in plan: inout RegionPlan, present: [String: LivePoolMember] = [:]) {
    for member in members where present[member.arn(observed.numbers, in: plan.scope)] == nil {
      guard let reason = unusableReason(member, in: plan) else { continue }
      plan.add(
        ResourceChange(
          address.child("originator", member.label),
          isWaiting(member, in: plan) ? .waiting : .blocked,
          reason: reason,
          range: member.range
        )
      )
    }
  }

  /// Tells of members and keywords that the manifest does not have; nothing takes them away.
  private func planKept(
    present: [String: LivePoolMember],
    keywords: [String: LiveKeyword],
    in plan: inout RegionPlan
  ) {
    let wanted = Set(members.map { $0.arn(observed.numbers, in: plan.scope) })
    for (arn, member) in present.sorted(by: { $0.key < $1.key }) where !wanted.contains(arn) {
      let name =
        member.phoneNumber
        ?? [member.originationIdentity, member.isoCountryCode ?? ""].joined(separator: "/")
      plan.add(
        ResourceChange(
          address.child("originator", name),
          .keep,
          reason: "it is in the pool but not in the manifest",
          range: pool.key.range
        )
      )
    }
    let declared = Set((pool.keywords ?? []).map(\.name)).union(Keyword.builtIn)
    for name in keywords.keys.sorted() where !declared.contains(name) {
      plan.add(
        ResourceChange(
          address.child("keyword", name),
          .keep,
          reason: "the pool has it but not the manifest",
          range: pool.key.range
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
