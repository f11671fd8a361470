extension ReasonText {
  /// The reasons of `ValidationException`.
  package static let validations = [
    "ATTACHMENT_TYPE_NOT_SUPPORTED":
      "the service takes no attachment of this type: use one that the registration form allows",
    "CANNOT_ADD_OPTED_OUT_NUMBER":
      "the number cannot be added to the opt-out list: check the number, and that the list is not AWS's or another account's",
    "CANNOT_PARSE":
      "the service cannot read a value: check numbers, which begin with '+' and the country's code",
    "CHANNEL_NOT_ENABLED": "the channel is not enabled: enable it in the notify configuration",
    "COUNTRY_CODE_MISMATCH":
      "the number or sender ID belongs to another country: check the country beside it",
    "COUNTRY_NOT_ENABLED": "the country is not enabled: enable it in the notify configuration",
    "DESTINATION_COUNTRY_BLOCKED":
      "messages to the destination's country are blocked: change the protect configuration's rule for it",
    "FIELD_VALIDATION_FAILED": "the service does not take a value: correct what it names",
    "INTERNATIONAL_SENDING_NOT_SUPPORTED":
      "this kind of number cannot send abroad: take 'internationalSending' away, or use another number",
    "INVALID_ARN":
      "an ARN is not right, or a sender ID was named without its country: check its region, account and name",
    "INVALID_FILTER_VALUES":
      "the service does not take a filter: report this together with the request id, it is a mistake of smsctl",
    "INVALID_IDENTITY_FOR_DESTINATION_COUNTRY":
      "the number or sender ID cannot send to the destination's country: use one that can",
    "INVALID_NEXT_TOKEN": "a list changed while it was read: run again",
    "INVALID_PARAMETER":
      "the service does not take a value: compare the resource in the manifest with AWS's documentation",
    "INVALID_REGISTRATION_ASSOCIATION":
      "this cannot belong to a registration of that type: check the type and the country of the registration",
    "INVALID_REQUEST":
      "the service does not take the request: compare the resource in the manifest with AWS's documentation",
    "MAXIMUM_SIZE_EXCEEDED": "a value is too long or too large: make it smaller",
    "MEDIA_TYPE_NOT_SUPPORTED":
      "the service takes no media of this type: use one that AWS lists for MMS",
    "MISSING_PARAMETER": "a value is missing: add what the service names to the resource",
    "OTHER": "the service does not take the request and gives no reason: see its own words",
    "PARAMETERS_CANNOT_BE_USED_TOGETHER":
      "two values exclude each other: take one of them out of the resource",
    "PHONE_NUMBER_CANNOT_BE_OPTED_IN":
      "the number cannot be opted in: its owner must do it, or did so less than 30 days ago",
    "PHONE_NUMBER_CANNOT_BE_RELEASED":
      "the number cannot be released: take it out of pools and registrations first, or ask AWS support",
    "PRICE_OVER_THRESHOLD":
      "the message costs more than its highest price: raise the highest price",
    "REGISTRATION_FIELD_CANNOT_BE_DELETED":
      "the registration needs this field: give it another value instead",
    "REQUESTED_SPEND_LIMIT_HIGHER_THAN_SERVICE_LIMIT":
      "the spend limit is higher than AWS allows the account: set a lower one, or ask AWS for more",
    "RESOURCE_NOT_ACCESSIBLE":
      "the service may not use the role, topic or stream: check that it exists, its policy, and that the role trusts sms-voice.amazonaws.com",
    "SENDER_ID_NOT_REGISTERED":
      "the sender ID is not registered in the country: register it and wait for the approval",
    "SENDER_ID_NOT_SUPPORTED":
      "the country has no sender IDs: take it out of 'countries' and use a number there",
    "SENDER_ID_REQUIRES_REGISTRATION":
      "the country demands a registration of the sender ID, or it was released a moment ago: register it, or run again later",
    "TWO_WAY_CHANNEL_NOT_PRESENT": "two-way messaging needs a channel: give 'twoWay' one",
    "TWO_WAY_NOT_ENABLED":
      "the setting needs two-way messaging: give the number or pool 'twoWay' with a channel",
    "TWO_WAY_NOT_SUPPORTED_IN_COUNTRY":
      "two-way messaging does not exist in the number's country: take 'twoWay' away",
    "TWO_WAY_NOT_SUPPORTED_IN_REGION":
      "two-way messaging does not exist in this region: take 'twoWay' away there, with 'overrides'",
    "TWO_WAY_TOPIC_NOT_PRESENT": "two-way messaging needs a topic: give 'twoWay' a channel",
    "UNKNOWN_OPERATION":
      "the service does not know the operation: check that the region has it, and the endpoint if one is set",
    "UNKNOWN_REGISTRATION_FIELD":
      "the registration has no such field: check the fields of its type",
    "UNKNOWN_REGISTRATION_SECTION":
      "the registration has no such section: check the sections of its type",
    "UNKNOWN_REGISTRATION_TYPE":
      "there is no registration of that type: check the types that the service lists",
    "UNKNOWN_REGISTRATION_VERSION":
      "the registration has no such version: check the versions that the service lists",
    "UNSPECIFIED_PARAMETER_NOT_SUPPORTED":
      "a value that was left out is needed here: add what the service names to the resource",
    "VERIFICATION_CODE_MISMATCH":
      "the verification code is not the one that was sent: check it, or have a new one sent",
    "VOICE_CAPABILITY_NOT_AVAILABLE":
      "the number cannot make calls: use one with the capability VOICE",
  ]
}
