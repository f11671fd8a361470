/// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, when set, `AWS_SESSION_TOKEN`.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html>
package struct EnvironmentCredentials: CredentialSource {
  private let environment: [String: String]

  /// Takes the variables as they are; an empty value counts as unset.
  package init(_ environment: [String: String]) {
    self.environment = environment
  }

  /// Throws when either of the first two is missing, and says which.
  package func credentials() async throws(CredentialError) -> Credentials {
    let keyID = value("AWS_ACCESS_KEY_ID")
    let secret = value("AWS_SECRET_ACCESS_KEY")
    guard let keyID, let secret else {
      throw .missing(
        keyID == nil && secret == nil
          ? nil : keyID == nil ? "AWS_ACCESS_KEY_ID" : "AWS_SECRET_ACCESS_KEY"
      )
    }
    return Credentials(
      accessKeyID: keyID,
      secretAccessKey: Secret(secret),
      sessionToken: value("AWS_SESSION_TOKEN").map { Secret($0) }
    )
  }

  private func value(_ name: String) -> String? {
    environment[name].flatMap { $0.isEmpty ? nil : $0 }
  }
}

extension CredentialError {
  /// Nil when both variables are missing.
  fileprivate static func missing(_ variable: String?) -> CredentialError {
    let sources = "this version reads credentials from the environment only, not from profiles"
    guard let variable else {
      return CredentialError(
        """
        no AWS credentials: set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY \
        (and AWS_SESSION_TOKEN for temporary ones); \(sources)
        """
      )
    }
    let other =
      variable == "AWS_ACCESS_KEY_ID" ? "AWS_SECRET_ACCESS_KEY" : "AWS_ACCESS_KEY_ID"
    return CredentialError(
      "incomplete AWS credentials: \(other) is set but \(variable) is not; \(sources)"
    )
  }
}
