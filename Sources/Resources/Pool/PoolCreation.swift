internal import Foundation
internal import SMSVoice

/// The steps that make a pool, so that a run killed at any moment finds it again and makes no twin.
struct PoolCreation: Sendable {
  /// The call; it records the id, which all that follows needs.
  let create: Step
  /// The wait until the pool is ACTIVE, before which nothing of it can be changed.
  let wait: Step
  /// What it is created with, ownership and the mark of an unsettled pool among them.
  let tags: Tags

  /// With `isSettling` the pool is marked until it has its first settings.
  init(
    pool: PoolKind.Desired,
    seed: PoolMember,
    isSettling: Bool,
    observed: PoolKind.Observed,
    replacing old: PoolWork.Replacement? = nil,
    plan: RegionPlan
  ) {
    var tags = plan.creationTags(pool.spec.common, named: pool.key.value)
    if isSettling { tags[OwnershipTag.settling] = "true" }
    self.tags = tags
    let (identity, country) = seed.wire(observed.numbers)
    let request = CreatePool(
      originationIdentity: identity,
      isoCountryCode: country,
      messageType: pool.spec.messageType.value?.rawValue ?? "",
      deletionProtectionEnabled: pool.deletionProtection.value,
      tags: tags.wire,
      clientToken: nil
    )
    let scope = plan.scope
    let address = pool.address
    let exists = Milestone(address, .exists)
    let maker = PoolMaker(
      request: request,
      key: pool.key.value,
      scope: scope,
      lag: plan.options.readLag,
      now: plan.options.now
    )
    create = Step(
      "CreatePool",
      of: address,
      // The look at the pool is counted with the wait, which has no more to do where it shows it ACTIVE.
      reads: ["ListTagsForResource"],
      after: seed.dependencies.union(
        old == nil ? [] : [.milestone(Milestone(address, .gone))]
      ),
      reaching: [exists]
    ) { context in
      context.created.record(try await maker.make(in: context), for: address)
    }
    wait = Step.waitUntilActive(address, handle: .created(address), after: [.step(create.id)])
  }
}

extension Step {
  /// The wait for a pool that is CREATING, before which it takes no changes; it makes no call where its creation
  /// has seen it ACTIVE.
  static func waitUntilActive(
    _ address: Address,
    handle: ResourceHandle,
    after dependencies: Set<Dependency> = []
  ) -> Step {
    Step(
      "DescribePools",
      of: address,
      role: .wait(timeout: .seconds(600)),
      after: dependencies,
      reaching: [Milestone(address, .exists), Milestone(address, .ready)]
    ) { context in
      let id = try context.id(of: handle)
      guard !context.created.isActive(id) else { return }
      try await context.poll(
        timeout: .seconds(600),
        failure: "the pool \(id) was not ACTIVE after ten minutes"
      ) {
        try await context.call(DescribePools(poolIds: [id])).items.first?.status == "ACTIVE"
      }
    }
  }
}

/// The calls by which one pool is made and found again.
private struct PoolMaker: UniqueCreation {
  let request: CreatePool
  let key: String
  let scope: RegionScope
  let lag: Duration
  let now: Date

  func create(in context: StepContext, token: String) async throws -> String {
    var request = request
    request.clientToken = token
    return try await context.call(request).poolId
  }

  func arn(of id: String, in context: StepContext) async throws -> String? {
    let pool = try await context.call(DescribePools(poolIds: [id])).items.first
    if pool?.status == "ACTIVE" { context.created.noteActive(id) }
    return pool.flatMap { $0.status == "DELETING" ? nil : $0.poolArn }
  }

  func find(in context: StepContext) async throws -> String? {
    let reader = RegionReader(service: context.service, region: scope.region)
    let pools = try await reader.pools()
    return pools.all.first { isTheOne(pools.tags[$0.poolArn]) }?.poolId
  }
}
