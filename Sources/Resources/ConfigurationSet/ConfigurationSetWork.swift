internal import Diagnostics
internal import SMSVoice

/// What one configuration set needs, and how that is planned.
struct ConfigurationSetWork: Sendable {
  let wanted: ConfigurationSetKind.Desired
  /// Nil for one to be created.
  let live: LiveConfigurationSet?

  private var address: Address { wanted.address }
  private var spec: ConfigurationSetKind.Spec { wanted.spec }

  /// Whether something is to be written, tags aside.
  func differs(
    with protection: LiveProtectConfigurations,
    in manifest: RegionManifest
  ) -> Bool {
    !defaults.isEmpty || !destinationChanges.isEmpty
      || protectionDiffers(from: protection, in: manifest)
  }

  func plan(observed: ConfigurationSetKind.Observed, into plan: inout RegionPlan) {
    let protection = Protection(set: wanted, live: live, observed: observed, plan: plan)
    if case .missing(let name, let range) = protection.outcome {
      plan.fail("there is no protect configuration '\(name)' in \(plan.scope.region)", at: range)
      return
    }
    var change = ResourceChange(address, .update, range: wanted.key.range)
    let exists: Set<Step.Dependency> = [.milestone(Milestone(address, .exists))]
    change.attributes = defaults.changes
    change.steps = defaultSteps(in: plan.manifest).map { $0.waiting(for: exists) }
    if case .change(let attribute, let step) = protection.outcome {
      change.attributes.append(attribute)
      change.opens += openings(observed: observed, in: plan.manifest)
      change.steps.append(step.waiting(for: exists))
    }
    var refusal: Refusal?
    var adoption: Step.ID?
    if let live {
      (refusal, adoption) = plan.settle(
        change,
        arn: live.configurationSetArn,
        tags: observed.tags[live.configurationSetArn],
        common: spec.common,
        hasChildChanges: !destinationChanges.isEmpty
      )
    } else {
      addCreation(change, to: &plan)
    }
    addDestinations(refusal: refusal, after: adoption, to: &plan)
    addProtectionNote(protection, to: &plan)
    addKept(to: &plan)
  }

  private func addCreation(_ change: ResourceChange, to plan: inout RegionPlan) {
    let tags = plan.creationTags(spec.common)
    let create = Step(
      "CreateConfigurationSet",
      of: address,
      reaching: [Milestone(address, .exists)]
    ) { [wanted] context in
      let request = CreateConfigurationSet(
        configurationSetName: wanted.serviceName,
        tags: tags.wire,
        clientToken: context.randomToken()
      )
      try await context.call(request)
    }
    var change = change
    change.action = .create
    // What the service would begin with is no value that it has.
    change.attributes = change.attributes.map { AttributeChange($0.path, after: $0.after) }
    change.attributes += tags.asCreated
    change.steps.insert(create, at: 0)
    plan.add(change)
  }

  // MARK: Defaults

  private var defaults: AttributeComparison {
    var comparison = AttributeComparison()
    comparison.compare(
      "defaultMessageType",
      live: .text(optional: live?.defaultMessageType),
      desired: spec.defaultMessageType
    ) { .text($0.rawValue) }
    comparison.compare(
      "defaultSenderId",
      live: .text(optional: live?.defaultSenderId?.uppercased()),
      desired: spec.defaultSenderId
    ) { .text($0.uppercased()) }
    comparison.compare(
      "messageFeedback",
      live: .flag(live?.defaultMessageFeedbackEnabled ?? false),
      desired: spec.messageFeedback,
      as: AttributeValue.flag
    )
    return comparison
  }

  private func defaultSteps(in manifest: RegionManifest) -> [Step] {
    let name = wanted.serviceName
    var steps: [Step] = []
    if defaults.touches("defaultMessageType") {
      if let type = spec.defaultMessageType.value?.rawValue {
        steps.append(step(SetDefaultMessageType(configurationSetName: name, messageType: type)))
      } else {
        steps.append(step(DeleteDefaultMessageType(configurationSetName: name)))
      }
    }
    if defaults.touches("defaultSenderId") {
      if let sender = spec.defaultSenderId.value?.uppercased() {
        let request = SetDefaultSenderId(configurationSetName: name, senderId: sender)
        steps.append(step(request).waiting(for: requests(of: sender, in: manifest)))
      } else {
        steps.append(step(DeleteDefaultSenderId(configurationSetName: name)))
      }
    }
    if defaults.touches("messageFeedback"), let enabled = spec.messageFeedback.value {
      steps.append(
        step(
          SetDefaultMessageFeedbackEnabled(
            configurationSetName: name,
            messageFeedbackEnabled: enabled
          )
        )
      )
    }
    return steps
  }

