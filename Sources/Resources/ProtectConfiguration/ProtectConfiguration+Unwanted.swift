internal import SMSVoice

/// Protect configurations that the manifest does not have.
extension ProtectConfigurationKind {
  package static func planUnwanted(
    besides desired: [Desired],
    observed: Observed,
    into plan: inout RegionPlan
  ) {
    for live in observed.configurations.unwanted(in: plan.manifest) {
      let id = live.protectConfigurationId
      guard let address = observed.configurations.address(of: id, in: plan.manifest) else {
        continue
      }
      plan.settle(unwanted(live, at: address, observed: observed, in: plan))
    }
  }

  /// The configuration that the whole manifest makes the account default; nil when it names none.
  private static func successor(in manifest: RegionManifest) -> Desired? {
    manifest.whole.desired(self).first { $0.spec.accountDefault.value == true }
  }

  /// What takes a configuration away that the manifest does not have.
  private static func unwanted(
    _ live: LiveProtectConfiguration,
    at address: Address,
    observed: Observed,
    in plan: RegionPlan
  ) -> UnwantedResource {
    let id = live.protectConfigurationId
    let unused: Set<Step.Dependency> = [.milestone(Milestone(address, .unused))]
    let delete = Step("DeleteProtectConfiguration", of: address, after: unused) { context in
      try await context.removing {
        try await context.call(DeleteProtectConfiguration(protectConfigurationId: id))
      }
    }
    let tags = observed.configurations.tags(of: live)
    var unwanted = UnwantedResource(address, tags: tags, removal: [delete])
    unwanted.goesAlong = observed.overrideCounts[id] ?? 0
    unwanted.blockade = plan.refusal(ofUsersOf: address)
    if live.deletionProtectionEnabled {
      unwanted.unprotect = Step("UpdateProtectConfiguration", of: address, after: unused) {
        context in
        let request = UpdateProtectConfiguration(
          protectConfigurationId: id,
          deletionProtectionEnabled: false
        )
        try await context.removing { try await context.call(request) }
      }
    }
    guard live.accountDefault else { return unwanted }
    if let successor = successor(in: plan.manifest) {
      unwanted.blockade = unwanted.blockade ?? blockade(by: successor, in: plan)
      return unwanted
    }
    let giveUp = Step("DeleteAccountDefaultProtectConfiguration", of: address, after: unused) {
      context in
      try await context.removing {
        try await context.call(DeleteAccountDefaultProtectConfiguration())
      }
    }
    unwanted.removal = [giveUp, delete.waiting(for: [.step(giveUp.id)])]
    unwanted.loss = "the account would be left without a default protect configuration"
    unwanted.opens = ProtectionSwap.openings(
      from: observed.swapped[id],
      to: nil,
      wanted: nil,
      at: plan.options.now
    )
    return unwanted
  }

  /// Why the account default cannot go: its successor does not take its place in this plan; nil when it does.
  private static func blockade(by successor: Desired, in plan: RegionPlan) -> Refusal? {
    let takesPlace = plan.changes.contains { change in
      change.address == successor.address
        && change.steps.contains { $0.operation == "SetAccountDefaultProtectConfiguration" }
    }
    return takesPlace
      ? nil : Refusal("it is the account default until \(successor.address) can take its place")
  }
}
