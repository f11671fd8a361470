internal import Diagnostics

/// The changes of the event destinations of one set, and their order.
extension DestinationWork {
  /// What becomes of each; nothing when the manifest does not say which there are to be.
  ///
  /// `owner` is whose the live set is, nil when its tags were not read: only of one that is ours something is
  /// pruned.
  func changes(options: PlanOptions, owner: Ownership?) -> [ResourceChange] {
    guard parent.spec.eventDestinations != nil else { return [] }
    let room = DestinationRoom(self, options: options, prunes: options.prune && owner == .ours)
    var changes: [ResourceChange] = []
    var leftovers: [ResourceChange] = []
    var last: Step.ID?
    for destination in wanted {
      var change = change(of: destination, in: room, options: options)
      if change.action == .replace {
        change = change.waiting(for: last.map { [$0] } ?? [])
        last = change.steps.last?.id
      }
      if let name = standIns[destination.name.value], live[name] != nil {
        leftovers.append(leftoverChange(name, of: destination, beside: &change, in: room))
      }
      changes.append(change)
    }
    var removals = unmentioned.map { unmentionedChange($0, options: options, owner: owner) }
    if room.isPrunedFirst {
      let gone = removals.flatMap(\.steps).map(\.id)
      changes = changes.map { $0.action == .update ? $0 : $0.waiting(for: gone) }
    } else {
      let made = changes.flatMap(\.steps).map(\.id)
      removals = removals.map { $0.waiting(for: made) }
    }
    return changes + leftovers + removals
  }

  private func change(
    of destination: EventDestination,
    in room: DestinationRoom,
    options: PlanOptions
  ) -> ResourceChange {
    let address = parent.destination(destination.name.value)
    var change = ResourceChange(address, .none, range: destination.name.range)
    switch difference(of: destination) {
    case .none: break
    case .missing:
      change.action = .create
      change.attributes = destination.createdAttributes
      change.steps = destination.creation(in: parent)
      if let lack = room.lack(for: destination) { change = change.blocked(lack) }
    case .inPlace(let comparison):
      change.action = .update
      change.attributes = comparison.changes
      change.steps = [destination.update(comparison, in: parent)]
    case .ofType(let comparison, let type):
      change.attributes = comparison.changes
      let types = "from \(type ?? "its type") to \(destination.sink.type)"
      guard options.allowReplace.contains(address.description) else {
        let refusal = Refusal(
          "a destination cannot change \(types); only a replacement does that",
          remedy: "if that is intended, add --allow-replace \(address)"
        )
        return change.blocked(refusal)
      }
      let bridge = room.bridge(for: destination)
      change.action = .replace
      change.reason = "it cannot change \(types)" + bridge.note
      change.steps = destination.replacement(in: parent, over: bridge, lag: options.readLag)
    }
    return change
  }

  /// What becomes of a stand-in that an interrupted run left behind.
  ///
  /// It goes once the destination is as it is to be, or before where it takes the place of what that needs.
  private func leftoverChange(
    _ name: String,
    of destination: EventDestination,
    beside change: inout ResourceChange,
    in room: DestinationRoom
  ) -> ResourceChange {
    let address = parent.destination(name)
    let reason = "an interrupted replacement of '\(destination.name.value)' left it behind"
    guard change.action != .blocked else {
      return ResourceChange(
        address,
        .keep,
        reason: reason,
        remedy: "it goes once '\(destination.name.value)' is as declared",
        range: destination.name.range
      )
    }
    var removal = ResourceChange(
      address,
      .delete,
      reason: reason,
      steps: [EventDestination.deletion(of: name, in: parent, at: address)],
      range: destination.name.range
    )
    let isInTheWay = change.action == .create && room.isCrowded
    if isInTheWay || change.action == .replace && room.bridge(for: destination).isMade {
      change = change.waiting(for: removal.steps.map(\.id))
    } else {
      removal = removal.waiting(for: change.steps.map(\.id))
    }
    return removal
  }

  private func unmentionedChange(
    _ name: String,
    options: PlanOptions,
    owner: Ownership?
  ) -> ResourceChange {
    let address = parent.destination(name)
    var change = ResourceChange(address, .keep, range: parent.key.range)
    change.reason =
      StandIn.isName(name)
      ? "an interrupted replacement left it behind"
      : "the configuration set has it but not the manifest"
    guard options.prune, owner == .ours else {
      change.remedy = (owner ?? .ours).childRemedy
      return change
    }
    change.action = .delete
    change.reason = nil
    change.steps = [EventDestination.deletion(of: name, in: parent, at: address)]
    return change
  }
}

extension ResourceChange {
  /// The same change, each step of it waiting for more.
  fileprivate func waiting(for steps: [Step.ID]) -> ResourceChange {
    var change = self
    change.steps = change.steps.map { $0.waiting(for: Set(steps.map { .step($0) })) }
    return change
  }

  /// The same change, which cannot happen.
  fileprivate func blocked(_ refusal: Refusal) -> ResourceChange {
    var change = self
    change.action = .blocked
    change.steps = []
    change.reason = refusal.reason
    change.remedy = refusal.remedy
    return change
  }
}