  /// Whether a default sender ID must exist already is not documented: the first request for it comes
  /// before.
  private func requests(of sender: String, in manifest: RegionManifest) -> Set<Step.Dependency> {
    let first = manifest.desired(SenderIDKind.self).first { wanted in
      wanted.id.name == sender
        && manifest.scope.countries[wanted.id.country]?.senderId == .supported
    }
    return first.map { [.milestone(Milestone($0.address, .exists))] } ?? []
  }

  private func step<Request: ServiceOperation>(_ request: Request) -> Step {
    Step(Request.operation, of: address) { context in
      _ = try await context.call(request)
    }
  }

  // MARK: Event destinations

  private var destinationChanges: [ResourceChange] {
    let present = Dictionary(
      (live?.eventDestinations ?? []).map { ($0.eventDestinationName, $0) }
    ) { $1 }
    return (spec.eventDestinations ?? []).compactMap {
      $0.change(of: wanted, live: present[$0.name.value])
    }
  }

  private func addDestinations(
    refusal: Refusal?,
    after adoption: Step.ID?,
    to plan: inout RegionPlan
  ) {
    let dependencies: Set<Step.Dependency> = adoption.map { [.step($0)] } ?? []
    let changes = destinationChanges
    for var change in changes {
      change.steps = change.steps.map { $0.waiting(for: dependencies) }
      if let refusal { plan.addBlocked(change, refusal) } else { plan.add(change) }
    }
    let changed = Set(changes.map(\.address))
    for destination in spec.eventDestinations ?? [] {
      let address = address.child("event-destination", destination.name.value)
      guard !changed.contains(address) else { continue }
      plan.add(ResourceChange(address, .none, range: destination.name.range))
    }
  }

  private func addKept(to plan: inout RegionPlan) {
    guard let destinations = spec.eventDestinations else { return }
    let names = Set(destinations.map(\.name.value))
    for name in (live?.eventDestinations ?? []).map(\.eventDestinationName).sorted()
    where !names.contains(name) {
      plan.add(
        ResourceChange(
          address.child("event-destination", name),
          .keep,
          reason: "the configuration set has it but not the manifest",
          range: wanted.key.range
        )
      )
    }
  }

  // MARK: Protection

  /// What the set's messages may reach with the new protect configuration and not with the old one.
  private func openings(
    observed: ConfigurationSetKind.Observed,
    in manifest: RegionManifest
  ) -> [Opening] {
    guard let current = live?.protectConfigurationId else { return [] }
    var next: ProtectConfigurationKind.Desired?
    var nextID: String?
    if let reference = spec.protectConfiguration.value {
      nextID = observed.protectConfigurations.id(of: reference, in: manifest)
      if case .key(let key) = reference {
        next = manifest.desired(ProtectConfigurationKind.self, key: key).first
      }
    }
    return ProtectionSwap.openings(
      from: observed.rules[current] ?? [:],
      to: nextID.flatMap { observed.rules[$0] } ?? [:],
      wanted: next
    )
  }

  private func protectionDiffers(
    from protection: LiveProtectConfigurations,
    in manifest: RegionManifest
  ) -> Bool {
    let current = live?.protectConfigurationId
    switch spec.protectConfiguration {
    case .unmanaged: return false
    case .unset: return current != nil
    case .set(let reference, _):
      let wanted = protection.id(of: reference, in: manifest)
      return wanted == nil || wanted != current
    }
  }

  private func addProtectionNote(_ protection: Protection, to plan: inout RegionPlan) {
    let address = address.child("setting", "protectConfiguration")
    let range = spec.protectConfiguration.range
    switch protection.outcome {
    case .same, .change, .missing: break
    case .refused(let refusal):
      plan.addBlocked(ResourceChange(address, .blocked, range: range), refusal)
    case .deferred(let reason):
      plan.add(ResourceChange(address, .blocked, reason: reason, range: range))
    }
  }
}

/// Which protect configuration a set is to have, against the one it has.
private struct Protection: Sendable {
  enum Outcome: Sendable {
    case same
    case change(AttributeChange, Step)
    /// It takes consent.
    case refused(Refusal)
    /// The wanted one cannot be used in this run.
    case deferred(String)
    /// The manifest names one that does not exist.
    case missing(String, SourceRange)
  }

