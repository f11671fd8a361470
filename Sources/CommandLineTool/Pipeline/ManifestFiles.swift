internal import Diagnostics
internal import Foundation
internal import Resources
internal import YAMLSyntax

/// The manifest files that a command line names.
struct ManifestFiles {
  /// What is read when the command line names nothing.
  static let defaultName = "smsctl.yaml"
  /// A manifest larger than this is taken for a mistake, in bytes.
  static let sizeLimit = 64 << 20

  private let paths: [String]
  private let host: Host

  /// Files, directories and `-`, as the command line has them; none for the default.
  init(_ paths: [String], in host: Host) {
    self.paths = paths
    self.host = host
  }

  /// Whether a file of that name is a manifest of its directory.
  static func isManifest(_ name: String) -> Bool {
    !name.hasPrefix(".") && (name.hasSuffix(".yaml") || name.hasSuffix(".yml"))
  }

  /// The texts of all files, in order.
  ///
  /// Throws `CommandFailure` or `DiagnosticsError`.
  func read() throws -> [SourceFile] {
    var seen: Set<String> = []
    return try expanded().compactMap { path in
      if path == "-" {
        guard seen.insert(path).inserted else { return nil }
        return try SourceFile(name: "<stdin>", bytes: host.readInput())
      }
      guard seen.insert(host.resolved(path)).inserted else { return nil }
      return try SourceFile(name: path, bytes: bytes(of: path))
    }
  }

  /// A file that is named by itself and may be a part of the project only; nil when whole directories are
  /// read, or a default file that lies beside no other manifest.
  var partOfProject: String? {
    get throws {
      if let file = paths.first(where: { $0 == "-" || !host.isDirectory($0) }) { return file }
      guard paths.isEmpty, try kind(of: Self.defaultName) == .file else { return nil }
      let others = try manifests(in: ".").filter {
        host.resolved($0) != host.resolved(Self.defaultName)
      }
      let hasOthers = try others.contains { path in
        try SourceFile(name: path, bytes: bytes(of: path)).text
          .split(separator: "\n").contains { $0.hasPrefix("project:") }
      }
      return hasOthers ? Self.defaultName : nil
    }
  }

  /// Whether there is something to read when the command line names nothing.
  var hasDefault: Bool {
    get throws {
      let isThere = try kind(of: Self.defaultName) == .file
      return try isThere || !manifests(in: ".").isEmpty
    }
  }

  /// The names of all files that would be read, those that are not there among them; never fails.
  var names: [String] { ((try? expanded()) ?? []) + paths.filter { !host.isDirectory($0) } }

  /// The paths of all files that the manifests name as corrections of the country table; never fails.
  var countriesFiles: [String] {
    var ignored = DiagnosticList()
    let files = ((try? read()) ?? []).filter { $0.text.contains("countriesFile") }
    return files.flatMap { YAMLParser.parse($0, into: &ignored) }
      .compactMap(\.countriesFile).map(\.pathBesideItsFile)
  }

  /// Whether a new file at this place, as `Host.resolved(_:)` has it, would be read.
  func wouldRead(_ file: String) -> Bool {
    let name = (file as NSString).lastPathComponent
    let folder = (file as NSString).deletingLastPathComponent
    guard Self.isManifest(name) else { return false }
    guard paths.isEmpty else {
      return paths.contains { host.isDirectory($0) && host.resolved($0) == folder }
    }
    // Beside this one nothing is read.
    let main = host.resolved(Self.defaultName)
    return file == main
      || host.resolved(".") == folder && !FileManager.default.fileExists(atPath: main)
  }

  /// The text of the one file that is named, where a directory or standard input makes no sense.
  ///
  /// Throws `CommandFailure` or `DiagnosticsError`.
  func readOnly() throws -> SourceFile {
    guard let path = paths.first, path != "-" else {
      throw CommandFailure(.failed, "error: expected a file, not standard input")
    }
    switch try kind(of: path) {
    case .file, .other: return try SourceFile(name: path, bytes: bytes(of: path))
    case .directory: throw CommandFailure(.failed, "error: '\(path)' is a directory, not a file")
    case nil: throw CommandFailure.missing(path)
    }
  }

  private func expanded() throws -> [String] {
    if paths.isEmpty {
      if try kind(of: Self.defaultName) == .file { return [Self.defaultName] }
      let files = try manifests(in: ".")
      guard !files.isEmpty else {
        throw CommandFailure(
          .failed,
          "error: there is no \(Self.defaultName) and no other manifest (*.yaml, *.yml) in this directory"
        )
      }
      return files
    }
    return try paths.flatMap { path -> [String] in
      if path == "-" { return ["-"] }
      switch try kind(of: path) {
      // A pipe may be named, such as the shell's <(...).
      case .file, .other: return [path]
      case .directory:
        let files = try manifests(in: path)
        guard !files.isEmpty else {
          throw CommandFailure(.failed, "error: there is no manifest (*.yaml, *.yml) in '\(path)'")
        }
        return files
      case nil:
        throw CommandFailure.missing(path)
      }
    }
  }

  private enum Kind {
    case file
    case directory
    /// A pipe, a device, a socket.
    case other
  }

  /// What a path leads to, symbolic links followed; nil when nothing is there.
  private func kind(of path: String) throws -> Kind? {
    // As for every program; made absolute it would be the directory.
    guard !path.isEmpty else { return nil }
    var status = stat()
    guard stat(host.absolute(path), &status) == 0 else {
      switch errno {
      case ENOENT, ENOTDIR: return nil
      case ELOOP:
        throw CommandFailure(
          .failed,
          "error: '\(path)' is a symbolic link that leads back to itself"
        )
      default: throw CommandFailure.unreadable("file", path, errno)
      }
    }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .directory
    default: return .other
    }
  }

  /// The manifests of a directory by name; not those of directories in it.
  private func manifests(in directory: String) throws -> [String] {
    let absolute = host.absolute(directory)
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: absolute) else {
      throw CommandFailure.unreadable("directory", directory, errno)
    }
    return
      try names
      .filter(Self.isManifest)
      .sorted()
      .map { directory == "." ? $0 : directory + (directory.hasSuffix("/") ? "" : "/") + $0 }
      .filter { path in
        // A manifest that is passed over would be taken for one that wants nothing.
        switch try kind(of: path) {
        case .file: return true
        case .directory: return false
        case .other: throw CommandFailure(.failed, "error: '\(path)' is not a file")
        case nil:
          throw CommandFailure(.failed, "error: '\(path)' is a symbolic link to nothing")
        }
      }
  }

  private func bytes(of path: String) throws -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: host.absolute(path)) else {
      throw CommandFailure.unreadable("file", path, errno)
    }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: Self.sizeLimit + 1) ?? Data() else {
      throw CommandFailure.unreadable("file", path, errno)
    }
    guard data.count <= Self.sizeLimit else {
      throw CommandFailure(.failed, "error: the file '\(path)' is larger than 64 MiB")
    }
    return Array(data)
  }
}

extension CommandFailure {
  /// The state of a simulated account behind a space reads like a manifest.
  fileprivate static func missing(_ path: String) -> CommandFailure {
    let hint = path.hasSuffix(".json") ? "; did you mean '--simulate=\(path)'?" : ""
    return CommandFailure(.failed, "error: there is no file or directory '\(path)'\(hint)")
  }
}
