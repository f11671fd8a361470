internal import Diagnostics
internal import SMSVoice

/// Changing a live sender ID, and taking away what the manifest does not have.
extension SenderIDKind.Desired {
  /// In what the live one differs.
  func compare(with live: LiveSenderID) -> AttributeComparison {
    var comparison = AttributeComparison()
    if let messageTypes {
      let now = liveMessageTypes(live)
      // Types beyond those declared are kept.
      if !Set(messageTypes).isSubset(of: now) {
        comparison.compare("messageTypes", live: .list(now), desired: .list(messageTypes))
      }
    }
    comparison.compare(
      "deletionProtection",
      live: .flag(live.deletionProtectionEnabled ?? false),
      desired: deletionProtection,
      as: AttributeValue.flag
    )
    return comparison
  }

  /// What the service has of that name in that country.
  func existing(
    tagged tags: Tags,
    _ scope: RegionScope,
    _ context: StepContext
  ) async throws -> Existing {
    guard let live = try await context.live(id) else { return .unseen }
    return try await context.existing(
      live.senderIdArn,
      tagged: tags,
      differingIn: compare(with: live).changes.map { $0.path.joined(separator: ".") },
      in: scope
    )
  }

  private func liveMessageTypes(_ live: LiveSenderID) -> [String] {
    (live.messageTypes ?? []).map { $0.uppercased() }.sorted()
  }

  /// Plans what makes the live one what the manifest wants.
  func planUpdate(
    of live: LiveSenderID,
    observed: SenderIDKind.Observed,
    into plan: inout RegionPlan
  ) {
    if let messageTypes, Set(liveMessageTypes(live)).isStrictSuperset(of: messageTypes) {
      plan.add(
        ResourceChange(
          address.child("setting", "messageTypes"),
          .keep,
          reason: "it also has message types that are not in the manifest",
          range: countryRange
        )
      )
    }
    let comparison = compare(with: live)
    if comparison.touches("messageTypes"), plan.allowsReplacement(of: address) {
      let replacement = SenderIDReplacement(wanted: self, live: live, observed: observed)
      replacement.plan(comparison, into: &plan)
      return
    }
    var steps: [Step] = []
    if comparison.touches("deletionProtection"), let protected = deletionProtection.value {
      steps.append(live.protectionStep(protected, of: address))
    }
    let blockade =
      comparison.touches("messageTypes")
      ? Refusal(
        "its message types were fixed when it was requested; only a replacement changes them",
        remedy: "to release it and request it again, add --allow-replace \(address)"
      )
      : nil
    plan.settle(
      ResourceChange(
        address,
        .update,
        attributes: comparison.changes,
        steps: steps,
        range: countryRange,
        family: family
      ),
      arn: live.senderIdArn,
      tags: observed.tags[live.senderIdArn],
      common: common,
      blockade: blockade
    )
  }
}

extension LiveSenderID {
  /// Switches deletion protection on or off.
  func protectionStep(_ isOn: Bool, of address: Address) -> Step {
    let request = UpdateSenderId(
      senderId: senderId,
      isoCountryCode: isoCountryCode,
      deletionProtectionEnabled: isOn
    )
    return Step("UpdateSenderId", of: address) { context in
      try await context.call(request)
    }
  }

  /// Switches deletion protection off so that it can be given back; nothing where it has been.
  func unprotectStep(of address: Address) -> Step {
    protectionStep(false, of: address).performing { context, work in
      try await context.removing { try await work(context) }
    }
  }

  /// Gives it back, once no pool has it any more.
  ///
  /// A pool that it has left may still count for a while.
  func releaseStep(of address: Address, after dependencies: Set<Step.Dependency> = []) -> Step {
    let request = ReleaseSenderId(senderId: senderId, isoCountryCode: isoCountryCode)
    return Step(
      "ReleaseSenderId",
      of: address,
      after: dependencies.union([.milestone(Milestone(address, .unused))])
    ) { context in
      try await context.retrying(while: { $0.reason == "SENDER_ID_ASSOCIATED_TO_POOL" }) { _ in
        try await context.removing { try await context.call(request) }
      }
    }
  }
}

extension SenderIDKind {
  package static func planUnwanted(
    besides desired: [Desired],
    observed: Observed,
    into plan: inout RegionPlan
  ) {
    let wanted = Set(desired.map(\.id))
    let brands = Dictionary(desired.map { ($0.brand.serviceName, $0.brand) }) { first, _ in first }
    let live = observed.live.filter { !wanted.contains($0.key) }
    for (id, live) in live.sorted(by: {
      ($0.key.name, $0.key.country) < ($1.key.name, $1.key.country)
    }) {
      plan.settle(
        unwanted(
          live,
          id: id,
          tags: observed.tags[live.senderIdArn] ?? [:],
          brand: brands[id.name],
          in: plan
        )
      )
    }
  }

  private static func unwanted(
    _ live: LiveSenderID,
    id: SenderIDKey,
    tags: Tags,
    brand: Brand?,
    in plan: RegionPlan
  ) -> UnwantedResource {
    let address = id.liveAddress(in: plan.scope)
    var unwanted = UnwantedResource(
      address,
      tags: tags,
      removal: [live.releaseStep(of: address)]
    )
    unwanted.family = .init(
      title: "\(name) \(id.name)",
      noun: "countries",
      member: id.country
    )
    if brand?.countries?.mayHaveLost(id.country) == true {
      unwanted.reasonToKeep =
        "a newer country table may have taken \(id.country) out of the group; under 'except' it is unwanted"
    }
    unwanted.blockade = plan.refusal(ofUsersOf: address)
    unwanted.loss =
      live.registered == true
      ? "it is registered, and what is released must be registered again"
      : "what is released may not be had again"
    if live.deletionProtectionEnabled == true {
      unwanted.unprotect = live.unprotectStep(of: address)
    }
    return unwanted
  }
}

extension StepContext {
  /// A sender ID as it reads now; nil when there is none.
  func live(_ id: SenderIDKey) async throws -> LiveSenderID? {
    let key = DescribeSenderIds.Key(senderId: id.name, isoCountryCode: id.country)
    return try await seen { try await call(DescribeSenderIds(senderIds: [key])).items.first }
      .flatMap(\.self)
  }
}

extension SenderIDKey {
  /// The address of a live sender ID, whatever key the manifest has for it.
  func liveAddress(in scope: RegionScope) -> Address {
    scope.address(SenderIDKind.name, "\(name)/\(country)")
  }
}
