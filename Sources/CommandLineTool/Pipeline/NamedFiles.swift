internal import Foundation

/// The files that a command line names, so that none is written that is read, and none for two
/// purposes.
struct NamedFiles {
  /// What is done with a file.
  private enum Purpose {
    case read
    /// Lines are added: several may go to the same file.
    case appended
    case written
  }

  private struct Use {
    /// For messages: `--report 'plan.json'`.
    var title: String
    /// As `Host.resolved(_:)` has it.
    var file: String
    var purpose: Purpose
  }

  private let host: Host
  private let manifests: ManifestFiles
  private var uses: [Use] = []

  /// Begins with what is read and kept on account of these options.
  init(_ manifest: ManifestOptions, _ service: ServiceOptions, in host: Host) {
    self.host = host
    manifests = ManifestFiles(manifest.paths, in: host)
    for path in manifests.names { add("the manifest", path, .read) }
    for path in manifest.variableFiles { add("--vars", path, .read) }
    add("--seed", service.seed, .read)
    add("--simulate", service.simulate, .written)
    add("--trace", service.trace, .appended)
  }

  /// The same with what an option reads.
  func reading(_ option: String, _ path: String?) -> NamedFiles { with(option, path, .read) }

  /// The same with what an option writes as a whole.
  func writing(_ option: String, _ path: String?) -> NamedFiles { with(option, path, .written) }

  /// The same with what an option adds lines to.
  func appending(_ option: String, _ path: String?) -> NamedFiles { with(option, path, .appended) }

  private func with(_ option: String, _ path: String?, _ purpose: Purpose) -> NamedFiles {
    var files = self
    files.add(option, path, purpose)
    return files
  }

  private mutating func add(_ title: String, _ path: String?, _ purpose: Purpose) {
    guard let path, !path.isEmpty, path != "-" else { return }
    let file = host.resolved(path)
    guard Self.canBeHarmed(file) else { return }
    uses.append(Use(title: "\(title) '\(path)'", file: file, purpose: purpose))
  }

  /// A terminal, a pipe or /dev/null can be named as often as one likes.
  private static func canBeHarmed(_ file: String) -> Bool {
    var status = stat()
    return stat(file, &status) != 0 || status.st_mode & S_IFMT == S_IFREG
  }

  /// Throws a `CommandFailure` for a file that would not be what one of its uses makes of it.
  func check() throws {
    guard uses.contains(where: { $0.purpose != .read }) else { return }
    // What is written is so before the manifests are understood.
    var files = self
    for path in manifests.countriesFiles { files.add("the countriesFile", path, .read) }
    try files.checkEach()
  }

  private func checkEach() throws {
    for (index, use) in uses.enumerated() {
      for other in uses[..<index] where other.file == use.file {
        switch (other.purpose, use.purpose) {
        case (.read, .read), (.appended, .appended): continue
        default: throw failure("\(use.title) and \(other.title) are the same file")
        }
      }
      if use.purpose != .read, manifests.wouldRead(use.file) {
        throw failure("\(use.title) would be read as a manifest")
      }
    }
  }

  private func failure(_ sentence: String) -> CommandFailure {
    CommandFailure(.usage, "error: \(sentence); nothing was read or written")
  }
}
