/// The account's protect configurations with their tags, by which ours are known.
package struct LiveProtectConfigurations: Sendable {
  package let all: [LiveProtectConfiguration]
  /// By ARN.
  package let tags: [String: Tags]

  /// Which live configuration a wanted one is.
  package enum Match: Sendable, Equatable {
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
    let ours = all.filter {
      tags(of: $0)[OwnershipTag.name] == wanted.key.value && owner(of: $0, in: scope) == .ours
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
