package import Diagnostics
internal import YAMLSyntax

/// An entry of a pool's `originators`.
package enum Originator: Sendable {
  /// The range is that of the reference.
  case phoneNumber(Reference, SourceRange)
  /// `countries` narrows a sender ID to some of its countries, a group to those of them that it has; nil
  /// takes all.
  case senderID(Reference, countries: CountrySet?, SourceRange)
}

/// One number, or one sender ID in one country, that is to be in a pool.
package struct PoolMember: Sendable {
  /// What is in the pool: two members with the same identity are one named twice.
  package enum Identity: Sendable, Hashable {
    /// The number as the manifest writes it: E.164, short code, id or ARN.
    case phoneNumber(String)
    /// The name in capitals and one country.
    case senderID(SenderIDKey)
  }

  /// What keeps a member from joining.
  package struct Obstacle: Sendable, Equatable {
    /// A phrase.
    package var reason: String
    /// Whether it goes away by itself, in time.
    package var isWaiting: Bool
  }

  package let identity: Identity
  /// Its address when the manifest has it; nil for one outside of the manifest.
  package let address: Address?
  /// The reference that names it; for a sender ID outside of the manifest, the country.
  package let range: SourceRange

  /// For example `EXAMPLECO/DE` or `+12065550100`.
  package var label: String {
    switch identity {
    case .phoneNumber(let text): text
    case .senderID(let key): "\(key.name)/\(key.country)"
    }
  }

  /// How a call names it, and the country it must add for a sender ID.
  package func wire(_ numbers: LivePhoneNumbers) -> (identity: String, country: String?) {
    switch identity {
    case .phoneNumber(let text): (numbers[text]?.phoneNumberId ?? text, nil)
    case .senderID(let key): (key.name, key.country)
    }
  }

  /// Its ARN, by which the members of a pool are compared.
  package func arn(_ numbers: LivePhoneNumbers, in scope: RegionScope) -> String {
    switch identity {
    case .phoneNumber(let text): numbers[text]?.phoneNumberArn ?? text
    case .senderID(let key): scope.arn("sender-id/\(key.name)/\(key.country)")
    }
  }

  /// What must have happened before it can join.
  package var dependencies: Set<Step.Dependency> {
    guard let address else { return [] }
    return [.milestone(Milestone(address, .exists)), .milestone(Milestone(address, .ready))]
  }
}

extension Originator {
  /// The members that the entry stands for in a region; what it names and the manifest lacks is left out.
  package func members(in manifest: RegionManifest) -> [PoolMember] {
    switch self {
    case .phoneNumber(.key(let key), let range):
      return manifest.desired(PhoneNumberKind.self, key: key).map {
        PoolMember(identity: .phoneNumber($0.number.value), address: $0.address, range: range)
      }
    case .phoneNumber(.external(let text), let range), .phoneNumber(.id(let text), let range):
      return [PoolMember(identity: .phoneNumber(text), address: nil, range: range)]
    case .senderID(.key(let key), let countries, let range):
      let wanted = countries.map { Set($0.codes.map(\.value)) }
      return manifest.desired(SenderIDKind.self, key: key.uppercased())
        .filter { wanted?.contains($0.id.country) ?? true }
        .map { PoolMember(identity: .senderID($0.id), address: $0.address, range: range) }
    case .senderID(.external(let name), let countries, _),
      .senderID(.id(let name), let countries, _):
      return (countries?.codes ?? []).map {
        let key = SenderIDKey(name: name, country: $0.value)
        return PoolMember(identity: .senderID(key), address: nil, range: $0.range)
      }
    }
  }

  /// Whether the manifest has what the entry names, or need not have it.
  package func isFound(in manifest: RegionManifest) -> Bool {
    switch self {
    case .phoneNumber(.key(let key), _): manifest.has(PhoneNumberKind.self, key: key)
    case .senderID(.key(let key), _, _):
      manifest.has(SenderIDKind.self, key: key.uppercased())
        && (explicitCountries ?? []).isSubset(of: declaredCountries(of: key, in: manifest))
    case .senderID(_, let countries, _): countries != nil
    case .phoneNumber: true
    }
  }

