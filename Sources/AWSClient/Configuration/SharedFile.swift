internal import Foundation

/// One of AWS's two shared files, `config` or `credentials`, read into sections.
///
///     [profile build]
///     role_arn = arn:aws:iam::123456789012:role/build
///     source_profile = base
///     s3 =
///       max_concurrent_requests = 20
///
/// Comments are whole lines; a value ends with its line, `#` included, as the AWS CLI has it. A line that
/// is indented deeper than the key above it belongs to that key.
/// <https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html>
struct SharedFile: Sendable {
  /// What stands under one `[title]`.
  struct Section: Sendable, Equatable {
    /// Between the brackets, spaces around it removed.
    var title: String
    /// For messages, for example `~/.aws/config:3`.
    var place: String
    /// By key, in lower case; of equal keys the last.
    var settings: [String: Setting] = [:]
  }

  /// One `key = value`; keys are in lower case.
  struct Setting: Sendable, Equatable {
    /// Spaces around it removed; empty where nothing stands behind the `=`, and with line breaks where it goes on
    /// below.
    var value: String
    /// For messages, for example `~/.aws/config:4`.
    var place: String
    /// The indented `key = value` lines below a key without a value.
    var nested: [String: Setting] = [:]
  }

  /// In order; a title may occur more than once.
  let sections: [Section]

  /// Reads the text of a file; `name` is for messages, for example `~/.aws/config`.
  ///
  /// Errors name the line but do not show it: it may hold a secret.
  init(_ text: String, name: String) throws(ConfigurationError) {
    var reader = Reader(name: name)
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    for line in text.split(omittingEmptySubsequences: false, whereSeparator: \.isLineEnd) {
      try reader.read(line)
    }
    sections = reader.sections
  }
}

extension Character {
  // Swift takes the two characters of a Windows line end for one.
  fileprivate var isLineEnd: Bool { self == "\n" || self == "\r\n" }
}

/// Reads line by line.
private struct Reader {
  let name: String
  private(set) var sections: [SharedFile.Section] = []
  private var number = 0
  // The key that lines belong to that are indented deeper than it.
  private var openKey: (name: String, indent: Int)?

  init(name: String) {
    self.name = name
  }

  private var place: String { "\(name):\(number)" }

  mutating func read(_ line: Substring) throws(ConfigurationError) {
    number += 1
    let text = line.trimmingCharacters(in: .whitespaces)
    guard !text.isEmpty, !text.hasPrefix("#"), !text.hasPrefix(";") else { return }
    let indent = line.prefix { $0 == " " || $0 == "\t" }.count
    if let openKey, indent > openKey.indent {
      try readIndented(text, below: openKey.name)
    } else if text.hasPrefix("[") {
      try readTitle(text)
    } else {
      try readSetting(text, indent: indent)
    }
  }

  private mutating func readTitle(_ text: String) throws(ConfigurationError) {
    // Whatever follows the bracket can only be a comment.
    guard let end = text.firstIndex(of: "]") else { throw .unclosedTitle(place) }
    let title = text[text.index(after: text.startIndex)..<end].trimmingCharacters(in: .whitespaces)
    sections.append(SharedFile.Section(title: title, place: place))
    openKey = nil
  }

  private mutating func readSetting(_ text: String, indent: Int) throws(ConfigurationError) {
    guard !sections.isEmpty else { throw .beforeTitle(place) }
    let (key, value) = try keyAndValue(text)
    let setting = SharedFile.Setting(value: value, place: place)
    sections[sections.count - 1].settings[key] = setting
    openKey = (key, indent)
  }

  private mutating func readIndented(
    _ text: String,
    below openKey: String
  ) throws(ConfigurationError) {
    let last = sections.count - 1
    guard let parent = sections[last].settings[openKey] else { return }
    if parent.value.isEmpty {
      let (key, value) = try keyAndValue(text)
      let setting = SharedFile.Setting(value: value, place: place)
      sections[last].settings[openKey]?.nested[key] = setting
    } else {
      // The value goes on.
      sections[last].settings[openKey]?.value += "\n" + text
    }
  }

  private func keyAndValue(_ text: String) throws(ConfigurationError) -> (String, String) {
    guard let equals = text.firstIndex(of: "="), equals != text.startIndex else {
      throw .notASetting(place)
    }
    let key = text[..<equals].trimmingCharacters(in: .whitespaces).lowercased()
    return (key, text[text.index(after: equals)...].trimmingCharacters(in: .whitespaces))
  }
}

extension ConfigurationError {
  fileprivate static func unclosedTitle(_ place: String) -> ConfigurationError {
    ConfigurationError("\(place): the '[' of a section has no ']'")
  }

  fileprivate static func beforeTitle(_ place: String) -> ConfigurationError {
    ConfigurationError(
      "\(place): a setting before the first section; begin with a line such as '[default]'"
    )
  }

  fileprivate static func notASetting(_ place: String) -> ConfigurationError {
    ConfigurationError("\(place): expected 'key = value', '[section]' or a comment")
  }
}
