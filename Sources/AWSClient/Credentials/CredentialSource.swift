/// Where credentials come from.
///
/// Asked before every request, so an expensive source keeps its answer.
package protocol CredentialSource: Sendable {
  /// The credentials to use now.
  func credentials() async throws(CredentialError) -> Credentials

  /// Asked once when the service says that `rejected` have expired. The same credentials again mean
  /// that there are no newer ones.
  func credentials(replacing rejected: Credentials) async throws(CredentialError) -> Credentials
}

extension CredentialSource {
  /// For sources that keep nothing: just asks again.
  package func credentials(
    replacing rejected: Credentials
  ) async throws(CredentialError) -> Credentials {
    try await credentials()
  }
}

/// No credentials, and what to do about it.
package struct CredentialError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One sentence for the user, without secrets.
  package var message: String

  /// The sentence should say which setting is missing or wrong.
  package init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}
