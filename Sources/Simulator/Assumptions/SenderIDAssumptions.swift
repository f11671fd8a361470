extension Assumption {
  /// Sender IDs.
  static let ofSenderIDs: [Assumption] = [
    .senderIDCase, .senderIDMessageTypes, .senderIDDefaultMessageTypes, .senderIDRelease,
  ]

  static let senderIDCase = Assumption(
    "sender-id-case",
    ["upper", "kept"],
    .observed,
    "whether requested sender IDs come back in upper case"
  )
  static let senderIDMessageTypes = Assumption(
    "sender-id-message-types",
    ["mixed", "upper"],
    .observed,
    "whether DescribeSenderIds spells `Transactional` or `TRANSACTIONAL`"
  )
  static let senderIDDefaultMessageTypes = Assumption(
    "sender-id-default-message-types",
    ["transactional", "both"],
    .inferred,
    "what MessageTypes becomes when RequestSenderId leaves it out"
  )
  static let senderIDRelease = Assumption(
    "sender-id-release",
    ["spreads", "immediate"],
    .observed,
    "whether a released sender ID asks for a registration for two seconds when requested again"
  )
}
