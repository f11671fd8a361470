internal import SMSVoice

/// Works out what each number of a region needs: its own settings, or those of the pool it is to join.
package struct NumberAlignment: Sendable {
  /// The part that is planned: its pools decide where a number belongs.
  package let manifest: RegionManifest
  /// The account's own.
  package let numbers: LivePhoneNumbers
  /// The account's own; empty when neither the manifest nor a deletion needs them.
  package let pools: LivePools
  /// Those of the account, as far as a pool may have to wait for one.
  private let senderIDs: Set<SenderIDKey>
  /// What the user consented to; nil for nothing.
  private let options: PlanOptions?

  /// Without `options` no number moves from one pool to another.
  package init(
    manifest: RegionManifest,
    numbers: LivePhoneNumbers,
    pools: LivePools,
    senderIDs: Set<SenderIDKey> = [],
    options: PlanOptions? = nil
  ) {
    self.manifest = manifest
    self.numbers = numbers
    self.pools = pools
    self.senderIDs = senderIDs
    self.options = options
  }

  /// Where a number stands towards the pools.
  package enum Situation: Sendable {
    /// No pool of the manifest wants it, and it is in none.
    case free
    /// A pool wants it and it is in none.
    case joining(PoolKind.Desired)
    /// It is in the pool that wants it.
    case member
    /// It is to leave the pool that it is in and to join another.
    case moving(from: LivePool, to: PoolKind.Desired)
    /// It is in a pool that the manifest does not put it in; the pool's id, and whether another pool wants it.
    case elsewhere(String, isWanted: Bool)
  }

  /// Where `live` stands.
  package func situation(of number: PhoneNumberKind.Desired, live: LivePhoneNumber) -> Situation {
    guard let pool = manifest.pools(wanting: number).first else {
      return live.poolId.map { .elsewhere($0, isWanted: false) } ?? .free
    }
    guard let current = live.poolId else { return .joining(pool) }
    switch match(of: pool) {
    case .found(let livePool), .namesake(let livePool):
      if livePool.poolId == current { return .member }
    case .absent, .ambiguous, .dead: break
    }
    if options?.allowReplace.contains(number.address.description) == true,
      let old = pools.all.first(where: { $0.poolId == current })
    {
      return .moving(from: old, to: pool)
    }
    return .elsewhere(current, isWanted: true)
  }

  /// Which live pool a wanted pool is.
  package func match(of pool: PoolKind.Desired) -> LivePools.Match {
    let wanted = pool.members(in: manifest).compactMap { member -> LivePhoneNumber? in
      guard case .phoneNumber(let text) = member.identity, member.address != nil else { return nil }
      return numbers[text]
    }
    return pools.match(pool, holding: wanted, in: manifest.scope)
  }

  /// The numbers and pools whose keywords must be read to tell what a number needs.
  package func identitiesToRead(for number: PhoneNumberKind.Desired) -> [String] {
    guard let live = numbers[number.number.value] else { return [] }
    switch situation(of: number, live: live) {
    case .free: return number.spec.keywords == nil ? [] : [live.phoneNumberId]
    case .joining(let pool): return [live.phoneNumberId, keywordSource(of: pool)].compactMap { $0 }
    case .moving(let old, let pool):
      return [live.phoneNumberId, old.poolId, keywordSource(of: pool)].compactMap { $0 }
    case .member, .elsewhere: return []
    }
  }

  /// Whose keywords a pool has now, or will inherit: its own id, or that of its first number; nil when
  /// its first member is a sender ID.
  package func keywordSource(of pool: PoolKind.Desired) -> String? {
    switch match(of: pool) {
    case .found(let live), .namesake(let live): live.poolId
    case .absent, .ambiguous, .dead: seedNumber(of: pool)?.phoneNumberId
    }
  }

  /// The number whose settings a new pool begins with; nil when that is a sender ID.
  private func seedNumber(of pool: PoolKind.Desired) -> LivePhoneNumber? {
    guard case .phoneNumber(let text)? = seed(of: pool)?.identity else { return nil }
    return numbers[text]
  }

  /// The member that a new pool would begin with, were it not for consent and ownership.
  func seed(of pool: PoolKind.Desired) -> PoolMember? {
    pool.members(in: manifest).first(where: isUsable)
  }

  /// Whether a new pool inherits nothing from its first member that anything depends on.
  func inheritsNothing(_ pool: PoolKind.Desired) -> Bool {
    let settings = pool.settings(in: manifest)
    let keywords = Set((pool.keywords ?? []).map(\.name))
    return settings.optOutList != nil && settings.twoWay != nil
      && settings.selfManagedOptOuts != nil && Keyword.builtIn.isSubset(of: keywords)
  }

  /// Whether a pool can begin with a member in this run: those that wait are passed over.
  private func isUsable(_ member: PoolMember) -> Bool {
    switch member.identity {
    case .phoneNumber(let text):
      guard let live = numbers[text] else { return false }
      return live.status == "ACTIVE" && live.poolId == nil
    case .senderID(let key):
      return !member.needsRegistration(in: manifest) || senderIDs.contains(key)
    }
  }

  /// Why a new pool cannot be made from another originator than the first: what the manifest leaves open
  /// it is to inherit from that one, which waits for AWS or a carrier.
  package func missingInheritance(of pool: PoolKind.Desired) -> String? {
    guard case .absent = match(of: pool), let first = pool.members(in: manifest).first,
      case .phoneNumber(let text) = first.identity, let live = numbers[text],
      live.status != "ACTIVE"
    else { return nil }
    return inheritsNothing(pool)
      ? nil : "it is to inherit settings from \(text), which is \(live.status)"
  }

  /// The settings a pool ends with: those of the manifest, and where it is silent those it has or inherits.
  package func finalSettings(of pool: PoolKind.Desired) -> MessagingSettings {
    let base: MessagingSettings
    switch match(of: pool) {
    case .found(let live), .namesake(let live): base = live.settings
    case .absent, .ambiguous, .dead: base = seedNumber(of: pool)?.settings ?? .initial
    }
    return pool.settings(in: manifest).completed(by: base)
  }

  /// What a number needs.
  ///
  /// `keywords` holds what was read for `identitiesToRead(for:)`.
  package func work(
    for number: PhoneNumberKind.Desired,
    live: LivePhoneNumber,
    keywords: [String: [String: LiveKeyword]]
  ) -> NumberWork {
    let situation = situation(of: number, live: live)
    var work = NumberWork(number: number, live: live, situation: situation)
    let liveKeywords = keywords[live.phoneNumberId] ?? [:]
    switch situation {
    case .free, .elsewhere:
      work.settings = number.settings(in: manifest)
      work.compareSettings()
      if case .free = situation {
        work.keywords = KeywordDifference.all(number.spec.keywords?.value ?? [], live: liveKeywords)
      }
    case .joining(let pool):
      let join = join(of: live, to: pool, keywords: keywords)
      work.settings = join.settings
      work.comparison = join.comparison
      work.keywords = join.keywords
      work.obstacle = join.obstacle
      work.joinsLivePool = match(of: pool).pool != nil
    case .moving(let old, let pool):
      let move = move(of: live, from: old, to: pool, keywords: keywords)
      work.settings = move.settings
      work.comparison = move.comparison
      work.keywords = move.keywords
      work.obstacle = move.obstacle
      work.joinsLivePool = match(of: pool).pool != nil
    case .member: break
    }
    work.compareProtection()
    return work
  }

  /// What keeps a number from joining a pool: differences to remove first, or what cannot be removed.
  ///
  /// `keywords` holds what was read for the number and for `keywordSource(of:)`.
  package func join(
    of live: LivePhoneNumber,
    to pool: PoolKind.Desired,
    keywords: [String: [String: LiveKeyword]]
  ) -> NumberJoin {
    let settings = finalSettings(of: pool)
    var comparison = AttributeComparison()
    settings.compare(with: live.settings, into: &comparison)
    var join = NumberJoin(settings: settings, comparison: comparison)
    let own = keywords[live.phoneNumberId] ?? [:]
    let declared = pool.keywords ?? []
    let declaredNames = Set(declared.map(\.name))
    var inherited = keywordSource(of: pool).flatMap { keywords[$0] } ?? [:]
    if case .absent = match(of: pool) {
      // What a new pool inherits beyond HELP and STOP nobody asked for.
      inherited = inherited.filter { Keyword.builtIn.contains($0.key) }
    }
    if options?.prune == true, pool.keywords != nil {
      // The others go away.
      inherited = inherited.filter { Keyword.builtIn.contains($0.key) }
    }
    join.keywords = KeywordDifference.all(declared, live: own)
    for (name, keyword) in inherited.sorted(by: { $0.key < $1.key })
    where !declaredNames.contains(name) {
      if let difference = KeywordDifference(copying: keyword, live: own[name]) {
        join.keywords.append(difference)
      }
    }
    let expected = declaredNames.union(inherited.keys).union(Keyword.builtIn)
    join.obstacle =
      mismatch(live, pool)
      ?? obstacle(live, settings, extra: own.keys.filter { !expected.contains($0) })
    return join
  }

  /// What a number needs that leaves one pool and joins another.
  ///
  /// In a pool it has the pool's settings; which it has once outside is not documented, so it is given all
  /// of them, and must have no keyword, by either reading, that the new pool has not.
  private func move(
    of live: LivePhoneNumber,
    from old: LivePool,
    to pool: PoolKind.Desired,
    keywords: [String: [String: LiveKeyword]]
  ) -> NumberJoin {
    let before = keywords[old.poolId] ?? [:]
    var seen = live.asMember(of: old)
    var move = join(
      of: seen,
      to: pool,
      keywords: keywords.merging([live.phoneNumberId: before]) { $1 }
    )
    // Harm is judged by what holds in the old pool, calls are made whatever is there.
    let dropped = Set(move.keywords.filter(\.dropsOptOut).map(\.keyword))
    let own = (keywords[live.phoneNumberId] ?? [:]).merging(before) { $1 }
    seen.twoWayChannelRole = live.twoWayChannelRole ?? old.twoWayChannelRole
    let all = join(of: seen, to: pool, keywords: keywords.merging([live.phoneNumberId: own]) { $1 })
    move.obstacle = all.obstacle
    let forced = join(
      of: seen,
      to: pool,
      keywords: keywords.merging([live.phoneNumberId: [:]]) { $1 }
    ).keywords
    move.keywords = forced.map { $0.dropping(dropped.contains($0.keyword)) }
    return move
  }

  /// What a number has for good and the pool otherwise.
  private func mismatch(_ live: LivePhoneNumber, _ pool: PoolKind.Desired) -> Refusal? {
    let wanted = match(of: pool).pool?.messageType ?? pool.spec.messageType.value?.rawValue
    if let wanted, let type = live.messageType, type != wanted {
      return Refusal("it is \(type) for good, and the pool that it is to join is \(wanted)")
    }
    guard case .absent = match(of: pool), let seed = seedNumber(of: pool),
      let own = live.numberCapabilities, let others = seed.numberCapabilities,
      Set(own).isDisjoint(with: others)
    else { return nil }
    return Refusal(
      "it can do \(own.joined(separator: ", ")), and \(seed.phoneNumber), which the pool begins with, \(others.joined(separator: ", "))"
    )
  }

  private func obstacle(
    _ live: LivePhoneNumber,
    _ settings: MessagingSettings,
    extra: [String]
  ) -> Refusal? {
    if !extra.isEmpty {
      let names = extra.sorted().map { "'\($0)'" }.joined(separator: ", ")
      return Refusal(
        "the pool that it is to join has no keyword \(names)",
        remedy: "add it to the pool's keywords, or delete it from the number"
      )
    }
    if case .on(let channel, nil) = settings.twoWay, case .on(channel, .some) = live.settings.twoWay
    {
      return Refusal(
        "it has a two-way role, which the pool has not, and a role cannot be taken away"
      )
    }
    return nil
  }
}

