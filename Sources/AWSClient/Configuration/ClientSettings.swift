/// Settings of AWS's SDKs as the environment and the profile in use give them.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/settings-reference.html>
package struct ClientSettings: Sendable {
  /// One setting's value, and who set it.
  package struct Value: Sendable, Equatable {
    /// For messages: a variable, or a key and its place, for example
    /// `max_attempts (~/.aws/config:4)`.
    package var name: String
    /// As it is set; never empty.
    package var text: String
  }

  /// Where the settings were read from.
  let surroundings: ClientSurroundings
  /// Read once, with the settings.
  let files: SharedFiles
  /// The name of the profile in use, for example `default`.
  package let profileName: String
  /// Whether the profile was asked for by `--profile`, which then comes before variables with keys.
  let isProfileFlagged: Bool

  /// Reads the shared files.
  ///
  /// `profile` is the value of `--profile`, nil when it was not given. Throws when a file cannot be
  /// read, and when a profile was asked for that is in neither.
  package init(
    _ surroundings: ClientSurroundings,
    profile flag: String? = nil
  ) throws(ConfigurationError) {
    let files = try SharedFiles(surroundings)
    let variable = ["AWS_PROFILE", "AWS_DEFAULT_PROFILE"].first { surroundings[$0] != nil }
    self.surroundings = surroundings
    self.files = files
    isProfileFlagged = flag != nil
    profileName = flag ?? variable.flatMap { surroundings[$0] } ?? "default"
    let source = flag == nil ? variable : "--profile"
    if let source, files.profile(profileName) == nil {
      throw .noProfile(profileName, source: source, files)
    }
  }

  /// The environment.
  package var variables: [String: String] { surroundings.variables }

  /// The profile in use; nil when the shared files do not have it.
  var profile: Profile? { files.profile(profileName) }

  /// A setting: the variable, else the key in the profile; nil when neither is set.
  package func value(_ variable: String, key: String) -> Value? {
    if let text = surroundings[variable] { return Value(name: variable, text: text) }
    return profile?.value(key)
  }

  /// A setting that is true or false; nil when it is not set.
  func bool(_ variable: String, key: String) throws(ConfigurationError) -> Value.Flag? {
    guard let value = value(variable, key: key) else { return nil }
    guard let flag = Bool(value.text.lowercased()) else { throw .notABool(value) }
    return Value.Flag(name: value.name, isOn: flag)
  }

  /// The region that AWS's tools would use; nil when there is none.
  package var region: String? {
    surroundings["AWS_REGION"] ?? surroundings["AWS_DEFAULT_REGION"] ?? profile?["region"]
  }
}

extension ClientSettings.Value {
  /// A value that is true or false, and who set it.
  struct Flag: Sendable {
    /// As `Value.name`.
    var name: String
    /// Whether it is `true`, in whatever case.
    var isOn: Bool
  }
}

extension Profile {
  /// A key's value with its place; nil when it is not set.
  func value(_ key: String) -> ClientSettings.Value? {
    guard let setting = settings[key], !setting.value.isEmpty else { return nil }
    return ClientSettings.Value(name: "\(key) (\(setting.place))", text: setting.value)
  }
}

extension ConfigurationError {
  fileprivate static func noProfile(
    _ name: String,
    source: String,
    _ files: SharedFiles
  ) -> ConfigurationError {
    let known = files.profileNames
    let list =
      known.isEmpty
      ? "there are no profiles in them"
      : "they have " + known.prefix(10).map { "'\($0)'" }.joined(separator: ", ")
        + (known.count > 10 ? " and \(known.count - 10) more" : "")
    return ConfigurationError(
      """
      \(source): there is no profile '\(name)' in \(files.names.config) or \
      \(files.names.credentials); \(list)
      """
    )
  }

  fileprivate static func notABool(_ value: ClientSettings.Value) -> ConfigurationError {
    ConfigurationError("\(value.name): expected 'true' or 'false', not '\(value.text)'")
  }
}
