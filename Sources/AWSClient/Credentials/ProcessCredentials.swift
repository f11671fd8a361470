internal import Foundation

/// Runs the `credential_process` of a profile and reads what it prints.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-process-credentials.html>
struct ProcessCredentials: CredentialProvider {
  /// The name of the profile.
  let profileName: String
  /// Has the profile, and runs the program.
  let settings: ClientSettings

  var name: String { "'credential_process' of the profile '\(profileName)'" }

  /// Errors never show what the program printed.
  func provide() async throws(CredentialError) -> CredentialOffer {
    guard let profile = settings.files.profile(profileName),
      let command = profile["credential_process"]
    else { return .none("not set") }
    switch await settings.surroundings.run(command) {
    case .failed(let reason): throw .failed(profile, reason)
    case .printed(let output):
      guard let document = CredentialDocument(Data(output.value.utf8)) else {
        throw .failed(profile, "it did not print a JSON object")
      }
      return .credentials(try Self.read(document, profile))
    }
  }

  private static func read(
    _ document: CredentialDocument,
    _ profile: Profile
  ) throws(CredentialError) -> Credentials {
    guard document.number("Version") == 1 else {
      throw .failed(profile, "the 'Version' in its answer is not 1")
    }
    do throws(CredentialDocumentError) {
      let origin = "credential_process of \(profile.title)"
      return try document.credentials(token: "SessionToken", origin: origin)
    } catch {
      throw .failed(profile, error.clause)
    }
  }
}

extension CredentialError {
  fileprivate static func failed(_ profile: Profile, _ reason: String) -> CredentialError {
    CredentialError("'credential_process' of \(profile.title) gave no credentials: \(reason)")
  }
}
