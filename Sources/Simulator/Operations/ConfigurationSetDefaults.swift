/// The calls that set and clear the defaults of a configuration set, one attribute each.
enum ConfigurationSetDefaultOperations {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    "SetDefaultMessageType": { cloud, input throws(SimulatedError) in
      try cloud.setDefault(\.defaultMessageType, "MessageType", input)
    },
    "DeleteDefaultMessageType": { cloud, input throws(SimulatedError) in
      try cloud.clearDefault(\.defaultMessageType, "MessageType", input)
    },
    "SetDefaultSenderId": { cloud, input throws(SimulatedError) in
      try cloud.checkDefaultSenderID(input)
      return try cloud.setDefault(\.defaultSenderId, "SenderId", input)
    },
    "DeleteDefaultSenderId": { cloud, input throws(SimulatedError) in
      try cloud.clearDefault(\.defaultSenderId, "SenderId", input)
    },
    "SetDefaultMessageFeedbackEnabled": { cloud, input throws(SimulatedError) in
      try cloud.setMessageFeedback(input)
    },
  ]
}

extension RegionalCloud {
  fileprivate mutating func setDefault(
    _ attribute: WritableKeyPath<ConfigurationSet, String?>,
    _ member: String,
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try setIndex(input)
    let value = try input.text(member)
    state.configurationSets[index][keyPath: attribute] = value
    var result = nameMembers(state.configurationSets[index])
    result[member] = .string(value)
    return result
  }

  fileprivate mutating func clearDefault(
    _ attribute: WritableKeyPath<ConfigurationSet, String?>,
    _ member: String,
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try setIndex(input)
    let set = state.configurationSets[index]
    let value = set[keyPath: attribute]
    if value == nil, assumptions.holds(.clearUnsetDefault, "refused") {
      throw .notFound(ResourceKind.configurationSet.rawValue, set.name)
    }
    state.configurationSets[index][keyPath: attribute] = nil
    var result = nameMembers(set)
    result[member] = .text(value)
    return result
  }

  fileprivate func checkDefaultSenderID(_ input: CallInput) throws(SimulatedError) {
    guard assumptions.holds(.defaultSenderIDCheck, "owned") else { return }
    let name = try input.text("SenderId")
    guard state.senderIds.contains(where: { $0.name.uppercased() == name.uppercased() }) else {
      throw .notFound(ResourceKind.senderID.rawValue, name)
    }
  }

  fileprivate mutating func setMessageFeedback(
    _ input: CallInput
  ) throws(SimulatedError) -> JSONObject {
    let index = try setIndex(input)
    let enabled = input.flag("MessageFeedbackEnabled") ?? false
    state.configurationSets[index].messageFeedback = enabled
    var result = nameMembers(state.configurationSets[index])
    result["MessageFeedbackEnabled"] = .bool(enabled)
    return result
  }
}
