/// Reads `aws_access_key_id`, `aws_secret_access_key` and, when there is one, `aws_session_token` of a
/// profile, or `aws_security_token`, its older name.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-static-credentials.html>
struct ProfileCredentials: CredentialProvider {
  /// The name of the profile.
  let profileName: String
  let files: SharedFiles

  var name: String { "keys of the profile '\(profileName)'" }

  /// Throws when only one of the two keys is there.
  func provide() async throws(CredentialError) -> CredentialOffer {
    guard let profile = files.profile(profileName) else {
      return .none("\(files.names.config) and \(files.names.credentials) have no such profile")
    }
    guard profile.hasKeys else { return .none("it has no 'aws_access_key_id'") }
    return .credentials(
      Credentials(
        accessKeyID: try profile.required("aws_access_key_id", for: "'aws_secret_access_key'"),
        secretAccessKey: Secret(
          try profile.required("aws_secret_access_key", for: "'aws_access_key_id'")
        ),
        sessionToken: (profile["aws_session_token"] ?? profile["aws_security_token"])
          .map { Secret($0) },
        origin: profile.keysTitle
      )
    )
  }
}

extension Profile {
  /// Whether it has access keys, or a part of them.
  var hasKeys: Bool { self["aws_access_key_id"] != nil || self["aws_secret_access_key"] != nil }

  /// With the line of the access key's id: both files may have a part of the profile.
  fileprivate var keysTitle: String {
    "profile '\(name)' (\(settings["aws_access_key_id"]?.place ?? place))"
  }
}
