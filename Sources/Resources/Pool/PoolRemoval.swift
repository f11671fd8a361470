internal import SMSVoice

/// The steps that take a live pool away: all members but one leave, then it is deleted.
///
/// The API deletes a pool with its members, the user guide demands that only one is left: that works
/// either way.
/// <https://docs.aws.amazon.com/sms-voice/latest/userguide/phone-pools-delete.html>
struct PoolRemoval: Sendable {
  let live: LivePool
  /// By ARN.
  let members: [String: LivePoolMember]
  /// What the steps are for: the pool in the manifest, or under its live name.
  let address: Address
  /// The numbers among the members that leave by steps of their own, by ARN, with their addresses.
  var moving: [String: Address] = [:]

  /// What counts beside the pool for `--max-deletes`.
  var goesAlong: Int { members.count }

  /// What the deletion means for the members, the first of them by name.
  var consequence: String? {
    guard !members.isEmpty else { return nil }
    let labels = members.values.map(\.label).sorted()
    let more = labels.count > 10 ? " and \(labels.count - 10) more" : ""
    return "in no pool then: \(labels.prefix(10).joined(separator: ", "))\(more)"
  }

  /// The deletion protection is switched off.
  var unprotect: Step? {
    guard live.deletionProtectionEnabled == true else { return nil }
    let request = UpdatePool(poolId: live.poolId, deletionProtectionEnabled: false)
    return Step("UpdatePool", of: address, detail: "unprotect") { context in
      try await context.call(request)
    }
  }

  /// In their order; the last one is done when the service has no such pool any more.
  func steps(in scope: RegionScope) -> [Step] {
    let ordered = members.filter { moving[$0.key] == nil }.sorted { $0.key < $1.key }
    // The last number cannot leave, so one stays if there is one.
    let last = ordered.first { $0.value.phoneNumber != nil } ?? ordered.first
    var steps: [Step] = []
    for (arn, member) in ordered where arn != last?.key {
      steps += leaving(member, arn: arn, in: scope)
    }
    let leaves = Set(
      steps.map { Step.Dependency.step($0.id) }
        + moving.values.map { .milestone(Milestone($0, .unused)) }
    )
    var unused: Set = [Milestone(live.listAddress(in: scope), .unused)]
    if let key = last?.value.senderID {
      unused.insert(Milestone(key.liveAddress(in: scope), .unused))
    }
    return steps + [deletion(after: leaves), gone(reaching: unused)]
  }

  private func leaving(_ member: LivePoolMember, arn: String, in scope: RegionScope) -> [Step] {
    let leaving = PoolLeaving(
      pool: live,
      arn: arn,
      identity: member.senderID?.name ?? member.originationIdentity,
      country: member.senderID?.country,
      label: member.label
    )
    let freed = member.senderID.map { Milestone($0.liveAddress(in: scope), .unused) }
    return leaving.steps(of: address, reaching: Set([freed].compactMap(\.self)))
  }

  private func deletion(after dependencies: Set<Step.Dependency>) -> Step {
    Step("DeletePool", of: address, after: dependencies) { context in
      try await context.removing {
        try await context.call(DeletePool(poolId: live.poolId))
      }
    }
  }

  private func gone(reaching milestones: Set<Milestone>) -> Step {
    Step(
      "DescribePools",
      of: address,
      detail: "gone",
      role: .wait(timeout: .seconds(600)),
      after: [.step(Step.ID("\(address) DeletePool"))],
      reaching: milestones.union([Milestone(address, .gone)])
    ) { context in
      try await context.poll(
        timeout: .seconds(600),
        failure: "the pool \(live.poolId) was still there ten minutes after its deletion"
      ) {
        do {
          return try await context.call(DescribePools(poolIds: [live.poolId])).items.isEmpty
        } catch let error as ServiceError where error.kind == .notFound {
          return true
        }
      }
    }
  }
}

extension LivePool {
  /// The address of the opt-out list that it uses.
  func listAddress(in scope: RegionScope) -> Address {
    scope.address(OptOutListKind.name, settings.optOutList ?? OptOutListKind.builtInName)
  }
}

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
      plan.settle(unwanted)
      guard plan.changes.last?.address == unwanted.address, plan.changes.last?.action == .delete
      else { continue }
      observed.endUses(of: live, by: unwanted.address, in: &plan)
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
  /// The change of opt-out list that leaving a pool means for a number, as far as reads tell: in the pool
  /// the pool's list holds, outside of it the number's own.
  func move(leaving pool: LivePool, _ arn: String) -> ConsentGap.Move? {
    guard let number = numbers[arn] else { return nil }
    return ConsentGate.move(from: pool.settings, to: number.settings)
  }

  /// Why a number may not be taken out of its pool: another pool of the manifest wants it, and it may not go
  /// there; nil when it may.
  ///
  /// Else it would send from neither.
  func refusal(ofTaking arn: String, from pool: LivePool, in plan: RegionPlan) -> Refusal? {
    let number = plan.manifest.desired(PhoneNumberKind.self).first {
      numbers[$0.number.value]?.phoneNumberArn == arn
    }
    guard let number, !plan.isReplaced(number.address),
      let next = plan.manifest.pools(wanting: number).first
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
      to: next.settings(in: plan.manifest),
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
