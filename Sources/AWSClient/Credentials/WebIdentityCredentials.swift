internal import Foundation

/// Takes on a role with a token that somebody else issued, as CI systems and Kubernetes do (OIDC).
///
/// Reads `AWS_WEB_IDENTITY_TOKEN_FILE`, `AWS_ROLE_ARN` and `AWS_ROLE_SESSION_NAME`, else the profile's
/// keys of the same names. The token is read anew each time, since its issuer replaces it.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html>
struct WebIdentityCredentials: CredentialProvider {
  /// The name of the profile.
  let profileName: String
  /// Whether the variables count; they do not when a profile was asked for on the command line.
  let readsEnvironment: Bool
  let context: CredentialContext

  var name: String { "web identity" }

  /// Throws when the file or the role is missing, and when STS refuses.
  func provide() async throws(CredentialError) -> CredentialOffer {
    var found = try fromEnvironment()
    if found == nil { found = try fromProfile() }
    guard let (file, role) = found else {
      return .none(
        readsEnvironment
          ? "AWS_WEB_IDENTITY_TOKEN_FILE is not set"
          : "the profile has no 'web_identity_token_file'"
      )
    }
    let token = try token(in: file)
    return .credentials(try await context.securityTokens.assume(role, withWebIdentity: token))
  }

  private func fromEnvironment() throws(CredentialError) -> (ClientSettings.Value, AssumedRole)? {
    let variable = "AWS_WEB_IDENTITY_TOKEN_FILE"
    guard readsEnvironment, let file = context.surroundings[variable] else { return nil }
    guard let arn = context.surroundings["AWS_ROLE_ARN"] else {
      throw CredentialError("\(variable) is set but AWS_ROLE_ARN is not; set both or neither")
    }
    let role = AssumedRole(
      arn: arn,
      sessionName: context.surroundings["AWS_ROLE_SESSION_NAME"],
      origin: variable
    )
    return (ClientSettings.Value(name: variable, text: file), role)
  }

  private func fromProfile() throws(CredentialError) -> (ClientSettings.Value, AssumedRole)? {
    guard let profile = context.files.profile(profileName),
      let file = profile.value("web_identity_token_file")
    else { return nil }
    return (file, try AssumedRole(profile, environment: context.surroundings))
  }

  private func token(in file: ClientSettings.Value) throws(CredentialError) -> Secret {
    let data: Data?
    do {
      data = try context.surroundings.readFile(context.surroundings.absolute(file.text))
    } catch {
      throw CredentialError("\(file.name): the file '\(file.text)' cannot be read")
    }
    guard let data else {
      throw CredentialError("\(file.name): there is no file '\(file.text)'")
    }
    let token = String(decoding: data, as: UTF8.self)
      .trimmingCharacters(in: .whitespacesAndNewlines)
    guard !token.isEmpty else {
      throw CredentialError("\(file.name): the file '\(file.text)' is empty")
    }
    return Secret(token)
  }
}
