internal import SMSVoice

/// A number that is in the pool already for which a plan still makes it ready, since the plan was made from
/// reads that lag behind a run that was killed.
extension Step {
  /// The same step of what makes a number like the pool that it is to join.
  ///
  /// The service changes no number that is in a pool; one that is in that pool needs no change.
  func aligning(_ work: NumberWork, in scope: RegionScope) -> Step {
    guard let pool = work.nextPool else { return self }
    let id = work.live.phoneNumberId
    return performing { context, perform in
      try await context.tolerating {
        $0.reason == "PHONE_NUMBER_ASSOCIATED_TO_POOL"
      } once: {
        try await context.isMember(id, of: pool, in: scope)
      } _: {
        try await perform(context)
      }
    }
  }
}

extension StepContext {
  /// Whether a number is in the pool that the manifest describes, as it reads now.
  fileprivate func isMember(
    _ number: String,
    of pool: PoolKind.Desired,
    in scope: RegionScope
  ) async throws -> Bool {
    let numbers = try await call(DescribePhoneNumbers(phoneNumberIds: [number])).items
    guard let id = numbers.first?.poolId else { return false }
    let arn = scope.arn("pool/\(id)")
    if let wanted = pool.id?.value { return wanted == id || wanted == arn }
    let tags = try await RegionReader(service: service, region: scope.region).tags(of: arn)
    return tags[OwnershipTag.name] == pool.key.value && Ownership(tags, in: scope) == .ours
  }
}
