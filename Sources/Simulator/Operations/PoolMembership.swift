/// `AssociateOriginationIdentity`, `DisassociateOriginationIdentity`,
/// `ListPoolOriginationIdentities`.
enum PoolMembershipOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "AssociateOriginationIdentity": { cloud, input throws(SimulatedError) in
      try cloud.associateOriginationIdentity(input)
    },
    "DisassociateOriginationIdentity": { cloud, input throws(SimulatedError) in
      try cloud.disassociateOriginationIdentity(input)
    },
    "ListPoolOriginationIdentities": { cloud, input throws(SimulatedError) in
      try cloud.listPoolOriginationIdentities(input)
    },
  ]
}

extension RegionalCloud {
  /// The members of results about one identity of a pool.
  private func row(_ identity: OriginationIdentity) -> JSONObject {
    var row: JSONObject = [
      "OriginationIdentityArn": .string(arn(identity.resource.kind, identity.resource.id)),
      "OriginationIdentity": .string(identity.name),
      "IsoCountryCode": .string(identity.country),
    ]
    switch identity {
    case .phoneNumber(let number):
      row["NumberCapabilities"] = .strings(number.capabilities)
      row["PhoneNumber"] = .string(number.number)
    case .senderID:
      row["NumberCapabilities"] = ["SMS"]
    }
    return row
  }

  private func row(_ identity: OriginationIdentity, in pool: Pool) -> JSONObject {
    var row = row(identity)
    row["PoolArn"] = .string(arn(.pool, pool.id))
    row["PoolId"] = .string(pool.id)
    return row
  }

  /// The number is not in any pool and can be used.
  func checkFree(_ number: PhoneNumber) throws(SimulatedError) {
    let kind = ResourceKind.phoneNumber.rawValue
    guard pool(ofNumber: number.id) == nil else {
      throw .conflict("PHONE_NUMBER_ASSOCIATED_TO_POOL", kind, number.id)
    }
    guard status(of: number) == "ACTIVE" else {
      throw .conflict("RESOURCE_NOT_ACTIVE", kind, number.id)
    }
  }

  /// The identity may send what the pool sends.
  func checkMessageType(_ identity: OriginationIdentity, _ pool: Pool) throws(SimulatedError) {
    let types =
      switch identity {
      case .phoneNumber(let number): [number.messageType]
      case .senderID(let sender): sender.messageTypes
      }
    guard types.contains(pool.messageType) else {
      let resource = identity.resource
      throw .conflict("MESSAGE_TYPE_MISMATCH", resource.kind.rawValue, resource.id)
    }
  }

  /// A number's settings are the pool's; the first difference is the reason to refuse.
  private func checkAgreement(_ number: PhoneNumber, _ pool: Pool) throws(SimulatedError) {
    let reasons: [(String, Bool)] = [
      ("OPT_OUT_LIST_MISMATCH", number.settings.optOutList == pool.settings.optOutList),
      ("TWO_WAY_CONFIG_MISMATCH", number.settings.twoWay.agrees(with: pool.settings.twoWay)),
      (
        "SELF_MANAGED_OPT_OUTS_MISMATCH",
        number.settings.selfManagedOptOuts == pool.settings.selfManagedOptOuts
      ),
      ("KEYWORD_MISMATCH", comparable(number.keywords) == comparable(pool.keywords)),
      ("NUMBER_CAPABILITIES_MISMATCH", hasFittingCapabilities(number, pool)),
    ]
    for (reason, agrees) in reasons where !agrees {
      throw .conflict(reason, ResourceKind.phoneNumber.rawValue, number.id)
    }
  }

  private func comparable(_ keywords: [Keyword]) -> [Keyword] {
    let compared =
      assumptions.holds(.keywordMatch, "all") ? keywords : keywords.filter { $0.builtIn == nil }
    return compared.sorted { $0.keyword < $1.keyword }
  }

  private func hasFittingCapabilities(_ number: PhoneNumber, _ pool: Pool) -> Bool {
    let own = Set(number.capabilities)
    return pool.members.compactMap(identity).allSatisfy { other in
      guard case .phoneNumber(let other) = other else { return true }
      return assumptions.holds(.numberCapabilitiesMatch, "equal")
        ? own == Set(other.capabilities) : !own.isDisjoint(with: other.capabilities)
    }
  }

