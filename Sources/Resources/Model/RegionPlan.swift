package import Diagnostics
internal import SMSVoice

/// Collects what the kinds decide for one region.
package struct RegionPlan: Sendable {
  /// What the steps of others can expect of a resource.
  package enum Standing: Sendable, Equatable {
    /// It is there, or a step of this plan makes it.
    case available
    /// It cannot be used in this run; why, as a phrase.
    case unavailable(String)
  }

  /// The part that is planned; `whole` is all that the project wants in the region.
  package let manifest: RegionManifest
  package let options: PlanOptions
  /// In the order added: kind after kind, then what goes away.
  package private(set) var changes: [ResourceChange] = []
  /// Doubts that cost money or time.
  package private(set) var warnings: [Diagnostic] = []
  /// What makes a plan impossible, such as a number that does not exist.
  package private(set) var errors: [Diagnostic] = []
  /// What of the manifest the account has more than once.
  package private(set) var duplicates: [Diagnostic] = []
  private var standings: [Address: Standing] = [:]
  private var handles: [Address: ResourceHandle] = [:]
  private var replaced: Set<Address> = []
  private var users: [Address: Set<Address>] = [:]
  private let observations: [String: any Sendable]

  package var scope: RegionScope { manifest.scope }

  /// `observations` holds the `Kind.Observed` of each kind that the manifest has, by section.
  package init(
    manifest: RegionManifest,
    options: PlanOptions,
    observations: [String: any Sendable] = [:]
  ) {
    self.manifest = manifest
    self.options = options
    self.observations = observations
  }

  /// Adds what becomes of one resource.
  package mutating func add(_ change: ResourceChange) {
    changes.append(change)
    if change.action == .replace { replaced.insert(change.address) }
  }

  /// Whether this plan takes a resource away and makes it anew.
  package func isReplaced(_ address: Address?) -> Bool {
    address.map { replaced.contains($0) } ?? false
  }

  /// Adds a doubt; shown once, above the totals.
  package mutating func warn(_ message: Diagnostic.Message, at range: SourceRange?) {
    warnings.append(.warning(message, at: range))
  }

  /// Adds a mistake of the manifest that only the live account shows.
  package mutating func fail(
    _ message: Diagnostic.Message,
    at range: SourceRange?,
    notes: [Diagnostic.Note] = []
  ) {
    errors.append(.error(message, at: range, notes: notes))
  }

  /// Notes that several live resources are one of the manifest, by their ids.
  ///
  /// `noun` is what they are, for example `pool`, `key` the one of the manifest.
  package mutating func fail(_ noun: String, _ key: Located<String>, couldBeAny ids: [String]) {
    let all = ids.joined(separator: ", ")
    // An id is of one region.
    let field =
      scope.allRegions.count > 1 ? "overrides: { \(scope.region): { id: ... } }" : "id"
    duplicates.append(
      .error(
        "the \(noun) '\(key.value)' could be any of \(all) in \(scope.region); say which with '\(field)'",
        at: key.range
      )
    )
  }

  /// What to expect of a resource that the manifest has; `.available` unless something was noted.
  package func standing(of address: Address) -> Standing {
    standings[address] ?? .available
  }

  /// Notes that a resource cannot be used in this run.
  package mutating func withhold(_ address: Address, because reason: String) {
    standings[address] = .unavailable(reason)
  }

  /// Keeps how calls are to name a resource.
  package mutating func setHandle(_ handle: ResourceHandle, of address: Address) {
    handles[address] = handle
  }

  /// How calls name a resource whose kind has an id made by the service; nil when none was noted.
  package func handle(of address: Address) -> ResourceHandle? {
    handles[address]
  }

  /// Notes that a live resource is in use, which keeps it from being deleted.
  ///
  /// Both are live resources, named as `planUnwanted` names them.
  package mutating func noteUse(of resource: Address, by user: Address) {
    users[resource, default: []].insert(user)
  }

  /// Notes that a step of this plan, which reaches the milestone `.unused` of `resource`, ends a use.
  package mutating func noteEnd(ofUse resource: Address, by user: Address) {
    users[resource]?.remove(user)
  }

  /// Who still uses a live resource after this plan, as far as that was noted; in order.
  package func users(of resource: Address) -> [Address] {
    (users[resource] ?? []).sorted()
  }

  /// What was read for another kind; nil when the manifest has none of it in this region.
  package func observed<Kind: ResourceKind>(_ kind: Kind.Type) -> Kind.Observed? {
    observations[kind.section] as? Kind.Observed
  }

  /// Lets a kind plan; nothing happens when nothing was observed for it.
  package mutating func plan<Kind: ResourceKind>(_ kind: Kind.Type) {
    guard let observed = observed(kind) else { return }
    kind.plan(manifest.desired(kind), observed: observed, into: &self)
  }

  /// Lets a kind plan what becomes of what nobody wants; call once all kinds have planned, users first.
  package mutating func planUnwanted<Kind: ResourceKind>(_ kind: Kind.Type) {
    guard let observed = observed(kind) else { return }
    kind.planUnwanted(besides: manifest.whole.desired(kind), observed: observed, into: &self)
  }
}

