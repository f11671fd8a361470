internal import Diagnostics
internal import SMSVoice

/// Which protect configuration a set is to have, against the one it has.
struct SetProtection: Sendable {
  /// What becomes of the set's protect configuration.
  enum Outcome: Sendable {
    /// It is as wanted, or the manifest does not say.
    case same
    /// What the plan shows of it, and the call.
    case change(AttributeChange, Step)
    /// It takes consent.
    case refused(Refusal)
    /// The wanted one cannot be used in this run.
    case deferred(String)
    /// The manifest names one that does not exist.
    case missing(String, SourceRange)
  }

  let outcome: Outcome
  /// The address of the protect configuration that the change takes from the set; nil when it takes none.
  let leaves: Address?

  /// `live` is nil for a set to be created.
  init(
    set: ConfigurationSetKind.Desired,
    live: LiveConfigurationSet?,
    observed: ConfigurationSetKind.Observed,
    plan: RegionPlan
  ) {
    let current = live?.protectConfigurationId
    let outcome: Outcome
    switch set.spec.protectConfiguration {
    case .unmanaged: outcome = .same
    case .unset:
      outcome = current.map { Self.removal(of: $0, from: set, plan: plan) } ?? .same
    case .set(let reference, let range):
      outcome = Self.association(
        of: set,
        with: reference,
        at: range,
        current: current,
        observed: observed,
        plan: plan
      )
    }
    guard case .change(let attribute, let step) = outcome,
      let former = current.flatMap({
        observed.protectConfigurations.address(of: $0, in: plan.manifest)
      })
    else {
      (self.outcome, leaves) = (outcome, nil)
      return
    }
    leaves = former
    self.outcome = .change(attribute, step.reaching([Milestone(former, .unused)]))
  }

  private static func removal(
    of id: String,
    from set: ConfigurationSetKind.Desired,
    plan: RegionPlan
  ) -> Outcome {
    guard plan.options.allowReplace.contains(set.address.description) else {
      return .refused(
        Refusal(
          "without \(id) the account default would decide where its messages may go",
          remedy: "if that is intended, add --allow-replace \(set.address)"
        )
      )
    }
    let step = Step("DisassociateProtectConfiguration", of: set.address) { context in
      let request = DisassociateProtectConfiguration(
        protectConfigurationId: id,
        configurationSetName: set.serviceName
      )
      // As after an answer that was lost. That another one came in its place shows when it is read again.
      try await context.removing(
        unless: ["PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET"]
      ) {
        try await context.call(request)
      }
    }
    return .change(
      AttributeChange(["protectConfiguration"], before: .text(id), after: .unset),
      step
    )
  }

  private static func association(
    of set: ConfigurationSetKind.Desired,
    with reference: Reference,
    at range: SourceRange,
    current: String?,
    observed: ConfigurationSetKind.Observed,
    plan: RegionPlan
  ) -> Outcome {
    let (handle, address) = target(of: reference, observed: observed, plan: plan)
    guard let handle else {
      if let address, case .unavailable(let reason) = plan.standing(of: address) {
        return .deferred(reason)
      }
      return address == nil
        ? .missing(reference.description, range)
        : .deferred("its protect configuration cannot be used")
    }
    if case .known(let id) = handle, id == current { return .same }
    if let address, case .unavailable(let reason) = plan.standing(of: address) {
      return .deferred(reason)
    }
    if let current,
      let refusal = refusal(toReplace: current, of: set, observed: observed, plan: plan)
    {
      return .refused(refusal)
    }
    return .change(
      AttributeChange(
        ["protectConfiguration"],
        before: .text(optional: current),
        after: handle.shown
      ),
      step(set: set, handle: handle, address: address)
    )
  }

  private static func target(
    of reference: Reference,
    observed: ConfigurationSetKind.Observed,
    plan: RegionPlan
  ) -> (ResourceHandle?, Address?) {
    switch reference {
    case .key(let key):
      let address = plan.scope.address(ProtectConfigurationKind.name, key)
      return (plan.handle(of: address), address)
    case .external, .id:
      let id = observed.protectConfigurations.id(of: reference, in: plan.manifest)
      return (id.map { .known($0) }, nil)
    }
  }

  private static func refusal(
    toReplace current: String,
    of set: ConfigurationSetKind.Desired,
    observed: ConfigurationSetKind.Observed,
    plan: RegionPlan
  ) -> Refusal? {
    let live = observed.protectConfigurations.all.first { $0.protectConfigurationId == current }
    let owner = live.map { observed.protectConfigurations.owner(of: $0, in: plan.scope) }
    guard owner != .ours, !plan.options.allowReplace.contains(set.address.description) else {
      return nil
    }
    return Refusal(
      "it is protected by \(current), which is not this project's",
      remedy: "if it is to be replaced, add --allow-replace \(set.address)"
    )
  }

  private static func step(
    set: ConfigurationSetKind.Desired,
    handle: ResourceHandle,
    address: Address?
  ) -> Step {
    var dependencies: Set<Step.Dependency> = []
    if let address {
      dependencies = [
        .milestone(Milestone(address, .exists)), .milestone(Milestone(address, .guarding)),
      ]
    }
    return Step("AssociateProtectConfiguration", of: set.address, after: dependencies) { context in
      let request = AssociateProtectConfiguration(
        protectConfigurationId: try context.id(of: handle),
        configurationSetName: set.serviceName
      )
      try await context.call(request)
    }
  }
}

extension ResourceHandle {
  /// As a plan shows it.
  fileprivate var shown: AttributeValue {
    switch self {
    case .known(let id): .text(id)
    case .created: .knownAfterApply
    }
  }
}
