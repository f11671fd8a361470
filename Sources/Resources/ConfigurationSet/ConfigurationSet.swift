package import Diagnostics
internal import SMSVoice

/// Configuration sets: defaults for messages and where their events go.
///
/// Created with a name and tags only; every default takes a call of its own.
package enum ConfigurationSetKind: ResourceKind {
  package static let name = "configuration-set"
  package static let section = "configurationSets"
  package static let keyType = ValueType<String>.name("a configuration set name")

  /// An entry of `configurationSets`.
  package struct Spec: TaggableSpec {
    /// The fields `name`, `formerly`, `adopt` and `tags`.
    package var common = CommonFields()
    /// `.unset` clears it.
    package var defaultMessageType: Setting<MessageType> = .unmanaged
    /// A name in any case, compared in capitals; `.unset` clears it.
    package var defaultSenderId: Setting<String> = .unmanaged
    /// Never `.unset`: false is the same.
    package var messageFeedback: Setting<Bool> = .unmanaged
    /// `.unset` leaves the set to the rules of the account default, which takes `--allow-replace`.
    package var protectConfiguration: Setting<Reference> = .unmanaged
    /// Nil leaves destinations alone; empty wants none, and `--prune` takes the others away.
    package var eventDestinations: [EventDestination]?
  }

  /// One configuration set as the manifest wants it in one region.
  package struct Desired: DesiredResource {
    /// For example `us-east-1/configuration-set/otp`, with the manifest's key.
    package let address: Address
    /// The service's name for it, unless the entry has `name` or `formerly`.
    package let key: Located<String>
    /// The name the service keeps.
    package let serviceName: String
    package let spec: Spec
    /// Its protect configuration, where it names one by key.
    package let references: [Address]
  }

  /// What the service has of configuration sets, and of the protect configurations that they have or get.
  package struct Observed: Sendable {
    /// By name.
    package let sets: [String: LiveConfigurationSet]
    /// By ARN, of those whose tags matter; with `--prune` of all.
    package let tags: [String: Tags]
    /// Read when a set names one or loses one, and with `--prune`.
    package let protectConfigurations: LiveProtectConfigurations
    /// All of the protect configurations that give way, and of those that take their place, by id.
    package let swapped: [String: ProtectConfigurationKind.ObservedDetails]
  }

  package static let schema = ObjectSchema(
    "a configuration set",
    id: "configurationSet",
    doc: """
      Defaults for the messages that name it, and where their events go. The key is the name, unless `name` says \
      otherwise.
      """,
    empty: Spec(),
    fields: ObjectSchema<Spec>.commonFields(name: .name("a configuration set name")) + [
      .setting(
        "defaultMessageType",
        \.defaultMessageType,
        .enumeration,
        canBeUnset: true,
        doc: "The type of messages that name none; null for no default."
      ),
      .setting(
        "defaultSenderId",
        \.defaultSenderId,
        .senderIDName,
        canBeUnset: true,
        doc: "The sender ID of messages that name no originator, by its name; null for no default."
      ),
      .setting(
        "messageFeedback",
        \.messageFeedback,
        .boolean,
        doc: "Whether the service expects to be told whether messages had their effect."
      ),
      .setting(
        "protectConfiguration",
        \.protectConfiguration,
        .reference(to: "a protect configuration"),
        canBeUnset: true,
        doc: """
          The rules for messages that name the set; null for those of the account. Taking the place of one that is not yours \
          needs `--allow-replace`.
          """
      ),
      .value(
        "eventDestinations",
        \.eventDestinations,
        .eventDestinations,
        doc: """
          Where events go, by a name that the service keeps; at most five. Those that are not named stay, unless `--prune` \
          is given.
          """
      ),
    ]
  )

  package static func desired(
    from entry: ManifestEntry<Spec>,
    in scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [Desired] {
    var references: [Address] = []
    if case .key(let key) = entry.spec.protectConfiguration.value {
      references.append(scope.address(ProtectConfigurationKind.name, key))
    }
    return [
      Desired(
        address: scope.address(name, entry.key.value),
        key: entry.key,
        serviceName: entry.serviceName,
        spec: entry.spec,
        references: references
      )
    ]
  }

  /// Looks for names of two entries, references that lead nowhere, and default sender IDs named by their
  /// keys.
  package static func check(
    _ desired: [Desired],
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    diagnostics.requireUnique(
      desired,
      by: \.serviceName,
      what: "configuration set"
    )
    let protections = manifest.desired(ProtectConfigurationKind.self)
    for set in desired {
      if case .set(.id(let id), let range) = set.spec.protectConfiguration,
        let declared = protections.first(where: { $0.spec.id?.value == id })
      {
        diagnostics.append(
          .error(
            "the protect configuration '\(id)' is in the manifest: write its key '\(declared.key.value)'",
            at: range
          )
        )
      }
      if case .set(.key(let key), let range) = set.spec.protectConfiguration {
        manifest.require(
          ProtectConfigurationKind.self,
          key: key,
          what: "protect configuration",
          at: range,
          &diagnostics
        )
      }
      if case .set(let sender, let range) = set.spec.defaultSenderId,
        let named = manifest.desired(SenderIDKind.self, key: sender.uppercased()).first,
        case let name = named.brand.serviceName, name != sender.uppercased(),
        !manifest.desired(SenderIDKind.self).contains(where: {
          $0.brand.serviceName == sender.uppercased()
        })
      {
        diagnostics.append(
          .error(
            "'defaultSenderId' is a name: the sender ID '\(sender)' of the manifest is named '\(name)'",
            at: range
          )
        )
      }
    }
  }

  /// Reads all sets, and the tags of those that differ or whose tags are managed.
  ///
  /// Protect configurations are read where a set names one or loses one.
  package static func observe(
    _ desired: [Desired],
    in manifest: RegionManifest,
    with reader: RegionReader
  ) async throws -> Observed {
    let namesProtection = desired.contains { $0.spec.protectConfiguration.value != nil }
    async let early =
      reader.prunes || namesProtection
      ? reader.protectConfigurations() : LiveProtectConfigurations(all: [], tags: [:])
    let sets = try await reader.configurationSets()
    let works = desired.map { ConfigurationSetWork(wanted: $0, live: sets[$0.serviceName]) }
    let protection =
      works.contains(where: \.losesProtection)
      ? try await reader.protectConfigurations() : try await early
    let arns = works.compactMap { work -> String? in
      let set = work.wanted
      let needed =
        reader.needsTags(of: set.address, set.spec.common, in: manifest.scope)
        || work.differs(with: protection, in: manifest)
      return needed ? work.live?.configurationSetArn : nil
    }
    let swapped = works.flatMap { $0.swapped(among: protection, in: manifest) }
    return Observed(
      sets: sets,
      tags: try await reader.tags(
        of: reader.prunes ? sets.values.map(\.configurationSetArn) : arns
      ),
      protectConfigurations: protection,
      swapped: try await reader.protections(of: swapped)
    )
  }

  package static func plan(_ desired: [Desired], observed: Observed, into plan: inout RegionPlan) {
    noteProtection(observed, in: &plan)
    for set in desired {
      let work = ConfigurationSetWork(wanted: set, live: observed.sets[set.serviceName])
      work.plan(observed: observed, into: &plan)
    }
  }
}
