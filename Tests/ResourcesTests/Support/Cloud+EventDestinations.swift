import SMSVoice

/// Event destinations as the service keeps them: five to a set, of a type that does not change.
extension Cloud {
  private static let sinks = [
    "SnsDestination", "KinesisFirehoseDestination", "CloudWatchLogsDestination",
  ]

  /// Carries out a call that makes, changes or takes away a destination.
  mutating func changeDestination(_ call: FakeService.Call) throws {
    let set = call.body["ConfigurationSetName"]
    guard let index = configurationSets.firstIndex(where: { $0["ConfigurationSetName"] == set })
    else { throw ServiceError.make(.notFound) }
    var destinations = configurationSets[index]["EventDestinations"]?.items ?? []
    let name = call.body["EventDestinationName"]
    let place = destinations.firstIndex { $0["EventDestinationName"] == name }
    let body = JSON.object(
      call.body.members.filter { !["ConfigurationSetName", "ClientToken"].contains($0.key) }
    )
    switch (call.operation, place) {
    case ("CreateEventDestination", nil) where destinations.count < 5:
      destinations.append(body.merging(["Enabled": true]))
    case ("CreateEventDestination", nil):
      throw ServiceError.make(.quotaExceeded, "EVENT_DESTINATIONS_PER_CONFIGURATION_SET")
    case ("UpdateEventDestination", let place?):
      let given = Self.sinks.filter { body[$0] != nil }
      guard given.allSatisfy({ destinations[place][$0] != nil }) else {
        throw ServiceError.make(.conflict, "EVENT_DESTINATION_MISMATCH")
      }
      destinations[place] = destinations[place].merging(body)
    case ("DeleteEventDestination", let place?): destinations.remove(at: place)
    case ("CreateEventDestination", _):
      throw ServiceError.make(.conflict, "RESOURCE_ALREADY_EXISTS")
    default: throw ServiceError.make(.notFound)
    }
    configurationSets[index] = configurationSets[index].merging([
      "EventDestinations": .array(destinations)
    ])
  }

  /// The names of the destinations of the first set, those that are at work.
  var workingDestinations: [String] {
    (configurationSets.first?["EventDestinations"]?.items ?? [])
      .filter { $0["Enabled"] == true }
      .compactMap { $0["EventDestinationName"]?.text }
      .sorted()
  }
}
