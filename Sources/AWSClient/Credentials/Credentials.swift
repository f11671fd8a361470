/// What requests are signed with.
package struct Credentials: Sendable, Equatable {
  /// For example `AKIDEXAMPLE`; not a secret.
  package var accessKeyID: String
  /// Never leaves the machine: requests carry signatures made with it.
  package var secretAccessKey: Secret
  /// Comes with temporary credentials; nil for long-lived ones.
  package var sessionToken: Secret?

  package init(accessKeyID: String, secretAccessKey: Secret, sessionToken: Secret? = nil) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
    self.sessionToken = sessionToken
  }
}
