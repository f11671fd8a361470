internal import Diagnostics
internal import Foundation
internal import YAMLSyntax

/// The manifest files that a command line names.
struct ManifestFiles {
  /// What is read when the command line names nothing.
  static let defaultName = "smsctl.yaml"
  /// A manifest larger than this is taken for a mistake, in bytes.
  static let sizeLimit = 64 << 20

  private let paths: [String]
  private let host: Host

  init(_ paths: [String], in host: Host) {
    self.paths = paths
    self.host = host
  }

  /// The texts of all files, in order.
  ///
  /// Throws `CommandFailure` or `DiagnosticsError`.
  func read() throws -> [SourceFile] {
    var seen: Set<String> = []
    return try expanded().compactMap { path in
      if path == "-" { return try SourceFile(name: "<stdin>", bytes: host.readInput()) }
      let real = URL(filePath: host.absolute(path)).resolvingSymlinksInPath().path
      guard seen.insert(real).inserted else { return nil }
      return try SourceFile(name: path, bytes: bytes(of: path))
    }
  }

  private func expanded() throws -> [String] {
    if paths.isEmpty {
      if kind(of: Self.defaultName) == .file { return [Self.defaultName] }
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
      switch kind(of: path) {
      case .file: return [path]
      case .directory:
        let files = try manifests(in: path)
        guard !files.isEmpty else {
          throw CommandFailure(.failed, "error: there is no manifest (*.yaml, *.yml) in '\(path)'")
        }
        return files
      case nil:
        throw CommandFailure(.failed, "error: there is no file or directory '\(path)'")
      }
    }
  }

  private enum Kind {
    case file
    case directory
  }

  private func kind(of path: String) -> Kind? {
    var isDirectory: ObjCBool = false
    guard FileManager.default.fileExists(atPath: host.absolute(path), isDirectory: &isDirectory)
    else {
      return nil
    }
    return isDirectory.boolValue ? .directory : .file
  }

  /// The manifests of a directory by name; not those of directories in it.
  private func manifests(in directory: String) throws -> [String] {
    do {
      let names = try FileManager.default.contentsOfDirectory(atPath: host.absolute(directory))
      return names.filter { !$0.hasPrefix(".") && ($0.hasSuffix(".yaml") || $0.hasSuffix(".yml")) }
        .sorted()
        .map { directory == "." ? $0 : directory + (directory.hasSuffix("/") ? "" : "/") + $0 }
        .filter { kind(of: $0) == .file }
    } catch {
      throw CommandFailure(.failed, "error: the directory '\(directory)' cannot be read")
    }
  }

  private func bytes(of path: String) throws -> [UInt8] {
    guard let file = FileHandle(forReadingAtPath: host.absolute(path)) else {
      throw CommandFailure(.failed, "error: the file '\(path)' cannot be read")
    }
    defer { try? file.close() }
    guard let data = try? file.read(upToCount: Self.sizeLimit + 1) ?? Data() else {
      throw CommandFailure(.failed, "error: the file '\(path)' cannot be read")
    }
    guard data.count <= Self.sizeLimit else {
      throw CommandFailure(.failed, "error: the file '\(path)' is larger than 64 MiB")
    }
    return Array(data)
  }
}
