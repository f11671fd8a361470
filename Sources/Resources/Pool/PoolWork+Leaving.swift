internal import Diagnostics
internal import SMSVoice

/// Members of a live pool that the manifest does not put in it.
extension PoolWork {
  /// Adds what becomes of each: it stays, or leaves with `--prune` once the others have joined.
  ///
  /// `refusal` says why the pool may not be written; nil when it may. Out of pools of others nobody is taken.
  func planLeaving(
    _ live: LivePool,
    joining: [PoolMember],
    refusal: Refusal?,
    isOwned: Bool,
    after dependencies: Set<Step.Dependency>,
    into plan: inout RegionPlan
  ) {
    let present = observed.members[live.poolId] ?? [:]
    let wanted = Set(members.map { $0.arn(observed.numbers, in: plan.scope) })
    let moving = observed.numbers.moving(in: plan)
    let leaving = present.filter { !wanted.contains($0.key) && moving[$0.key] == nil }
    let staying =
      present.filter { wanted.contains($0.key) }.map(\.key)
      + joining.map { $0.arn(observed.numbers, in: plan.scope) }
    for (arn, member) in leaving.sorted(by: { $0.key < $1.key }) {
      let deletion = ResourceChange(
        address.child("originator", member.label),
        .delete,
        range: pool.key.range
      )
      guard var change = plan.reached(deletion) else { continue }
      guard change.action == .delete else {
        plan.add(change)
        continue
      }
      guard plan.options.prune, isOwned, !mayBeGrouped(member, in: plan.manifest) else {
        change.action = .keep
        change.reason = "it is in the pool but not in the manifest"
        change.remedy = plan.options.prune || !isOwned ? nil : "--prune takes it out"
        plan.add(change)
        continue
      }
      let obstacle =
        refusal ?? obstacle(toLeaving: member, staying: staying)
        ?? observed.refusal(ofTaking: arn, from: live, in: plan)
        ?? observed.consentRefusal(leaving: live, [arn], of: address, in: plan)
      if let obstacle {
        plan.addBlocked(change, obstacle)
        continue
      }
      var freed: Set<Milestone> = []
      if let unused = member.senderID?.liveAddress(in: plan.scope) {
        freed = [Milestone(unused, .unused)]
        plan.noteEnd(ofUse: unused, by: address)
      }
      observed.noteLeaving(live, arn, in: &plan)
      change.steps = PoolLeaving(member, arn: arn, pool: live)
        .steps(of: change.address, after: dependencies, reaching: freed)
      plan.add(change)
    }
  }

  /// Why a member cannot leave, whoever wants it to.
  private func obstacle(toLeaving member: LivePoolMember, staying: [String]) -> Refusal? {
    let keepsNumber = staying.contains { observed.numbers[$0] != nil }
    if member.phoneNumber != nil, !keepsNumber {
      return Refusal(
        "the last number of a pool cannot leave it",
        remedy: "have another number join before, or take the pool away"
      )
    }
    return staying.isEmpty ? Refusal("a pool cannot be empty") : nil
  }

  /// Whether a sender ID may have been in the pool by a group of an older country table.
  private func mayBeGrouped(_ member: LivePoolMember, in manifest: RegionManifest) -> Bool {
    guard let id = member.senderID else { return false }
    return pool.originators.contains { originator in
      guard case .senderID(.key(let key), let countries, _) = originator,
        let brand = manifest.desired(SenderIDKind.self, key: key.uppercased()).first?.brand,
        brand.serviceName == id.name
      else { return false }
      return (countries ?? brand.countries)?.mayHaveLost(id.country) ?? false
    }
  }
}

extension LivePhoneNumbers {
  /// The numbers that leave a pool for another by steps of their own: ARN to address.
  func moving(in plan: RegionPlan) -> [String: Address] {
    let pairs = plan.manifest.desired(PhoneNumberKind.self)
      .filter { plan.isReplaced($0.address) }
      .compactMap { number in
        self[number.number.value].map { ($0.phoneNumberArn, number.address) }
      }
    return Dictionary(pairs) { first, _ in first }
  }
}
