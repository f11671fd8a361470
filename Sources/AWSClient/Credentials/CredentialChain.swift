/// Asks one provider after the other until one has credentials.
struct CredentialChain: Sendable {
  /// In order of precedence.
  let providers: [any CredentialProvider]

  /// The first credentials there are.
  ///
  /// Throws the error of the first way that is set up and fails; when none is set up, an error that
  /// lists what was looked at.
  func credentials() async throws(CredentialError) -> Credentials {
    var tried: [String] = []
    for provider in providers {
      switch try await provider.provide() {
      case .credentials(let credentials): return credentials
      case .none(let reason): tried.append("\(provider.name): \(reason)")
      }
    }
    throw .nothingFound(tried)
  }
}

extension CredentialError {
  fileprivate static func nothingFound(_ tried: [String]) -> CredentialError {
    CredentialError(
      """
      no AWS credentials were found; set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, or name a \
      profile with --profile. Looked at:
      """ + tried.map { "\n  \($0)" }.joined()
    )
  }
}
