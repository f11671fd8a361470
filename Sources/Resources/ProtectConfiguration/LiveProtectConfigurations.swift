/// The account's protect configurations with their tags, by which ours are known.
package struct LiveProtectConfigurations: Sendable {
  /// In the order in which the service lists them.
  package let all: [LiveProtectConfiguration]
  /// By ARN.
  package let tags: [String: Tags]

  /// Which live configuration a wanted one is.
  package enum Match: Sendable, Equatable {
    /// None is it, so it is to be created.
    case absent
    /// It carries our tags or was named by id.
    case found(LiveProtectConfiguration)
    /// No tag of smsctl says whose it is, but the console shows it under the wanted name.
    case namesake(LiveProtectConfiguration)
    /// More than one fits; their ids.
    case ambiguous([String])
    /// The manifest names an id that does not exist.
    case dead(String)

    /// The live configuration that was found, certain or likely.
    package var configuration: LiveProtectConfiguration? {
      switch self {
      case .found(let live), .namesake(let live): live
      case .absent, .ambiguous, .dead: nil
      }
    }
  }

  /// Finds the live configuration that `wanted` describes.
  package func match(_ wanted: ProtectConfigurationKind.Desired, in scope: RegionScope) -> Match {
    if let id = wanted.spec.id?.value {
      let live = all.first { $0.protectConfigurationId == id || $0.protectConfigurationArn == id }
      return live.map { .found($0) } ?? .dead(id)
    }
    var ours = ours(named: wanted.key.value, in: scope)
    if ours.isEmpty, let former = wanted.spec.common.formerly?.value {
      ours = self.ours(named: former, in: scope)
    }
    if ours.count > 1 { return .ambiguous(ours.map(\.protectConfigurationId).sorted()) }
    if let live = ours.first { return .found(live) }
    let namesakes = all.filter {
      tags(of: $0)[OwnershipTag.consoleName] == wanted.consoleName
        && isNobodysOrCloudFormations($0, in: scope)
    }
    if namesakes.count > 1 { return .ambiguous(namesakes.map(\.protectConfigurationId).sorted()) }
    return namesakes.first.map { .namesake($0) } ?? .absent
  }

  private func ours(named name: String, in scope: RegionScope) -> [LiveProtectConfiguration] {
    all.filter { tags(of: $0)[OwnershipTag.name] == name && owner(of: $0, in: scope) == .ours }
  }

  private func isNobodysOrCloudFormations(
    _ live: LiveProtectConfiguration,
    in scope: RegionScope
  ) -> Bool {
    switch owner(of: live, in: scope) {
    case .unowned, .cloudFormation: true
    case .ours, .foreign: false
    }
  }

  /// The id of the live configuration that a reference names; nil when there is none, or not for sure.
  package func id(of reference: Reference, in manifest: RegionManifest) -> String? {
    switch reference {
    case .key(let key):
      guard let wanted = manifest.desired(ProtectConfigurationKind.self, key: key).first,
        case .found(let live) = match(wanted, in: manifest.scope)
      else { return nil }
      return live.protectConfigurationId
    case .external(let name), .id(let name):
      let live = all.first {
        $0.protectConfigurationId == name || $0.protectConfigurationArn == name
      }
      return live?.protectConfigurationId
    }
  }

  /// Those that no entry of the whole manifest describes, whoever owns them.
  package func unwanted(in manifest: RegionManifest) -> [LiveProtectConfiguration] {
    let wanted = manifest.whole.desired(ProtectConfigurationKind.self).compactMap {
      match($0, in: manifest.scope).configuration?.protectConfigurationId
    }
    return all.filter { !wanted.contains($0.protectConfigurationId) }
  }

  /// The address of a live one: that of the entry of the whole manifest that describes it, else by the name that
  /// our tag gives it, or by its id when it has none of its own.
  ///
  /// Nil when there is no live one of that id.
  package func address(of id: String, in manifest: RegionManifest) -> Address? {
    guard let live = all.first(where: { $0.protectConfigurationId == id }) else { return nil }
    let manifest = manifest.whole
    let unwanted = unwanted(in: manifest)
    guard unwanted.contains(live) else {
      let wanted = manifest.desired(ProtectConfigurationKind.self)
      return wanted.first { match($0, in: manifest.scope).configuration == live }?.address
    }
    let name = tags(of: live)[OwnershipTag.name]
    let isItsOwn =
      name.map { !manifest.has(ProtectConfigurationKind.self, key: $0) } ?? false
      && unwanted.count { tags(of: $0)[OwnershipTag.name] == name } == 1
    return manifest.scope.address(ProtectConfigurationKind.name, isItsOwn ? name ?? id : id)
  }

  /// The tags of one of them.
  package func tags(of live: LiveProtectConfiguration) -> Tags {
    tags[live.protectConfigurationArn] ?? [:]
  }

  /// Whose one of them is.
  package func owner(of live: LiveProtectConfiguration, in scope: RegionScope) -> Ownership {
    Ownership(tags(of: live), in: scope)
  }

  /// The configuration that holds where a message names none; nil when the account has none.
  package var accountDefault: LiveProtectConfiguration? {
    all.first(where: \.accountDefault)
  }
}
