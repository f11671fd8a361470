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
  private let alignment: NumberAlignment
  /// What keeps numbers that are not in the manifest from joining, by the text that names them.
  private let externalObstacles: [String: PoolMember.Obstacle]

  /// Gathers what is known of a pool.
  package init(
    _ pool: PoolKind.Desired,
    observed: PoolKind.Observed,
    alignment: NumberAlignment,
    plan: RegionPlan
  ) {
    self.pool = pool
    self.observed = observed
    self.alignment = alignment
    members = pool.members(in: plan.manifest)
    settings = pool.settings(in: plan.manifest)
    var obstacles: [String: PoolMember.Obstacle] = [:]
    for member in members where member.address == nil {
      guard case .phoneNumber(let text) = member.identity else { continue }
      obstacles[text] = alignment.externalObstacle(text, to: pool, observed: observed)
    }
    externalObstacles = obstacles
  }

  private var address: Address { pool.address }
  private var ready: Milestone { Milestone(address, .ready) }
  private var exists: Step.Dependency { .milestone(Milestone(address, .exists)) }

  // MARK: Creation

  func planCreation(into plan: inout RegionPlan) {
    if let reason = alignment.missingInheritance(of: pool) {
      plan.add(ResourceChange(address, .waiting, reason: reason, range: pool.key.range))
      plan.withhold(address, because: reason)
      return
    }
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
    let settling = needsSettling(seed)
    let creation = PoolCreation(
      pool: pool,
      seed: seed,
      isSettling: settling,
      observed: observed,
      plan: plan
    )
    let settled = settingsStep(after: creation.wait.id)
    let keywords = keywordChanges(live: [:], after: [.step(creation.wait.id)])
    let settledMark =
      settling ? settledStep(handle: .created(address), in: plan.scope, after: []) : nil
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
        steps: [creation.create, creation.wait] + [settled, settledMark].compactMap { $0 }
          + joining,
        range: pool.key.range
      )
    )
    for change in keywords { plan.add(change) }
    planUnusable(in: &plan)
  }

  /// Whether the first settings of the new pool would look like a change of how people opt out.
  private func needsSettling(_ seed: PoolMember) -> Bool {
    guard case .senderID = seed.identity else { return false }
    let initial = MessagingSettings.initial
    return (settings.optOutList ?? initial.optOutList) != initial.optOutList
      || settings.selfManagedOptOuts == true
  }

  /// Takes the mark of an unsettled pool away, once it is ready.
  private func settledStep(
    handle: ResourceHandle,
    in scope: RegionScope,
    after dependencies: Set<Step.Dependency>
  ) -> Step {
    Step(
      "UntagResource",
      of: address,
      detail: "settled",
      after: dependencies.union([exists, .milestone(ready)])
    ) { context in
      let arn = scope.arn("pool/\(try context.id(of: handle))")
      let request = UntagResource(resourceArn: arn, tagKeys: [OwnershipTag.settling])
      try await context.call(request)
    }
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
    var attributes = comparison.changes
    if isSettling(live) {
      attributes.append(
        AttributeChange(["tags", OwnershipTag.settling], before: .text("true"), after: .unset)
      )
      steps.append(settledStep(handle: handle, in: plan.scope, after: []))
    }
    if isNew, !steps.isEmpty || !keywords.isEmpty {
      steps.insert(.waitUntilActive(address, handle: handle), at: 0)
    }
    let blockade = refusal(comparison, keywords: keywords, live: live, in: plan)
    let outcome = plan.settle(
      ResourceChange(
        address,
        .update,
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

  private func isSettling(_ live: LivePool) -> Bool {
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
    let refusal = namesakeRefusal(live)
    plan.addBlocked(ResourceChange(address, .blocked, range: pool.key.range), refusal)
    plan.withhold(address, because: "\(address) is blocked")
  }

  private func namesakeRefusal(_ live: LivePool) -> Refusal {
    Refusal(
      "\(live.poolId) exists already, without smsctl's tag, under the same name or with a number that is wanted",
      remedy: "take it over with 'adopt: true' or --adopt \(address)"
    )
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
    obstacle(to: member, in: plan) == nil
  }

  /// What keeps a member from joining in this run; nil when nothing does.
  private func obstacle(to member: PoolMember, in plan: RegionPlan) -> PoolMember.Obstacle? {
    guard let address = member.address else {
      guard case .phoneNumber(let text) = member.identity else { return nil }
      return externalObstacles[text]
    }
    guard case .unavailable(let reason) = plan.standing(of: address) else { return nil }
    let waits = plan.changes.contains { $0.address == address && $0.action == .waiting }
    return PoolMember.Obstacle(reason: reason, isWaiting: waits)
  }

  private func isWaiting(_ member: PoolMember, in plan: RegionPlan) -> Bool {
    obstacle(to: member, in: plan)?.isWaiting ?? false
  }

  private func unusableHint(in plan: RegionPlan) -> String {
    for member in members {
      guard let obstacle = obstacle(to: member, in: plan) else { continue }
      return " (\(member.label): \(obstacle.reason))"
    }
    return ""
  }

  /// Tells of the members that cannot join in this run.
  private func planUnusable(in plan: inout RegionPlan, present: [String: LivePoolMember] = [:]) {
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

extension RegionPlan {
  /// Why nothing may be done to a pool, as far as the live pool that it is tells.
  package func obstacle(to pool: PoolKind.Desired, _ alignment: NumberAlignment) -> Refusal? {
    guard let observed = observed(PoolKind.self) else { return nil }
    let work = PoolWork(pool, observed: observed, alignment: alignment, plan: self)
    return work.obstacle(alignment.match(of: pool), in: self)
  }
}

extension NumberAlignment {
  /// What keeps a number that the manifest does not have from joining a pool.
  ///
  /// What is not in the manifest is not changed, so the number must already be as the pool demands.
  fileprivate func externalObstacle(
    _ text: String,
    to pool: PoolKind.Desired,
    observed: PoolKind.Observed
  ) -> PoolMember.Obstacle? {
    guard let live = numbers[text] else { return nil }
    if let current = live.poolId {
      let isMember = match(of: pool).pool?.poolId == current
      return isMember
        ? nil : .init(reason: "the number is in the pool \(current)", isWaiting: false)
    }
    if live.status != "ACTIVE" {
      return .init(reason: "the number is \(live.status)", isWaiting: live.status == "PENDING")
    }
    switch Ownership(observed.numberTags[live.phoneNumberArn] ?? [:], in: manifest.scope) {
    case .foreign(let project):
      return .init(reason: "the number belongs to the project '\(project)'", isWaiting: false)
    case .cloudFormation(let stack):
      return .init(
        reason: "the number belongs to the CloudFormation stack '\(stack)'",
        isWaiting: false
      )
    case .ours, .unowned: break
    }
    let join = join(of: live, to: pool, keywords: observed.keywords)
    guard !join.isEmpty else { return nil }
    let names = join.comparison.changes.map { $0.path.joined(separator: ".") }
    let differences = names + join.keywords.map { "keyword \($0.keyword)" }
    let reason =
      differences.isEmpty
      ? join.obstacle?.reason ?? "it differs from the pool"
      : "it differs from the pool in \(differences.joined(separator: ", ")), "
        + "and what is not in the manifest is not changed"
    return .init(reason: reason, isWaiting: false)
  }
}