/// The differences between a number and the pool that it is to join.
package struct NumberJoin: Sendable {
  /// The settings it must have.
  package var settings: MessagingSettings
  /// In which of the shared settings it differs.
  package var comparison: AttributeComparison
  /// Those of the pool that it lacks or has otherwise.
  package var keywords: [KeywordDifference] = []
  /// Why the differences cannot be removed; nil when they can.
  package var obstacle: Refusal?

  /// Whether the number can join as it is.
  package var isEmpty: Bool { comparison.isEmpty && keywords.isEmpty && obstacle == nil }
}

extension PhoneNumberKind.Desired {
  /// The shared settings that the manifest gives to the number itself.
  package func settings(in manifest: RegionManifest) -> MessagingSettings {
    let list = OptOutListReference(spec.optOutList, in: manifest)
    return MessagingSettings(
      optOutList: list?.name,
      twoWay: spec.twoWay.value,
      selfManagedOptOuts: spec.selfManagedOptOuts.value,
      optOutListAddress: list?.address
    )
  }
}

extension PoolMember {
  /// Whether it is a sender ID of the manifest that cannot just be requested.
  package func needsRegistration(in manifest: RegionManifest) -> Bool {
    guard case .senderID(let key) = identity, address != nil else { return false }
    return manifest.scope.countries[key.country]?.senderId == .registrationRequired
  }
}

