internal import Diagnostics
internal import SMSVoice

/// What of the account a pool of the manifest and its members are.
extension NumberAlignment {
  /// The live pool that a wanted pool is, or seems to be.
  func live(_ pool: PoolKind.Desired) -> LivePool? {
    match(of: pool).pool
  }

  /// The changes of opt-out list of what is in a pool that nobody wants and is wanted in another one.
  func movesOfMembers(
    _ members: [String: [String: LivePoolMember]],
    to desired: [PoolKind.Desired]
  ) -> [ConsentGap.Move] {
    let found = Set(desired.compactMap { live($0)?.poolId })
    return pools.all.filter { !found.contains($0.poolId) }.flatMap { pool in
      desired.compactMap { next in
        let wanted = next.members(in: manifest).map { $0.arn(numbers, in: manifest.scope) }
        let present = (members[pool.poolId] ?? [:]).keys
        return Set(wanted).isDisjoint(with: present)
          ? nil : ConsentGate.move(from: pool.settings, to: next.settings(in: manifest))
      }
    }
  }

  /// The numbers that a pool names, that the manifest does not have, and that are in no pool.
  func joiningExternalNumbers(
    of pool: PoolKind.Desired
  ) -> [(pool: PoolKind.Desired, live: LivePhoneNumber)] {
    pool.members(in: manifest).compactMap { member in
      guard case .phoneNumber(let text) = member.identity, member.address == nil,
        let live = numbers[text], live.poolId == nil
      else { return nil }
      return (pool, live)
    }
  }
}

extension LivePools.Match {
  /// The live pool that was found, certain or likely.
  package var pool: LivePool? {
    switch self {
    case .found(let live), .namesake(let live): live
    case .absent, .ambiguous, .dead: nil
    }
  }
}

extension PoolMember {
  /// Whether it is a sender ID, in one country.
  var isSenderID: Bool {
    if case .senderID = identity { true } else { false }
  }
}

extension RegionPlan {
  /// Notes an error for each member outside of the manifest that the account does not have.
  mutating func requireLive(
    _ members: [PoolMember],
    observed: PoolKind.Observed
  ) -> Bool {
    let errorCount = errors.count
    for member in members where member.address == nil {
      switch member.identity {
      case .phoneNumber(let text):
        guard let live = require(Located(text, at: member.range), in: observed.numbers) else {
          continue
        }
        failIfDeclared(live, at: member.range, in: observed.numbers)
      case .senderID(let key) where observed.senderIDs[key] == nil:
        fail(
          "there is no sender ID '\(key.name)' for \(key.country) in \(scope.region)",
          at: member.range
        )
      case .senderID: break
      }
    }
    return errors.count == errorCount
  }

  /// Notes an error for an external number that the manifest has under a key.
  private mutating func failIfDeclared(
    _ live: LivePhoneNumber,
    at range: SourceRange,
    in numbers: LivePhoneNumbers
  ) {
    let declared = manifest.desired(PhoneNumberKind.self).first {
      numbers[$0.number.value]?.phoneNumberId == live.phoneNumberId
    }
    guard let declared else { return }
    fail(
      "the number is in the manifest as '\(declared.key.value)': write that key, without 'external'",
      at: range,
      notes: [.init("it is defined here", at: declared.key.range)]
    )
  }
}

extension RegionPlan {
  /// Notes what a pool of the manifest uses without its key, so that it is not taken for unwanted.
  mutating func noteExternalUses(of pool: PoolKind.Desired) {
    noteUse(ofList: pool.spec.optOutList, by: pool.address)
    for member in pool.members(in: manifest) where member.address == nil {
      guard case .senderID(let key) = member.identity else { continue }
      noteUse(of: key.liveAddress(in: scope), by: pool.address)
    }
  }
}
