internal import Diagnostics
internal import SMSVoice

extension ServiceError {
  /// The error in one sentence: plain words where we know the reason, else the service's own, then the
  /// codes and the request id.
  var sentence: String {
    if kind == .transport { return DisplayText.escape(message) }
    // Ours, and in lines: what was looked at for credentials.
    if code == "NoCredentials" { return DisplayText.escapeLines(message) }
    let words = reason.flatMap { Self.explanations[$0] } ?? DisplayText.escape(message)
    var codes = [DisplayText.escape(code)]
    if let reason { codes.append(DisplayText.escape(reason)) }
    if let resourceID { codes.append(DisplayText.escape(resourceID)) }
    var details = codes.joined(separator: " ")
    if let requestID { details += ", request id \(DisplayText.escape(requestID))" }
    let fields = fields.map { "\(DisplayText.escape($0.name)): \(DisplayText.escape($0.message))" }
    let tail = fields.isEmpty ? "" : "; " + fields.joined(separator: "; ")
    return "\(hint ?? words)\(tail) (\(details))"
  }

  private var hint: String? {
    switch kind {
    case .credentials:
      "the credentials were not accepted: check AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY and AWS_SESSION_TOKEN"
    case .accessDenied where reason == nil: "access denied: \(DisplayText.escape(message))"
    case .throttling:
      "the quota is used up, perhaps by others in the account; it was tried several times"
    case .internalServer:
      "the service failed, however often it was asked: \(DisplayText.escape(message))"
    default: nil
    }
  }

  /// What the reason codes of the API mean for somebody who manages these resources.
  private static let explanations: [String: String] = [
    "DELETION_PROTECTION_ENABLED": "deletion protection is on",
    "EVENT_DESTINATION_MISMATCH": "an event destination cannot change its type",
    "KEYWORD_MISMATCH":
      "the number's keywords differ from the pool's: give both the same keywords, HELP and STOP included",
    "LAST_PHONE_NUMBER": "the last number of a pool cannot leave it",
    "NUMBER_CAPABILITIES_MISMATCH": "the number cannot do what the pool's other numbers can",
    "MESSAGE_TYPE_MISMATCH": "its message type differs from the pool's",
    "OPT_OUT_LIST_MISMATCH": "the number's opt-out list differs from the pool's",
    "PHONE_NUMBER_ASSOCIATED_TO_POOL": "the number is in a pool, and the pool has the say",
    "PHONE_NUMBER_ASSOCIATED_TO_REGISTRATION": "the number belongs to a registration",
    "RESOURCE_ALREADY_ASSOCIATED": "it is associated already",
    "RESOURCE_ALREADY_EXISTS": "something of that name exists already",
    "RESOURCE_DELETION_NOT_ALLOWED": "it cannot be deleted",
    "RESOURCE_MODIFICATION_NOT_ALLOWED": "it cannot be changed",
    "RESOURCE_NOT_ACTIVE": "it is not ACTIVE yet: wait and run again",
    "SELF_MANAGED_OPT_OUTS_MISMATCH":
      "who manages opt-outs differs between the number and the pool",
    "TWO_WAY_CONFIG_MISMATCH": "the number's two-way settings differ from the pool's",
    "INTERNATIONAL_SENDING_NOT_SUPPORTED": "this kind of number cannot send abroad",
    "INVALID_ARN": "an ARN is not right, or a sender ID was named without its country",
    "RESOURCE_NOT_ACCESSIBLE":
      "the service may not use the role, topic or stream: check its policy and the role's trust in sms-voice.amazonaws.com",
    "SENDER_ID_NOT_SUPPORTED": "the country has no sender IDs",
    "SENDER_ID_REQUIRES_REGISTRATION":
      "the country demands a registration of the sender ID, or it was released a moment ago",
    "TWO_WAY_CHANNEL_NOT_PRESENT": "two-way messaging needs a channel",
    "TWO_WAY_NOT_ENABLED": "self-managed opt-outs need two-way messaging",
    "TWO_WAY_NOT_SUPPORTED_IN_COUNTRY": "two-way messaging does not exist in the number's country",
    "TWO_WAY_NOT_SUPPORTED_IN_REGION": "two-way messaging does not exist in this region",
    "CONFIGURATION_SETS_PER_ACCOUNT":
      "the account has as many configuration sets as its quota allows",
    "EVENT_DESTINATIONS_PER_CONFIGURATION_SET":
      "a configuration set has at most 5 event destinations",
    "KEYWORDS_PER_PHONE_NUMBER": "the number has as many keywords as its quota allows",
    "KEYWORDS_PER_POOL": "the pool has as many keywords as its quota allows",
    "OPT_OUT_LISTS_PER_ACCOUNT": "the account has as many opt-out lists as its quota allows",
    "ORIGINATION_IDENTITIES_PER_POOL": "the pool has as many originators as its quota allows",
    "POOLS_PER_ACCOUNT": "the account has as many pools as its quota allows",
    "PROTECT_CONFIGURATIONS_PER_ACCOUNT":
      "the account has as many protect configurations as its quota allows",
    "SENDER_IDS_PER_ACCOUNT":
      "the account has as many sender IDs as its quota allows: ask AWS support for more",
    "TAGS_PER_RESOURCE": "the resource has as many tags as it can",
    "ACCOUNT_DISABLED": "the account is disabled",
    "INSUFFICIENT_ACCOUNT_REPUTATION": "AWS refuses it because of the account's reputation",
  ]
}
