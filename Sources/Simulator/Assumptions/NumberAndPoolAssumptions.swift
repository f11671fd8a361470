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
