internal import Foundation

/// A role to take on, as a profile or the environment describes it.
struct AssumedRole: Sendable, Equatable {
  /// For example `arn:aws:iam::123456789012:role/deploy`.
  var arn: String
  /// What CloudTrail shows; nil gives one with the time in it.
  var sessionName: String?
  /// What the role's trust policy may ask for.
  var externalID: String?
  /// In seconds; nil leaves it to STS, which takes an hour.
  var duration: Int?
  /// Who wants it, for messages, for example `profile 'build' (~/.aws/config:3)`.
  var origin: String

  /// The fields of the request that say which role, in the order of their names.
  func fields(now: Date) -> [(String, String)] {
    [
      ("DurationSeconds", duration.map(String.init)),
      ("ExternalId", externalID),
      ("RoleArn", arn),
      ("RoleSessionName", sessionName ?? "smsctl-\(Int(now.timeIntervalSince1970))"),
    ].compactMap { name, value in value.map { (name, $0) } }
  }
}

extension AssumedRole {
  /// Reads a profile that has a `role_arn`.
  ///
  /// Throws when `duration_seconds` is no number, and when the role demands a second factor.
  init(_ profile: Profile, environment: ClientSurroundings) throws(CredentialError) {
    guard profile["mfa_serial"] == nil else { throw .secondFactor(profile) }
    self.init(
      arn: try profile.required("role_arn", for: "taking on a role"),
      sessionName: profile["role_session_name"] ?? environment["AWS_ROLE_SESSION_NAME"],
      externalID: profile["external_id"],
      duration: try Self.duration(of: profile),
      origin: profile.title
    )
  }

  // STS takes no less than 15 minutes and no more than 12 hours.
  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRole.html
  private static func duration(of profile: Profile) throws(CredentialError) -> Int? {
    guard let value = profile.value("duration_seconds") else { return nil }
    guard let seconds = Int(value.text), 900...43_200 ~= seconds else { throw .duration(value) }
    return seconds
  }
}

extension CredentialError {
  fileprivate static func secondFactor(_ profile: Profile) -> CredentialError {
    CredentialError(
      """
      \(profile.title) has an 'mfa_serial', and smsctl does not ask for codes; export credentials \
      first, for example with \
      eval "$(aws configure export-credentials --profile \(profile.name) --format env)"
      """
    )
  }

  fileprivate static func duration(_ value: ClientSettings.Value) -> CredentialError {
    CredentialError(
      "\(value.name): expected a number of seconds from 900 to 43200, not '\(value.text)'"
    )
  }
}
