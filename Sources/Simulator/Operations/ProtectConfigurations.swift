/// Protect configurations themselves, and what points at them.
enum ProtectConfigurationOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "CreateProtectConfiguration": { cloud, input throws(SimulatedError) in
      try cloud.createProtectConfiguration(input)
    },
    "DescribeProtectConfigurations": { cloud, input throws(SimulatedError) in
      try cloud.describeProtectConfigurations(input)
    },
    "UpdateProtectConfiguration": { cloud, input throws(SimulatedError) in
      try cloud.updateProtectConfiguration(input)
    },
    "DeleteProtectConfiguration": { cloud, input throws(SimulatedError) in
      try cloud.deleteProtectConfiguration(input)
    },
    "AssociateProtectConfiguration": { cloud, input throws(SimulatedError) in
      try cloud.associateProtectConfiguration(input)
    },
    "DisassociateProtectConfiguration": { cloud, input throws(SimulatedError) in
      try cloud.disassociateProtectConfiguration(input)
    },
    "SetAccountDefaultProtectConfiguration": { cloud, input throws(SimulatedError) in
      try cloud.setAccountDefault(input)
    },
    "DeleteAccountDefaultProtectConfiguration": { cloud, input throws(SimulatedError) in
      try cloud.deleteAccountDefault(input)
    },
  ]
}

extension RegionalCloud {
  /// Where the protect configuration of a call stands.
  func protectIndex(_ input: CallInput) throws(SimulatedError) -> Int {
    try index(
      of: input.text("ProtectConfigurationId"),
      in: \.protectConfigurations,
      field: "ProtectConfigurationId"
    )
  }

  /// The members that name a protect configuration in results.
  func nameMembers(_ configuration: ProtectConfiguration) -> JSONObject {
    [
      "ProtectConfigurationArn": .string(arn(.protectConfiguration, configuration.id)),
      "ProtectConfigurationId": .string(configuration.id),
    ]
  }

  private func row(_ configuration: ProtectConfiguration) -> JSONObject {
    var row = nameMembers(configuration)
    let isDefault = state.accountDefaultProtectConfiguration == configuration.id
    row["CreatedTimestamp"] = .number(configuration.createdAt)
    row["AccountDefault"] = .bool(isDefault)
    row["DeletionProtectionEnabled"] = .bool(configuration.deletionProtection)
    row["Tags"] = wire(configuration.tags)
    return row
  }

  /// Leaves out an empty list, which the model does not allow, unless the assumption keeps it.
  func withoutEmptyList(_ result: JSONObject, _ member: String) -> JSONObject {
    guard result[member] == .array([]), assumptions.holds(.emptyLists, "missing") else {
      return result
    }
    return result.filter { $0 != member }
  }

  fileprivate mutating func createProtectConfiguration(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    guard state.protectConfigurations.count < Limits.protectConfigurations else {
      throw .quotaExceeded("PROTECT_CONFIGURATIONS_PER_ACCOUNT")
    }
    let configuration = ProtectConfiguration(
      id: "protect-" + makeDigits(),
      createdAt: now,
      deletionProtection: input.flag("DeletionProtectionEnabled") ?? false,
      tags: try newTags(input)
    )
    state.protectConfigurations.append(configuration)
    return row(configuration)
  }

  fileprivate func describeProtectConfigurations(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let selected = try selection(
      from: \.protectConfigurations,
      ids: "ProtectConfigurationIds",
      input
    )
    let member = "ProtectConfigurations"
    let result = try listing("DescribeProtectConfigurations", input)
      .page(selected.map(row), into: member, as: "ProtectConfigurationInformation")
    return withoutEmptyList(result, member)
  }

  fileprivate mutating func updateProtectConfiguration(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try protectIndex(input)
    if let protection = input.flag("DeletionProtectionEnabled") {
      state.protectConfigurations[index].deletionProtection = protection
    }
    return row(state.protectConfigurations[index])
  }

  fileprivate mutating func deleteProtectConfiguration(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try protectIndex(input)
    let configuration = state.protectConfigurations[index]
    let id = configuration.id
    let kind = ResourceKind.protectConfiguration.rawValue
    if configuration.deletionProtection {
      throw .conflict("DELETION_PROTECTION_ENABLED", kind, id)
    }
    if state.accountDefaultProtectConfiguration == id {
      throw .conflict("PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT", kind, id)
    }
    if state.configurationSets.contains(where: { $0.protectConfiguration == id }) {
      throw .conflict("PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET", kind, id)
    }
    state.protectConfigurations.remove(at: index)
    return row(configuration)
  }

  fileprivate mutating func associateProtectConfiguration(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let configuration = state.protectConfigurations[try protectIndex(input)]
    let index = try setIndex(input)
    state.configurationSets[index].protectConfiguration = configuration.id
    return pair(state.configurationSets[index], configuration)
  }

  fileprivate mutating func disassociateProtectConfiguration(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let configuration = state.protectConfigurations[try protectIndex(input)]
    let index = try setIndex(input)
    guard state.configurationSets[index].protectConfiguration == configuration.id else {
      throw .conflict(
        "PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET",
        ResourceKind.protectConfiguration.rawValue,
        configuration.id
      )
    }
    state.configurationSets[index].protectConfiguration = nil
    return pair(state.configurationSets[index], configuration)
  }

  private func pair(_ set: ConfigurationSet, _ configuration: ProtectConfiguration) -> JSONObject {
    var result = nameMembers(set)
    for member in nameMembers(configuration).members { result.append(member.name, member.value) }
    return result
  }

  fileprivate mutating func setAccountDefault(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let id = state.protectConfigurations[try protectIndex(input)].id
    state.accountDefaultProtectConfiguration = id
    return accountDefault(id)
  }

  fileprivate mutating func deleteAccountDefault(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    guard let id = state.accountDefaultProtectConfiguration else {
      throw .notFound(ResourceKind.protectConfiguration.rawValue, "account default")
    }
    state.accountDefaultProtectConfiguration = nil
    return accountDefault(id)
  }

  private func accountDefault(_ id: String) -> JSONObject {
    [
      "DefaultProtectConfigurationArn": .string(arn(.protectConfiguration, id)),
      "DefaultProtectConfigurationId": .string(id),
    ]
  }
}
