/// Where the client gets the credentials to sign with.
///
/// Asked before every request, so an expensive source keeps its answer.
package protocol CredentialSource: Sendable {
  /// The credentials to use now.
  ///
  /// Throws `CredentialError`, or `CancellationError` when the task was cancelled while it waited.
  func credentials() async throws -> Credentials

  /// Asked once when the service says that `rejected` have expired. The same credentials again mean
  /// that there are no newer ones.
  func credentials(replacing rejected: Credentials) async throws -> Credentials
}

/// No credentials, and what to do about it.
package struct CredentialError: Error, Sendable, Equatable, CustomStringConvertible {
  /// One sentence for the user, or a sentence and a line for each thing tried; without secrets.
  package var message: String

  /// The sentence should say which setting is missing or wrong.
  package init(_ message: String) {
    self.message = message
  }

  package var description: String { message }
}
