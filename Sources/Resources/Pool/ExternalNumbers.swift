extension NumberAlignment {
  /// What keeps a number that the manifest does not have from joining a pool.
  ///
  /// What is not in the manifest is not changed, so the number must already be as the pool demands.
  func externalObstacle(
    _ text: String,
    to pool: PoolKind.Desired,
    observed: PoolKind.Observed
  ) -> PoolMember.Obstacle? {
    guard let live = numbers[text] else { return nil }
    if let current = live.poolId {
      let isMember = match(of: pool).pool?.poolId == current
      return isMember
        ? nil : .init(reason: "the number is in the pool \(current)", isWaiting: false)
    }
    if live.status != "ACTIVE" {
      return .init(reason: "the number is \(live.status)", isWaiting: true)
    }
    switch Ownership(observed.numberTags[live.phoneNumberArn] ?? [:], in: manifest.scope) {
    case .foreign(let project):
      return .init(reason: "the number belongs to the project '\(project)'", isWaiting: false)
    case .cloudFormation(let stack):
      return .init(
        reason: "the number belongs to the CloudFormation stack '\(stack)'",
        isWaiting: false
      )
    case .ours, .unowned: break
    }
    let join = join(of: live, to: pool, keywords: observed.keywords)
    guard !join.isEmpty else { return nil }
    let names = join.comparison.changes.map { $0.path.joined(separator: ".") }
    let differences = names + join.keywords.map { "keyword \($0.keyword)" }
    let reason =
      differences.isEmpty
      ? join.obstacle?.reason ?? "it differs from the pool"
      : "it differs from the pool in \(differences.joined(separator: ", ")), "
        + "and what is not in the manifest is not changed"
    return .init(reason: reason, isWaiting: false)
  }
}
