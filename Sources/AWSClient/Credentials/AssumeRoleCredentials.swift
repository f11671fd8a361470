/// Takes on the role that a profile names, with credentials from another profile
/// (`source_profile`) or from the machine (`credential_source`).
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/feature-assume-role-credentials.html>
struct AssumeRoleCredentials: CredentialProvider {
  /// The name of the profile.
  let profileName: String
  let context: CredentialContext

  var name: String { "'role_arn' of the profile '\(profileName)'" }

  /// Follows the chain of profiles to its end, then takes on role after role.
  func provide() async throws(CredentialError) -> CredentialOffer {
    guard let profile = context.files.profile(profileName), profile.isRole else {
      return .none("not set")
    }
    return .credentials(try await assume(profile, path: [profileName]))
  }

  // STS is asked once for each; a chain this long is a mistake of whoever wrote it out by program.
  private static let longestChain = 20

  /// `path` is the profiles on the way here, for telling that they go round in a circle.
  private func assume(
    _ profile: Profile,
    path: [String]
  ) async throws(CredentialError) -> Credentials {
    let role = try AssumedRole(profile, environment: context.surroundings)
    let source: Credentials
    switch (profile.value("source_profile"), profile.value("credential_source")) {
    case (let name?, nil): source = try await credentials(of: name, profile, path: path)
    case (nil, let name?): source = try await credentials(from: name)
    case (nil, nil): throw .noSource(profile)
    case (_?, _?): throw .twoSources(profile)
    }
    return try await context.securityTokens.assume(role, as: source)
  }

  /// Keys come before a role in a source profile, so that a profile can be its own source.
  private func credentials(
    of name: ClientSettings.Value,
    _ profile: Profile,
    path: [String]
  ) async throws(CredentialError) -> Credentials {
    guard let source = context.files.profile(name.text) else { throw .noSuchSource(name) }
    let isRole = source.isRole && !source.hasKeys
    let isCircle = path.contains(source.name)
    if isCircle && (isRole || source.name != profile.name) {
      throw .circle(path + [source.name], name)
    }
    guard path.count < Self.longestChain else { throw .tooLong(name) }
    if isRole { return try await assume(source, path: path + [source.name]) }
    for provider in context.ownProviders(of: source.name) {
      if case .credentials(let credentials) = try await provider.provide() { return credentials }
    }
    throw .emptySource(source, name)
  }

  private func credentials(
    from name: ClientSettings.Value
  ) async throws(CredentialError) -> Credentials {
    let provider: any CredentialProvider
    switch name.text {
    case "Environment": provider = EnvironmentCredentials(surroundings: context.surroundings)
    case "EcsContainer": provider = ContainerCredentials(context: context)
    case "Ec2InstanceMetadata": provider = InstanceCredentials(context: context)
    default: throw .unknownSource(name)
    }
    switch try await provider.provide() {
    case .credentials(let credentials): return credentials
    case .none(let reason): throw .silentSource(name, reason)
    }
  }
}

extension Profile {
  /// Whether it is a role to take on with other credentials than a web identity.
  fileprivate var isRole: Bool {
    self["role_arn"] != nil && self["web_identity_token_file"] == nil
  }
}

extension CredentialContext {
  /// The ways in which a profile has credentials of its own, in the order of the standard chain.
  func ownProviders(of profile: String) -> [any CredentialProvider] {
    [
      WebIdentityCredentials(profileName: profile, readsEnvironment: false, context: self),
      SingleSignOnCredentials(profileName: profile, context: self),
      ProfileCredentials(profileName: profile, files: files),
      ConsoleLoginCredentials(profileName: profile, files: files),
      ProcessCredentials(profileName: profile, settings: settings),
    ]
  }
}

extension CredentialError {
  fileprivate static func noSource(_ profile: Profile) -> CredentialError {
    CredentialError(
      """
      \(profile.title) has a 'role_arn' but does not say who takes it on; add 'source_profile', \
      'credential_source' or 'web_identity_token_file'
      """
    )
  }

  fileprivate static func twoSources(_ profile: Profile) -> CredentialError {
    CredentialError(
      "\(profile.title) has both 'source_profile' and 'credential_source'; remove one of them"
    )
  }

  fileprivate static func noSuchSource(_ name: ClientSettings.Value) -> CredentialError {
    CredentialError("\(name.name): there is no profile '\(name.text)'")
  }

  fileprivate static func emptySource(
    _ profile: Profile,
    _ name: ClientSettings.Value
  ) -> CredentialError {
    CredentialError("\(name.name): \(profile.title) has no credentials")
  }

  fileprivate static func circle(
    _ path: [String],
    _ name: ClientSettings.Value
  ) -> CredentialError {
    CredentialError(
      "\(name.name): the profiles go round in a circle: \(path.joined(separator: " -> "))"
    )
  }

  fileprivate static func tooLong(_ name: ClientSettings.Value) -> CredentialError {
    CredentialError("\(name.name): more than 20 profiles in a row; name one nearer to the keys")
  }

  fileprivate static func unknownSource(_ name: ClientSettings.Value) -> CredentialError {
    CredentialError(
      """
      \(name.name): expected 'Environment', 'EcsContainer' or 'Ec2InstanceMetadata', \
      not '\(name.text)'
      """
    )
  }

  fileprivate static func silentSource(
    _ name: ClientSettings.Value,
    _ reason: String
  ) -> CredentialError {
    CredentialError("\(name.name): '\(name.text)' has no credentials: \(reason)")
  }
}
