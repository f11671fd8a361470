/// How many of each there may be, for one account and region.
///
/// <https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html>
enum Limits {
  /// With `Default`.
  static let optOutLists = 25
  /// Refused beyond with `CONFIGURATION_SETS_PER_ACCOUNT`.
  static let configurationSets = 25
  /// Refused beyond with `EVENT_DESTINATIONS_PER_CONFIGURATION_SET`.
  static let eventDestinationsPerSet = 5
  /// Each country counts; refused beyond with `SENDER_IDS_PER_ACCOUNT`.
  static let senderIDs = 200
  /// Refused beyond with `PHONE_NUMBERS_PER_ACCOUNT`.
  static let phoneNumbers = 25
  /// Refused beyond with `POOLS_PER_ACCOUNT`.
  static let pools = 25
  /// Numbers and sender IDs together; refused beyond with `ORIGINATION_IDENTITIES_PER_POOL`.
  static let identitiesPerPool = 100
  /// With HELP and STOP; the guide gives the number for phone numbers, here it also holds for pools.
  static let keywords = 30
  /// Refused beyond with `PROTECT_CONFIGURATIONS_PER_ACCOUNT`; `DescribeAccountLimits` does not tell it.
  static let protectConfigurations = 25
  /// The usual AWS limit; the service's own is not published.
  static let tagsPerResource = 50
  /// Only told by `DescribeAccountLimits`, as the next two: the simulator has none of the three.
  static let registrations = 25
  static let registrationAttachments = 25
  static let verifiedDestinationNumbers = 10
}
