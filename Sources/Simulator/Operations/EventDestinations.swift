/// `CreateEventDestination`, `UpdateEventDestination`, `DeleteEventDestination`.
enum EventDestinationOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "CreateEventDestination": { cloud, input throws(SimulatedError) in
      try cloud.createEventDestination(input)
    },
    "UpdateEventDestination": { cloud, input throws(SimulatedError) in
      try cloud.updateEventDestination(input)
    },
    "DeleteEventDestination": { cloud, input throws(SimulatedError) in
      try cloud.deleteEventDestination(input)
    },
  ]
}

extension RegionalCloud {
  /// An event destination as results show it.
  func wire(_ destination: EventDestination) -> JSONObject {
    [
      "EventDestinationName": .string(destination.name),
      "Enabled": .bool(destination.enabled),
      "MatchingEventTypes": .strings(shown(destination.events)),
      "CloudWatchLogsDestination": destination.cloudWatchLogs.map {
        .object(["IamRoleArn": .string($0.role), "LogGroupArn": .string($0.logGroup)])
      },
      "KinesisFirehoseDestination": destination.firehose.map {
        .object(["IamRoleArn": .string($0.role), "DeliveryStreamArn": .string($0.deliveryStream)])
      },
      "SnsDestination": destination.sns.map { .object(["TopicArn": .string($0.topic)]) },
    ]
  }

  private func shown(_ events: [String]) -> [String] {
    var events = events
    if assumptions.holds(.eventTypeGroups, "expanded") {
      let all = ServiceDescription.bundled.shapes["EventType"]?.values.sorted() ?? []
      events = events.flatMap { event in
        guard event.hasSuffix("_ALL") else { return [event] }
        return all.filter { $0.hasPrefix(event.dropLast(3)) && $0 != event }
      }
    }
    return assumptions.holds(.eventTypesOrder, "sorted") ? events.sorted() : events
  }

  private func result(_ destination: EventDestination, of set: ConfigurationSet) -> JSONObject {
    var result = nameMembers(set)
    result["EventDestination"] = .object(wire(destination))
    return result
  }

  fileprivate mutating func createEventDestination(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let reference = try input.text("ConfigurationSetName")
    // The documentation allows an ARN here, yet the service was seen not to find it.
    if reference.hasPrefix("arn:"), assumptions.holds(.eventDestinationByARN, "refused") {
      throw .notFound(ResourceKind.configurationSet.rawValue, reference)
    }
    let index = try setIndex(input)
    let set = state.configurationSets[index]
    let name = try input.text("EventDestinationName")
    guard !set.eventDestinations.contains(where: { $0.name == name }) else {
      throw .conflict("RESOURCE_ALREADY_EXISTS", ResourceKind.eventDestination.rawValue, name)
    }
    var destination = EventDestination(name: name, events: input.texts("MatchingEventTypes") ?? [])
    try setTargets(of: &destination, input)
    guard destination.targetCount == 1 else {
      throw .invalid("MISSING_PARAMETER", "Destination", "one destination is required")
    }
    guard set.eventDestinations.count < Limits.eventDestinationsPerSet else {
      throw .quotaExceeded("EVENT_DESTINATIONS_PER_CONFIGURATION_SET")
    }
    state.configurationSets[index].eventDestinations.append(destination)
    return result(destination, of: set)
  }

  /// Reads the destinations that the call names; two in one call are an error.
  private func setTargets(
    of destination: inout EventDestination,
    _ input: CallInput
  ) throws(SimulatedError) {
    let given = CallInput.targetNames.filter(input.has)
    guard given.count < 2 else {
      throw .invalid(
        "PARAMETERS_CANNOT_BE_USED_TOGETHER",
        fields: given.map { SimulatedError.Field(name: $0, message: "only one can be given") }
      )
    }
    func text(_ target: String, _ name: String) -> String {
      input.members[target]?.fields?[name]?.text ?? ""
    }
    switch given.first {
    case "CloudWatchLogsDestination":
      destination.cloudWatchLogs = EventDestination.CloudWatchLogs(
        logGroup: text("CloudWatchLogsDestination", "LogGroupArn"),
        role: text("CloudWatchLogsDestination", "IamRoleArn")
      )
    case "KinesisFirehoseDestination":
      destination.firehose = EventDestination.Firehose(
        deliveryStream: text("KinesisFirehoseDestination", "DeliveryStreamArn"),
        role: text("KinesisFirehoseDestination", "IamRoleArn")
      )
    case "SnsDestination":
      destination.sns = EventDestination.SNS(topic: text("SnsDestination", "TopicArn"))
    default: break
    }
  }

  private func place(_ input: CallInput) throws(SimulatedError) -> (set: Int, destination: Int) {
    let set = try setIndex(input)
    let name = try input.text("EventDestinationName")
    let destinations = state.configurationSets[set].eventDestinations
    guard let index = destinations.firstIndex(where: { $0.name == name }) else {
      throw .notFound(ResourceKind.eventDestination.rawValue, name)
    }
    return (set, index)
  }

  fileprivate mutating func updateEventDestination(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let place = try place(input)
    let set = state.configurationSets[place.set]
    var destination = set.eventDestinations[place.destination]
    try setTargets(of: &destination, input)
    guard destination.targetCount == 1 else {
      let kind = ResourceKind.eventDestination.rawValue
      throw .conflict("EVENT_DESTINATION_MISMATCH", kind, destination.name)
    }
    destination.enabled = input.flag("Enabled") ?? destination.enabled
    destination.events = input.texts("MatchingEventTypes") ?? destination.events
    state.configurationSets[place.set].eventDestinations[place.destination] = destination
    return result(destination, of: set)
  }

  fileprivate mutating func deleteEventDestination(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let place = try place(input)
    let destination = state.configurationSets[place.set].eventDestinations
      .remove(at: place.destination)
    return result(destination, of: state.configurationSets[place.set])
  }
}

extension CallInput {
  fileprivate static let targetNames = [
    "CloudWatchLogsDestination", "KinesisFirehoseDestination", "SnsDestination",
  ]
}

extension EventDestination {
  fileprivate var targetCount: Int {
    [cloudWatchLogs != nil, firehose != nil, sns != nil].filter { $0 }.count
  }
}
