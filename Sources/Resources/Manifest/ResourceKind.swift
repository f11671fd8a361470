package import Diagnostics
package import SMSVoice

/// One resource of one region, as the manifest wants it.
package protocol DesiredResource: Sendable {
  /// With the manifest's key, whatever the service calls it.
  var address: Address { get }
  /// The key under which the manifest has it.
  var key: Located<String> { get }
  /// The resources of the manifest that it names, whose steps come before its own.
  var references: [Address] { get }
}

/// An entry of a kind's section, decoded for one region.
package struct ManifestEntry<Spec: Sendable>: Sendable {
  /// As the kind's `keyType` reads it: of a sender ID in capitals.
  package var key: Located<String>
  package var spec: Spec

  package init(key: Located<String>, spec: Spec) {
    self.key = key
    self.spec = spec
  }
}

extension ManifestEntry where Spec: TaggableSpec {
  /// The name that the service keeps, of kinds that have one: it cannot change with the key.
  package var serviceName: String {
    spec.common.name?.value ?? spec.common.formerly?.value ?? key.value
  }
}

/// A kind of resource: how the manifest spells it, how it is read, compared, made and changed.
///
/// Everything that knows a kind is in its folder; `ResourceKinds.all` lists them. Nothing else
/// switches over kinds. The stages run in this order, each for one region:
/// `desired(from:in:_:)` for every entry, `check(_:in:_:)`, `observe(_:in:with:)`, `plan(_:observed:into:)`,
/// and once all kinds have planned, users before what they use, `planUnwanted(besides:observed:into:)`. For
/// all regions together `doubts(about:in:through:explaining:)` ends it.
package protocol ResourceKind: ExportableKind {
  /// What an entry of the section decodes to.
  associatedtype Spec: Sendable
  /// What the manifest wants of one resource.
  associatedtype Desired: DesiredResource
  /// What the service has, as far as the wanted resources need it.
  associatedtype Observed: Sendable

  /// The KIND of addresses, for example `pool`.
  static var name: String { get }
  /// The manifest's section, for example `pools`.
  static var section: String { get }
  /// What a key of the section must be.
  static var keyType: ValueType<String> { get }
  /// The fields of an entry, from which the JSON Schema and the documentation are made, too.
  static var schema: ObjectSchema<Spec> { get }

  /// The resources that an entry stands for; what is wrong with them by themselves is noted.
  static func desired(
    from entry: ManifestEntry<Spec>,
    in scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [Desired]

  /// Notes what is wrong with the resources in the light of the others: references above all.
  static func check(
    _ desired: [Desired],
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  )

  /// Reads what the service has, in bulk. Called only when `desired` is not empty, or to prune.
  static func observe(
    _ desired: [Desired],
    in manifest: RegionManifest,
    with reader: RegionReader
  ) async throws -> Observed

  /// Adds the changes that make what was observed what is desired. No I/O.
  static func plan(
    _ desired: [Desired],
    observed: Observed,
    into plan: inout RegionPlan
  )

  /// Adds what becomes of the live resources that are ours and not desired. No I/O.
  ///
  /// Those who use them have planned already, see `RegionPlan.users(of:)`.
  static func planUnwanted(
    besides desired: [Desired],
    observed: Observed,
    into plan: inout RegionPlan
  )

  /// Adds what `observe` and the steps of whatever plan need, for whatever the service has. Called only
  /// when `desired` is not empty.
  static func addPermissions(
    for desired: [Desired],
    in manifest: RegionManifest,
    to permissions: inout Permissions
  )

  /// How many of them an account may have; nil for a kind that smsctl never makes.
  static var quota: ResourceQuota? { get }

  /// How much of a quota is used, for one whose source is the manifest.
  static func room(in observed: Observed, of scope: RegionScope) -> (used: Int, limit: Int)?

  /// What to warn of, in the light of all regions, once it is known what a plan does. Reads what only this
  /// needs.
  ///
  /// Throws `CancellationError` alone: a read that fails is something to warn of, in the words of
  /// `explaining`.
  static func doubts(
    about changes: [ResourceChange],
    in observations: [RegionObservation],
    through service: any SMSVoiceService,
    explaining: @Sendable (ServiceError) -> String
  ) async throws -> [Diagnostic]

  /// Adds what finding and taking away what is ours needs, and replacing what is desired.
  static func addDeletionPermissions(
    in manifest: RegionManifest,
    to permissions: inout Permissions
  )
}

extension ResourceKind {
  package static var quota: ResourceQuota? { nil }

  package static func room(
    in observed: Observed,
    of scope: RegionScope
  ) -> (used: Int, limit: Int)? { nil }

  package static func doubts(
    about changes: [ResourceChange],
    in observations: [RegionObservation],
    through service: any SMSVoiceService,
    explaining: @Sendable (ServiceError) -> String
  ) async throws -> [Diagnostic] { [] }

  /// Nothing, for kinds that smsctl never takes away.
  package static func planUnwanted(
    besides desired: [Desired],
    observed: Observed,
    into plan: inout RegionPlan
  ) {}

  /// Nothing, as above.
  package static func addDeletionPermissions(
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {}
}

/// The kinds there are.
package enum ResourceKinds {
  /// In the order in which they are planned: a kind comes after those it refers to.
  package static let all: [any ResourceKind.Type] = [
    OptOutListKind.self,
    SenderIDKind.self,
    PhoneNumberKind.self,
    PoolKind.self,
    ProtectConfigurationKind.self,
    ConfigurationSetKind.self,
  ]
}
