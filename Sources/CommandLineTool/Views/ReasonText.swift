/// The reason codes of the API in plain words: what is wrong, then what to do about it.
///
/// The codes are the `Reason` enumerations of `spec/aws/sms-voice-v2-api.json`; what they mean is read from
/// their names and from the operations that document them.
package enum ReasonText {
  /// The words for a code; nil for one that this version does not know.
  package static subscript(code: String) -> String? { all[code] }

  /// All words by code.
  package static let all: [String: String] = {
    let tables = [conflicts, validations, quotas, denials]
    return tables.reduce(into: [:]) { all, table in all.merge(table) { first, _ in first } }
  }()

  /// The reasons of `AccessDeniedException`; a denial by IAM has none.
  package static let denials = [
    "ACCOUNT_DISABLED":
      "AWS has disabled the account for this service: open a case with AWS support",
    "INSUFFICIENT_ACCOUNT_REPUTATION":
      "AWS refuses it because of the account's reputation: open a case with AWS support",
  ]
}
