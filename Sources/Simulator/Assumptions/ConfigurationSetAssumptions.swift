extension Assumption {
  /// Configuration sets and event destinations.
  static let ofConfigurationSets: [Assumption] = [
    .unsetMessageFeedback, .eventTypesOrder, .eventTypeGroups, .eventDestinationByARN,
    .defaultSenderIDCheck, .clearUnsetDefault,
  ]

  static let unsetMessageFeedback = Assumption(
    "unset-message-feedback",
    ["absent", "false"],
    .inferred,
    "how DefaultMessageFeedbackEnabled reads before it was ever set"
  )
  static let eventTypesOrder = Assumption(
    "event-types-order",
    ["kept", "sorted"],
    .inferred,
    "the order of MatchingEventTypes in results"
  )
  static let eventTypeGroups = Assumption(
    "event-type-groups",
    ["kept", "expanded"],
    .inferred,
    "whether TEXT_ALL, VOICE_ALL and MEDIA_ALL come back as the events they stand for"
  )
  static let eventDestinationByARN = Assumption(
    "event-destination-by-arn",
    ["refused", "accepted"],
    .observed,
    "whether CreateEventDestination finds a configuration set by its ARN"
  )
  static let defaultSenderIDCheck = Assumption(
    "default-sender-id-check",
    ["unchecked", "owned"],
    .inferred,
    "whether SetDefaultSenderId demands a sender ID that the account has"
  )
  static let clearUnsetDefault = Assumption(
    "clear-unset-default",
    ["accepted", "refused"],
    .inferred,
    "what DeleteDefaultMessageType and DeleteDefaultSenderId say when nothing is set"
  )
}
