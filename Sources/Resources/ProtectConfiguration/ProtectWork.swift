internal import Diagnostics
internal import Foundation
internal import SMSVoice

/// What one protect configuration needs, and how that is planned.
///
/// Nothing points at a configuration, and it becomes no account default, before every rule call and
/// every BLOCK override of it has succeeded: those reach the milestone `.guarding`.
struct ProtectWork: Sendable {
  let wanted: ProtectConfigurationKind.Desired
  let observed: ProtectConfigurationKind.Observed

  private var address: Address { wanted.address }
  private var guarding: Milestone { Milestone(address, .guarding) }

  // MARK: Creation

  func planCreation(into plan: inout RegionPlan) {
    let handle = ResourceHandle.created(address)
    plan.setHandle(handle, of: address)
    let tags = plan.creationTags(wanted.spec.common, named: wanted.key.value)
    let create = creation(tags: tags, scope: plan.scope)
    var steps = [create]
    steps += wanted.rules.filter { !$0.rules.isInitial }.map {
      ruleStep(
        $0.capability,
        $0.rules,
        handle: handle,
        table: plan.scope.countries,
        after: create.id
      )
    }
    let (becomesDefault, refused) = defaultStep(handle: handle, isDefault: false, in: plan)
    steps += [becomesDefault].compactMap { $0 }
    plan.add(
      ResourceChange(
        address,
        .create,
        attributes: createdAttributes(becomesDefault: becomesDefault != nil) + tags.asCreated,
        steps: steps,
        opens: becomesDefault == nil ? [] : replacedDefault,
        range: wanted.key.range
      )
    )
    if let refused { plan.addBlocked(defaultChange, refused) }
    planOverrides(live: [:], handle: handle, refusal: nil, after: [.step(create.id)], into: &plan)
    warnAboutOpenCapabilities(in: &plan)
    if becomesDefault != nil { warnAboutDefault(in: &plan) }
  }

  private func creation(tags: Tags, scope: RegionScope) -> Step {
    let maker = ProtectMaker(
      request: CreateProtectConfiguration(
        deletionProtectionEnabled: wanted.deletionProtection.value,
        tags: tags.wire,
        clientToken: nil
      ),
      key: wanted.key.value,
      scope: scope
    )
    return Step(
      "CreateProtectConfiguration",
      of: address,
      reads: ["DescribeProtectConfigurations"],
      reaching: [Milestone(address, .exists), guarding]
    ) { [address] context in
      context.created.record(try await maker.make(in: context), for: address)
    }
  }

  /// Sets the rules of a new configuration.
  ///
  /// Which countries there are only the service knows.
  private func ruleStep(
    _ capability: ProtectCapability,
    _ rules: CountryRules,
    handle: ResourceHandle,
    table: CountryTable,
    after creation: Step.ID
  ) -> Step {
    Step(
      "UpdateProtectConfigurationCountryRuleSet",
      of: address,
      detail: capability.rawValue,
      reads: ["GetProtectConfigurationCountryRuleSet"],
      after: [.step(creation)],
      reaching: [guarding]
    ) { context in
      let id = try context.id(of: handle)
      let reader = RegionReader(service: context.service, region: context.address.region)
      guard let live = try await reader.countryRules(of: id, capability) else { return }
      if let obstacle = rules.obstacle(over: live, in: table) {
        throw StepFailure("\(capability.field): \(obstacle)")
      }
      try await context.update(rules.differences(from: live), of: id, capability)
    }
  }

  private func createdAttributes(becomesDefault: Bool) -> [AttributeChange] {
    var changes: [AttributeChange] = []
    for (capability, rules) in wanted.rules {
      if let fallback = rules.fallback {
        changes.append(
          AttributeChange([capability.field, "default"], after: .text(fallback.rawValue))
        )
      }
      for status in ProtectStatus.allCases {
        let countries = rules.countries(status)
        guard !countries.isEmpty else { continue }
        let name = status.rawValue.lowercased()
        changes.append(AttributeChange([capability.field, name], after: .list(countries)))
      }
    }
    if becomesDefault { changes.append(AttributeChange(["accountDefault"], after: .flag(true))) }
    if let protected = wanted.deletionProtection.value {
      changes.append(AttributeChange(["deletionProtection"], after: .flag(protected)))
    }
    return changes
  }

