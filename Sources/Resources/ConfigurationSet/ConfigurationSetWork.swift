internal import Diagnostics
internal import SMSVoice

/// What one configuration set needs, and how that is planned.
struct ConfigurationSetWork: Sendable {
  let wanted: ConfigurationSetKind.Desired
  /// Nil for one to be created.
  let live: LiveConfigurationSet?

  var address: Address { wanted.address }
  var spec: ConfigurationSetKind.Spec { wanted.spec }

  /// Whether something is to be written, tags aside.
  func differs(
    with protection: LiveProtectConfigurations,
    in manifest: RegionManifest
  ) -> Bool {
    !defaults.isEmpty || destinations.differs
      || protectionDiffers(from: protection, in: manifest)
  }

  /// Whether the live set has a protect configuration that it is not to have, and is to have none.
  var losesProtection: Bool {
    if case .unset = spec.protectConfiguration {
      live?.protectConfigurationId != nil
    } else {
      false
    }
  }

  /// Adds what becomes of the set, its event destinations and its protect configuration.
  ///
  /// Notes an error instead where the manifest names a protect configuration that does not exist.
  func plan(observed: ConfigurationSetKind.Observed, into plan: inout RegionPlan) {
    let protection = SetProtection(set: wanted, live: live, observed: observed, plan: plan)
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
      change.opens += openings(observed: observed, in: plan)
      change.steps.append(step.waiting(for: exists))
    }
    let tags = live.flatMap { observed.tags[$0.configurationSetArn] }
    var refusal: Refusal?
    var adoption: Step.ID?
    if let live {
      (refusal, adoption) = plan.settle(
        change,
        arn: live.configurationSetArn,
        tags: tags,
        common: spec.common,
        hasChildChanges: destinations.differs
      )
    } else {
      addCreation(change, to: &plan)
    }
    addDestinations(tags, refusal: refusal, after: adoption, to: &plan)
    addProtectionNote(protection, to: &plan)
    if refusal == nil, let former = protection.leaves { plan.noteEnd(ofUse: former, by: address) }
  }

  private func addCreation(_ change: ResourceChange, to plan: inout RegionPlan) {
    let tags = plan.creationTags(spec.common)
    let scope = plan.scope
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
      _ = try await context.creating {
        guard let live = try await context.live(set: wanted.serviceName) else { return .unseen }
        return try await context.existing(live.configurationSetArn, tagged: tags, in: scope)
      } _: {
        try await context.call(request)
      }
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
        steps.append(clearing(DeleteDefaultMessageType(configurationSetName: name)))
      }
    }
    if defaults.touches("defaultSenderId") {
      if let sender = spec.defaultSenderId.value?.uppercased() {
        let request = SetDefaultSenderId(configurationSetName: name, senderId: sender)
        steps.append(step(request).waiting(for: requests(of: sender, in: manifest)))
      } else {
        steps.append(clearing(DeleteDefaultSenderId(configurationSetName: name)))
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

  /// Whether clearing what is not set is refused is not documented.
  private func clearing<Request: ServiceOperation>(_ request: Request) -> Step {
    Step(Request.operation, of: address) { context in
      try await context.removing { try await context.call(request) }
    }
  }

  // MARK: Event destinations

  private var destinations: DestinationWork { DestinationWork(wanted, live: live) }

  private func addDestinations(
    _ tags: Tags?,
    refusal: Refusal?,
    after adoption: Step.ID?,
    to plan: inout RegionPlan
  ) {
    let dependencies: Set<Step.Dependency> = adoption.map { [.step($0)] } ?? []
    let owner = tags.map { Ownership($0, in: plan.scope) }
    for var change in destinations.changes(options: plan.options, owner: owner) {
      change.steps = change.steps.map { $0.waiting(for: dependencies) }
      if change.action == .delete {
        guard let reached = plan.reached(change) else { continue }
        change = reached
      }
      let isWrite = change.action != .none && change.action != .keep
      if let refusal, isWrite { plan.addBlocked(change, refusal) } else { plan.add(change) }
    }
  }
}
