internal import SMSVoice

/// The calls that make, change and take away a destination.
extension EventDestination {
  /// Makes it as it is to be.
  func creation(in set: ConfigurationSetKind.Desired) -> [Step] {
    let address = set.destination(name.value)
    let create = creation(in: set, named: name.value, of: address)
    guard !enabled else { return [create] }
    // A new destination is enabled, whatever its creation says.
    let request = UpdateEventDestination(
      configurationSetName: set.serviceName,
      eventDestinationName: name.value,
      enabled: false
    )
    return [create, Self.update(request, of: address).waiting(for: [.step(create.id)])]
  }

  /// Makes one that sends the same events to the same place, under whatever name.
  ///
  /// `address` is the resource that the call is for, `detail` as in `Step`.
  func creation(
    in set: ConfigurationSetKind.Desired,
    named name: String,
    of address: Address,
    detail: String? = nil
  ) -> Step {
    let exists = Milestone(set.address, .exists)
    return Step(
      "CreateEventDestination",
      of: address,
      detail: detail,
      after: [.milestone(exists)]
    ) { context in
      _ = try await context.creating {
        try await existing(named: name, in: set, context)
      } _: {
        try await context.retrying(while: \.isSinkPropagation) { token in
          let request = CreateEventDestination(
            configurationSetName: set.serviceName,
            eventDestinationName: name,
            matchingEventTypes: events,
            cloudWatchLogsDestination: sink.cloudWatchLogs,
            kinesisFirehoseDestination: sink.firehose,
            snsDestination: sink.sns,
            clientToken: token
          )
          return try await context.call(request)
        }
      }
    }
  }

  /// What the set has of a name, beside whether it is at work, which no creation says.
  private func existing(
    named name: String,
    in set: ConfigurationSetKind.Desired,
    _ context: StepContext
  ) async throws -> Existing {
    guard var live = try await context.destination(name, of: set) else { return .unseen }
    live.enabled = enabled
    switch difference(from: live) {
    case .none: return .same
    case .missing: return .unseen
    case .inPlace(let comparison), .ofType(let comparison, _):
      let paths = comparison.changes.map { $0.path.joined(separator: ".") }
      return .different(Set(paths).sorted().joined(separator: ", "))
    }
  }

  /// Changes what a comparison found.
  func update(_ comparison: AttributeComparison, in set: ConfigurationSetKind.Desired) -> Step {
    let changesSink = comparison.touches(sink.type)
    let request = UpdateEventDestination(
      configurationSetName: set.serviceName,
      eventDestinationName: name.value,
      enabled: comparison.touches("enabled") ? enabled : nil,
      matchingEventTypes: comparison.touches("events") ? events : nil,
      cloudWatchLogsDestination: changesSink ? sink.cloudWatchLogs : nil,
      kinesisFirehoseDestination: changesSink ? sink.firehose : nil,
      snsDestination: changesSink ? sink.sns : nil
    )
    return Self.update(request, of: set.destination(name.value))
  }

  private static func update(_ request: UpdateEventDestination, of address: Address) -> Step {
    Step("UpdateEventDestination", of: address) { context in
      try await context.retrying(while: \.isSinkPropagation) { _ in
        _ = try await context.call(request)
      }
    }
  }

  /// Takes the destination of a name away.
  ///
  /// `address` is the resource that the call is for, `detail` as in `Step`.
  static func deletion(
    of name: String,
    in set: ConfigurationSetKind.Desired,
    at address: Address,
    detail: String? = nil
  ) -> Step {
    Step("DeleteEventDestination", of: address, detail: detail) { context in
      try await context.removing {
        try await context.call(
          DeleteEventDestination(
            configurationSetName: set.serviceName,
            eventDestinationName: name
          )
        )
      }
    }
  }
}

extension StepContext {
  /// An event destination as it reads now; nil when there is none of that name.
  fileprivate func destination(
    _ name: String,
    of set: ConfigurationSetKind.Desired
  ) async throws -> LiveEventDestination? {
    let live = try await live(set: set.serviceName)
    return live?.eventDestinations?.first { $0.eventDestinationName == name }
  }
}

extension EventDestination {
  /// Whether it sends to the wanted kind of place by now.
  func look(in set: ConfigurationSetKind.Desired, lag: Duration) -> Step {
    let address = set.destination(name.value)
    return .look("DescribeConfigurationSets", beforeReplacing: address, lag: lag) { context in
      let live = try await context.destination(name.value, of: set)
      switch difference(from: live) {
      case .none, .inPlace: return true
      case .missing, .ofType: return false
      }
    }
  }
}

extension ConfigurationSetKind.Desired {
  /// The address of one of the set's event destinations.
  func destination(_ name: String) -> Address {
    address.child("event-destination", name)
  }
}

extension ServiceError {
  /// A role or stream made a moment ago that the service cannot use yet.
  ///
  /// It says so in words only: these are the ones that Terraform's provider waits for.
  fileprivate var isSinkPropagation: Bool {
    kind == .validation
      && (message.contains("Could not assume IAM role")
        || message.contains("Could not access Kinesis Firehose Stream"))
  }
}