// MARK: - Live resources with tags

extension RegionPlan {
  /// Whether `--adopt` or the manifest takes over an unowned resource at this address.
  package func adopts(_ address: Address, _ common: CommonFields) -> Bool {
    common.adopt == true || options.adopt.contains { $0.matches(address.description) }
  }

  /// Why a live resource may not be written; nil when it may.
  package func refusal(
    of address: Address,
    tags: Tags,
    _ common: CommonFields
  ) -> Refusal? {
    switch Ownership(tags, in: scope) {
    case .ours: nil
    case .foreign(let project):
      Refusal("it belongs to the project '\(project)'", isForeign: true)
    case .cloudFormation(let stack):
      Refusal("it belongs to the CloudFormation stack '\(stack)'")
    case .unowned where adopts(address, common): nil
    case .unowned:
      Refusal(
        "it exists already, without smsctl's tag, and would be changed",
        remedy: "take it over with 'adopt: true' or --adopt \(address)"
      )
    }
  }

  /// The tags to put on a resource at its creation.
  ///
  /// `named` adds those of kinds without a name.
  package func creationTags(_ common: CommonFields, named key: String? = nil) -> Tags {
    var tags = scope.tags(of: common).compactMapValues { $0 }
    tags[OwnershipTag.project] = scope.project
    if let key {
      tags[OwnershipTag.name] = key
      let consoleName = tags[OwnershipTag.consoleName] ?? common.name?.value
      tags[OwnershipTag.consoleName] = consoleName ?? key
    }
    return tags
  }

  /// Adds what becomes of a live resource with an ARN, from what differs and whose it is.
  ///
  /// Returns why its children may not be written, or nil when they may, and the step that adopts it,
  /// for which they must wait.
  ///
  /// Nil `tags` were not read because nothing needed them. `named` is the manifest's key, on kinds to
  /// which the service gives no name. With `hasChildChanges` children are to be written, which takes
  /// ownership as well. A `blockade` says why the differences cannot be removed, whoever owns the
  /// resource.
  @discardableResult
  package mutating func settle(
    _ change: ResourceChange,
    arn: String,
    tags: Tags?,
    common: CommonFields,
    named key: String? = nil,
    hasChildChanges: Bool = false,
    blockade: Refusal? = nil
  ) -> (refusal: Refusal?, adoption: Step.ID?) {
    var change = change
    let tagging = TagUpdate(
      tags: tags ?? [:],
      isRead: tags != nil,
      common: common,
      named: key,
      in: scope
    )
    let adopting = tagging.isUnowned && adopts(change.address, common)
    change.attributes += tagging.changes
    let differs = !change.attributes.isEmpty
    guard differs || adopting || hasChildChanges else {
      change.action = .none
      change.reason = nil
      add(change)
      return (nil, nil)
    }
    let found = tags.flatMap { refusal(of: change.address, tags: $0, common) }
    if let refusal = found {
      guard differs else {
        change.action = .none
        add(change)
        return (refusal, nil)
      }
      addBlocked(change, refusal)
      return (refusal, nil)
    }
    if let blockade {
      if differs {
        addBlocked(change, blockade)
      } else {
        change.action = .none
        add(change)
      }
      return (nil, nil)
    }
    let tagSteps = tagging.steps(of: change.address, arn: arn, adopting: adopting)
    if adopting, let adoption = tagSteps.first {
      change.steps = change.steps.map { $0.waiting(for: [.step(adoption.id)]) }
    }
    change.steps = tagSteps + change.steps
    change.action =
      adopting ? .adopt : !differs ? .none : change.action == .replace ? .replace : .update
    if change.action == .none { change.reason = nil }
    add(change)
    return (nil, adopting ? tagSteps.first?.id : nil)
  }

  /// Adds a change that cannot happen, or not yet: the differences are shown, the steps are not taken.
  package mutating func addBlocked(_ change: ResourceChange, _ refusal: Refusal) {
    var change = change
    change.action = refusal.isWaiting ? .waiting : .blocked
    change.steps = []
    change.opens = []
    change.reason = refusal.reason
    change.remedy = refusal.remedy
    change.isForeign = refusal.isForeign
    add(change)
  }
}
