internal import SMSVoice

/// Becoming the account default, or no longer being it.
extension ProtectWork {
  /// The line of a plan for what may not happen to the account default.
  var defaultChange: ResourceChange {
    ResourceChange(
      address.child("setting", "accountDefault"),
      .blocked,
      range: wanted.spec.accountDefault.range
    )
  }

  /// What opens when it takes the place of the present account default.
  func replacedDefault(in plan: RegionPlan) -> [Opening] {
    guard let current = observed.configurations.accountDefault?.protectConfigurationId else {
      return []
    }
    let match = observed.configurations.match(wanted, in: plan.scope)
    return ProtectionSwap.openings(
      from: observed.swapped[current],
      to: match.configuration.flatMap { observed.swapped[$0.protectConfigurationId] },
      wanted: wanted,
      at: plan.options.now
    )
  }

  /// What opens when it is no longer the account default and nothing takes its place.
  func givenUpDefault(of live: LiveProtectConfiguration, in plan: RegionPlan) -> [Opening] {
    ProtectionSwap.openings(
      from: observed.swapped[live.protectConfigurationId],
      to: nil,
      wanted: nil,
      at: plan.options.now
    )
  }

  /// The step that makes it the account default, or no longer; or why that takes consent.
  func defaultStep(
    handle: ResourceHandle,
    isDefault: Bool,
    in plan: RegionPlan
  ) -> (step: Step?, refusal: Refusal?) {
    guard let isWanted = wanted.spec.accountDefault.value, isWanted != isDefault else {
      return (nil, nil)
    }
    // Another configuration of the manifest that becomes the default takes it from this one.
    let hasSuccessor = plan.manifest.whole.desired(ProtectConfigurationKind.self).contains {
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
    let former = observed.configurations.accountDefault.flatMap {
      observed.configurations.address(of: $0.protectConfigurationId, in: plan.manifest)
    }
    let step = Step(
      "SetAccountDefaultProtectConfiguration",
      of: address,
      after: [.milestone(Milestone(address, .exists)), .milestone(guarding)],
      reaching: former.map { [Milestone($0, .unused)] } ?? []
    ) { context in
      let id = try context.id(of: handle)
      try await context.call(SetAccountDefaultProtectConfiguration(protectConfigurationId: id))
    }
    return (step, nil)
  }
}
