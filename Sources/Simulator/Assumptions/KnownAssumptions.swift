// Every switch with its values, the default first. `spec/simulator.md` lists them in the same order.

extension Assumption {
  /// Wire format, tokens, pages and tags.
  static let ofTheProtocol: [Assumption] = [
    .errorType, .clientTokenMismatch, .clientTokenFailures, .missingResourceRead, .listingOrder,
    .defaultPageSize, .ownerOmitted, .emptyLists, .tagsOrder, .untagMissingKey,
  ]

  static let errorType = Assumption(
    "error-type",
    ["namespaced", "bare"],
    .inferred,
    "whether `__type` carries `com.amazonaws.pinpointsmsvoicev2#` before the code"
  )
  static let clientTokenMismatch = Assumption(
    "client-token-mismatch",
    ["conflict", "validation"],
    .inferred,
    "the exception for a token that comes again with other parameters"
  )
  static let clientTokenFailures = Assumption(
    "client-token-failures",
    ["pinned", "forgotten"],
    .observed,
    "whether a call refused for a state reason is refused again under the same token"
  )
  static let missingResourceRead = Assumption(
    "missing-resource-read",
    ["exception", "empty"],
    .observed,
    "what a describe by id says of something that does not exist"
  )
  static let listingOrder = Assumption(
    "listing-order",
    ["creation", "reversed"],
    .inferred,
    "the order of the rows of describes and lists"
  )
  static let defaultPageSize = Assumption(
    "default-page-size",
    ["100", "10"],
    .inferred,
    "rows of a page when MaxResults is left out"
  )
  static let ownerOmitted = Assumption(
    "owner-omitted",
    ["own", "all"],
    .inferred,
    "whether a describe without Owner also shows a resource that another account shares"
  )
  static let emptyLists = Assumption(
    "empty-lists",
    ["missing", "empty"],
    .inferred,
    "how ProtectConfigurations and RuleSetNumberOverrides look when there are none"
  )
  static let tagsOrder = Assumption(
    "tags-order",
    ["sorted", "reversed"],
    .inferred,
    "the order of tags in results, by key"
  )
  static let untagMissingKey = Assumption(
    "untag-missing-key",
    ["ignored", "refused"],
    .inferred,
    "what UntagResource says of a key that is not there"
  )
}

extension Assumption {
  /// Phone numbers, pools and who is in them.
  static let ofNumbersAndPools: [Assumption] = [
    .poolCreate, .poolUpdateWhileCreating, .poolDelete, .deletePoolWithMembers,
    .poolMembershipReads, .duplicateAssociation, .disassociateNonMember, .lastSenderIDOfPool,
    .numberCapabilitiesMatch, .pooledNumberSettings, .pooledNumberDeletionProtection,
    .releaseAfterLeavingPool, .twoWayChannelAfterDisable, .channelWithTwoWayOff,
  ]

  static let poolCreate = Assumption(
    "pool-create",
    ["asynchronous", "immediate"],
    .observed,
    "whether a new pool is CREATING for a moment or ACTIVE at once"
  )
  static let poolUpdateWhileCreating = Assumption(
    "pool-update-while-creating",
    ["refused", "accepted"],
    .inferred,
    "whether changes of a CREATING pool end in RESOURCE_NOT_ACTIVE"
  )
  static let poolDelete = Assumption(
    "pool-delete",
    ["immediate", "asynchronous"],
    .observed,
    "whether a deleted pool is still listed as DELETING for a moment"
  )
  static let deletePoolWithMembers = Assumption(
    "delete-pool-with-members",
    ["accepted", "refused"],
    .observed,
    "whether DeletePool takes a pool that has more than one identity"
  )
  static let poolMembershipReads = Assumption(
    "pool-membership-reads",
    ["consistent", "lagging"],
    .observed,
    "whether the first ListPoolOriginationIdentities after a change still shows the old members"
  )
  static let duplicateAssociation = Assumption(
    "duplicate-association",
    ["refused", "accepted"],
    .inferred,
    "whether associating a member again ends in RESOURCE_ALREADY_ASSOCIATED"
  )
  static let disassociateNonMember = Assumption(
    "disassociate-non-member",
    ["conflict", "not-found"],
    .observed,
    "the exception for disassociating what is not in the pool"
  )
  static let lastSenderIDOfPool = Assumption(
    "last-sender-id-of-pool",
    ["stays", "leaves"],
    .inferred,
    "whether the last identity of a pool can leave when it is a sender ID"
  )
  static let numberCapabilitiesMatch = Assumption(
    "number-capabilities-match",
    ["overlap", "equal"],
    .inferred,
    "what numbers of one pool must have in common, else NUMBER_CAPABILITIES_MISMATCH"
  )
  static let pooledNumberSettings = Assumption(
    "pooled-number-settings",
    ["pool", "own"],
    .inferred,
    "whose opt-out list and two-way settings DescribePhoneNumbers shows for a pooled number, and "
      + "which it has after it left"
  )
  static let pooledNumberDeletionProtection = Assumption(
    "pooled-number-deletion-protection",
    ["refused", "accepted"],
    .inferred,
    "whether UpdatePhoneNumber of a pooled number may change deletion protection alone"
  )
  static let releaseAfterLeavingPool = Assumption(
    "release-after-leaving-pool",
    ["delayed", "immediate"],
    .observed,
    "whether ReleasePhoneNumber is refused for two more seconds after the number left its pool"
  )
  static let twoWayChannelAfterDisable = Assumption(
    "two-way-channel-after-disable",
    ["kept", "cleared"],
    .inferred,
    "whether reads still show the channel once two-way is off"
  )
  static let channelWithTwoWayOff = Assumption(
    "channel-with-two-way-off",
    ["refused", "accepted"],
    .observed,
    "whether TwoWayEnabled=false together with a channel is a validation error"
  )
}