  /// Adds a number to a pool, or says what stands in the way.
  mutating func join(_ number: PhoneNumber, pool index: Int) throws(SimulatedError) {
    try add(.phoneNumber(number), pool: index)
  }

  private mutating func add(
    _ identity: OriginationIdentity,
    pool index: Int
  ) throws(SimulatedError) {
    let pool = state.pools[index]
    if case .phoneNumber(let number) = identity { try checkFree(number) }
    try checkMessageType(identity, pool)
    if case .phoneNumber(let number) = identity { try checkAgreement(number, pool) }
    guard pool.members.count < Limits.identitiesPerPool else {
      throw .quotaExceeded("ORIGINATION_IDENTITIES_PER_POOL")
    }
    noteMembersChanged(pool)
    state.pools[index].members.append(identity.member)
  }

  private mutating func noteMembersChanged(_ pool: Pool) {
    if assumptions.holds(.poolMembershipReads, "lagging") { staleMembers[pool.id] = pool.members }
  }

  fileprivate mutating func associateOriginationIdentity(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try changeablePoolIndex(input)
    let identity = try identity(input)
    let pool = state.pools[index]
    if pool.members.contains(identity.member) {
      guard assumptions.holds(.duplicateAssociation, "accepted") else {
        let resource = identity.resource
        throw .conflict("RESOURCE_ALREADY_ASSOCIATED", resource.kind.rawValue, resource.id)
      }
    } else {
      try add(identity, pool: index)
    }
    return row(identity, in: pool)
  }

  fileprivate mutating func disassociateOriginationIdentity(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try changeablePoolIndex(input)
    let identity = try identity(input)
    let pool = state.pools[index]
    let resource = identity.resource
    guard let member = pool.members.firstIndex(of: identity.member) else {
      throw assumptions.holds(.disassociateNonMember, "conflict")
        ? .conflict("PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL", resource.kind.rawValue, resource.id)
        : .notFound(resource.kind.rawValue, resource.id)
    }
    let rest = pool.members.filter { $0 != identity.member }
    if isNeeded(identity, rest: rest) {
      throw .conflict("LAST_PHONE_NUMBER", resource.kind.rawValue, resource.id)
    }
    noteMembersChanged(pool)
    state.pools[index].members.remove(at: member)
    leave(identity.member, pool)
    return row(identity, in: pool)
  }

  private func isNeeded(_ identity: OriginationIdentity, rest: [PoolMember]) -> Bool {
    switch identity {
    case .phoneNumber: !rest.contains { $0.phoneNumber != nil }
    case .senderID: rest.isEmpty && assumptions.holds(.lastSenderIDOfPool, "stays")
    }
  }

  /// What becomes of a number that was a member: it keeps what it showed while it was one.
  mutating func leave(_ member: PoolMember, _ pool: Pool) {
    guard let index = state.phoneNumbers.firstIndex(where: { $0.id == member.phoneNumber }) else {
      return
    }
    if assumptions.holds(.pooledNumberSettings, "pool") {
      state.phoneNumbers[index].settings = pool.settings
    }
    if assumptions.holds(.pooledNumberKeywords, "pool") {
      state.phoneNumbers[index].keywords = pool.keywords
    }
    if assumptions.holds(.releaseAfterLeavingPool, "delayed") {
      state.phoneNumbers[index].releasableAt = now + Self.spreadingTime
    }
  }

  fileprivate mutating func listPoolOriginationIdentities(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let pool = state.pools[try index(of: input.text("PoolId"), in: \.pools, field: "PoolId")]
    let members = staleMembers.removeValue(forKey: pool.id) ?? pool.members
    let rows = members.compactMap(identity).map { self.row($0) }
    var result = try listing("ListPoolOriginationIdentities", input)
      .page(rows, into: "OriginationIdentities", as: "OriginationIdentityMetadata")
    result["PoolArn"] = .string(arn(.pool, pool.id))
    result["PoolId"] = .string(pool.id)
    return result
  }
}