  let outcome: Outcome

  init(
    set: ConfigurationSetKind.Desired,
    live: LiveConfigurationSet?,
    observed: ConfigurationSetKind.Observed,
    plan: RegionPlan
  ) {
    let current = live?.protectConfigurationId
    switch set.spec.protectConfiguration {
    case .unmanaged: outcome = .same
    case .unset:
      outcome = current.map { Self.removal(of: $0, from: set, plan: plan) } ?? .same
    case .set(let reference, let range):
      outcome = Self.association(
        of: set,
        with: reference,
        at: range,
        current: current,
        observed: observed,
        plan: plan
      )
    }
  }

  private static func removal(
    of id: String,
    from set: ConfigurationSetKind.Desired,
    plan: RegionPlan
  ) -> Outcome {
    guard plan.options.allowReplace.contains(set.address.description) else {
      return .refused(
        Refusal(
          "without \(id) the account default would decide where its messages may go",
          remedy: "if that is intended, add --allow-replace \(set.address)"
        )
      )
    }
    let step = Step("DisassociateProtectConfiguration", of: set.address) { context in
      let request = DisassociateProtectConfiguration(
        protectConfigurationId: id,
        configurationSetName: set.serviceName
      )
      try await context.call(request)
    }
    return .change(
      AttributeChange(["protectConfiguration"], before: .text(id), after: .unset),
      step
    )
  }

  private static func association(
    of set: ConfigurationSetKind.Desired,
    with reference: Reference,
    at range: SourceRange,
    current: String?,
    observed: ConfigurationSetKind.Observed,
    plan: RegionPlan
  ) -> Outcome {
    let (handle, address) = target(of: reference, observed: observed, plan: plan)
    guard let handle else {
      if let address, case .unavailable(let reason) = plan.standing(of: address) {
        return .deferred(reason)
      }
      return address == nil
        ? .missing(reference.description, range)
        : .deferred("its protect configuration cannot be used")
    }
    if case .known(let id) = handle, id == current { return .same }
    if let address, case .unavailable(let reason) = plan.standing(of: address) {
      return .deferred(reason)
    }
    if let current,
      let refusal = refusal(toReplace: current, of: set, observed: observed, plan: plan)
    {
      return .refused(refusal)
    }
    return .change(
      AttributeChange(
        ["protectConfiguration"],
        before: .text(optional: current),
        after: handle.shown
      ),
      step(set: set, handle: handle, address: address)
    )
  }

  private static func target(
    of reference: Reference,
    observed: ConfigurationSetKind.Observed,
    plan: RegionPlan
  ) -> (ResourceHandle?, Address?) {
    switch reference {
    case .key(let key):
      let address = plan.scope.address(ProtectConfigurationKind.name, key)
      return (plan.handle(of: address), address)
    case .external, .id:
      let id = observed.protectConfigurations.id(of: reference, in: plan.manifest)
      return (id.map { .known($0) }, nil)
    }
  }

  private static func refusal(
    toReplace current: String,
    of set: ConfigurationSetKind.Desired,
    observed: ConfigurationSetKind.Observed,
    plan: RegionPlan
  ) -> Refusal? {
    let live = observed.protectConfigurations.all.first { $0.protectConfigurationId == current }
    let owner = live.map { observed.protectConfigurations.owner(of: $0, in: plan.scope) }
    guard owner != .ours, !plan.options.allowReplace.contains(set.address.description) else {
      return nil
    }
    return Refusal(
      "it is protected by \(current), which is not this project's",
      remedy: "if it is to be replaced, add --allow-replace \(set.address)"
    )
  }

  private static func step(
    set: ConfigurationSetKind.Desired,
    handle: ResourceHandle,
    address: Address?
  ) -> Step {
    var dependencies: Set<Step.Dependency> = []
    if let address {
      dependencies = [
        .milestone(Milestone(address, .exists)), .milestone(Milestone(address, .guarding)),
      ]
    }
    return Step("AssociateProtectConfiguration", of: set.address, after: dependencies) { context in
      let request = AssociateProtectConfiguration(
        protectConfigurationId: try context.id(of: handle),
        configurationSetName: set.serviceName
      )
      try await context.call(request)
    }
  }
}

extension ResourceHandle {
  /// As a plan shows it.
  fileprivate var shown: AttributeValue {
    switch self {
    case .known(let id): .text(id)
    case .created: .knownAfterApply
    }
  }
}
