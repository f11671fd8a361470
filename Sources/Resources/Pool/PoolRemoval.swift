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
      try await context.removing {
        try await context.onceActive { try await context.call(request) }
      }
    }
  }

  /// In their order; the last one is done when the service has no such pool any more.
  func steps(in scope: RegionScope) -> [Step] {
    let ordered = members.filter { moving[$0.key] == nil }.sorted { $0.key < $1.key }
    // The last number cannot leave, so one stays if there is one.
    let last = ordered.first { $0.value.phoneNumber != nil } ?? ordered.first
    var steps: [Step] = []
    for (arn, member) in ordered where arn != last?.key {
      let freed = member.senderID.map { Milestone($0.liveAddress(in: scope), .unused) }
      steps += PoolLeaving(member, arn: arn, pool: live)
        .steps(of: address, reaching: Set([freed].compactMap(\.self)))
    }
    let leaves = Set(
      steps.map { Step.Dependency.step($0.id) }
        + moving.values.map { .milestone(Milestone($0, .unused)) }
    )
    var unused: Set = [Milestone(live.listAddress(in: scope), .unused)]
    if let key = last?.value.senderID {
      unused.insert(Milestone(key.liveAddress(in: scope), .unused))
    }
    let deletion = deletion(after: leaves)
    return steps + [deletion, gone(after: deletion, reaching: unused)]
  }

  private func deletion(after dependencies: Set<Step.Dependency>) -> Step {
    Step("DeletePool", of: address, after: dependencies) { context in
      try await context.removing {
        try await context.onceActive { try await context.call(DeletePool(poolId: live.poolId)) }
      }
    }
  }

  private func gone(after deletion: Step, reaching milestones: Set<Milestone>) -> Step {
    Step(
      "DescribePools",
      of: address,
      detail: "gone",
      role: .wait(timeout: .seconds(600)),
      after: [.step(deletion.id)],
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