  /// The countries that the entry writes out.
  private var explicitCountries: Set<String>? {
    guard case .senderID(_, let countries?, _) = self else { return nil }
    return Set(countries.codes.map(\.value).filter { countries.isExplicit($0) })
  }

  private func declaredCountries(of key: String, in manifest: RegionManifest) -> Set<String> {
    Set(manifest.desired(SenderIDKind.self, key: key.uppercased()).map(\.id.country))
  }

  /// Notes what is wrong with the references of the entry.
  package func check(in manifest: RegionManifest, _ diagnostics: inout DiagnosticList) {
    switch self {
    case .phoneNumber(.key(let key), let range):
      manifest.require(
        PhoneNumberKind.self,
        key: key,
        what: "phone number",
        at: range,
        &diagnostics
      )
    case .senderID(.key(let key), let countries, let range):
      manifest.require(
        SenderIDKind.self,
        key: key.uppercased(),
        what: "sender ID",
        at: range,
        &diagnostics
      )
      checkCountries(countries, of: key, in: manifest, &diagnostics)
    case .senderID(.external(let name), _, let range), .senderID(.id(let name), _, let range):
      checkExternal(name, at: range, in: manifest, &diagnostics)
    case .phoneNumber(.external(let text), let range), .phoneNumber(.id(let text), let range):
      let declared = manifest.desired(PhoneNumberKind.self).first { $0.number.value == text }
      guard let declared else { break }
      diagnostics.append(
        .error(
          "the number '\(text)' is in the manifest: write its key '\(declared.key.value)', without 'external'",
          at: range
        )
      )
    }
  }

  private func checkExternal(
    _ name: String,
    at range: SourceRange,
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    if case .senderID(_, nil, _) = self {
      diagnostics.append(
        .error(
          "a sender ID outside of the manifest needs 'countries', such as 'countries: [DE]'",
          at: range
        )
      )
    }
    if name.hasPrefix("arn:") {
      diagnostics.append(.error("name a sender ID by its name, not by an ARN", at: range))
    } else if !SenderIDKey.isName(name) {
      diagnostics.append(
        .error(.expected(ValueType<String>.senderIDName.expectation, got: "'\(name)'"), at: range)
      )
    }
    let declared = manifest.desired(SenderIDKind.self).first { $0.id.name == name.uppercased() }
    if let declared {
      diagnostics.append(
        .error(
          "the sender ID '\(name)' is in the manifest: write its key '\(declared.key.value)', without 'external'",
          at: range
        )
      )
    }
  }

  private func checkCountries(
    _ countries: CountrySet?,
    of key: String,
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    let known = declaredCountries(of: key, in: manifest)
    guard let countries, !known.isEmpty else { return }
    for country in countries.codes
    where countries.isExplicit(country.value) && !known.contains(country.value) {
      diagnostics.append(
        .error("the sender ID '\(key)' is not requested in \(country.value)", at: country.range)
      )
    }
  }
}

