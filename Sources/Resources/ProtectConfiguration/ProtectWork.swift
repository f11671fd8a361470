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

  /// The address of the configuration.
  var address: Address { wanted.address }
  /// Every rule and every BLOCK override is in place.
  var guarding: Milestone { Milestone(address, .guarding) }

  /// Plans the configuration from nothing.
  func planCreation(into plan: inout RegionPlan) {
    let handle = ResourceHandle.created(address)
    plan.setHandle(handle, of: address)
    let tags = plan.creationTags(wanted.spec.common, named: wanted.key.value)
    let create = creation(tags: tags, in: plan)
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
        opens: becomesDefault == nil ? [] : replacedDefault(in: plan),
        range: wanted.key.range
      )
    )
    if let refused { plan.addBlocked(defaultChange, refused) }
    planOverrides(live: [:], handle: handle, refusal: nil, after: [.step(create.id)], into: &plan)
    warnAboutOpenCapabilities(in: &plan)
    if becomesDefault != nil { warnAboutDefault(in: &plan) }
  }

  /// The call that makes it, once.
  func creation(tags: Tags, in plan: RegionPlan) -> Step {
    let maker = ProtectMaker(
      request: CreateProtectConfiguration(
        deletionProtectionEnabled: wanted.deletionProtection.value,
        tags: tags.wire,
        clientToken: nil
      ),
      key: wanted.key.value,
      scope: plan.scope,
      lag: plan.options.readLag,
      now: plan.options.now
    )
    return Step(
      "CreateProtectConfiguration",
      of: address,
      reads: ["DescribeProtectConfigurations", "ListTagsForResource"],
      reaching: [Milestone(address, .exists), guarding]
    ) { [address] context in
      context.created.record(try await maker.make(in: context), for: address)
    }
  }

  /// Sets the rules of a new configuration.
  ///
  /// Which countries there are only the service knows.
  func ruleStep(
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
      let live = try await context.awaited {
        try await RegionReader(service: context.service, region: context.address.region)
          .countryRules(of: id, capability)
      }
      guard let live else { return }
      if let obstacle = rules.obstacle(over: live, in: table) {
        throw StepFailure("\(capability.field): \(obstacle)")
      }
      try await context.update(rules.differences(from: live), of: id, capability)
    }
  }

  /// What the plan of a creation shows.
  func createdAttributes(becomesDefault: Bool) -> [AttributeChange] {
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

  /// Warns of capabilities that stay open.
  func warnAboutOpenCapabilities(in plan: inout RegionPlan) {
    let managed = Set(wanted.rules.filter { $0.rules.fallback != nil }.map(\.capability))
    let open = ProtectCapability.allCases.filter { !managed.contains($0) && !$0.mayBeMissing }
    guard !open.isEmpty else { return }
    let names = open.map(\.field).joined(separator: ", ")
    plan.warn(
      "the new protect configuration '\(wanted.key.value)' says no 'default' for \(names): every country it does not list stays open there",
      at: wanted.key.range
    )
  }

  /// Warns of what else an account default governs.
  func warnAboutDefault(in plan: inout RegionPlan) {
    plan.warn(
      "as the account default '\(wanted.key.value)' also governs what SNS and Cognito send in \(plan.scope.region)",
      at: wanted.spec.accountDefault.range
    )
  }
}

/// The calls by which one protect configuration is made and found again.
private struct ProtectMaker: UniqueCreation {
  let request: CreateProtectConfiguration
  let key: String
  let scope: RegionScope
  let lag: Duration
  let now: Date

  func create(in context: StepContext, token: String) async throws -> String {
    var request = request
    request.clientToken = token
    return try await context.call(request).protectConfigurationId
  }

  func arn(of id: String, in context: StepContext) async throws -> String? {
    try await context.call(DescribeProtectConfigurations(protectConfigurationIds: [id])).items
      .first?
      .protectConfigurationArn
  }

  func find(in context: StepContext) async throws -> String? {
    let reader = RegionReader(service: context.service, region: scope.region)
    let live = try await reader.protectConfigurations()
    return live.all.first { isTheOne(live.tags(of: $0)) }?.protectConfigurationId
  }
}
