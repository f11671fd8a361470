internal import Diagnostics
internal import SMSVoice

/// Changing a live protect configuration.
extension ProtectWork {
  /// Plans what makes the live configuration what the manifest wants.
  func planUpdate(of live: LiveProtectConfiguration, into plan: inout RegionPlan) {
    let id = live.protectConfigurationId
    let handle = ResourceHandle.known(id)
    plan.setHandle(handle, of: address)
    let details = observed.details[id]
    let differences = wanted.rules.compactMap { capability, rules in
      details?.rules[capability].map { (capability, $0, rules.differences(from: $0)) }
    }
    let obstacles = wanted.rules.compactMap { capability, rules in
      details?.rules[capability]
        .flatMap { rules.obstacle(over: $0, in: plan.scope.countries) }
        .map { "\(capability.field): \($0)" }
    }
    var change = ResourceChange(address, .update, range: wanted.key.range)
    for (capability, before, after) in differences where !after.isEmpty {
      change.attributes += Self.attributes(capability, before: before, after: after)
      change.opens += Self.openings(capability, before: before, after: after)
      change.steps.append(ruleStep(capability, after, id: id))
    }
    addProtection(of: live, to: &change)
    var (becomesDefault, refused) = defaultStep(
      handle: handle,
      isDefault: live.accountDefault,
      in: plan
    )
    if becomesDefault != nil, !live.accountDefault, let obstacle = obstacles.first {
      becomesDefault = nil
      refused = Refusal("its rules are not complete: \(obstacle)")
    }
    if let becomesDefault {
      change.attributes.append(
        AttributeChange(
          ["accountDefault"],
          before: .flag(live.accountDefault),
          after: .flag(!live.accountDefault)
        )
      )
      change.steps.append(becomesDefault)
      change.opens +=
        live.accountDefault ? givenUpDefault(of: live, in: plan) : replacedDefault(in: plan)
    }
    let overrides = (details?.overrides ?? [:]).filter { !$0.value.isExpired(at: plan.options.now) }
    let outcome = plan.settle(
      change,
      arn: live.protectConfigurationArn,
      tags: observed.configurations.tags(of: live),
      common: wanted.spec.common,
      named: wanted.key.value,
      hasChildChanges: hasOverrideChanges(live: overrides, now: plan.options.now)
    )
    for obstacle in obstacles {
      let change = ResourceChange(
        address.child("setting", "rules"),
        .blocked,
        range: wanted.key.range
      )
      plan.addBlocked(change, Refusal(obstacle))
      plan.withhold(address, because: "\(address) is blocked")
    }
    let isGuarding =
      differences.allSatisfy(\.2.isEmpty)
      && !lacksBlock(live: overrides, now: plan.options.now)
    if outcome.refusal != nil, !isGuarding {
      plan.withhold(address, because: "\(address) is blocked")
    }
    if let refused { plan.addBlocked(defaultChange, refused) }
    if becomesDefault != nil, !live.accountDefault { warnAboutDefault(in: &plan) }
    let adoption: Set<Step.Dependency> = outcome.adoption.map { [.step($0)] } ?? []
    let puts = planOverrides(
      live: overrides,
      handle: handle,
      refusal: outcome.refusal,
      after: adoption,
      into: &plan
    )
    planUnruled(details: details, into: &plan)
    planUnmentioned(live: overrides, of: live, after: puts, into: &plan)
  }

  /// Adds a change of deletion protection, if there is one.
  func addProtection(of live: LiveProtectConfiguration, to change: inout ResourceChange) {
    guard let protected = wanted.deletionProtection.value,
      protected != live.deletionProtectionEnabled
    else { return }
    change.attributes.append(
      AttributeChange(
        ["deletionProtection"],
        before: .flag(live.deletionProtectionEnabled),
        after: .flag(protected)
      )
    )
    change.steps.append(
      Step("UpdateProtectConfiguration", of: address) { context in
        let request = UpdateProtectConfiguration(
          protectConfigurationId: live.protectConfigurationId,
          deletionProtectionEnabled: protected
        )
        try await context.call(request)
      }
    )
  }

  /// Changes the rules of one capability.
  func ruleStep(
    _ capability: ProtectCapability,
    _ differences: [String: ProtectStatus],
    id: String
  ) -> Step {
    Step(
      "UpdateProtectConfigurationCountryRuleSet",
      of: address,
      detail: capability.rawValue,
      reaching: [guarding]
    ) { context in
      try await context.update(differences, of: id, capability)
    }
  }

  private static func attributes(
    _ capability: ProtectCapability,
    before: [String: String],
    after: [String: ProtectStatus]
  ) -> [AttributeChange] {
    after.sorted { $0.key < $1.key }.map { country, status in
      AttributeChange(
        [capability.field, country],
        before: .text(optional: before[country]),
        after: .text(status.rawValue)
      )
    }
  }

  private static func openings(
    _ capability: ProtectCapability,
    before: [String: String],
    after: [String: ProtectStatus]
  ) -> [Opening] {
    after.sorted { $0.key < $1.key }.compactMap { country, status in
      guard before[country] == ProtectStatus.block.rawValue, status != .block else { return nil }
      return Opening(
        path: capability.field,
        subject: country,
        isCountry: true,
        before: ProtectStatus.block.rawValue,
        after: status.rawValue
      )
    }
  }

  /// Adds what becomes of a configuration that only its name says is ours.
  func planNamesake(_ live: LiveProtectConfiguration, into plan: inout RegionPlan) {
    let refusal = Refusal(
      "\(live.protectConfigurationId) exists already under the same name, without smsctl's tag",
      remedy: "take it over with 'adopt: true' or --adopt \(address)"
    )
    plan.addBlocked(ResourceChange(address, .blocked, range: wanted.key.range), refusal)
    plan.withhold(address, because: "\(address) is blocked")
  }
}

extension StepContext {
  /// Countries that one call can change.
  /// <https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_UpdateProtectConfigurationCountryRuleSet.html>
  private static var rulesPerCall: Int { 300 }

  /// Changes country rules; no call when nothing differs, since an empty map is refused.
  func update(
    _ differences: [String: ProtectStatus],
    of id: String,
    _ capability: ProtectCapability
  ) async throws {
    var rest = differences.sorted { $0.key < $1.key }[...]
    while !rest.isEmpty {
      let part = rest.prefix(Self.rulesPerCall)
      rest = rest.dropFirst(Self.rulesPerCall)
      let updates = part.map { ($0.key, CountryRule(protectStatus: $0.value.rawValue)) }
      let request = UpdateProtectConfigurationCountryRuleSet(
        protectConfigurationId: id,
        numberCapability: capability.rawValue,
        countryRuleSetUpdates: Dictionary(uniqueKeysWithValues: updates)
      )
      try await call(request)
    }
  }
}
