/// Does one operation; a thrown error leaves the cloud as it was.
typealias OperationHandler =
  @Sendable (inout RegionalCloud, CallInput) throws(SimulatedError) -> JSONObject

/// The operations that the simulator has, by name.
enum OperationTable {
  /// By the operation's name.
  static let handlers: [String: OperationHandler] = [
    OptOutListOperations.handlers, OptedOutNumberOperations.handlers,
    SenderIDOperations.handlers, PhoneNumberOperations.handlers,
    PoolOperations.handlers, PoolMembershipOperations.handlers, KeywordOperations.handlers,
    ConfigurationSetOperations.handlers, ConfigurationSetDefaultOperations.handlers,
    EventDestinationOperations.handlers, ProtectConfigurationOperations.handlers,
    CountryRuleOperations.handlers, NumberOverrideOperations.handlers,
    AccountOperations.handlers, TagOperations.handlers, TaggedResourceOperations.handlers,
  ].reduce(into: [:]) { all, family in
    all.merge(family) { _, _ in preconditionFailure("two families have one operation") }
  }
}
