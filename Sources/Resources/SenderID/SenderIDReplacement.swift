internal import SMSVoice

/// A sender ID that is released and requested again, since its message types are fixed.
///
/// It leaves its pools before, and joins them again after: those are the pools' own steps.
struct SenderIDReplacement: Sendable {
  let wanted: SenderIDKind.Desired
  /// What is released: it lacks message types that are wanted.
  let live: LiveSenderID
  let observed: SenderIDKind.Observed

  private var address: Address { wanted.address }
  private var memberships: [PoolMembership] { observed.memberships[wanted.id] ?? [] }
  private var tags: Tags { observed.tags[live.senderIdArn] ?? [:] }

  /// Adds the replacement, or why it may not be.
  func plan(_ comparison: AttributeComparison, into plan: inout RegionPlan) {
    var change = ResourceChange(
      address,
      .replace,
      attributes: comparison.changes,
      range: wanted.countryRange,
      family: wanted.family
    )
    if let refusal = refusal(in: plan) {
      plan.addBlocked(change, refusal)
      return
    }
    change.reason = "it sends nothing from its release until it is requested again"
    change.steps = steps(in: plan)
    plan.add(change)
  }

  private func refusal(in plan: RegionPlan) -> Refusal? {
    if let refusal = plan.refusal(of: address, tags: tags, wanted.common) { return refusal }
    if live.registered == true {
      return Refusal("it is registered, and what is released must be registered again")
    }
    guard plan.scope.countries[wanted.id.country]?.senderId == .supported else {
      return Refusal("the country table does not say that it can be requested again there")
    }
    var losses = plan.lostTags(tags, wanted.common)
    if live.deletionProtectionEnabled == true, !wanted.deletionProtection.isManaged {
      losses.append("deletionProtection")
    }
    if let refusal = Refusal(losing: losses) { return refusal }
    for membership in memberships {
      if let reason = obstacle(membership, in: plan) { return Refusal(reason) }
    }
    return live.deletionProtectionEnabled == true ? plan.protectionRefusal(of: address) : nil
  }

  /// Why it cannot leave a pool and join it again.
  private func obstacle(_ membership: PoolMembership, in plan: RegionPlan) -> String? {
    let pool = membership.pool.poolId
    if membership.memberCount < 2 {
      return "it is all that the pool \(pool) has, which cannot be empty"
    }
    guard let observed = plan.observed(PoolKind.self) else {
      return "it is in the pool \(pool), which is not in the manifest"
    }
    let alignment = NumberAlignment(
      manifest: plan.manifest,
      numbers: observed.numbers,
      pools: observed.pools,
      options: plan.options
    )
    let wanting = plan.manifest.desired(PoolKind.self).first { wanted in
      alignment.match(of: wanted).pool?.poolId == pool
        && wanted.members(in: plan.manifest).contains { $0.address == address }
    }
    guard let wanting else {
      return "it is in the pool \(pool), in which the manifest does not put it again"
    }
    if let type = wanting.spec.messageType.value?.rawValue,
      wanted.messageTypes?.contains(type) == false
    {
      return "the pool '\(wanting.key.value)' is \(type), which it would no longer send"
    }
    return plan.obstacle(to: wanting, alignment).map {
      "the pool '\(wanting.key.value)' that it is in is blocked: \($0.reason)"
    }
  }

  private func steps(in plan: RegionPlan) -> [Step] {
    let look = look(lag: plan.options.readLag)
    var steps: [Step] = []
    if live.deletionProtectionEnabled == true {
      steps.append(live.unprotectStep(of: address))
    }
    for membership in memberships {
      let leaving = PoolLeaving(
        pool: membership.pool,
        arn: live.senderIdArn,
        identity: wanted.id.name,
        country: wanted.id.country,
        label: "\(wanted.id.name)/\(wanted.id.country)"
      )
      steps += leaving.steps(of: address, reaching: [Milestone(address, .unused)])
    }
    let release = live.releaseStep(of: address, after: Set(steps.map { .step($0.id) }))
    let request = wanted.requestStep(
      tags: plan.creationTags(wanted.common),
      in: plan.scope,
      after: [.step(release.id)]
    )
    return [look] + (steps + [release]).map { $0.after(look: look) } + [request]
  }

  /// Whether it has the wanted message types by now.
  private func look(lag: Duration) -> Step {
    .look("DescribeSenderIds", beforeReplacing: address, lag: lag) { [wanted] context in
      guard let live = try await context.live(wanted.id) else { return false }
      return !wanted.compare(with: live).touches("messageTypes")
    }
  }
}

extension Refusal {
  /// Why a replacement may not be: settings that only the live resource knows; nil for none.
  ///
  /// A run that is killed between the deletion and the creation could not bring them back.
  init?(losing settings: [String]) {
    guard !settings.isEmpty else { return nil }
    self.init(
      "what only the live one knows would be lost: \(settings.joined(separator: ", "))",
      remedy: "write it into the manifest"
    )
  }
}

extension RegionPlan {
  /// The tags of a live resource that one made anew would not have, as attributes: `tags.team`.
  func lostTags(_ tags: Tags, _ common: CommonFields) -> [String] {
    let declared = scope.tags(of: common).keys
    let own = [
      OwnershipTag.project, OwnershipTag.name, OwnershipTag.settling, OwnershipTag.consoleName,
    ]
    return tags.keys.filter { !declared.contains($0) && !own.contains($0) && !$0.hasPrefix("aws:") }
      .sorted().map { "tags.\($0)" }
  }

  /// Whether `--allow-replace` names the resource.
  package func allowsReplacement(of address: Address) -> Bool {
    options.allowReplace.contains(address.description)
  }
}
