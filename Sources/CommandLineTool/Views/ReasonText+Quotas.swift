extension ReasonText {
  /// The reasons of `ServiceQuotaExceededException`.
  package static let quotas = [
    "ASSOCIATIONS_PER_REGISTRATION":
      "the registration holds as much as its quota allows: use a further registration",
    "CONFIGURATION_SETS_PER_ACCOUNT": full("the account", "configuration sets"),
    "DAILY_DESTINATION_CALL_LIMIT":
      "the destination has been called as often today as is allowed: try again tomorrow",
    "DAILY_NOTIFY_TIER_MESSAGE_LIMIT":
      "the account has sent as many notify messages today as its tier allows: wait for tomorrow, or change the tier",
    "EVENT_DESTINATIONS_PER_CONFIGURATION_SET":
      "a configuration set has at most 5 event destinations: delete one first, or put several events into one",
    "KEYWORDS_PER_PHONE_NUMBER": full("the number", "keywords"),
    "KEYWORDS_PER_POOL": full("the pool", "keywords"),
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_MEDIA": spent("media messages"),
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_NOTIFY": spent("notify messages"),
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_TEXT": spent("text messages"),
    "MONTHLY_SPEND_LIMIT_REACHED_FOR_VOICE": spent("voice messages"),
    "NOTIFY_CONFIGURATIONS_PER_ACCOUNT": full("the account", "notify configurations"),
    "OPT_OUT_LISTS_PER_ACCOUNT": full("the account", "opt-out lists"),
    "ORIGINATION_IDENTITIES_PER_POOL": full("the pool", "originators"),
    "PHONE_NUMBERS_PER_ACCOUNT": full("the account", "phone numbers"),
    "PHONE_NUMBERS_PER_REGISTRATION": full("the registration", "phone numbers"),
    "POOLS_PER_ACCOUNT": full("the account", "pools"),
    "PROTECT_CONFIGURATIONS_PER_ACCOUNT": full("the account", "protect configurations"),
    "RCS_AGENTS_PER_ACCOUNT": full("the account", "RCS agents"),
    "REGISTRATIONS_PER_ACCOUNT": full("the account", "registrations"),
    "REGISTRATION_ATTACHMENTS_CREATED_PER_DAY":
      "the account has created as many attachments today as is allowed: try again tomorrow",
    "REGISTRATION_ATTACHMENTS_PER_ACCOUNT": full("the account", "registration attachments"),
    "REGISTRATION_VERSIONS_CREATED_PER_DAY":
      "the account has created as many registration versions today as is allowed: try again tomorrow",
    "SENDER_IDS_PER_ACCOUNT": full("the account", "sender IDs"),
    "TAGS_PER_RESOURCE":
      "the resource has as many tags as it can: remove some first, or ask for fewer",
    "VERIFICATION_ATTEMPTS_PER_DAY":
      "as many verification codes have been sent today as is allowed: try again tomorrow",
    "VERIFIED_DESTINATION_NUMBERS_PER_ACCOUNT": full("the account", "verified numbers"),
  ]

  private static func full(_ holder: String, _ things: String) -> String {
    "\(holder) has as many \(things) as its quota allows: delete some first, or ask AWS support for more"
  }

  private static func spent(_ messages: String) -> String {
    "the month's spend limit for \(messages) is reached: raise the limit, or ask AWS support for a higher one"
  }
}
