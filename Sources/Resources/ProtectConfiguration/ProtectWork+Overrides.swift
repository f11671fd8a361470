internal import Diagnostics
internal import Foundation
internal import SMSVoice

/// The number overrides of a protect configuration.
extension ProtectWork {
  /// Whether an override is to be put.
  func hasOverrideChanges(live: [String: LiveNumberOverride], now: Date) -> Bool {
    (wanted.spec.numberOverrides ?? []).contains { entry in
      !entry.value.isOver(at: now) && !entry.value.compare(with: live[entry.key.value]).isEmpty
    }
  }

  /// Whether an override that blocks is still to be put, so that nothing may point here yet.
  func lacksBlock(live: [String: LiveNumberOverride], now: Date) -> Bool {
    (wanted.spec.numberOverrides ?? []).contains { entry in
      entry.value.action == .block && !entry.value.isOver(at: now)
        && live[entry.key.value]?.action != NumberOverride.Action.block.rawValue
    }
  }

  /// Adds what becomes of each wanted override.
  ///
  /// Returns the steps that put some.
  @discardableResult
  func planOverrides(
    live: [String: LiveNumberOverride],
    handle: ResourceHandle,
    refusal: Refusal?,
    after dependencies: Set<Step.Dependency>,
    into plan: inout RegionPlan
  ) -> [Step.ID] {
    var puts: [Step.ID] = []
    for entry in wanted.spec.numberOverrides ?? [] {
      if entry.value.isOver(at: plan.options.now) {
        plan.warn("this override has expired and does nothing; remove it", at: entry.key.range)
        continue
      }
      let before = live[entry.key.value]
      let comparison = entry.value.compare(with: before)
      guard !comparison.isEmpty else {
        plan.add(ResourceChange(overrideAddress(entry.key.value), .none, range: entry.key.range))
        continue
      }
      let change = overrideChange(
        entry,
        before: before,
        attributes: comparison.changes,
        handle: handle,
        after: dependencies
      )
      if let refusal {
        plan.addBlocked(change, refusal)
      } else {
        plan.add(change)
        puts += change.steps.map(\.id)
      }
    }
    return puts
  }

  /// The address of the override of a number.
  func overrideAddress(_ number: String) -> Address {
    address.child("override", number)
  }

  /// The change of one override that differs.
  func overrideChange(
    _ entry: MapEntry<String, NumberOverride>,
    before: LiveNumberOverride?,
    attributes: [AttributeChange],
    handle: ResourceHandle,
    after dependencies: Set<Step.Dependency>
  ) -> ResourceChange {
    let number = entry.key.value
    let override = entry.value
    let put = Step(
      "PutProtectConfigurationRuleSetNumberOverride",
      of: overrideAddress(number),
      after: dependencies,
      reaching: override.action == .block ? [guarding] : []
    ) { context in
      let request = PutProtectConfigurationRuleSetNumberOverride(
        clientToken: context.randomToken(),
        protectConfigurationId: try context.id(of: handle),
        destinationPhoneNumber: number,
        action: override.action.rawValue,
        expirationTimestamp: override.expires
      )
      try await context.call(request)
    }
    return ResourceChange(
      overrideAddress(number),
      before == nil ? .create : .update,
      attributes: attributes,
      steps: [put],
      opens: [override.opening(number, from: before)].compactMap { $0 },
      range: entry.key.range
    )
  }

  /// Tells of rules that cannot be had.
  func planUnruled(
    details: ProtectConfigurationKind.ObservedDetails?,
    into plan: inout RegionPlan
  ) {
    for (capability, _) in wanted.rules where details?.rules[capability] == nil {
      plan.add(
        ResourceChange(
          address.child("rules", capability.field),
          .keep,
          reason: "the service has no country rules for \(capability.rawValue) here",
          range: wanted.key.range
        )
      )
    }
  }

  /// Adds what becomes of the overrides that the manifest does not have: kept, or with `--prune` deleted, after
  /// the `puts` and all that blocks.
  func planUnmentioned(
    live: [String: LiveNumberOverride],
    of configuration: LiveProtectConfiguration,
    after puts: [Step.ID],
    into plan: inout RegionPlan
  ) {
    guard let overrides = wanted.spec.numberOverrides else { return }
    let declared = Set(overrides.map(\.key.value))
    let owner = observed.configurations.owner(of: configuration, in: plan.scope)
    for (number, override) in live.sorted(by: { $0.key < $1.key })
    where !declared.contains(number) {
      var change = ResourceChange(overrideAddress(number), .keep, range: wanted.key.range)
      change.reason = "the protect configuration has it but not the manifest"
      if !plan.options.prune || owner != .ours {
        change.remedy = owner.childRemedy
      } else {
        change.action = .delete
        change.reason = nil
        change.steps = [removal(of: number, from: configuration, after: puts)]
        change.opens = override.isBlock ? [.blockLifted(of: number)] : []
        guard let reached = plan.reached(change) else { continue }
        change = reached
      }
      plan.add(change)
    }
  }

  private func removal(
    of number: String,
    from configuration: LiveProtectConfiguration,
    after puts: [Step.ID]
  ) -> Step {
    Step(
      "DeleteProtectConfigurationRuleSetNumberOverride",
      of: overrideAddress(number),
      after: Set(puts.map { .step($0) } + [.milestone(guarding)])
    ) { context in
      let request = DeleteProtectConfigurationRuleSetNumberOverride(
        protectConfigurationId: configuration.protectConfigurationId,
        destinationPhoneNumber: number
      )
      try await context.removing { try await context.call(request) }
    }
  }
}

extension NumberOverride {
  /// What it lets through that was not let through before: an ALLOW, or a BLOCK that comes to an end.
  fileprivate func opening(_ number: String, from live: LiveNumberOverride?) -> Opening? {
    let now = live.map { $0.action + Self.end($0.expirationTimestamp) } ?? "its country's rule"
    switch action {
    case .allow where live?.action == Action.allow.rawValue: return nil
    case .block where live?.action != Action.block.rawValue: return nil
    case .block where expires == nil: return nil
    case .allow, .block:
      let after = action.rawValue + Self.end(expires)
      return after == now
        ? nil : Opening(path: "override", subject: number, before: now, after: after)
    }
  }

  private static func end(_ date: Date?) -> String {
    date.map { " until \(Timestamp.text($0))" } ?? ""
  }

  fileprivate func isOver(at now: Date) -> Bool {
    expires.map { $0 <= now } ?? false
  }
}
