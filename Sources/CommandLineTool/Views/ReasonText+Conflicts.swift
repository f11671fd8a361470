extension ReasonText {
  /// The reasons of `ConflictException`.
  package static let conflicts = [
    "CREATE_REGISTRATION_VERSION_NOT_ALLOWED":
      "the registration takes no new version in its present state: finish or discard the open one first",
    "DELETION_PROTECTION_ENABLED": "deletion protection is on: turn off deletion protection first",
    "DESTINATION_COUNTRY_BLOCKED_BY_PROTECT_CONFIGURATION":
      "a protect configuration blocks the destination's country: change its rule for that country",
    "DESTINATION_PHONE_NUMBER_BLOCKED_BY_PROTECT_NUMBER_OVERRIDE":
      "a number override of a protect configuration blocks the destination: change or remove the override",
    "DESTINATION_PHONE_NUMBER_NOT_VERIFIED":
      "the account is in the sandbox and the destination is not verified: verify the number, or ask AWS for production access",
    "DESTINATION_PHONE_NUMBER_OPTED_OUT":
      "the destination has opted out: leave it alone until its owner opts in again",
    "DISASSOCIATE_REGISTRATION_NOT_ALLOWED":
      "the registration does not let it go in its present state: close or change the registration first",
    "DISCARD_REGISTRATION_VERSION_NOT_ALLOWED":
      "this version of the registration cannot be discarded in its present state: only one that is not under review can",
    "EDIT_REGISTRATION_FIELD_VALUES_NOT_ALLOWED":
      "the registration cannot be edited in its present state: create a new version of it first",
    "EVENT_DESTINATION_MISMATCH":
      "an event destination cannot change its type: give the new one another name, then delete the old one",
    "KEYWORD_MISMATCH":
      "the number's keywords differ from the pool's: give both the same keywords, HELP and STOP included",
    "LAST_PHONE_NUMBER":
      "the last number of a pool cannot leave it: add another number first, or delete the pool",
    "MESSAGE_TYPE_MISMATCH":
      "its message type differs from the pool's: use a pool of the same message type",
    "NOTIFY_CONFIGURATION_NOT_ACTIVE":
      "the notify configuration is not active: wait until AWS has activated it",
    "NO_ORIGINATION_IDENTITIES_FOUND":
      "there is no number or sender ID to send from: add one to the pool or the account that suits the destination",
    "NUMBER_CAPABILITIES_MISMATCH":
      "the number cannot do what the pool's other numbers can: put it into a pool of numbers with the same capabilities",
    "OPT_OUT_LIST_MISMATCH":
      "the number's opt-out list differs from the pool's: give the number the pool's opt-out list first",
    "PHONE_NUMBER_ASSOCIATED_TO_POOL":
      "the number is in a pool, and the pool has the say: change the pool, or take the number out of it first",
    "PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION":
      "the number belongs to a registration: take it out of the registration first",
    "PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL":
      "the number is not in the pool: run 'smsctl plan' again to see where it is",
    "PHONE_NUMBER_NOT_IN_REGISTRATION_REGION":
      "the number is in another region than the registration: use a registration of the number's region",
    "POOL_ASSOCIATED_TO_NOTIFY_CONFIGURATION":
      "a notify configuration uses the pool: take the pool out of it first",
    "PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET":
      "a configuration set uses the protect configuration: take it off the configuration set first",
    "PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT":
      "the protect configuration is the account's default: make another one the default, or none, first",
    "PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET":
      "the configuration set uses another protect configuration, or none: run 'smsctl plan' again to see which",
    "RCS_AGENT_ALREADY_ASSOCIATED_TO_REGISTRATION_TYPE":
      "the RCS agent has a registration of this type already: use that one",
    "RCS_AGENT_ASSOCIATED_TO_POOL":
      "the RCS agent is in a pool: take it out of the pool first",
    "REGISTRATION_ALREADY_SUBMITTED":
      "the registration has been submitted: wait for the end of its review",
    "REGISTRATION_NOT_COMPLETE":
      "the registration is not complete: complete it and wait for its approval first",
    "RESOURCE_ALREADY_ASSOCIATED":
      "it is associated already: run 'smsctl plan' again to see with what, and take it out there first",
    "RESOURCE_ALREADY_EXISTS":
      "something of that name exists already: run again if another run has just made it, else adopt it with 'adopt: true' or take another name",
    "RESOURCE_DELETION_NOT_ALLOWED":
      "it cannot be deleted: it is built in, or something still uses it that must go first",
    "RESOURCE_MODIFICATION_NOT_ALLOWED":
      "it cannot be changed: the service keeps this setting as it is, so take it out of the manifest",
    "RESOURCE_NOT_ACTIVE": "it is not ACTIVE yet: wait and run again",
    "RESOURCE_NOT_EMPTY": "there is still something in it: empty it first",
    "SELF_MANAGED_OPT_OUTS_MISMATCH":
      "who manages opt-outs differs between the number and the pool: set 'selfManagedOptOuts' alike first",
    "SENDER_ID_ASSOCIATED_TO_POOL": "the sender ID is in a pool: take it out of the pool first",
    "SUBMIT_REGISTRATION_VERSION_NOT_ALLOWED":
      "the registration cannot be submitted in its present state: fill in its fields, or wait for the review",
    "TWO_WAY_CONFIG_MISMATCH":
      "the number's two-way settings differ from the pool's: set 'twoWay' alike first",
    "VERIFICATION_ALREADY_COMPLETE": "the number is verified already: there is nothing to do",
    "VERIFICATION_CODE_EXPIRED": "the verification code has expired: have a new one sent",
  ]
}
