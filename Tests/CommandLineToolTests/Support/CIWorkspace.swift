import Foundation
import Testing

/// A runner's directory: the repository with `sms/smsctl.yaml`, and programs that stand in for those that
/// talk to the forge.
struct CIWorkspace {
  let fixture: Fixture
  /// What a runner replaces `${{ ... }}` and sets by itself.
  var expressions: [String: String] = [:]
  var environment: [String: String] = [:]

  private var root: String { fixture.directory }

  init(_ fixture: Fixture) throws {
    self.fixture = fixture
    for directory in ["sms", "bin", "runner", "forge"] {
      try FileManager.default.createDirectory(
        atPath: "\(fixture.directory)/\(directory)",
        withIntermediateDirectories: true
      )
    }
    try write(Example.quickstart.manifest, to: "sms/smsctl.yaml")
  }

  func write(_ text: String, to path: String, isProgram: Bool = false) throws {
    try text.write(toFile: "\(root)/\(path)", atomically: false, encoding: .utf8)
    guard isProgram else { return }
    try FileManager.default.setAttributes(
      [.posixPermissions: 0o755],
      ofItemAtPath: "\(root)/\(path)"
    )
  }

  /// The text of a file; empty when there is none.
  func text(_ path: String) -> String {
    (try? String(contentsOfFile: "\(root)/\(path)", encoding: .utf8)) ?? ""
  }

  /// Puts the built `smsctl` into an archive, as somebody who keeps builds would.
  ///
  /// Returns its SHA-256.
  func archiveTool() async throws -> String {
    let tool = ToolProcess.executable.path
    try write("#!/bin/sh\nexec '\(tool)' \"$@\"\n", to: "smsctl", isProgram: true)
    let run = try await bash("tar -czf smsctl.tar.gz smsctl && sha256sum smsctl.tar.gz")
    try #require(run.status == 0, "\(run.transcript)")
    return String(run.output.prefix { $0 != " " })
  }

  /// Runs the scripts of a job one after the other, up to the first that fails, as a runner does.
  func run(_ scripts: [CIPipeline.Script]) async throws -> CommandRun {
    try write("", to: "runner/path")
    var last = CommandRun(status: 0, output: "", errors: "")
    for script in scripts {
      last = try await run(script)
      if last.status != 0 { return last }
    }
    return last
  }

  /// Runs one script.
  func run(_ script: CIPipeline.Script) async throws -> CommandRun {
    let own = try script.environment.mapValues(resolved)
    return try await bash(script.text, own.merging(environment) { $1 })
  }

  private func resolved(_ text: String) throws -> String {
    try text.replacing(#/\${{ *(.*?) *}}/#) { match in
      try #require(expressions[String(match.1)], "'\(match.1)' has no value")
    }
  }

  private func bash(
    _ script: String,
    _ variables: [String: String] = [:]
  ) async throws -> CommandRun {
    let added = text("runner/path").split(separator: "\n").joined(separator: ":")
    let path = "\(added.isEmpty ? "" : added + ":")\(root)/bin:/usr/bin:/bin"
    let process = try ToolProcess(
      executable: URL(filePath: "/bin/bash"),
      ["-eo", "pipefail", "-c", script],
      environment: fixture.account.environment.merging(variables) { $1 }
        .merging(["PATH": path, "HOME": root]) { $1 },
      directory: root,
      name: "runner/script"
    )
    return await process.run()
  }
}