extension ValueType where Value == [Originator] {
  /// `originators:` of a pool, those of other regions left out.
  package static var originators: ValueType {
    let fields = ObjectSchema<OriginatorFields>.originator
    let expectation = "a list of originators such as { phoneNumber: KEY } or { senderId: KEY }"
    let shape = ValueShape.list(.object(fields.shape), count: 1...Int.max)
    return ValueType(expectation, shape: shape) { node, decoder in
      guard let items = node.sequence else {
        decoder.error(.expected(expectation, got: node.kindName), at: node.range)
        return nil
      }
      if items.isEmpty {
        decoder.error("a pool cannot be empty: expected at least one originator", at: node.range)
        return nil
      }
      var isUnread = false
      let originators: [Originator] = items.compactMap { item in
        guard let entries = item.mapping?.entries else {
          decoder.error("expected { phoneNumber: KEY } or { senderId: KEY }", at: item.range)
          isUnread = true
          return nil
        }
        let names = Set(entries.filter { !$0.value.isNull }.map(\.name))
        guard names.contains("phoneNumber") || names.contains("senderId") else {
          // A slip in the name is told of as such.
          if names.isSubset(of: fields.shape.fields.map(\.name)) {
            decoder.error("expected 'phoneNumber' or 'senderId'", at: item.range)
          }
          _ = fields.decode(entries, at: item.range, &decoder)
          isUnread = true
          return nil
        }
        let entry = fields.decode(entries, at: item.range, &decoder)
        if entry.regions?.count != item.mapping?["regions"]?.sequence?.count { isUnread = true }
        guard entry.isFor(decoder.region) else { return nil }
        let originator = entry.originator(at: item.range, &decoder)
        isUnread = isUnread || originator == nil
        return originator
      }
      // A list none of which could be read is told of already, and is not an empty pool.
      return originators.isEmpty && isUnread ? nil : originators
    }
  }
}

private struct OriginatorFields: Sendable {
  var phoneNumber: Located<Reference>?
  var senderID: Located<Reference>?
  var countries: CountrySet?
  var regions: [Located<String>]?

  /// Whether the entry's `regions` leave the region in.
  func isFor(_ scope: RegionScope?) -> Bool {
    guard let regions, let scope else { return true }
    return regions.contains { $0.value == scope.region }
  }

  func originator(at range: SourceRange, _ decoder: inout ManifestDecoder) -> Originator? {
    switch (phoneNumber, senderID) {
    case (let number?, nil):
      if let countries, let first = countries.codes.first {
        decoder.error("'countries' goes with a sender ID, not with a number", at: first.range)
      }
      return .phoneNumber(number.value, number.range)
    case (nil, let senderID?):
      return .senderID(senderID.value, countries: countries, senderID.range)
    case (nil, nil):
      // It is there but could not be read, of which an error tells.
      return nil
    case (.some, .some):
      decoder.error("expected either 'phoneNumber' or 'senderId', not both", at: range)
      return nil
    }
  }
}

extension ObjectSchema where Value == OriginatorFields {
  fileprivate static var originator: ObjectSchema {
    let region = ValueType<String>(
      "a region of the manifest",
      shape: .text(TextShape("a region of the manifest"))
    ) { node, decoder in
      guard let scope = decoder.region else { return nil }
      return ValueType<String>.region(of: scope).decode(node, &decoder)
    }
    return ObjectSchema(
      "an originator",
      id: "originator",
      doc: "A number, or a sender ID in all or some of its countries.",
      empty: OriginatorFields(),
      fields: [
        .value(
          "phoneNumber",
          \.phoneNumber,
          ValueType<Reference>.reference(to: "a phone number").located,
          doc: "A number of `phoneNumbers`, or one outside of the manifest."
        ),
        .value(
          "senderId",
          \.senderID,
          ValueType<Reference>.reference(to: "a sender ID").located,
          doc:
            "A sender ID of `senderIds`, or one outside of the manifest, which needs `countries`."
        ),
        .value(
          "countries",
          \.countries,
          .countrySet,
          doc: FieldDoc(
            "Which of the sender ID's countries; of a group those that it has.",
            absent: "all of them",
            example: "[DE, FR]"
          )
        ),
        .value(
          "regions",
          \.regions,
          .list(of: region, "regions", count: 1...Int.max),
          doc: FieldDoc(
            "The regions in which it is in the pool.",
            absent: "all of the pool's",
            example: "[us-east-1]"
          )
        ),
      ],
      exactlyOne: ["phoneNumber", "senderId"]
    )
  }
}
