package import Diagnostics
internal import Foundation

/// Protect configurations: to which countries and numbers messages may go.
///
/// The service gives them an id and no name, so ours are known by the tags `smsctl:project` and
/// `smsctl:name`.
package enum ProtectConfigurationKind: ResourceKind {
  package static let name = "protect-configuration"
  package static let section = "protectConfigurations"
  package static let keyType = ValueType<String>.name("a key")

  /// An entry of `protectConfigurations`.
  package struct Spec: TaggableSpec {
    /// The fields `name`, `formerly`, `adopt` and `tags`.
    package var common = CommonFields()
    /// Which live configuration it is, by the service's id; nil to find it by its tags.
    package var id: Located<String>?
    /// Nil leaves the rules of the capability as they are, here as below.
    package var sms: CountryRules?
    package var voice: CountryRules?
    package var mms: CountryRules?
    /// Where the service has no such rules, that is told and nothing else happens.
    package var rcs: CountryRules?
    /// By number with its plus; nil leaves them alone, empty wants none, and `--prune` takes the others
    /// away.
    package var numberOverrides: [MapEntry<String, NumberOverride>]?
    /// False gives the account default up, with consent unless another entry takes its place.
    package var accountDefault: Setting<Bool> = .unmanaged
    /// What the entry itself says; `Desired.deletionProtection` has that of `defaults`, too.
    package var deletionProtection: Setting<Bool> = .unmanaged
  }

  /// One protect configuration as the manifest wants it in one region.
  package struct Desired: DesiredResource {
    /// For example `us-east-1/protect-configuration/strict`.
    package let address: Address
    /// The value of the tag `smsctl:name`.
    package let key: Located<String>
    /// Without the number overrides whose time is over.
    package let spec: Spec
    /// What the entry says, else `defaults`.
    package let deletionProtection: Setting<Bool>
    package var references: [Address] { [] }

    /// What the console is to show as its name.
    package var consoleName: String { spec.common.name?.value ?? key.value }

    /// The rules of the capabilities that the manifest manages, in a fixed order.
    package var rules: [(capability: ProtectCapability, rules: CountryRules)] {
      ProtectCapability.allCases.compactMap { capability in
        rules(of: capability).map { (capability, $0) }
      }
    }

    private func rules(of capability: ProtectCapability) -> CountryRules? {
      switch capability {
      case .sms: spec.sms
      case .voice: spec.voice
      case .mms: spec.mms
      case .rcs: spec.rcs
      }
    }
  }

  /// The rules and overrides of one live configuration, as far as they were read.
  package struct ObservedDetails: Sendable {
    /// Country to status; a capability that the service has no rules for is absent.
    package var rules: [ProtectCapability: [String: String]]
    /// By number.
    package var overrides: [String: LiveNumberOverride]
  }

  /// What the service has of protect configurations.
  package struct Observed: Sendable {
    /// All of the account.
    package let configurations: LiveProtectConfigurations
    /// By id.
    package let details: [String: ObservedDetails]
    /// All of an account default that gives way, and of the configuration that takes its place, by id.
    package let swapped: [String: ObservedDetails]
    /// How many number overrides each has that is to be pruned, by id.
    package let overrideCounts: [String: Int]
  }

  package static let schema = ObjectSchema(
    "a protect configuration",
    id: "protectConfiguration",
    doc: """
      To which countries and numbers messages may go. The service gives it an id and no name, so smsctl knows its own by \
      tags: the key is the tag `smsctl:name`. A capability that is not named stays as it is; in a new configuration it is open.
      """,
    empty: Spec(),
    fields: ObjectSchema<Spec>.commonFields(name: .text("a name of 1 to 256 characters", 1...256))
      + [
        .value(
          "id",
          \.id,
          ValueType<String>.name("a protect configuration id").located,
          doc: FieldDoc(
            "The service's id of one that exists, when its tags do not tell.",
            absent: "found by its tags"
          )
        ),
        .value("sms", \.sms, .countryRules, doc: "The rules of text messages."),
        .value("voice", \.voice, .countryRules, doc: "The rules of voice messages."),
        .value("mms", \.mms, .countryRules, doc: "The rules of picture messages."),
        .value(
          "rcs",
          \.rcs,
          .countryRules,
          doc: "The rules of RCS messages, where the service has them."
        ),
        .value(
          "numberOverrides",
          \.numberOverrides,
          .numberOverrides,
          doc: FieldDoc(
            "What holds for single numbers, whatever their country's rule. Those that are not named stay, unless `--prune` is given.",
            example: "{ \"+573001234567\": { action: ALLOW, expires: 2027-01-01T00:00:00Z } }"
          )
        ),
        .setting(
          "accountDefault",
          \.accountDefault,
          .boolean,
          doc: """
            Whether it governs all messages of the account and region that name no configuration, those of SNS and Cognito \
            among them. Taking the place of one that is not yours needs `--allow-replace`.
            """
        ),
        .setting(
          "deletionProtection",
          \.deletionProtection,
          .boolean,
          doc: FieldDoc("Whether it cannot be deleted.", absent: "that of `defaults`")
        ),
      ]
  )

  /// Leaves out number overrides whose time is over, with a warning for each.
  package static func desired(
    from entry: ManifestEntry<Spec>,
    in scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [Desired] {
    var spec = entry.spec
    spec.numberOverrides = spec.numberOverrides?.filter { override in
      guard let expires = override.value.expires, expires <= scope.now else { return true }
      decoder.warning(.expired(override.value, at: expires), at: override.key.range)
      return false
    }
    return [
      Desired(
        address: scope.address(name, entry.key.value),
        key: entry.key,
        spec: spec,
        deletionProtection: entry.spec.deletionProtection.or(scope.defaults.deletionProtection)
      )
    ]
  }

  /// Looks for two account defaults, and for a `formerly` that names a key of the manifest.
  package static func check(
    _ desired: [Desired],
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    manifest.checkFormerKeys(desired.map(\.spec.common), of: self, &diagnostics)
    let defaults = desired.filter { $0.spec.accountDefault.value == true }
    guard defaults.count > 1, let first = defaults.first else { return }
    for other in defaults.dropFirst() {
      diagnostics.append(
        .error(
          "an account has one default protect configuration in a region, and '\(first.key.value)' is it already",
          at: other.spec.accountDefault.range,
          notes: [.init("the other one is here", at: first.spec.accountDefault.range)]
        )
      )
    }
  }

  /// Reads all configurations and their tags; of those found only the rules and overrides that are managed,
  /// and all of one that gives way as account default.
  package static func observe(
    _ desired: [Desired],
    in manifest: RegionManifest,
    with reader: RegionReader
  ) async throws -> Observed {
    let configurations = try await reader.protectConfigurations()
    let found = desired.compactMap { wanted in
      configurations.match(wanted, in: manifest.scope).configuration
        .map { ($0.protectConfigurationId, wanted) }
    }
    let details = try await withThrowingTaskGroup(of: (String, ObservedDetails).self) { group in
      for (id, wanted) in found {
        group.addTask { (id, try await read(id, for: wanted, with: reader)) }
      }
      var result: [String: ObservedDetails] = [:]
      for try await (id, details) in group { result[id] = details }
      return result
    }
    let doomed = (reader.prunes ? configurations.unwanted(in: manifest) : [])
      .filter { configurations.owner(of: $0, in: manifest.scope) == .ours }
    let swapped =
      swappedDefaults(among: configurations, in: manifest)
      + doomed.filter(\.accountDefault).map(\.protectConfigurationId)
    let overrides = try await reader.each(doomed.map(\.protectConfigurationId)) {
      try await reader.numberOverrides(of: $0)
    }
    return Observed(
      configurations: configurations,
      details: details,
      swapped: try await reader.protections(of: swapped),
      overrideCounts: overrides.mapValues(\.count)
    )
  }

  /// The ids of an account default that is to give way, and of what takes its place.
  private static func swappedDefaults(
    among configurations: LiveProtectConfigurations,
    in manifest: RegionManifest
  ) -> [String] {
    guard let current = configurations.accountDefault else { return [] }
    let desired = manifest.desired(self)
    if let next = desired.first(where: { $0.spec.accountDefault.value == true }) {
      let live = configurations.match(next, in: manifest.scope).configuration
      return live == current
        ? [] : [current, live].compactMap { $0?.protectConfigurationId }
    }
    let isGivenUp = desired.contains {
      $0.spec.accountDefault.value == false
        && configurations.match($0, in: manifest.scope).configuration == current
    }
    return isGivenUp ? [current.protectConfigurationId] : []
  }

  private static func read(
    _ id: String,
    for wanted: Desired,
    with reader: RegionReader
  ) async throws -> ObservedDetails {
    async let overrides =
      wanted.spec.numberOverrides == nil ? [:] : reader.numberOverrides(of: id)
    let rules = try await reader.each(wanted.rules.map(\.capability)) { capability in
      try await reader.countryRules(of: id, capability)
    }
    return ObservedDetails(rules: rules.compactMapValues { $0 }, overrides: try await overrides)
  }

  package static func plan(_ desired: [Desired], observed: Observed, into plan: inout RegionPlan) {
    var keys: [String: Located<String>] = [:]
    for wanted in desired {
      let work = ProtectWork(wanted: wanted, observed: observed)
      let match = observed.configurations.match(wanted, in: plan.scope)
      if let id = match.configuration?.protectConfigurationId,
        let first = keys.updateValue(wanted.key, forKey: id)
      {
        plan.fail(
          "\(id) is the protect configuration that '\(first.value)' is: name it once",
          at: wanted.key.range,
          notes: [.init("first named here", at: first.range)]
        )
        continue
      }
      switch match {
      case .absent: work.planCreation(into: &plan)
      case .found(let live): work.planUpdate(of: live, into: &plan)
      case .namesake(let live) where plan.adopts(wanted.address, wanted.spec.common):
        work.planUpdate(of: live, into: &plan)
      case .namesake(let live): work.planNamesake(live, into: &plan)
      case .ambiguous(let ids):
        plan.fail("protect configuration", wanted.key, couldBeAny: ids)
      case .dead(let id):
        plan.fail(
          "there is no protect configuration '\(id)' in \(plan.scope.region)",
          at: wanted.spec.id?.range
        )
      }
    }
  }
}

extension Diagnostic.Message {
  /// An override that counts as absent because its time is over.
  fileprivate static func expired(_ override: NumberOverride, at moment: Date) -> Self {
    let time = Timestamp.text(moment)
    return switch override.action {
    case .allow: "this override expired at \(time) and counts as absent; it can go"
    case .block:
      "this BLOCK expired at \(time): MESSAGES TO THE NUMBER ARE NO LONGER BLOCKED by it; give another 'expires', or take the override away"
    }
  }
}
