internal import SMSVoice

/// A pool that holds something, and how much it holds.
package struct PoolMembership: Sendable {
  package let pool: LivePool
  /// How many members the pool has, with this one.
  package let memberCount: Int
}

/// A member that leaves a live pool.
package struct PoolLeaving: Sendable {
  /// The pool that it leaves.
  let pool: LivePool
  /// The member's.
  let arn: String
  /// How calls name it.
  let identity: String
  /// Of sender IDs only.
  let country: String?
  /// For example `EXAMPLECO/DE`.
  let label: String

  /// A member as the pool lists it.
  init(_ member: LivePoolMember, arn: String, pool: LivePool) {
    self.init(
      pool: pool,
      arn: arn,
      identity: member.senderID?.name ?? member.originationIdentity,
      country: member.senderID?.country,
      label: member.label
    )
  }

  /// A member that is known otherwise than from the list of the pool's members.
  init(pool: LivePool, arn: String, identity: String, country: String?, label: String) {
    self.pool = pool
    self.arn = arn
    self.identity = identity
    self.country = country
    self.label = label
  }

  /// The disassociation, and the wait until the service no longer lists the member.
  func steps(
    of address: Address,
    after dependencies: Set<Step.Dependency> = [],
    reaching milestones: Set<Milestone>
  ) -> [Step] {
    let detail = "\(label) from \(pool.poolId)"
    let leave = Step(
      "DisassociateOriginationIdentity",
      of: address,
      detail: detail,
      after: dependencies,
      reaching: milestones
    ) { context in
      try await context.removing(unless: ["PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL"]) {
        try await context.onceActive {
          let request = DisassociateOriginationIdentity(
            poolId: pool.poolId,
            originationIdentity: identity,
            isoCountryCode: country,
            clientToken: context.randomToken()
          )
          return try await context.call(request)
        }
      }
    }
    let wait = Step(
      "ListPoolOriginationIdentities",
      of: address,
      detail: detail,
      role: .wait(timeout: .seconds(600)),
      after: [.step(leave.id)],
      reaching: milestones
    ) { context in
      try await context.poll(
        timeout: .seconds(600),
        failure: "\(label) was still in \(pool.poolId) ten minutes after it left"
      ) {
        let reader = RegionReader(service: context.service, region: context.address.region)
        do {
          return try await reader.members(of: pool.poolId)[arn] == nil
        } catch let error as ServiceError where error.kind == .notFound {
          // The pool is gone.
          return true
        }
      }
    }
    return [leave, wait]
  }
}

extension LivePoolMember {
  /// The sender ID that it is; nil for a number.
  var senderID: SenderIDKey? {
    guard phoneNumber == nil, let isoCountryCode,
      originationIdentityArn.contains(":sender-id/")
    else { return nil }
    let parts = originationIdentityArn.split(separator: "/")
    guard parts.count >= 2 else { return nil }
    return SenderIDKey(name: String(parts[1]), country: isoCountryCode)
  }

  /// How plans name it: `EXAMPLECO/DE` or `+12065550100`.
  var label: String {
    phoneNumber ?? [originationIdentity, isoCountryCode ?? ""].joined(separator: "/")
  }
}

extension RegionReader {
  /// The members of every pool by the pool's id.
  package func membersOfAllPools() async throws -> [String: [String: LivePoolMember]] {
    try await each(try await pools().all.map(\.poolId)) { try await self.members(of: $0) }
  }

  /// The pools that hold each sender ID.
  package func memberships() async throws -> [SenderIDKey: [PoolMembership]] {
    let members = try await membersOfAllPools()
    var result: [SenderIDKey: [PoolMembership]] = [:]
    for pool in try await pools().all {
      let present = members[pool.poolId] ?? [:]
      for key in present.values.compactMap(\.senderID) {
        result[key, default: []].append(
          PoolMembership(pool: pool, memberCount: present.count)
        )
      }
    }
    return result
  }
}
