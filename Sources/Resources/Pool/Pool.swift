package import Diagnostics
internal import SMSVoice

/// Pools: numbers and sender IDs that send as one.
///
/// The service gives them an id and no name, so ours are known by the tags `smsctl:project` and
/// `smsctl:name`.
package enum PoolKind: ResourceKind {
  package static let name = "pool"
  package static let section = "pools"
  package static let keyType = ValueType<String>.name("a key")

  /// An entry of `pools`.
  package struct Spec: TaggableSpec {
    /// The fields `name`, `formerly`, `adopt` and `tags`.
    package var common = CommonFields()
    /// Which live pool it is, by the service's id; nil to find it by its tags.
    package var id: Located<String>?
    /// Required, so unmanaged in entries with mistakes only.
    package var messageType: Setting<MessageType> = .unmanaged
    /// In the order written, since a new pool begins with the first that can be used; nil where none could
    /// be read.
    ///
    /// Those that are for other regions only are left out.
    package var originators: [Originator]?
    /// Never `.unset`, as none of the settings below: null is an error there.
    package var optOutList: Setting<Reference> = .unmanaged
    /// A nil role in it leaves the live one as it is.
    package var twoWay: Setting<TwoWay> = .unmanaged
    /// True needs two-way messaging.
    package var selfManagedOptOuts: Setting<Bool> = .unmanaged
    /// False on a new pool.
    package var sharedRoutes: Setting<Bool> = .unmanaged
    /// What the entry itself says; `Desired.deletionProtection` has that of `defaults`, too.
    package var deletionProtection: Setting<Bool> = .unmanaged
    /// Nil leaves keywords alone; empty wants none but HELP and STOP, and `--prune` takes the others away.
    package var keywords: [Keyword]?
  }

  /// One pool as the manifest wants it in one region.
  package struct Desired: DesiredResource {
    /// For example `us-east-1/pool/otp`.
    package let address: Address
    /// The value of the tag `smsctl:name`.
    package let key: Located<String>
    package let spec: Spec
    /// What the entry says, else `defaults`.
    package let deletionProtection: Setting<Bool>
    /// The opt-out list, the numbers and the sender IDs that it names by key.
    ///
    /// A sender ID without `countries` is there with every country of the table, in the manifest or not.
    package let references: [Address]

    /// See `Spec.id`.
    package var id: Located<String>? { spec.id }
    /// As in `Spec.originators`; empty also where none could be read.
    package var originators: [Originator] { spec.originators ?? [] }
    /// As in `Spec.keywords`, where nil and empty differ.
    package var keywords: [Keyword]? { spec.keywords }
    /// What the console is to show as its name.
    package var consoleName: String { spec.common.name?.value ?? key.value }
  }

  /// What the service has of pools, and of what is to join them.
  package struct Observed: Sendable {
    /// All of the account's own.
    package let pools: LivePools
    /// Empty when no pool wants a number and nothing is pruned.
    package let numbers: LivePhoneNumbers
    /// By id of the pools that were found; with `--prune` of all.
    package let members: [String: [String: LivePoolMember]]
    /// By id of a pool or number, then by keyword in capitals; of those only whose keywords matter to the
    /// plan.
    package let keywords: [String: [String: LiveKeyword]]
    /// What was found out about the opt-out lists that pools or their members would leave.
    package let gaps: [ConsentGap.Move: ConsentGap]
    /// The names of the opt-out lists; nil when they did not matter.
    package let listNames: Set<String>?
    /// Those of the account, when a pool names some that the manifest does not have.
    package let senderIDs: [SenderIDKey: LiveSenderID]
    /// By ARN, of the numbers that a pool names and the manifest does not have.
    package let numberTags: [String: Tags]
  }

  package static let schema = ObjectSchema(
    "a pool",
    id: "pool",
    doc: """
      Numbers and sender IDs that send as one and share settings and keywords. The service gives a pool an id and no name, \
      so smsctl knows its own by tags: the key is the tag `smsctl:name`.
      """,
    empty: Spec(),
    fields: ObjectSchema<Spec>.commonFields(name: .text("a name of 1 to 256 characters", 1...256))
      + [
        .value(
          "id",
          \.id,
          ValueType<String>.name("a pool id", 1...256).located,
          doc: FieldDoc(
            "The service's id of a pool that exists, when its tags do not tell.",
            absent: "found by its tags",
            example: "pool-0123456789abcdef0123456789abcdef"
          )
        ),
        .setting(
          "messageType",
          \.messageType,
          .enumeration,
          doc: "What it sends. Fixed when the pool is made; its originators must be able to."
        ),
        .value(
          "originators",
          \.originators,
          .originators,
          doc: FieldDoc(
            "Its numbers and sender IDs, at least one; a new pool begins with the first. Those that are not named stay.",
            example: "[{ phoneNumber: otp }, { senderId: EXAMPLECO, countries: [DE] }]"
          )
        ),
        .setting("optOutList", \.optOutList, .reference(to: "an opt-out list"), doc: .optOutList),
        .setting("twoWay", \.twoWay, .twoWay, doc: .twoWay),
        .setting("selfManagedOptOuts", \.selfManagedOptOuts, .boolean, doc: .selfManagedOptOuts),
        .setting(
          "sharedRoutes",
          \.sharedRoutes,
          .boolean,
          doc: "Whether messages may go over numbers that AWS shares among its customers."
        ),
        .setting(
          "deletionProtection",
          \.deletionProtection,
          .boolean,
          doc: FieldDoc("Whether it cannot be deleted.", absent: "that of `defaults`")
        ),
        .value("keywords", \.keywords, .keywords, doc: .keywords),
      ],
    required: [
      ("messageType", "write TRANSACTIONAL or PROMOTIONAL; a pool keeps the type it was made with"),
      (
        "originators",
        "a pool cannot be empty: give at least one { phoneNumber: KEY } or { senderId: KEY }"
      ),
    ]
  )

  package static func desired(
    from entry: ManifestEntry<Spec>,
    in scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [Desired] {
    let spec = entry.spec
    let pool = Desired(
      address: scope.address(name, entry.key.value),
      key: entry.key,
      spec: spec,
      deletionProtection: spec.deletionProtection.or(scope.defaults.deletionProtection),
      references: references(of: spec, in: scope)
    )
    return [pool]
  }

  private static func references(of spec: Spec, in scope: RegionScope) -> [Address] {
    var references: [Address] = []
    if case .key(let key) = spec.optOutList.value {
      references.append(scope.address(OptOutListKind.name, key))
    }
    for originator in spec.originators ?? [] {
      switch originator {
      case .phoneNumber(.key(let key), _):
        references.append(scope.address(PhoneNumberKind.name, key))
      case .senderID(.key(let key), let countries, _):
        let codes = countries.map { $0.codes.map(\.value) } ?? scope.countries.countries.map(\.iso)
        references += codes.map { scope.address(SenderIDKind.name, "\(key.uppercased())/\($0)") }
      case .phoneNumber, .senderID: break
      }
    }
    return references
  }

  /// Looks for pools that are empty or too large, originators named twice, external numbers in two pools, and a
  /// `formerly` that names a key of the manifest.
  package static func check(
    _ desired: [Desired],
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    manifest.checkFormerKeys(desired.map(\.spec.common), of: self, &diagnostics)
    checkExternalNumbers(of: desired, &diagnostics)
    for pool in desired {
      OptOutListReference.check(pool.spec.optOutList, in: manifest, &diagnostics)
      diagnostics.requireTwoWay(pool.spec.twoWay, for: pool.spec.selfManagedOptOuts)
      for originator in pool.originators { originator.check(in: manifest, &diagnostics) }
      checkMembers(of: pool, in: manifest, &diagnostics)
    }
  }

  /// A number of the manifest is told of beside the number; one outside of it can be in one pool, too.
  private static func checkExternalNumbers(
    of pools: [Desired],
    _ diagnostics: inout DiagnosticList
  ) {
    var seen: [String: (pool: String, range: SourceRange)] = [:]
    for pool in pools {
      for originator in pool.originators {
        guard case .phoneNumber(let reference, let range) = originator else { continue }
        if case .key = reference { continue }
        let text = reference.description
        guard let first = seen.updateValue((pool.key.value, range), forKey: text),
          first.pool != pool.key.value
        else { continue }
        diagnostics.append(
          .error(
            "the number '\(text)' is an originator of the pools '\(first.pool)' and '\(pool.key.value)'; it can be in one",
            at: range,
            notes: [.init("first named here", at: first.range)]
          )
        )
      }
    }
  }

  private static func checkMembers(
    of pool: Desired,
    in manifest: RegionManifest,
    _ diagnostics: inout DiagnosticList
  ) {
    let members = pool.members(in: manifest)
    var seen: [PoolMember.Identity: SourceRange] = [:]
    for member in members {
      guard let first = seen.updateValue(member.range, forKey: member.identity) else { continue }
      diagnostics.append(
        .error(
          "'\(member.label)' is in the pool '\(pool.key.value)' twice",
          at: member.range,
          notes: [.init("first named here", at: first)]
        )
      )
    }
    let capacity = manifest.scope.limits.identitiesPerPool
    if members.count > capacity {
      diagnostics.append(
        .error(
          "a pool holds at most \(capacity) originators; '\(pool.key.value)' would have \(members.count); if AWS raised the quota, say so with 'limits: { identitiesPerPool: \(members.count) }'",
          at: pool.key.range
        )
      )
    }
    let areFound = pool.spec.originators?.allSatisfy { $0.isFound(in: manifest) }
    if members.isEmpty, areFound == true {
      diagnostics.append(
        .error(
          "the pool '\(pool.key.value)' has no originator in \(manifest.scope.region), and a pool cannot be empty",
          at: pool.key.range
        )
      )
    }
  }

  /// Reads all pools and their tags, and the members of those that are wanted.
  ///
  /// Numbers, keywords, opt-out lists and sender IDs are read where they decide something, with `--prune`
  /// for all pools.
  package static func observe(
    _ desired: [Desired],
    in manifest: RegionManifest,
    with reader: RegionReader
  ) async throws -> Observed {
    async let pools = reader.pools()
    let wanted = desired.flatMap { $0.members(in: manifest) }
    let needsNumbers = reader.prunes || wanted.contains { !$0.isSenderID }
    async let numbers = needsNumbers ? reader.phoneNumbers() : LivePhoneNumbers([])
    let alignment = NumberAlignment(
      manifest: manifest,
      numbers: try await numbers,
      pools: try await pools,
      options: reader.options
    )
    let found = desired.compactMap { pool in alignment.live(pool).map { (pool, $0) } }
    let ids = reader.prunes ? alignment.pools.all.map(\.poolId) : found.map(\.1.poolId)
    let members = try await reader.each(ids) { try await reader.members(of: $0) }
    let external = desired.flatMap { alignment.joiningExternalNumbers(of: $0) }
    var identities = found.filter { $0.0.keywords != nil || reader.mayReplace($0.0.address) }
      .map(\.1.poolId)
    if reader.prunes {
      // Numbers that leave a pool may leave its keywords behind.
      identities += members.filter { $0.value.values.contains { $0.phoneNumber != nil } }.keys
    }
    for (pool, live) in external {
      identities += [live.phoneNumberId, alignment.keywordSource(of: pool)].compactMap { $0 }
    }
    async let keywords = reader.each(identities) { try await reader.keywords(of: $0) }
    async let numberTags = reader.tags(of: external.map(\.live.phoneNumberArn))
    var moves = found.compactMap { pool, live in
      ConsentGate.move(from: live.settings, to: pool.settings(in: manifest))
    }
    if reader.prunes {
      moves += alignment.pools.all.flatMap { pool in
        (members[pool.poolId] ?? [:]).keys.compactMap { arn in
          alignment.numbers[arn].flatMap { ConsentGate.move(from: pool.settings, to: $0.settings) }
        }
      }
      moves += alignment.movesOfMembers(members, to: desired)
    }
    async let listNames = reader.listNames(for: desired.map(\.spec.optOutList))
    async let gaps = reader.each(moves) { try await reader.consentGap($0) }
    let hasExternal = wanted.contains { $0.isSenderID && $0.address == nil }
    let senderIDs = hasExternal ? try await reader.senderIDs() : [:]
    return try await Observed(
      pools: alignment.pools,
      numbers: alignment.numbers,
      members: members,
      keywords: keywords,
      gaps: gaps,
      listNames: listNames,
      senderIDs: senderIDs,
      numberTags: numberTags
    )
  }

  /// Notes an error where two entries are one live pool, and where an `id`, or what is named from outside,
  /// does not exist.
  package static func plan(_ desired: [Desired], observed: Observed, into plan: inout RegionPlan) {
    let alignment = NumberAlignment(
      manifest: plan.manifest,
      numbers: observed.numbers,
      pools: observed.pools,
      options: plan.options
    )
    let named = Dictionary(
      desired.compactMap { pool in alignment.live(pool).map { ($0.poolId, pool.address) } }
    ) { first, _ in first }
    let scope = plan.scope
    observed.noteUses(in: &plan) {
      named[$0.poolId] ?? observed.pools.liveAddress(of: $0, in: scope)
    }
    var keys: [String: Located<String>] = [:]
    for pool in desired {
      plan.requireList(pool.spec.optOutList, among: observed.listNames)
      plan.noteExternalUses(of: pool)
      let work = PoolWork(pool, observed: observed, alignment: alignment, plan: plan)
      guard plan.requireLive(work.members, observed: observed) else { continue }
      let match = alignment.match(of: pool)
      if let live = match.pool, let first = keys.updateValue(pool.key, forKey: live.poolId) {
        plan.fail(
          "\(live.poolId) is the pool that '\(first.value)' is: name it once",
          at: pool.key.range,
          notes: [.init("first named here", at: first.range)]
        )
        continue
      }
      switch match {
      case .absent: work.planCreation(into: &plan)
      case .found(let live): work.planUpdate(of: live, into: &plan)
      case .namesake(let live) where plan.adopts(pool.address, pool.spec.common):
        work.planUpdate(of: live, into: &plan)
      case .namesake(let live): work.planNamesake(live, into: &plan)
      case .ambiguous(let ids):
        plan.fail("pool", pool.key, couldBeAny: ids)
      case .dead(let id):
        plan.fail("there is no pool '\(id)' in \(plan.scope.region)", at: pool.id?.range)
      }
    }
  }
}

extension PoolKind.Desired {
  /// The shared settings that the manifest gives to the pool.
  package func settings(in manifest: RegionManifest) -> MessagingSettings {
    let list = OptOutListReference(spec.optOutList, in: manifest)
    return MessagingSettings(
      optOutList: list?.name,
      twoWay: spec.twoWay.value,
      selfManagedOptOuts: spec.selfManagedOptOuts.value,
      optOutListAddress: list?.address
    )
  }

  /// The members it is to have, in the order of the manifest.
  package func members(in manifest: RegionManifest) -> [PoolMember] {
    originators.flatMap { $0.members(in: manifest) }
  }
}
