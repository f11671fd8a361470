/// The protect configuration of a set.
extension ConfigurationSetWork {
  /// What governs the set's messages once its present protect configuration does not: the one that it is to
  /// have, else that of the account.
  ///
  /// `wanted` is what the manifest says of it, `id` the live one's; nil where there is none.
  func successor(
    among protection: LiveProtectConfigurations,
    in manifest: RegionManifest
  ) -> (wanted: ProtectConfigurationKind.Desired?, id: String?) {
    let all = manifest.whole.desired(ProtectConfigurationKind.self)
    guard let reference = spec.protectConfiguration.value else {
      let wanted = all.first { $0.spec.accountDefault.value == true }
      let live =
        wanted.map { protection.match($0, in: manifest.scope).configuration }
        ?? protection.accountDefault
      return (wanted, live?.protectConfigurationId)
    }
    var wanted: ProtectConfigurationKind.Desired?
    if case .key(let key) = reference {
      wanted = manifest.desired(ProtectConfigurationKind.self, key: key).first
    }
    return (wanted, protection.id(of: reference, in: manifest))
  }

  /// The ids of the present protect configuration and of its successor, when that is another one.
  func swapped(
    among protection: LiveProtectConfigurations,
    in manifest: RegionManifest
  ) -> [String] {
    guard let current = live?.protectConfigurationId,
      protectionDiffers(from: protection, in: manifest)
    else { return [] }
    return [current, successor(among: protection, in: manifest).id].compactMap(\.self)
  }

  /// What the set's messages may reach after the swap and not before.
  func openings(
    observed: ConfigurationSetKind.Observed,
    in plan: RegionPlan
  ) -> [Opening] {
    guard let current = live?.protectConfigurationId else { return [] }
    let next = successor(among: observed.protectConfigurations, in: plan.manifest)
    return ProtectionSwap.openings(
      from: observed.swapped[current],
      to: next.id.flatMap { observed.swapped[$0] },
      wanted: next.wanted,
      at: plan.options.now
    )
  }

  /// Whether the set is to have another protect configuration than it has.
  func protectionDiffers(
    from protection: LiveProtectConfigurations,
    in manifest: RegionManifest
  ) -> Bool {
    let current = live?.protectConfigurationId
    switch spec.protectConfiguration {
    case .unmanaged: return false
    case .unset: return current != nil
    case .set(let reference, _):
      let wanted = protection.id(of: reference, in: manifest)
      return wanted == nil || wanted != current
    }
  }

  /// Tells why it does not get the one that it is to have, if so.
  func addProtectionNote(_ protection: SetProtection, to plan: inout RegionPlan) {
    let address = address.child("setting", "protectConfiguration")
    let range = spec.protectConfiguration.range
    switch protection.outcome {
    case .same, .change, .missing: break
    case .refused(let refusal):
      plan.addBlocked(ResourceChange(address, .blocked, range: range), refusal)
    case .deferred(let reason):
      plan.add(ResourceChange(address, .blocked, reason: reason, range: range))
    }
  }
}
