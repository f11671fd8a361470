internal import Foundation

/// Reads `AWS_ACCESS_KEY_ID`, `AWS_SECRET_ACCESS_KEY` and, when set, `AWS_SESSION_TOKEN`.
///
/// Also `AWS_SECURITY_TOKEN`, the token's older name, and `AWS_CREDENTIAL_EXPIRATION`, which
/// `aws configure export-credentials` writes.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html>
struct EnvironmentCredentials: CredentialProvider {
  let surroundings: ClientSurroundings

  let name = "environment variables"

  /// Throws when only one of the first two is there, and when the expiration is no time.
  func provide() async throws(CredentialError) -> CredentialOffer {
    let keyID = surroundings["AWS_ACCESS_KEY_ID"]
    let secret = surroundings["AWS_SECRET_ACCESS_KEY"]
    switch (keyID, secret) {
    case (let keyID?, let secret?):
      return .credentials(
        Credentials(
          accessKeyID: keyID,
          secretAccessKey: Secret(secret),
          sessionToken: (surroundings["AWS_SESSION_TOKEN"] ?? surroundings["AWS_SECURITY_TOKEN"])
            .map { Secret($0) },
          expiration: try expiration(),
          origin: name
        )
      )
    case (nil, nil): return .none("AWS_ACCESS_KEY_ID is not set")
    case (nil, _): throw .half("AWS_SECRET_ACCESS_KEY", without: "AWS_ACCESS_KEY_ID")
    case (_, nil): throw .half("AWS_ACCESS_KEY_ID", without: "AWS_SECRET_ACCESS_KEY")
    }
  }

  private func expiration() throws(CredentialError) -> Date? {
    guard let text = surroundings["AWS_CREDENTIAL_EXPIRATION"] else { return nil }
    guard let date = Date(timestamp: text) else {
      throw CredentialError(
        "AWS_CREDENTIAL_EXPIRATION: expected a time such as '2026-01-01T00:00:00Z', not '\(text)'"
      )
    }
    return date
  }
}

extension CredentialError {
  fileprivate static func half(_ present: String, without absent: String) -> CredentialError {
    CredentialError(
      "incomplete AWS credentials: \(present) is set but \(absent) is not; set both or neither"
    )
  }
}
