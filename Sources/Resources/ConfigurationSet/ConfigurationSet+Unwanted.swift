internal import SMSVoice

/// Configuration sets that the manifest does not have, and the protect configurations that live ones keep in use.
extension ConfigurationSetKind {
  package static func planUnwanted(
    besides desired: [Desired],
    observed: Observed,
    into plan: inout RegionPlan
  ) {
    let names = Set(desired.map(\.serviceName))
    for (name, live) in observed.sets.sorted(by: { $0.key < $1.key }) where !names.contains(name) {
      let protection = protection(of: live, observed: observed, in: plan)
      let unwanted = unwanted(live, protection: protection, observed: observed, in: plan)
      plan.settle(unwanted)
      guard let protection, let change = plan.changes.last,
        change.address == unwanted.address, change.action == .delete
      else { continue }
      plan.noteEnd(ofUse: protection, by: unwanted.address)
    }
  }

  /// What takes a set away that the manifest does not have.
  private static func unwanted(
    _ live: LiveConfigurationSet,
    protection: Address?,
    observed: Observed,
    in plan: RegionPlan
  ) -> UnwantedResource {
    let name = live.configurationSetName
    let address = plan.scope.address(self.name, name)
    let delete = Step(
      "DeleteConfigurationSet",
      of: address,
      reaching: protection.map { [Milestone($0, .unused)] } ?? []
    ) { context in
      try await context.removing {
        try await context.call(DeleteConfigurationSet(configurationSetName: name))
      }
    }
    let tags = observed.tags[live.configurationSetArn] ?? [:]
    var unwanted = UnwantedResource(address, tags: tags, removal: [delete])
    unwanted.goesAlong = live.eventDestinations?.count ?? 0
    return unwanted
  }

  /// Notes which live sets use which protect configuration, whoever owns them.
  static func noteProtection(_ observed: Observed, in plan: inout RegionPlan) {
    let desired = plan.manifest.whole.desired(self)
    let wanted = Dictionary(desired.map { ($0.serviceName, $0.address) }) { first, _ in first }
    for (name, live) in observed.sets {
      guard let protection = protection(of: live, observed: observed, in: plan) else { continue }
      plan.noteUse(of: protection, by: wanted[name] ?? plan.scope.address(self.name, name))
    }
  }

  /// The address of the protect configuration that a live set has; nil when it has none, or none was read.
  private static func protection(
    of live: LiveConfigurationSet,
    observed: Observed,
    in plan: RegionPlan
  ) -> Address? {
    live.protectConfigurationId.flatMap {
      observed.protectConfigurations.address(of: $0, in: plan.manifest)
    }
  }
}
