internal import SMSVoice

/// What one pool needs, and how that is planned.
///
/// A new pool: create with its first usable originator, wait until ACTIVE, give it its settings, put its
/// keywords, then associate the rest. A live one: settings first, then members. Declared settings and
/// keywords of a new pool are always sent, whatever it inherited from its first originator.
package struct PoolWork: Sendable {
  package let pool: PoolKind.Desired
  /// All that the manifest puts in it in this region, in its order, whether they can join now or not.
  package let members: [PoolMember]
  /// The shared settings that the manifest gives.
  package let settings: MessagingSettings
  package let observed: PoolKind.Observed
  /// Tells which live pool it is and what it will inherit.
  let alignment: NumberAlignment
  /// What keeps numbers that are not in the manifest from joining, by the text that names them.
  let externalObstacles: [String: PoolMember.Obstacle]
  /// See `requestedTypes(in:)`; empty where the pool has no sender IDs.
  let requestedTypes: [String: [String]]

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
    let hasSenderIDs = members.contains(where: \.isSenderID)
    requestedTypes = hasSenderIDs ? Self.requestedTypes(in: plan.manifest) : [:]
  }

  /// The address of the pool.
  var address: Address { pool.address }
  /// It has its settings and keywords, so that members can join.
  var ready: Milestone { Milestone(address, .ready) }
  /// It is there and ACTIVE.
  var exists: Step.Dependency { .milestone(Milestone(address, .exists)) }

  /// Plans the pool and its members from nothing, or in the place of one that goes away.
  func planCreation(replacing old: Replacement? = nil, into plan: inout RegionPlan) {
    if let reason = alignment.missingInheritance(of: pool) {
      plan.add(ResourceChange(address, .waiting, reason: reason, range: pool.key.range))
      plan.withhold(address, because: reason)
      return
    }
    if let refusal = plan.seedRefusal(of: pool, alignment) {
      plan.addBlocked(ResourceChange(address, .blocked, range: pool.key.range), refusal)
      plan.withhold(address, because: "\(address) is blocked")
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
      replacing: old,
      plan: plan
    )
    let settled = settingsStep(after: creation.wait.id)
    let keywords = keywordChanges(after: [.step(creation.wait.id)])
    let settledMark =
      settling ? settledStep(handle: .created(address), in: plan.scope) : nil
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
    var change = ResourceChange(
      address,
      .create,
      attributes: attributes + creation.tags.asCreated,
      steps: [creation.create, creation.wait] + [settled, settledMark].compactMap { $0 } + joining,
      range: pool.key.range
    )
    if let old {
      change.action = .replace
      change.reason = "it sends nothing from its deletion until its members have joined again"
      change.attributes = old.attributes
      change.goesAlong = old.goesAlong
      change.steps = old.steps + change.steps
    }
    plan.add(change)
    for change in keywords { plan.add(change) }
    planUnusable(in: &plan)
  }

  /// Whether the first settings of the new pool would look like a change of how people opt out.
  func needsSettling(_ seed: PoolMember) -> Bool {
    guard case .senderID = seed.identity else { return false }
    let initial = MessagingSettings.initial
    return (settings.optOutList ?? initial.optOutList) != initial.optOutList
      || settings.selfManagedOptOuts == true
  }

  /// The id of `settledStep(handle:in:)`, whether the plan has it or not.
  var settledStepID: Step.ID { Step.ID("\(address) UntagResource settled") }

  /// Takes the mark of an unsettled pool away, once it is ready.
  func settledStep(handle: ResourceHandle, in scope: RegionScope) -> Step {
    Step(
      "UntagResource",
      of: address,
      detail: "settled",
      after: [exists, .milestone(ready)]
    ) { context in
      let arn = scope.arn("pool/\(try context.id(of: handle))")
      try await context.untag(arn, [OwnershipTag.settling])
    }
  }

  /// The switches as the plan of a creation shows them.
  var flagAttributes: [AttributeChange] {
    let flags = [
      ("sharedRoutes", pool.spec.sharedRoutes.value),
      ("deletionProtection", pool.deletionProtection.value),
    ]
    return flags.compactMap { name, value in
      value.map { AttributeChange([name], after: .flag($0)) }
    }
  }

  /// Sends every setting that the manifest manages; nil when it manages none.
  func settingsStep(after wait: Step.ID) -> Step? {
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

  /// One `UpdatePool` of all that is given.
  func updateStep(
    _ update: MessagingUpdate,
    sharedRoutes: Bool?,
    deletionProtection: Bool?,
    handle: ResourceHandle,
    after dependencies: Set<Step.Dependency>,
    reaching milestones: Set<Milestone> = []
  ) -> Step {
    Step(
      "UpdatePool",
      of: address,
      after: dependencies.union(settings.dependencies),
      reaching: milestones.union([ready])
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
        _ = try await context.onceActive { try await context.call(request) }
      }
    }
  }

  /// The keywords that a new pool is given, whatever it inherits.
  func keywordChanges(after dependencies: Set<Step.Dependency>) -> [ResourceChange] {
    KeywordDifference.all(pool.keywords ?? [], live: [:]).map {
      $0.change(of: address, handle: .created(address), after: dependencies, reaching: [ready])
    }
  }
}
