internal import Foundation

/// The profiles, sessions and endpoints of AWS's shared `config` and `credentials` files.
///
/// <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>
struct SharedFiles: Sendable {
  /// The two files as messages name them, for example `~/.aws/config`.
  let names: (config: String, credentials: String)
  private var profiles: [String: Profile] = [:]
  private var sessions: [String: Profile] = [:]
  private var services: [String: Profile] = [:]

  /// Reads `AWS_CONFIG_FILE`, else `~/.aws/config`, and `AWS_SHARED_CREDENTIALS_FILE`, else
  /// `~/.aws/credentials`.
  ///
  /// A file that is not there is an empty one, also when a variable names it, as AWS's SDKs have it.
  init(_ surroundings: ClientSurroundings) throws(ConfigurationError) {
    let config = surroundings["AWS_CONFIG_FILE"] ?? "~/.aws/config"
    let credentials = surroundings["AWS_SHARED_CREDENTIALS_FILE"] ?? "~/.aws/credentials"
    names = (config, credentials)
    try readConfig(surroundings.text(of: config), name: config)
    try readCredentials(surroundings.text(of: credentials), name: credentials)
  }

  /// In order.
  var profileNames: [String] { profiles.keys.sorted() }

  /// What both files say of a profile; nil when neither does.
  func profile(_ name: String) -> Profile? { profiles[name] }

  /// A `[sso-session NAME]` section.
  func session(_ name: String) -> Profile? { sessions[name] }

  /// A `[services NAME]` section.
  func services(_ name: String) -> Profile? { services[name] }

  private mutating func readConfig(_ text: String, name: String) throws(ConfigurationError) {
    let sections = try SharedFile(text, name: name).sections.map { ($0.words, $0) }
    // `[profile default]` comes before `[default]`, wherever they stand.
    let hasPrefixedDefault = sections.contains { $0.0 == ["profile", "default"] }
    for (words, section) in sections {
      switch (words.first, words.count) {
      case ("default", 1) where hasPrefixedDefault: break
      case ("default", 1): profiles.add(section, as: "default")
      case ("profile", 2): profiles.add(section, as: words[1])
      case ("sso-session", 2): sessions.add(section, as: words[1])
      case ("services", 2): services.add(section, as: words[1])
      // Sections of other tools, such as `[preview]` and `[plugins]`.
      default: break
      }
    }
  }

  private mutating func readCredentials(_ text: String, name: String) throws(ConfigurationError) {
    let sections = try SharedFile(text, name: name).sections
    // Keys of this file must not go with a token of the other.
    for section in sections where !Profile.keys.isDisjoint(with: section.settings.keys) {
      for key in Profile.keys { profiles[section.title]?.settings[key] = nil }
    }
    for section in sections { profiles.add(section, as: section.title) }
  }
}

extension [String: Profile] {
  /// Lays a section over what is known: the later one wins, setting by setting.
  fileprivate mutating func add(_ section: SharedFile.Section, as name: String) {
    var profile = self[name] ?? Profile(name: name, place: section.place)
    profile.settings.merge(section.settings) { $1 }
    self[name] = profile
  }
}

extension SharedFile.Section {
  /// `profile "my work"` is two words.
  fileprivate var words: [String] {
    guard let space = title.firstIndex(where: \.isWhitespace) else { return [title] }
    let rest = title[space...].trimmingCharacters(in: .whitespaces)
    let isQuoted =
      rest.count > 1 && rest.first == rest.last && (rest.first == "\"" || rest.first == "'")
    return [String(title[..<space]), isQuoted ? String(rest.dropFirst().dropLast()) : rest]
  }
}

extension ClientSurroundings {
  /// Empty when there is no such file.
  fileprivate func text(of path: String) throws(ConfigurationError) -> String {
    // Without a home there is nothing that `~` could stand for.
    if home == nil && path.hasPrefix("~") { return "" }
    do {
      return String(decoding: try readFile(absolute(path)) ?? Data(), as: UTF8.self)
    } catch {
      throw .unreadable(path)
    }
  }
}

extension ConfigurationError {
  fileprivate static func unreadable(_ path: String) -> ConfigurationError {
    ConfigurationError("\(path): the file cannot be read; check its permissions")
  }
}
