/// `CreatePool`, `DescribePools`, `UpdatePool`, `DeletePool`.
enum PoolOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "CreatePool": { cloud, input throws(SimulatedError) in try cloud.createPool(input) },
    "DescribePools": { cloud, input throws(SimulatedError) in try cloud.describePools(input) },
    "UpdatePool": { cloud, input throws(SimulatedError) in try cloud.updatePool(input) },
    "DeletePool": { cloud, input throws(SimulatedError) in try cloud.deletePool(input) },
  ]
}

extension RegionalCloud {
  /// What the pool reads as now.
  func status(of pool: Pool) -> String {
    if pool.goneAt != nil { return "DELETING" }
    return now < pool.activeAt ? "CREATING" : "ACTIVE"
  }

  fileprivate func row(_ pool: Pool) -> JSONObject {
    var row: JSONObject = [
      "PoolArn": .string(arn(.pool, pool.id)),
      "PoolId": .string(pool.id),
      "Status": .string(status(of: pool)),
      "MessageType": .string(pool.messageType),
    ]
    for member in self.row(pool.settings).members { row.append(member.name, member.value) }
    row["SharedRoutesEnabled"] = .bool(pool.sharedRoutes)
    row["DeletionProtectionEnabled"] = .bool(pool.deletionProtection)
    row["Tags"] = wire(pool.tags)
    row["CreatedTimestamp"] = .number(pool.createdAt)
    return row
  }

  /// Where a pool stands; one that may be changed is ACTIVE, unless the assumption says otherwise.
  func changeablePoolIndex(_ input: CallInput) throws(SimulatedError) -> Int {
    let index = try index(of: input.text("PoolId"), in: \.pools, field: "PoolId")
    let pool = state.pools[index]
    let mayBeNew = assumptions.holds(.poolUpdateWhileCreating, "accepted")
    guard status(of: pool) == "ACTIVE" || (mayBeNew && pool.goneAt == nil) else {
      throw .conflict("RESOURCE_NOT_ACTIVE", ResourceKind.pool.rawValue, pool.id)
    }
    return index
  }

  fileprivate mutating func createPool(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let identity = try identity(input)
    guard state.pools.count < Limits.pools else { throw .quotaExceeded("POOLS_PER_ACCOUNT") }
    var pool = Pool(
      id: "pool-" + makeDigits(),
      createdAt: now,
      messageType: try input.text("MessageType"),
      deletionProtection: input.flag("DeletionProtectionEnabled") ?? false,
      tags: try newTags(input)
    )
    if assumptions.holds(.poolCreate, "asynchronous") { pool.activeAt = now + activationTime }
    try checkMessageType(identity, pool)
    if case .phoneNumber(let number) = identity {
      try checkFree(number)
      pool.settings = number.settings
      pool.keywords = number.keywords
    }
    pool.members = [identity.member]
    state.pools.append(pool)
    return row(pool)
  }

  fileprivate func describePools(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    var rows = try selection(from: \.pools, ids: "PoolIds", input).map(row)
    if showsShared(input, ids: "PoolIds") {
      let shared = Pool(id: "pool-" + StableID.digits("shared"), messageType: "TRANSACTIONAL")
      rows.append(sharingAccount.row(shared))
    }
    return try listing("DescribePools", input).page(rows, into: "Pools", as: "PoolInformation")
  }

  fileprivate mutating func updatePool(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let index = try changeablePoolIndex(input)
    var pool = state.pools[index]
    pool.settings = try updated(pool.settings, input)
    pool.sharedRoutes = input.flag("SharedRoutesEnabled") ?? pool.sharedRoutes
    pool.deletionProtection = input.flag("DeletionProtectionEnabled") ?? pool.deletionProtection
    state.pools[index] = pool
    return row(pool)
  }

  fileprivate mutating func deletePool(_ input: CallInput) throws(SimulatedError) -> JSONObject {
    let index = try index(of: input.text("PoolId"), in: \.pools, field: "PoolId")
    var pool = state.pools[index]
    let kind = ResourceKind.pool.rawValue
    guard status(of: pool) == "ACTIVE" else {
      throw .conflict("RESOURCE_NOT_ACTIVE", kind, pool.id)
    }
    if pool.deletionProtection { throw .conflict("DELETION_PROTECTION_ENABLED", kind, pool.id) }
    if pool.members.count > 1, assumptions.holds(.deletePoolWithMembers, "refused") {
      throw .conflict("RESOURCE_NOT_EMPTY", kind, pool.id)
    }
    for member in pool.members { leave(member, pool) }
    pool.members = []
    pool.goneAt = now + Self.settlingTime
    if assumptions.holds(.poolDelete, "asynchronous") {
      state.pools[index] = pool
    } else {
      state.pools.remove(at: index)
    }
    return row(pool)
  }

  /// Drops the pools whose deletion has been going on for long enough.
  mutating func forgetDeletedPools() {
    state.pools.removeAll { pool in pool.goneAt.map { $0 <= now } ?? false }
  }
}
