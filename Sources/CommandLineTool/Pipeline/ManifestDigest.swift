internal import AWSClient
internal import Diagnostics

/// What was read for a plan, so that other manifests are told from it: digests, nothing of the texts.
struct ManifestDigest: Codable, Equatable, Sendable {
  /// One text that was read, a manifest or the corrections of the country table.
  struct File: Codable, Equatable, Sendable {
    /// As messages name it.
    var file: String
    /// 64 hexadecimal digits.
    var sha256: String
  }

  /// In the order read.
  var files: [File]
  /// SHA-256 over names and values of all variables of the command line and the environment that a text
  /// could use; 64 hexadecimal digits.
  var values: String

  /// Of the variables only those count that a text has as `${NAME}`, or the value of another one.
  init(_ input: ManifestInput) {
    files = input.files.map {
      File(file: $0.name, sha256: TextDigest.hexadecimal(of: $0.text))
    }
    // The environment may hold values for other manifests.
    let texts = input.files.map(\.text) + input.variables.values
    let used = input.variables.filter { name, _ in texts.contains { $0.contains("${\(name)}") } }
    values = TextDigest.hexadecimal(
      of: used.sorted { $0.key < $1.key }
        .map { "\($0) \($1.utf8.count):\($1)" }.joined(separator: "\n")
    )
  }

  /// Why this is not what `other` was, as a phrase; nil when it is.
  ///
  /// Names of files do not count.
  func difference(from other: ManifestDigest) -> String? {
    let digests = files.map(\.sha256)
    if digests != other.files.map(\.sha256) {
      let known = Set(other.files.map(\.sha256))
      guard files.count == other.files.count,
        let changed = files.first(where: { !known.contains($0.sha256) })
      else { return "other files are read than were read for it" }
      return "'\(DisplayText.escape(changed.file))' is not what it was"
    }
    return values == other.values ? nil : "other values are given for the variables of the manifest"
  }
}
