package import Diagnostics

/// Phone numbers that the account already has.
///
/// smsctl neither buys nor releases them; it gives them settings, and aligns them with the pool
/// they are to join.
package enum PhoneNumberKind: ResourceKind {
  package static let name = "phone-number"
  package static let section = "phoneNumbers"
  package static let keyType = ValueType<String>.name("a key")

  /// An entry of `phoneNumbers`.
  package struct Spec: TaggableSpec {
    /// The fields `formerly`, `adopt` and `tags`; a number has no `name`.
    package var common = CommonFields()
    /// As in `Desired.number`; required, and without it there is no `Desired`.
    package var number: Located<String>?
    /// Never `.unset`, as none of the settings below: null is an error there.
    package var optOutList: Setting<Reference> = .unmanaged
    /// A nil role in it leaves the live one as it is.
    package var twoWay: Setting<TwoWay> = .unmanaged
    /// True needs two-way messaging.
    package var selfManagedOptOuts: Setting<Bool> = .unmanaged
    /// Like those above an error on a number that is an originator of a pool.
    package var internationalSending: Setting<Bool> = .unmanaged
    /// What the entry itself says; see also `Desired.defaultProtection`.
    package var deletionProtection: Setting<Bool> = .unmanaged
    /// Nil leaves keywords alone; empty wants none but HELP and STOP, and `--prune` takes the others away.
    package var keywords: Located<[Keyword]>?
  }

  /// One number as the manifest wants it in one region.
  package struct Desired: DesiredResource {
    /// For example `us-east-1/phone-number/otp`, with the manifest's key.
    package let address: Address
    /// A name within the manifest, of which the account knows nothing.
    package let key: Located<String>
    /// E.164, a short code, an id or an ARN: matched on exact text.
    package let number: Located<String>
    package let spec: Spec
    /// What `defaults:` says of deletion protection.
    package let defaultProtection: Setting<Bool>
    /// The address of its opt-out list; nil where it names none by key.
    package let listAddress: Address?
    package var references: [Address] { listAddress.map { [$0] } ?? [] }
  }

  /// What the service has of numbers, and of the pools that they are in or are to join.
  package struct Observed: Sendable {
    /// All of the account's own.
    package let numbers: LivePhoneNumbers
    /// Empty when the manifest has no pools.
    package let pools: LivePools
    /// By id of the pools that a number is to leave for another.
    package let members: [String: [String: LivePoolMember]]
    /// Those of the account, when a pool of the manifest may have to wait for one.
    package let senderIDs: Set<SenderIDKey>
    /// By id of the number or pool, as far as they matter.
    package let keywords: [String: [String: LiveKeyword]]
    /// What was found out about the opt-out lists that numbers would leave.
    package let gaps: [ConsentGap.Move: ConsentGap]
    /// The names of the opt-out lists; nil when they did not matter.
    package let listNames: Set<String>?
    /// By ARN, of those whose tags matter.
    package let tags: [String: Tags]
  }

  package static let schema = ObjectSchema(
    "a phone number",
    id: "phoneNumber",
    doc: """
      A number that the account has already; smsctl neither buys nor releases numbers. The key is a name within the \
      manifest. A number that is an originator of a pool takes its settings from the pool: beside it the number may have \
      `number`, `deletionProtection`, `adopt` and `tags` only.
      """,
    empty: Spec(),
    fields: [
      .value(
        "number",
        \.number,
        ValueType<String>.phoneNumberText.located,
        doc: FieldDoc(
          "Which number: as the account has it, with its `+` or as a short code; or its id or ARN.",
          example: "\"+12065550100\""
        )
      ),
      .setting("optOutList", \.optOutList, .reference(to: "an opt-out list"), doc: .optOutList),
      .setting("twoWay", \.twoWay, .twoWay, doc: .twoWay),
      .setting("selfManagedOptOuts", \.selfManagedOptOuts, .boolean, doc: .selfManagedOptOuts),
      .setting(
        "internationalSending",
        \.internationalSending,
        .boolean,
        doc: "Whether it may send to other countries than its own."
      ),
      .setting(
        "deletionProtection",
        \.deletionProtection,
        .boolean,
        doc: FieldDoc("Whether it cannot be released.", absent: "that of `defaults`")
      ),
      .value("keywords", \.keywords, ValueType<[Keyword]>.keywords.located, doc: .keywords),
    ] + ObjectSchema<Spec>.ownershipFields(),
    required: [("number", "give the number as the account has it, such as '+12065550100'")]
  )

  /// None where `number` is missing.
  package static func desired(
    from entry: ManifestEntry<Spec>,
    in scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [Desired] {
    guard let number = entry.spec.number else { return [] }
    var listAddress: Address?
    if case .key(let key) = entry.spec.optOutList.value {
      listAddress = scope.address(OptOutListKind.name, key)
    }
    return [
      Desired(
        address: scope.address(name, entry.key.value),
        key: entry.key,
        number: number,
        spec: entry.spec,
        defaultProtection: scope.defaults.deletionProtection,
        listAddress: listAddress
      )
    ]
  }

  /// Looks for a number named twice or in several pools, and for settings of its own on one in a pool.
  package static func check(
    _ desired: [Desired],
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    diagnostics.requireUnique(
      desired,
      by: \.number.value,
      what: "phone number"
    )
    for number in desired {
      OptOutListReference.check(number.spec.optOutList, in: manifest, &diagnostics)
      diagnostics.requireTwoWay(number.spec.twoWay, for: number.spec.selfManagedOptOuts)
      let pools = manifest.pools(wanting: number)
      guard let pool = pools.first else { continue }
      for setting in number.settingsOfItsOwn {
        diagnostics.append(
          .error(
            "'\(setting.name)' belongs to the pool '\(pool.key.value)': a number in a pool takes its settings from there",
            at: setting.range,
            notes: [.init("the pool is defined here", at: pool.key.range)]
          )
        )
      }
      if pools.count > 1 {
        diagnostics.append(
          .error(
            "the number '\(number.key.value)' is an originator of \(pools.count) pools; it can be in one",
            at: number.key.range,
            notes: pools.map { .init("one of them is defined here", at: $0.key.range) }
          )
        )
      }
    }
  }

  /// Reads all numbers, and the pools and their tags where there may be any.
  ///
  /// Keywords, opt-out lists and tags are read of numbers for which they decide something.
  package static func observe(
    _ desired: [Desired],
    in manifest: RegionManifest,
    with reader: RegionReader
  ) async throws -> Observed {
    let numbers = try await reader.phoneNumbers()
    let hasPools = reader.prunes || !manifest.desired(PoolKind.self).isEmpty
    let pools = hasPools ? try await reader.pools() : LivePools([], tags: [:])
    let mayWait = manifest.desired(PoolKind.self).contains { pool in
      pool.members(in: manifest).contains { $0.needsRegistration(in: manifest) }
    }
    let senderIDs = mayWait ? Set(try await reader.senderIDs().keys) : []
    let alignment = NumberAlignment(
      manifest: manifest,
      numbers: numbers,
      pools: pools,
      senderIDs: senderIDs,
      options: reader.options
    )
    let identities = desired.flatMap { alignment.identitiesToRead(for: $0) }
    let keywords = try await reader.each(identities) { try await reader.keywords(of: $0) }
    let work = desired.compactMap { number in
      numbers[number.number.value].map { alignment.work(for: number, live: $0, keywords: keywords) }
    }
    let gaps = try await reader.each(work.compactMap(\.move)) { try await reader.consentGap($0) }
    let left = work.compactMap { work -> String? in
      guard case .moving(let old, _) = work.situation else { return nil }
      return old.poolId
    }
    let arns = work.filter { work in
      let number = work.number
      return !work.isEmpty || work.isJoining
        || reader.needsTags(of: number.address, number.spec.common, in: manifest.scope)
    }.map(\.live.phoneNumberArn)
    return Observed(
      numbers: numbers,
      pools: pools,
      members: try await reader.each(left) { try await reader.members(of: $0) },
      senderIDs: senderIDs,
      keywords: keywords,
      gaps: gaps,
      listNames: try await reader.listNames(for: desired.map(\.spec.optOutList)),
      tags: try await reader.tags(of: reader.prunes ? numbers.all.map(\.phoneNumberArn) : arns)
    )
  }

  /// Notes an error for what the account does not have, or has several of, and for one number under two
  /// keys.
  package static func plan(_ desired: [Desired], observed: Observed, into plan: inout RegionPlan) {
    let alignment = NumberAlignment(
      manifest: plan.manifest,
      numbers: observed.numbers,
      pools: observed.pools,
      senderIDs: observed.senderIDs,
      options: plan.options
    )
    observed.noteUses(by: desired, in: &plan)
    var seen: [String: Desired] = [:]
    for number in desired {
      plan.requireList(number.spec.optOutList, among: observed.listNames)
      plan.noteUse(ofList: number.spec.optOutList, by: number.address)
      guard let live = plan.require(number.number, in: observed.numbers) else {
        plan.withhold(number.address, because: "it was not found")
        continue
      }
      if let first = seen.updateValue(number, forKey: live.phoneNumberArn) {
        plan.fail(
          "'\(number.key.value)' is the same phone number as '\(first.key.value)'",
          at: number.number.range,
          notes: [.init("first defined here", at: first.number.range)]
        )
        continue
      }
      let work = alignment.work(for: number, live: live, keywords: observed.keywords)
      work.plan(observed: observed, alignment: alignment, into: &plan)
    }
  }
}

extension PhoneNumberKind {
  /// Tells of numbers that are ours and keeps them: none is ever released.
  package static func planUnwanted(
    besides desired: [Desired],
    observed: Observed,
    into plan: inout RegionPlan
  ) {
    let wanted = Set(
      desired.compactMap { observed.numbers[$0.number.value]?.phoneNumberArn }
    )
    for live in observed.numbers.all where !wanted.contains(live.phoneNumberArn) {
      var unwanted = UnwantedResource(
        live.liveAddress(in: plan.scope),
        tags: observed.tags[live.phoneNumberArn] ?? [:],
        removal: []
      )
      unwanted.reasonToKeep =
        "it is this project's and not in the manifest, but smsctl never releases a number"
      plan.settle(unwanted)
    }
  }
}

extension PhoneNumberKind.Observed {
  /// Notes which opt-out lists the numbers use, as far as reads tell of those in a pool.
  fileprivate func noteUses(by desired: [PhoneNumberKind.Desired], in plan: inout RegionPlan) {
    let named = Dictionary(
      desired.compactMap { number in
        numbers[number.number.value].map { ($0.phoneNumberArn, number.address) }
      }
    ) { first, _ in first }
    for live in numbers.all {
      let pool = pools.all.first { $0.poolId == live.poolId }
      // The list that it has from its pool is the pool's use.
      if let pool, pool.settings.optOutList == live.settings.optOutList { continue }
      let user = named[live.phoneNumberArn] ?? live.liveAddress(in: plan.scope)
      plan.noteUse(of: live.listAddress(in: plan.scope), by: user)
    }
  }
}

extension LivePhoneNumber {
  /// The address of a live number that the manifest does not have.
  func liveAddress(in scope: RegionScope) -> Address {
    scope.address(PhoneNumberKind.name, phoneNumber)
  }
}

extension PhoneNumberKind.Desired {
  /// The settings that the manifest gives to the number itself and that a pool would have instead.
  fileprivate var settingsOfItsOwn: [(name: String, range: SourceRange)] {
    let all: [(String, SourceRange?)] = [
      ("optOutList", spec.optOutList.range),
      ("twoWay", spec.twoWay.range),
      ("selfManagedOptOuts", spec.selfManagedOptOuts.range),
      ("internationalSending", spec.internationalSending.range),
      ("keywords", spec.keywords?.range),
    ]
    return all.compactMap { name, range in range.map { (name, $0) } }
  }
}

extension RegionPlan {
  /// The live number that the manifest names.
  ///
  /// Answers nil, and notes an error, when the account has no such number, with the nearest that it has,
  /// or several.
  package mutating func require(
    _ number: Located<String>,
    in numbers: LivePhoneNumbers
  ) -> LivePhoneNumber? {
    let matches = numbers.matches(number.value)
    if matches.count == 1 { return matches.first }
    if matches.count > 1 {
      let ids = matches.map { "\($0.phoneNumberId) (\($0.isoCountryCode ?? "?"))" }.sorted()
      fail(
        "'\(number.value)' is \(matches.count) numbers in \(scope.region); write the id of one: \(ids.joined(separator: ", "))",
        at: number.range
      )
      return nil
    }
    let known = numbers.all.map(\.phoneNumber).sorted()
    let near = Suggestion.nearest(to: number.value, among: known)
    let shown = known.prefix(5).joined(separator: ", ") + (known.count > 5 ? ", ..." : "")
    let hint =
      near.map { "; did you mean '\($0)'?" }
      ?? (known.isEmpty ? "; it has no numbers at all" : "; it has \(shown)")
    fail(
      "there is no phone number '\(number.value)' in \(scope.region)\(hint)",
      at: number.range
    )
    return nil
  }
}

extension ValueType where Value == String {
  /// How a manifest names a number: E.164, a short code, `phone-...` or an ARN.
  fileprivate static var phoneNumberText: ValueType {
    scalar(
      "a phone number such as '+12065550100', a short code, a phone number id or an ARN",
      pattern: "^[A-Za-z0-9_:/+-]+$",
      length: 1...256
    ) {
      text in
      let fits =
        (1...256).contains(text.utf8.count)
        && text.unicodeScalars.allSatisfy { $0.isNameScalar || "+:/".unicodeScalars.contains($0) }
      return fits ? text : nil
    }
  }
}
