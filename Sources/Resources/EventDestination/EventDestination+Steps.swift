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
        _ = try await context.call(request)
      }
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
