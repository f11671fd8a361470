/// Whether what is to be made fits into a configuration set, which has few places.
struct DestinationRoom: Sendable {
  /// Whether what is pruned must go before anything is made; else it goes after.
  let isPrunedFirst: Bool
  /// Whether even then there are too few places.
  let isCrowded: Bool
  private let work: DestinationWork
  /// Whether a stand-in can be made.
  private let hasSpare: Bool
  /// The names of those that cannot be made.
  private let homeless: Set<String>
  private let prunes: Bool

  /// With `prunes` the destinations that the manifest does not have make room.
  init(_ work: DestinationWork, options: PlanOptions, prunes: Bool) {
    self.work = work
    self.prunes = prunes
    let missing = work.wanted.filter { work.live[$0.name.value] == nil }
    let wantsStandIn = work.wanted.contains { destination in
      guard case .ofType = work.difference(of: destination) else { return false }
      let address = work.parent.destination(destination.name.value)
      return options.allowReplace.contains(address.description)
        && work.isFlowing(destination) && work.leftover(of: destination) == nil
    }
    let pruned = prunes ? work.unmentioned.count : 0
    let free = EventDestination.limit - work.live.count - missing.count
    isPrunedFirst = pruned > 0 && free < (wantsStandIn ? 1 : 0)
    let spare = free + (isPrunedFirst ? pruned : 0)
    hasSpare = spare > 0
    isCrowded = spare < 0
    let leftovers = missing.count { work.leftover(of: $0) != nil }
    let lacking = max(0, -(spare + leftovers))
    homeless = Set(missing.suffix(lacking).map(\.name.value))
  }

  /// Why a missing destination cannot be made; nil when it can.
  func lack(for destination: EventDestination) -> Refusal? {
    guard homeless.contains(destination.name.value) else { return nil }
    let isHelped = !prunes && !work.unmentioned.isEmpty
    return Refusal(
      "a configuration set has at most \(EventDestination.limit) event destinations, and others stay",
      remedy: isHelped ? "--prune takes away those that the manifest does not have" : nil
    )
  }

  /// Who takes the events while a destination is replaced.
  func bridge(for destination: EventDestination) -> DestinationBridge {
    guard work.isFlowing(destination), let name = work.standIns[destination.name.value] else {
      return .needless
    }
    guard let leftover = work.leftover(of: destination) else {
      return hasSpare ? .made(name) : .missing
    }
    if case .none = destination.difference(from: leftover) { return .standing(name) }
    return .made(name)
  }
}

extension DestinationWork {
  /// Whether events go through a destination both before and after.
  func isFlowing(_ destination: EventDestination) -> Bool {
    destination.enabled && live[destination.name.value]?.enabled ?? true
  }
}