  private func warnAboutOpenCapabilities(in plan: inout RegionPlan) {
    let managed = Set(wanted.rules.filter { $0.rules.fallback != nil }.map(\.capability))
    let open = ProtectCapability.allCases.filter { !managed.contains($0) && !$0.mayBeMissing }
    guard !open.isEmpty else { return }
    let names = open.map(\.field).joined(separator: ", ")
    plan.warn(
      "the new protect configuration '\(wanted.key.value)' says no 'default' for \(names): every country it does not list stays open there",
      at: wanted.key.range
    )
  }

  private func warnAboutDefault(in plan: inout RegionPlan) {
    plan.warn(
      "as the account default '\(wanted.key.value)' also governs what SNS and Cognito send in \(plan.scope.region)",
      at: wanted.spec.accountDefault.range
    )
  }

  // MARK: Update

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
    let (becomesDefault, refused) = defaultStep(
      handle: handle,
      isDefault: live.accountDefault,
      in: plan
    )
    if let becomesDefault {
      change.attributes.append(
        AttributeChange(
          ["accountDefault"],
          before: .flag(live.accountDefault),
          after: .flag(!live.accountDefault)
        )
      )
      change.steps.append(becomesDefault)
      change.opens += live.accountDefault ? [] : replacedDefault
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
    planOverrides(
      live: overrides,
      handle: handle,
      refusal: outcome.refusal,
      after: adoption,
      into: &plan
    )
    planKept(live: overrides, details: details, into: &plan)
  }

