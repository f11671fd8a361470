import Foundation
import Testing

/// A directory with manifests, in which command lines are run without any service.
struct ManifestFolder: Sendable {
  let path: String

  /// Makes one, and removes it in the end; names may have directories in them.
  static func with<Result>(
    _ files: [String: String],
    _ body: (ManifestFolder) async throws -> Result
  ) async throws -> Result {
    try await withTemporaryDirectory { path in
      let folder = ManifestFolder(path: path)
      for (name, text) in files { try folder.write(text, to: name) }
      return try await body(folder)
    }
  }

  func write(_ text: String, to name: String) throws {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(
      at: url.deletingLastPathComponent(),
      withIntermediateDirectories: true
    )
    try text.write(to: url, atomically: false, encoding: .utf8)
  }

  func makeDirectory(_ name: String) throws {
    let url = URL(filePath: path).appending(path: name)
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
  }

  /// Makes a symbolic link with `target` as it is.
  func link(_ name: String, to target: String) throws {
    try FileManager.default.createSymbolicLink(
      atPath: "\(path)/\(name)",
      withDestinationPath: target
    )
  }

  /// Makes a named pipe, which nobody writes to.
  func makePipe(_ name: String) throws {
    try #require(mkfifo("\(path)/\(name)", 0o600) == 0)
  }

  func run(
    _ arguments: [String],
    in subdirectory: String = "",
    environment: [String: String] = [:],
    input: String = ""
  ) async -> CommandRun {
    await CommandRun.of(
      arguments,
      environment: environment,
      directory: subdirectory.isEmpty ? path : "\(path)/\(subdirectory)",
      input: input
    )
  }

  func run(_ arguments: String...) async -> CommandRun { await run(arguments) }
}
