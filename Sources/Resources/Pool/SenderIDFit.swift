/// Whether a sender ID sends what its pool sends.
extension PoolWork {
  /// What keeps a sender ID from joining: the service refuses one of another message type.
  ///
  /// Nil when nothing does, or when nobody knows its types: one that is requested without any gets those
  /// that AWS thinks right.
  func mismatch(
    of sender: SenderIDKey,
    _ member: PoolMember,
    in plan: RegionPlan
  ) -> PoolMember.Obstacle? {
    let wanted =
      alignment.match(of: pool).pool?.messageType ?? pool.spec.messageType.value?.rawValue
    let live = plan.observed(SenderIDKind.self)?.live[sender] ?? observed.senderIDs[sender]
    let types = live?.messageTypes?.map { $0.uppercased() } ?? requestedTypes[sender.name] ?? []
    guard let wanted, !types.isEmpty, !types.contains(wanted), !isReplaced(member, in: plan) else {
      return nil
    }
    return PoolMember.Obstacle(
      reason:
        "it is \(types.joined(separator: ", ")) for good, and the pool that it is to join is \(wanted)",
      isWaiting: false
    )
  }

  private func isReplaced(_ member: PoolMember, in plan: RegionPlan) -> Bool {
    plan.changes.contains { $0.address == member.address && $0.action == .replace }
  }

  /// The message types with which the manifest requests sender IDs, by name in capitals.
  static func requestedTypes(in manifest: RegionManifest) -> [String: [String]] {
    var types: [String: [String]] = [:]
    // All countries of a name stand together.
    var last: SenderIDKind.Brand?
    for sender in manifest.desired(SenderIDKind.self) where sender.brand !== last {
      last = sender.brand
      types[sender.brand.serviceName] = sender.brand.messageTypes
    }
    return types
  }
}
