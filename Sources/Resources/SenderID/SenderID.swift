package import Diagnostics
internal import SMSVoice

/// Sender IDs: a brand name instead of a number, one resource for each country of recipients.
///
/// The service keeps them in capitals. All but deletion protection and tags is fixed at the request.
package enum SenderIDKind: ResourceKind {
  package static let name = "sender-id"
  package static let section = "senderIds"
  package static let keyType = ValueType<String>.senderIDName.map { $0.uppercased() }

  /// An entry of `senderIds`: one name in many countries.
  package struct Spec: TaggableSpec {
    /// The fields `name`, `formerly`, `adopt` and `tags`.
    package var common = CommonFields()
    /// Required; without it there is no `Desired`.
    package var countries: CountrySet?
    /// One or both; types beyond those named are kept.
    package var messageTypes: Setting<[Located<MessageType>]> = .unmanaged
    /// What the entry itself says; `Brand.deletionProtection` has that of `defaults`, too.
    package var deletionProtection: Setting<Bool> = .unmanaged
  }

  /// What holds for a name in all its countries, kept once for them all.
  package final class Brand: Sendable {
    /// In capitals, however it is written.
    package let key: Located<String>
    /// The name the service keeps, in capitals.
    package let serviceName: String
    /// For example `us-east-1`.
    package let region: String
    /// Sorted; nil when unmanaged.
    package let messageTypes: [String]?
    /// What the entry says, else `defaults`.
    package let deletionProtection: Setting<Bool>
    package let common: CommonFields
    /// Which countries those are.
    package let countries: CountrySet?

    fileprivate init(_ entry: ManifestEntry<Spec>, in scope: RegionScope) {
      key = entry.key
      serviceName = entry.serviceName.uppercased()
      countries = entry.spec.countries
      region = scope.region
      messageTypes = entry.spec.messageTypes.value?.map(\.value.rawValue).sorted()
      deletionProtection = entry.spec.deletionProtection.or(scope.defaults.deletionProtection)
      common = entry.spec.common
    }
  }

  /// One name in one country.
  ///
  /// There can be a hundred thousand of them, so what follows from the brand is not kept.
  package struct Desired: DesiredResource {
    /// Of the recipients, ISO 3166-1 alpha-2, such as `DE`.
    package let country: String
    /// Where the manifest names the country, or the group that brought it in.
    package let countryRange: SourceRange
    /// One object for all countries of an entry.
    package let brand: Brand
    /// For example `us-east-1/sender-id/EXAMPLECO/DE`, with the manifest's key.
    package var address: Address {
      Address(region: brand.region, kind: name, name: "\(key.value)/\(country)")
    }
    /// How the service knows it: by the name that it keeps, not by the key.
    package var id: SenderIDKey { SenderIDKey(name: brand.serviceName, country: country) }
    package var key: Located<String> { brand.key }
    package var messageTypes: [String]? { brand.messageTypes }
    package var deletionProtection: Setting<Bool> { brand.deletionProtection }
    package var common: CommonFields { brand.common }
    package var references: [Address] { [] }
  }

  /// What the service has of sender IDs, and of the pools that hold those to be replaced.
  package struct Observed: Sendable {
    /// All of the account's own.
    package let live: [SenderIDKey: LiveSenderID]
    /// By ARN, of those whose tags matter; with `--prune` of all.
    package let tags: [String: Tags]
    /// The pools that hold a sender ID; empty when nothing is to be replaced.
    package let memberships: [SenderIDKey: [PoolMembership]]
  }

  package static let schema = ObjectSchema(
    "a sender ID",
    id: "senderId",
    doc: """
      A name that messages come from, requested in each of its countries. The key is the name, in capitals as the service \
      keeps it: 1 to 11 letters, digits, `-` or `_`, at least one of them a letter. All but deletion protection and tags is \
      fixed when it is requested.
      """,
    empty: Spec(),
    fields: ObjectSchema<Spec>.commonFields(name: .senderIDName) + [
      .value(
        "countries",
        \.countries,
        .countrySet,
        doc: FieldDoc(
          "Where its messages go to: country codes, or groups of countries. Every country is a resource of its own.",
          example: "{ all: no-registration, include: [GB], except: [TR] }"
        )
      ),
      .setting(
        "messageTypes",
        \.messageTypes,
        .list(of: .enumeration, "message types", count: 1...2),
        doc: FieldDoc(
          "What it may send. Fixed at the request; types beyond those named are kept.",
          example: "[TRANSACTIONAL]"
        )
      ),
      .setting(
        "deletionProtection",
        \.deletionProtection,
        .boolean,
        doc: FieldDoc("Whether it cannot be released.", absent: "that of `defaults`")
      ),
    ],
    required: [
      ("countries", "say where the sender ID is to be used, such as 'countries: [DE, FR]'")
    ]
  )

  /// One for each country; what the country table says against one is noted as a warning.
  package static func desired(
    from entry: ManifestEntry<Spec>,
    in scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [Desired] {
    guard let countries = entry.spec.countries else { return [] }
    let brand = Brand(entry, in: scope)
    var doubts = CountryDoubts(
      name: brand.serviceName,
      messageTypes: brand.messageTypes,
      scope: scope
    )
    let desired = countries.codes.map { country in
      doubts.consider(country)
      return Desired(country: country.value, countryRange: country.range, brand: brand)
    }
    decoder.diagnostics.append(contentsOf: doubts.warnings)
    return desired
  }

  /// Looks for a name in a country that two entries want.
  package static func check(
    _ desired: [Desired],
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    // Of one brand every country is there once, so only brands that share a name can clash.
    var brands: [String: Set<ObjectIdentifier>] = [:]
    var last: Brand?
    for sender in desired where sender.brand !== last {
      last = sender.brand
      brands[sender.brand.serviceName, default: []].insert(ObjectIdentifier(sender.brand))
    }
    let shared = Set(brands.filter { $0.value.count > 1 }.keys)
    guard !shared.isEmpty else { return }
    diagnostics.requireUnique(
      desired.filter { shared.contains($0.brand.serviceName) },
      by: \.id,
      what: "sender ID"
    )
  }

  /// Reads all sender IDs, and the tags of those that differ or whose tags are managed.
  ///
  /// Pools and their members are read only when one is to be replaced.
  package static func observe(
    _ desired: [Desired],
    in manifest: RegionManifest,
    with reader: RegionReader
  ) async throws -> Observed {
    let wanted = Dictionary(desired.map { ($0.id, $0) }) { $1 }
    let scope = manifest.scope
    // Both lists at the same time.
    async let bulk = bulkTags(of: desired, in: scope, with: reader)
    async let ahead: Void = readTagsAhead(of: wanted, in: scope, with: reader)
    let live = try await reader.senderIDs()
    try await ahead
    let tags = try await tags(of: wanted, live: live, in: scope, bulk: bulk, with: reader)
    let isReplacing = desired.contains { sender in
      guard let found = live[sender.id], reader.mayReplace(sender.address) else { return false }
      return sender.compare(with: found).touches("messageTypes")
    }
    return Observed(
      live: live,
      tags: tags,
      memberships: isReplacing ? try await reader.memberships() : [:]
    )
  }

  package static func plan(_ desired: [Desired], observed: Observed, into plan: inout RegionPlan) {
    for sender in desired {
      if let live = observed.live[sender.id] {
        sender.planUpdate(of: live, observed: observed, into: &plan)
      } else {
        sender.planCreation(into: &plan)
      }
    }
  }
}

extension SenderIDKind.Desired {
  /// How plans tell many countries in one line.
  var family: ResourceChange.Family {
    .init(
      title: "\(SenderIDKind.name) \(key.value)",
      noun: "countries",
      member: id.country
    )
  }

  fileprivate func planCreation(into plan: inout RegionPlan) {
    guard let country = plan.scope.countries[id.country] else { return }
    // Where the table says that there are none AWS decides: it may know better.
    guard country.senderId != .registrationRequired else {
      let reason = "needs \(country.registration)"
      var change = ResourceChange(address, .waiting, reason: reason, range: countryRange)
      change.needsSomebody = true
      plan.add(change)
      plan.withhold(address, because: reason)
      return
    }
    let tags = plan.creationTags(common)
    var attributes: [AttributeChange] = []
    if let messageTypes {
      attributes.append(AttributeChange(["messageTypes"], after: .list(messageTypes)))
    }
    if let protected = deletionProtection.value {
      attributes.append(AttributeChange(["deletionProtection"], after: .flag(protected)))
    }
    plan.add(
      ResourceChange(
        address,
        .create,
        attributes: attributes + tags.asCreated,
        steps: [requestStep(tags: tags, in: plan.scope)],
        range: countryRange,
        family: family
      )
    )
  }

  /// Requests it.
  ///
  /// One that was released a moment ago, perhaps by a run that was killed since, is refused as one that
  /// needs a registration until that has spread.
  func requestStep(
    tags: Tags,
    in scope: RegionScope,
    after dependencies: Set<Step.Dependency> = []
  ) -> Step {
    Step(
      "RequestSenderId",
      of: address,
      after: dependencies,
      reaching: [Milestone(address, .exists)]
    ) { context in
      let answer = try await context.creating {
        try await existing(tagged: tags, scope, context)
      } _: {
        try await context.retrying(while: \.isSenderIDSpreading) { token in
          let request = RequestSenderId(
            senderId: id.name,
            isoCountryCode: id.country,
            messageTypes: messageTypes,
            deletionProtectionEnabled: deletionProtection.value,
            tags: tags.wire,
            clientToken: token
          )
          return try await context.call(request)
        }
      }
      context.created.addMonthlyPrice(answer?.monthlyLeasingPrice)
    }
  }
}

extension ServiceError {
  /// A sender ID that was released a moment ago.
  fileprivate var isSenderIDSpreading: Bool {
    kind == .validation && reason == "SENDER_ID_REQUIRES_REGISTRATION"
  }
}

extension ValueType where Value == String {
  /// A sender ID: 1 to 11 letters, digits, `-` or `_`, a letter among them, no `-` at either end.
  ///
  /// The user guide does not have `_`; the API takes it.
  static var senderIDName: ValueType {
    scalar(
      "a sender ID of 1 to 11 letters, digits, '-' or '_', with at least one letter",
      pattern: "^(?=.*[A-Za-z])[A-Za-z0-9_]([A-Za-z0-9_-]*[A-Za-z0-9_])?$",
      length: 1...11
    ) { text in
      SenderIDKey.isName(text) ? text : nil
    }
  }
}