extension Assumption {
  /// Keywords of numbers and pools.
  static let ofKeywords: [Assumption] = [
    .keywordReads, .keywordCase, .keywordMatch, .builtInKeywordsListed, .pooledNumberKeywords,
    .pooledNumberKeywordWrites,
  ]

  static let keywordReads = Assumption(
    "keyword-reads",
    ["consistent", "lagging"],
    .observed,
    "whether the first DescribeKeywords after a change still shows the old keywords"
  )
  static let keywordCase = Assumption(
    "keyword-case",
    ["upper", "kept"],
    .observed,
    "whether keywords come back in upper case"
  )
  static let keywordMatch = Assumption(
    "keyword-match",
    ["all", "custom"],
    .inferred,
    "whether HELP and STOP count when a joining number is compared with the pool"
  )
  static let builtInKeywordsListed = Assumption(
    "built-in-keywords-listed",
    ["yes", "no"],
    .observed,
    "whether DescribeKeywords lists HELP and STOP without being asked for them by name"
  )
  static let pooledNumberKeywords = Assumption(
    "pooled-number-keywords",
    ["pool", "own"],
    .inferred,
    "whose keywords DescribeKeywords shows for a pooled number, and which it has after it left"
  )
  static let pooledNumberKeywordWrites = Assumption(
    "pooled-number-keyword-writes",
    ["refused", "accepted"],
    .inferred,
    "whether PutKeyword and DeleteKeyword of a pooled number are conflicts"
  )
}

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

extension Assumption {
  /// Protect configurations.
  static let ofProtectConfigurations: [Assumption] = [
    .ruleSetUpdateResult, .ruleSetCountries, .rcsCapability, .filterAndMonitor, .expiredOverrides,
    .pastExpiry, .overrideWithoutExpiry, .defaultProtectAttribute,
  ]

  static let ruleSetUpdateResult = Assumption(
    "rule-set-update-result",
    ["full", "changed"],
    .inferred,
    "what UpdateProtectConfigurationCountryRuleSet returns"
  )
  static let ruleSetCountries = Assumption(
    "rule-set-countries",
    ["table", "more", "fewer"],
    .inferred,
    "which countries rule sets have: those of the country table, two more, or two fewer"
  )
  static let rcsCapability = Assumption(
    "rcs-capability",
    ["accepted", "refused"],
    .inferred,
    "whether rule sets exist for the capability RCS"
  )
  static let filterAndMonitor = Assumption(
    "filter-and-monitor",
    ["every-capability", "sms-only"],
    .inferred,
    "for which capabilities FILTER and MONITOR are accepted"
  )
  static let expiredOverrides = Assumption(
    "expired-overrides",
    ["listed", "dropped"],
    .inferred,
    "whether number overrides stay listed after they expired"
  )
  static let pastExpiry = Assumption(
    "past-expiry",
    ["refused", "accepted"],
    .inferred,
    "whether a number override may expire in the past"
  )
  static let overrideWithoutExpiry = Assumption(
    "override-without-expiry",
    ["clears", "keeps"],
    .inferred,
    "what a Put without ExpirationTimestamp does to an earlier expiry"
  )
  static let defaultProtectAttribute = Assumption(
    "default-protect-attribute",
    ["missing", "empty"],
    .inferred,
    "the row of DescribeAccountAttributes when no account default is set"
  )
}

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

extension Assumption {
  /// Opt-out lists.
  static let ofOptOutLists: [Assumption] = [.optOutListInUse]

  static let optOutListInUse = Assumption(
    "opt-out-list-in-use",
    ["RESOURCE_DELETION_NOT_ALLOWED", "RESOURCE_NOT_EMPTY"],
    .inferred,
    "the reason for refusing to delete a list that a number or pool uses"
  )
}
