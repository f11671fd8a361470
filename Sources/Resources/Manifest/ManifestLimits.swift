internal import Diagnostics
internal import YAMLSyntax

/// The quotas of an account that say how many of a thing there can be, per region.
///
/// <https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html>
package struct ManifestLimits: Sendable, Equatable {
  /// Originators; more than these in one pool are an error, more than the limits below a warning.
  package var identitiesPerPool = 100
  /// `Default` among them.
  package var optOutLists = 25
  /// Each country counted.
  package var senderIds = 200
  package var phoneNumbers = 25
  package var pools = 25
  package var protectConfigurations = 25
  package var configurationSets = 25
  /// HELP and STOP among them.
  package var keywordsPerPhoneNumber = 30

  /// The quotas that AWS documents.
  package init() {}
}

extension ObjectSchema where Value == ManifestLimits {
  /// The fields of `limits:`.
  static let limits = ObjectSchema(
    "the limits",
    id: "limits",
    doc: "Quotas of the account and region that AWS raised or lowered.",
    empty: ManifestLimits(),
    fields: [
      .limit(
        "identitiesPerPool",
        \.identitiesPerPool,
        "Originators that one pool can hold. More than that is an error."
      ),
      .limit("optOutLists", \.optOutLists, "Opt-out lists, `Default` among them."),
      .limit("senderIds", \.senderIds, "Sender IDs, each country counted."),
      .limit("phoneNumbers", \.phoneNumbers, "Phone numbers."),
      .limit("pools", \.pools, "Pools."),
      .limit("protectConfigurations", \.protectConfigurations, "Protect configurations."),
      .limit("configurationSets", \.configurationSets, "Configuration sets."),
      .limit(
        "keywordsPerPhoneNumber",
        \.keywordsPerPhoneNumber,
        "Keywords of one number, HELP and STOP among them."
      ),
    ]
  )
}

extension ManifestLimits {
  package static var schema: ObjectSchema<ManifestLimits> { .limits }
}

extension ObjectSchema.Field where Value == ManifestLimits {
  fileprivate static func limit(
    _ name: String,
    _ path: any WritableKeyPath<ManifestLimits, Int> & Sendable,
    _ doc: String
  ) -> Self {
    let type = ValueType<Int>.integer(1...1_000_000)
    let usual = ManifestLimits()[keyPath: path]
    return Self(name, type.shape, FieldDoc(doc, absent: "\(usual)"), isNullable: true) {
      node,
      value,
      decoder in
      guard !node.isNull, let number = type.decode(node, &decoder) else { return }
      value[keyPath: path] = number
    }
  }
}

extension ManifestLimits {
  /// Notes a warning for each quota that the manifest alone goes beyond in a region.
  func check(_ manifest: RegionManifest, _ diagnostics: inout DiagnosticList) {
    let lists = manifest.desired(OptOutListKind.self)
    let hasDefault = lists.contains { $0.serviceName == OptOutListKind.builtInName }
    check(lists, "opt-out lists", "optOutLists", optOutLists - (hasDefault ? 0 : 1), &diagnostics)
    let senders = manifest.desired(SenderIDKind.self)
    check(senders, "sender IDs", "senderIds", senderIds, &diagnostics)
    let numbers = manifest.desired(PhoneNumberKind.self)
    check(numbers, "phone numbers", "phoneNumbers", phoneNumbers, &diagnostics)
    check(manifest.desired(PoolKind.self), "pools", "pools", pools, &diagnostics)
    check(
      manifest.desired(ProtectConfigurationKind.self),
      "protect configurations",
      "protectConfigurations",
      protectConfigurations,
      &diagnostics
    )
    check(
      manifest.desired(ConfigurationSetKind.self),
      "configuration sets",
      "configurationSets",
      configurationSets,
      &diagnostics
    )
    for number in numbers {
      let keywords = number.spec.keywords?.value ?? []
      let builtIn = Keyword.builtIn.subtracting(keywords.map(\.name)).count
      guard keywords.count + builtIn > keywordsPerPhoneNumber, let last = keywords.last else {
        continue
      }
      diagnostics.append(
        .warning(
          .beyond(
            keywordsPerPhoneNumber,
            "keywords of a number",
            keywords.count + builtIn,
            "keywordsPerPhoneNumber"
          ),
          at: last.range
        )
      )
    }
  }

  /// `room` is the quota without what the account has anyway.
  private func check(
    _ resources: [some DesiredResource],
    _ what: String,
    _ field: String,
    _ room: Int,
    _ diagnostics: inout DiagnosticList
  ) {
    guard resources.count > room else { return }
    diagnostics.append(
      .warning(.beyond(room, what, resources.count, field), at: resources[room].key.range)
    )
  }
}

extension Diagnostic.Message {
  fileprivate static func beyond(
    _ limit: Int,
    _ what: String,
    _ count: Int,
    _ field: String
  ) -> Self {
    "the quota leaves room for \(limit) \(what), and these are \(count); ask AWS for more, then say so with 'limits: { \(field): ... }'"
  }
}
