package import Foundation

/// What requests are signed with.
package struct Credentials: Sendable, Equatable {
  /// For example `AKIDEXAMPLE`; not a secret.
  package var accessKeyID: String
  /// Never leaves the machine: requests carry signatures made with it.
  package var secretAccessKey: Secret
  /// Comes with temporary credentials; nil for long-lived ones.
  package var sessionToken: Secret?
  /// When they stop working; nil when that is not known, or never.
  package var expiration: Date?
  /// Who handed them out, for messages, for example `environment variables`.
  package var origin: String

  /// Long-lived ones unless a token and an end are given.
  package init(
    accessKeyID: String,
    secretAccessKey: Secret,
    sessionToken: Secret? = nil,
    expiration: Date? = nil,
    origin: String = "fixed credentials"
  ) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
    self.expiration = expiration
    self.origin = origin
  }
}
