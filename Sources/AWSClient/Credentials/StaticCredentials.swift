/// Always the same credentials: for tests and for the simulator inside the process.
package struct StaticCredentials: CredentialSource {
  private let value: Credentials

  /// The credentials to give, for ever.
  package init(_ value: Credentials) {
    self.value = value
  }

  package func credentials() async throws -> Credentials { value }

  package func credentials(replacing rejected: Credentials) async throws -> Credentials { value }
}