extension RegionManifest {
  /// The pools of the manifest that have a number of the manifest as an originator.
  package func pools(wanting number: PhoneNumberKind.Desired) -> [PoolKind.Desired] {
    desired(PoolKind.self).filter { pool in
      pool.originators.contains { originator in
        guard case .phoneNumber(.key(let key), _) = originator else { return false }
        return key == number.key.value
      }
    }
  }
}

extension RegionPlan {
  /// Why a new pool cannot be made: it would inherit from a number that may not join.
  ///
  /// The numbers that join are made like that one, so another cannot simply take its place.
  func seedRefusal(of pool: PoolKind.Desired, _ alignment: NumberAlignment) -> Refusal? {
    guard case .absent = alignment.match(of: pool), !alignment.inheritsNothing(pool),
      let seed = alignment.seed(of: pool), case .phoneNumber(let text) = seed.identity,
      let reason = seedObstacle(seed, text, of: pool, alignment)
    else { return nil }
    return Refusal("it is to inherit settings from \(text), which cannot join: \(reason)")
  }

  private func seedObstacle(
    _ seed: PoolMember,
    _ text: String,
    of pool: PoolKind.Desired,
    _ alignment: NumberAlignment
  ) -> String? {
    if seed.address == nil {
      guard let observed = observed(PoolKind.self) else { return nil }
      return alignment.externalObstacle(text, to: pool, observed: observed)?.reason
    }
    let desired = manifest.desired(PhoneNumberKind.self).first { $0.address == seed.address }
    guard let desired, let live = alignment.numbers[text],
      let observed = observed(PhoneNumberKind.self)
    else { return nil }
    let work = alignment.work(for: desired, live: live, keywords: observed.keywords)
    return work.ownRefusal(observed: observed, plan: self)?.reason
  }
}
