internal import SMSVoice

extension ProtectConfigurationKind {
  package static func addPermissions(
    for desired: [Desired],
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    permissions.readProtectConfigurations(in: manifest.scope)
    for wanted in desired {
      wanted.addReads(in: manifest.scope, to: &permissions)
      wanted.addWrites(in: manifest, to: &permissions)
    }
  }

  package static func addDeletionPermissions(
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let any = manifest.scope.pattern(name)
    permissions.readProtectConfigurations(in: manifest.scope)
    permissions.readSwapped(in: manifest.scope)
    permissions.write("DeleteAccountDefaultProtectConfiguration", [.all])
    let operations: [Operation] = [
      "UpdateProtectConfiguration", "DeleteProtectConfigurationRuleSetNumberOverride",
      "DeleteProtectConfiguration",
    ]
    for operation in operations { permissions.write(operation, [any], when: [.ours]) }
  }
}

extension ProtectConfigurationKind.Desired {
  /// Which configuration, and what must hold of it to be written.
  func target(
    in scope: RegionScope
  ) -> (pattern: ResourcePattern, conditions: Set<Permission.Condition>) {
    (
      scope.pattern(ProtectConfigurationKind.name, spec.id?.value),
      spec.common.adopt == true ? [] : [.ours]
    )
  }

  fileprivate func addReads(in scope: RegionScope, to permissions: inout Permissions) {
    let (pattern, _) = target(in: scope)
    if !rules.isEmpty { permissions.read("GetProtectConfigurationCountryRuleSet", [pattern]) }
    if spec.numberOverrides != nil {
      permissions.read("ListProtectConfigurationRuleSetNumberOverrides", [pattern])
    }
    if spec.accountDefault.value != nil { permissions.readSwapped(in: scope) }
  }

  fileprivate func addWrites(in manifest: RegionManifest, to permissions: inout Permissions) {
    let (pattern, conditions) = target(in: manifest.scope)
    // One that is named by id is there.
    if spec.id == nil { permissions.create("CreateProtectConfiguration", new: pattern) }
    if deletionProtection.value != nil {
      permissions.write("UpdateProtectConfiguration", [pattern], when: conditions)
    }
    if rules.contains(where: { $0.rules != CountryRules() }) {
      permissions.write("UpdateProtectConfigurationCountryRuleSet", [pattern], when: conditions)
    }
    if spec.numberOverrides?.isEmpty == false {
      permissions.write("PutProtectConfigurationRuleSetNumberOverride", [pattern], when: conditions)
    }
    switch spec.accountDefault.value {
    case true?:
      permissions.write("SetAccountDefaultProtectConfiguration", [pattern], when: conditions)
    case false? where !hasSuccessor(in: manifest):
      permissions.write("DeleteAccountDefaultProtectConfiguration", [.all])
    case false?, nil: break
    }
    permissions.tag(pattern, spec.common, in: manifest.scope)
  }

  /// Whether another configuration becomes the account default, so that this one need not be taken away.
  private func hasSuccessor(in manifest: RegionManifest) -> Bool {
    manifest.desired(ProtectConfigurationKind.self).contains {
      $0.address != address && $0.spec.accountDefault.value == true
    }
  }
}

extension Permissions {
  /// Needs `RegionReader.protectConfigurations()`, which also tells whose they are.
  mutating func readProtectConfigurations(in scope: RegionScope) {
    read("DescribeProtectConfigurations")
    read("ListTagsForResource", [scope.pattern(ProtectConfigurationKind.name)])
  }

  /// Needs `RegionReader.protections(of:)`, of whichever configuration gives way to another one.
  mutating func readSwapped(in scope: RegionScope) {
    let any = scope.pattern(ProtectConfigurationKind.name)
    read("GetProtectConfigurationCountryRuleSet", [any])
    read("ListProtectConfigurationRuleSetNumberOverrides", [any])
  }
}
