/// What the shared files say under one name: a profile, an SSO session or a list of services.
struct Profile: Sendable, Equatable {
  /// For example `default`.
  var name: String
  /// Where its first section stands, for example `~/.aws/config:3`.
  var place: String
  /// By key, in lower case.
  var settings: [String: SharedFile.Setting] = [:]

  /// The value of a key; nil when it is not there, or empty.
  subscript(key: String) -> String? {
    settings[key].flatMap { $0.value.isEmpty ? nil : $0.value }
  }

  /// The value of a key that the profile needs; the error says which one is missing and where.
  func required(_ key: String, for purpose: String) throws(CredentialError) -> String {
    guard let value = self[key] else {
      throw CredentialError("\(title) lacks '\(key)', which \(purpose) needs")
    }
    return value
  }

  /// The keys of credentials that belong together.
  static let keys: Set = [
    "aws_access_key_id", "aws_secret_access_key", "aws_session_token", "aws_security_token",
  ]

  /// For messages, for example `profile 'build' (~/.aws/config:3)`.
  var title: String { "profile '\(name)' (\(place))" }
}
