internal import Diagnostics

/// A live resource of a taggable kind that the manifest does not have.
package struct UnwantedResource: Sendable {
  /// Under the name that the service keeps, or that our tag gives.
  package var address: Address
  /// Decide whose it is: without any it is nobody's, and nothing becomes of it.
  package var tags: Tags
  /// Why it stays although the manifest does not have it, as a sentence; nil when nothing speaks for it.
  package var reasonToKeep: String?
  /// What is lost with it, as a phrase, when that takes `--allow-delete`; nil when nothing is that matters.
  package var loss: String?
  /// The step that switches deletion protection off; nil when it is off, or the kind has none.
  package var unprotect: Step?
  /// Why the service, or smsctl, will not have it; nil when it may go.
  package var blockade: Refusal?
  /// The steps that take it away, in their order.
  package var removal: [Step]
  /// See `ResourceChange.goesAlong`.
  package var goesAlong = 0
  /// What its deletion means beside, as a phrase; nil for nothing.
  package var consequence: String?
  /// What its deletion lets through that was blocked.
  package var opens: [Opening] = []
  /// How plans tell many of them in one line.
  package var family: ResourceChange.Family?

  package init(_ address: Address, tags: Tags, removal: [Step]) {
    self.address = address
    self.tags = tags
    self.removal = removal
  }
}

extension RegionPlan {
  /// Adds what becomes of a live resource that the manifest does not have: nothing when it is not ours,
  /// else kept, or with `--prune` deleted as far as consent goes.
  ///
  /// Returns whether it is deleted.
  @discardableResult
  package mutating func settle(_ unwanted: UnwantedResource) -> Bool {
    guard Ownership(unwanted.tags, in: scope) == .ours else { return false }
    var change = ResourceChange(unwanted.address, .delete, family: unwanted.family)
    guard let reached = reached(change) else { return false }
    change = reached
    guard change.action == .delete else {
      add(change)
      return false
    }
    let isStacks = unwanted.tags.keys.contains { $0.hasPrefix("aws:cloudformation:") }
    let reasonToKeep =
      isStacks ? "it belongs to a CloudFormation stack as well" : unwanted.reasonToKeep
    guard options.prune, reasonToKeep == nil else {
      change.action = .keep
      change.reason = reasonToKeep ?? "it is this project's, but not in the manifest"
      change.remedy = reasonToKeep == nil ? "--prune takes it away" : nil
      add(change)
      return false
    }
    if let refusal = refusal(toDelete: unwanted) {
      addBlocked(change, refusal)
      return false
    }
    change.reason = unwanted.consequence ?? unwanted.loss
    change.goesAlong = unwanted.goesAlong
    change.opens = unwanted.opens
    change.steps = unwanted.removal
    if let unprotect = unwanted.unprotect {
      change.steps = [unprotect] + change.steps.map { $0.waiting(for: [.step(unprotect.id)]) }
    }
    add(change)
    return true
  }

  private func refusal(toDelete unwanted: UnwantedResource) -> Refusal? {
    let address = unwanted.address
    if manifest.whole.addresses.contains(address) {
      return Refusal("it has the name that another resource of the manifest has as its key")
    }
    if let blockade = unwanted.blockade { return blockade }
    if let loss = unwanted.loss, !options.allowDelete.contains(address.description) {
      return Refusal(loss, remedy: "if that is intended, add --allow-delete \(address)")
    }
    return unwanted.unprotect.flatMap { _ in protectionRefusal(of: address) }
  }

  /// A deletion as far as it is a matter of the part that is planned: nil when it is none, and kept where
  /// `--exclude` says so.
  package func reached(_ deletion: ResourceChange) -> ResourceChange? {
    var change = deletion
    switch manifest.reach(of: change.address) {
    case .inside: break
    case .outside: return nil
    case .excluded:
      change.action = .keep
      change.reason = "--exclude leaves it as it is"
      change.remedy = nil
      change.steps = []
      change.opens = []
    }
    return change
  }

  /// Why a live resource cannot go away: others use it, which this plan does not end; nil when none does.
  package func refusal(ofUsersOf resource: Address) -> Refusal? {
    let users = users(of: resource)
    guard let first = users.first else { return nil }
    let more = users.count > 1 ? " and \(users.count - 1) more" : ""
    return Refusal("it is used by \(first)\(more)")
  }

  /// Why a resource that is protected from deletion stays; nil when consent was given.
  package func protectionRefusal(of address: Address) -> Refusal? {
    guard !options.disableDeletionProtection.contains(address.description) else { return nil }
    return Refusal(
      "its deletion protection is on",
      remedy: "to switch it off, add --disable-deletion-protection \(address)"
    )
  }
}
