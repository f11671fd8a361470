/// `CreateConfigurationSet`, `DescribeConfigurationSets`, `DeleteConfigurationSet`.
enum ConfigurationSetOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "CreateConfigurationSet": { cloud, input throws(SimulatedError) in
      try cloud.createConfigurationSet(input)
    },
    "DescribeConfigurationSets": { cloud, input throws(SimulatedError) in
      try cloud.describeConfigurationSets(input)
    },
    "DeleteConfigurationSet": { cloud, input throws(SimulatedError) in
      try cloud.deleteConfigurationSet(input)
    },
  ]
}

extension RegionalCloud {
  /// Where the set of a call stands.
  func setIndex(_ input: CallInput) throws(SimulatedError) -> Int {
    try index(
      of: input.text("ConfigurationSetName"),
      in: \.configurationSets,
      field: "ConfigurationSetName"
    )
  }

  /// The members that name a set in results.
  func nameMembers(_ set: ConfigurationSet) -> JSONObject {
    [
      "ConfigurationSetArn": .string(arn(.configurationSet, set.name)),
      "ConfigurationSetName": .string(set.name),
    ]
  }

  private func row(_ set: ConfigurationSet) -> JSONObject {
    let unsetFeedback: JSON? = assumptions.holds(.unsetMessageFeedback, "false") ? false : nil
    var row = nameMembers(set)
    row["EventDestinations"] = .array(set.eventDestinations.map { .object(wire($0)) })
    row["DefaultMessageType"] = .text(set.defaultMessageType)
    row["DefaultSenderId"] = .text(set.defaultSenderId)
    row["DefaultMessageFeedbackEnabled"] = set.messageFeedback.map { .bool($0) } ?? unsetFeedback
    row["CreatedTimestamp"] = .number(set.createdAt)
    row["ProtectConfigurationId"] = .text(set.protectConfiguration)
    return row
  }

  fileprivate mutating func createConfigurationSet(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let name = try input.text("ConfigurationSetName")
    guard !state.configurationSets.contains(where: { $0.name == name }) else {
      throw .conflict("RESOURCE_ALREADY_EXISTS", ResourceKind.configurationSet.rawValue, name)
    }
    guard state.configurationSets.count < Limits.configurationSets else {
      throw .quotaExceeded("CONFIGURATION_SETS_PER_ACCOUNT")
    }
    let set = ConfigurationSet(name: name, createdAt: now, tags: try newTags(input))
    state.configurationSets.append(set)
    var result = row(set)
    result["Tags"] = wire(set.tags)
    return result
  }

  fileprivate func describeConfigurationSets(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let sets = try selection(from: \.configurationSets, ids: "ConfigurationSetNames", input)
    return try listing("DescribeConfigurationSets", input)
      .page(sets.map(row), into: "ConfigurationSets", as: "ConfigurationSetInformation") {
        name,
        values,
        row in
        let destinations = (row["EventDestinations"]?.elements ?? []).compactMap(\.fields)
        switch name {
        case "event-destination-name":
          return destinations.contains { values.contains($0["EventDestinationName"]?.text ?? "") }
        case "matching-event-types":
          let types = destinations.flatMap { $0["MatchingEventTypes"]?.elements ?? [] }
          return types.contains { values.contains($0.text ?? "") }
        default:
          return nil
        }
      }
  }

  fileprivate mutating func deleteConfigurationSet(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    row(state.configurationSets.remove(at: try setIndex(input)))
  }
}
