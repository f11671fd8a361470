/// How many of each there may be, for one account and region.
///
/// <https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html>
enum Limits {
  /// With `Default`.
  static let optOutLists = 25
  static let configurationSets = 25
  static let eventDestinationsPerSet = 5
  static let senderIDs = 200
  static let phoneNumbers = 25
  static let pools = 25
  static let identitiesPerPool = 100
  /// With HELP and STOP; the guide gives the number for phone numbers, here it also holds for pools.
  static let keywords = 30
  static let protectConfigurations = 25
  /// The usual AWS limit; the service's own is not published.
  static let tagsPerResource = 50
  static let registrations = 25
  static let registrationAttachments = 25
  static let verifiedDestinationNumbers = 10
}
