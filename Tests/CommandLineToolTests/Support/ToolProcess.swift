import Foundation
import Synchronization
import Testing

/// A program run as a process of its own: the built `smsctl`, or another.
final class ToolProcess: Sendable {
  /// Beside the test bundle, where the package's products are.
  static let executable = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
    .deletingLastPathComponent().appending(path: "smsctl")

  let identifier: Int32
  private let streams: String
  private let ending: Ending
  // Kept so that it goes on watching the child; nothing but that happens to it after `init`.
  private let process: Process

  /// Starts a command line in `directory`, with nothing but `environment`.
  ///
  /// Its streams go to a terminal, or to files of the directory: pipes could be inherited by processes of
  /// other tests.
  init(
    executable: URL = executable,
    _ arguments: [String],
    environment: [String: String],
    directory: String,
    name: String = "process",
    terminal: FileHandle? = nil
  ) throws {
    let process = Process()
    let ending = Ending()
    streams = "\(directory)/\(name)"
    process.executableURL = executable
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(filePath: directory)
    process.standardInput = terminal ?? FileHandle.nullDevice
    process.standardOutput = try terminal ?? Self.newFile("\(streams).output")
    process.standardError = try terminal ?? Self.newFile("\(streams).errors")
    process.terminationHandler = { process in
      let isSignal = process.terminationReason == .uncaughtSignal
      ending.end((isSignal ? 128 : 0) + process.terminationStatus)
    }
    try process.run()
    identifier = process.processIdentifier
    self.process = process
    self.ending = ending
  }

  private static func newFile(_ path: String) throws -> FileHandle {
    try Data().write(to: URL(filePath: path))
    return try FileHandle(forWritingTo: URL(filePath: path))
  }

  /// All it has written to standard output.
  var output: String { (try? String(contentsOfFile: "\(streams).output", encoding: .utf8)) ?? "" }

  /// All it has written to standard error.
  var errors: String { (try? String(contentsOfFile: "\(streams).errors", encoding: .utf8)) ?? "" }

  /// Whether it has ended.
  var hasEnded: Bool { ending.hasEnded }

  func send(signal: Int32) { kill(identifier, signal) }

  /// The exit status once it has ended, or 128 and the number of the signal that ended it.
  func status() async -> Int32 { await ending.status() }

  /// All of it, once it has ended.
  func run() async -> CommandRun {
    CommandRun(status: await status(), output: output, errors: errors)
  }

  /// Looks every 20 ms whether a condition holds, for at most a minute.
  func waits(until isTrue: (ToolProcess) -> Bool) async throws {
    for _ in 0..<3000 where !isTrue(self) { try await Task.sleep(for: .milliseconds(20)) }
    try #require(isTrue(self), "\(output)\(errors)")
  }
}

extension ToolProcess {
  /// Runs `smsctl simulate` on a free port, and ends it.
  static func withServer(
    _ options: [String],
    in directory: String,
    _ body: (ToolProcess, _ environment: [String: String]) async throws -> Void
  ) async throws {
    let server = try ToolProcess(
      ["simulate", "--port", "0"] + options,
      environment: [:],
      directory: directory,
      name: "server"
    )
    defer { server.send(signal: SIGKILL) }
    try await server.waits { $0.output.contains("AWS_REGION") }
    var environment: [String: String] = [:]
    for match in server.output.matches(of: #/export (\w+)=(\S+)/#) {
      environment[String(match.1)] = String(match.2)
    }
    try await body(server, environment)
  }
}

/// The end of a process, and who waits for it.
private final class Ending: Sendable {
  private struct State {
    var status: Int32?
    var waiting: [CheckedContinuation<Int32, Never>] = []
  }

  private let state = Mutex(State())

  func end(_ status: Int32) {
    let waiting = state.withLock { state in
      state.status = status
      defer { state.waiting = [] }
      return state.waiting
    }
    for continuation in waiting { continuation.resume(returning: status) }
  }

  var hasEnded: Bool { state.withLock { $0.status != nil } }

  func status() async -> Int32 {
    await withCheckedContinuation { continuation in
      let status = state.withLock { state in
        if state.status == nil { state.waiting.append(continuation) }
        return state.status
      }
      if let status { continuation.resume(returning: status) }
    }
  }
}