  private func addProtection(of live: LiveProtectConfiguration, to change: inout ResourceChange) {
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

  private func ruleStep(
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

  func planNamesake(_ live: LiveProtectConfiguration, into plan: inout RegionPlan) {
    let refusal = Refusal(
      "\(live.protectConfigurationId) exists already under the same name, without smsctl's tag",
      remedy: "take it over with 'adopt: true' or --adopt \(address)"
    )
    plan.addBlocked(ResourceChange(address, .blocked, range: wanted.key.range), refusal)
    plan.withhold(address, because: "\(address) is blocked")
  }

  // MARK: Account default

  private var defaultChange: ResourceChange {
    ResourceChange(
      address.child("setting", "accountDefault"),
      .blocked,
      range: wanted.spec.accountDefault.range
    )
  }

  /// The account default that it takes the place of; what that opens only the rules of both would tell.
  private var replacedDefault: [Opening] {
    observed.configurations.accountDefault.map { current in
      let after = wanted.key.value
      let before = current.protectConfigurationId
      return [
        Opening(path: "accountDefault", subject: address.region, before: before, after: after)
      ]
    } ?? []
  }

  /// The step that makes it the account default, or no longer; or why that takes consent.
  private func defaultStep(
    handle: ResourceHandle,
    isDefault: Bool,
    in plan: RegionPlan
  ) -> (step: Step?, refusal: Refusal?) {
    guard let isWanted = wanted.spec.accountDefault.value, isWanted != isDefault else {
      return (nil, nil)
    }
    // Another configuration of the manifest that becomes the default takes it from this one.
    let hasSuccessor = plan.manifest.desired(ProtectConfigurationKind.self).contains {
      $0.address != address && $0.spec.accountDefault.value == true
    }
    if !isWanted, hasSuccessor { return (nil, nil) }
    let isAllowed = plan.options.allowReplace.contains(address.description)
    let remedy = "if that is intended, add --allow-replace \(address)"
    guard isWanted else {
      guard isAllowed else {
        return (
          nil,
          Refusal(
            "the account would be left without a default protect configuration",
            remedy: remedy
          )
        )
      }
      return (
        Step("DeleteAccountDefaultProtectConfiguration", of: address) { context in
          try await context.removing {
            try await context.call(DeleteAccountDefaultProtectConfiguration())
          }
        }, nil
      )
    }
    if let current = observed.configurations.accountDefault, !isAllowed,
      observed.configurations.owner(of: current, in: plan.scope) != .ours
    {
      return (
        nil,
        Refusal(
          "the account default is \(current.protectConfigurationId), which is not this project's",
          remedy: remedy
        )
      )
    }
    let step = Step(
      "SetAccountDefaultProtectConfiguration",
      of: address,
      after: [.milestone(Milestone(address, .exists)), .milestone(guarding)]
    ) { context in
      let id = try context.id(of: handle)
      try await context.call(SetAccountDefaultProtectConfiguration(protectConfigurationId: id))
    }
    return (step, nil)
  }

  // MARK: Overrides

  private func hasOverrideChanges(live: [String: LiveNumberOverride], now: Date) -> Bool {
    (wanted.spec.numberOverrides ?? []).contains { entry in
      !entry.value.isOver(at: now) && !entry.value.compare(with: live[entry.key.value]).isEmpty
    }
  }

  /// Whether an override that blocks is still to be put, so that nothing may point here yet.
  private func lacksBlock(live: [String: LiveNumberOverride], now: Date) -> Bool {
    (wanted.spec.numberOverrides ?? []).contains { entry in
      entry.value.action == .block && !entry.value.isOver(at: now)
        && live[entry.key.value]?.action != NumberOverride.Action.block.rawValue
    }
  }

  private func planOverrides(
    live: [String: LiveNumberOverride],
    handle: ResourceHandle,
    refusal: Refusal?,
    after dependencies: Set<Step.Dependency>,
    into plan: inout RegionPlan
  ) {
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
      if let refusal { plan.addBlocked(change, refusal) } else { plan.add(change) }
    }
  }

  private func overrideAddress(_ number: String) -> Address {
    address.child("override", number)
  }

  private func overrideChange(
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

  /// Tells of overrides that the manifest does not have, and of rules that cannot be had.
  private func planKept(
    live: [String: LiveNumberOverride],
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
    guard let overrides = wanted.spec.numberOverrides else { return }
    let declared = Set(overrides.map(\.key.value))
    for number in live.keys.sorted() where !declared.contains(number) {
      plan.add(
        ResourceChange(
          overrideAddress(number),
          .keep,
          reason: "the protect configuration has it but not the manifest",
          range: wanted.key.range
        )
      )
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

extension StepContext {
  /// Countries that one call can change.
  /// <https://docs.aws.amazon.com/pinpoint/latest/apireference_smsvoicev2/API_UpdateProtectConfigurationCountryRuleSet.html>
  private static var rulesPerCall: Int { 300 }

  /// Changes country rules; no call when nothing differs, since an empty map is refused.
  fileprivate func update(
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

/// The calls by which one protect configuration is made and found again.
private struct ProtectMaker: UniqueCreation {
  let request: CreateProtectConfiguration
  let key: String
  let scope: RegionScope

  func create(in context: StepContext, token: String) async throws -> String {
    var request = request
    request.clientToken = token
    return try await context.call(request).protectConfigurationId
  }

  func identity() throws -> String {
    let body = String(decoding: try request.body(), as: UTF8.self)
    return "\(scope.account) \(scope.region) \(scope.project) \(key) \(body)"
  }

  func isAlive(_ id: String, in context: StepContext) async throws -> Bool {
    try await !context.call(DescribeProtectConfigurations(protectConfigurationIds: [id])).items
      .isEmpty
  }

  func find(in context: StepContext) async throws -> String? {
    let reader = RegionReader(service: context.service, region: scope.region)
    let live = try await reader.protectConfigurations()
    return live.all.first { configuration in
      let tags = live.tags(of: configuration)
      return tags[OwnershipTag.name] == key && tags[OwnershipTag.project] == scope.project
    }?.protectConfigurationId
  }
}
