/// Says what to do about a profile with a `login_session`, which `aws login` makes.
///
/// To renew one takes a proof made with the login's own key, which smsctl does not make, and without that
/// a login lasts a quarter of an hour.
/// <https://docs.aws.amazon.com/cli/latest/userguide/cli-configure-sign-in.html>
struct ConsoleLoginCredentials: CredentialProvider {
  /// The name of the profile.
  let profileName: String
  let files: SharedFiles

  var name: String { "'login_session' of the profile '\(profileName)'" }

  /// Throws when the profile has one.
  func provide() async throws(CredentialError) -> CredentialOffer {
    guard let profile = files.profile(profileName), profile["login_session"] != nil else {
      return .none("not set")
    }
    throw CredentialError(
      """
      \(profile.title) has a 'login_session', which smsctl does not use; export credentials \
      first, with eval "$(aws configure export-credentials --profile \(profile.name) --format env)"
      """
    )
  }
}
