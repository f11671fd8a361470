import CommandLineTool
import Foundation
import Simulator
import Synchronization
import Testing

/// A directory with manifests, a simulated account, and the command line between them.
struct Fixture: Sendable {
  let directory: String
  let account: SimulatedAccount
  /// What runs know of the lag: as much as there is.
  var readLag = Duration.zero

  /// For tests that are not about pacing, with a simulator that never throttles.
  static let fast = ["--rate", "*=1000"]

  /// How the simulator of a test differs from one that never throttles and holds nothing.
  struct Setup: Sendable {
    var files: [String: String] = [:]
    /// The text of a seed file.
    var seed: String?
    /// The text of the caller's policy; nil allows everything.
    var policy: String?
    var rateScale = 1e12
    var assumptions = SimulatorAssumptions()
    var faults: [Fault] = []
    /// How far reads are behind the writes.
    var consistencyLag = Duration.zero
    var activation = SimulatorConfiguration.defaultActivation
    /// Whether `SimulatedAccount.finalState()` is wanted.
    var keepsState = false
    var onRequest: @Sendable (RequestRecord, _ writes: Int) -> Void = { _, _ in }
  }

  /// Makes one, and removes all of it in the end.
  static func with<Result>(
    _ setup: Setup,
    _ body: (Fixture) async throws -> Result
  ) async throws -> Result {
    await Turnstile.shared.enter()
    let result: Swift.Result<Result, any Error>
    do {
      result = .success(try await make(setup, body))
    } catch {
      result = .failure(error)
    }
    await Turnstile.shared.leave()
    return try result.get()
  }

  private static func make<Result>(
    _ setup: Setup,
    _ body: (Fixture) async throws -> Result
  ) async throws -> Result {
    try await withTemporaryDirectory { directory in
      for (name, text) in setup.files {
        try text.write(toFile: "\(directory)/\(name)", atomically: false, encoding: .utf8)
      }
      var configuration = SimulatorConfiguration()
      configuration.rateScale = setup.rateScale
      configuration.assumptions = setup.assumptions
      configuration.faults = setup.faults
      configuration.consistencyLag = setup.consistencyLag
      configuration.activation = setup.activation
      if setup.keepsState { configuration.stateFile = "\(directory)/account.json" }
      if let seed = setup.seed {
        let path = "\(directory)/account-seed.json"
        try seed.write(toFile: path, atomically: false, encoding: .utf8)
        configuration.seedFile = path
      }
      if let policy = setup.policy {
        let path = "\(directory)/account-policy.json"
        try policy.write(toFile: path, atomically: false, encoding: .utf8)
        configuration.policyFile = path
      }
      let account = try await SimulatedAccount.start(configuration, onRequest: setup.onRequest)
      do {
        let result = try await body(
          Fixture(directory: directory, account: account, readLag: setup.consistencyLag)
        )
        await account.stop()
        return result
      } catch {
        await account.stop()
        throw error
      }
    }
  }

  /// The same with nothing but one manifest.
  static func with<Result>(
    manifest: String,
    _ body: (Fixture) async throws -> Result
  ) async throws -> Result {
    try await with(Setup(files: ["smsctl.yaml": manifest]), body)
  }

  /// Runs a command line in the directory, with the simulator's endpoint and keys in its environment.
  ///
  /// An empty value in `environment` takes a variable away. With `answers` there is somebody to ask.
  func run(
    _ arguments: [String],
    environment changes: [String: String] = [:],
    answers: [String]? = nil,
    input: String = ""
  ) async -> CommandRun {
    let environment = account.environment.merging(changes) { $1 }.filter { !$0.value.isEmpty }
    return await CommandRun.of(
      arguments,
      environment: environment,
      directory: directory,
      answers: answers,
      input: input,
      readLag: readLag
    )
  }

  func run(_ arguments: String...) async -> CommandRun { await run(arguments) }

  func write(_ text: String, to name: String = "smsctl.yaml") throws {
    try text.write(toFile: "\(directory)/\(name)", atomically: false, encoding: .utf8)
  }
}

/// What a command line did.
struct CommandRun: Sendable {
  let status: Int32
  let output: String
  let errors: String

  /// Runs a command line in this process.
  ///
  /// `readLag` as in `Host`.
  static func of(
    _ arguments: [String],
    environment: [String: String] = [:],
    directory: String = "/",
    answers: [String]? = nil,
    input: String = "",
    readLag: Duration = .zero,
    now: @escaping @Sendable () -> Date = { Date() }
  ) async -> CommandRun {
    let output = CapturedText()
    let errors = CapturedText()
    let remaining = Answers(answers ?? [])
    var host = Host(
      environment: environment,
      currentDirectory: directory,
      canAsk: answers != nil,
      outputIsTerminal: false,
      errorIsTerminal: false,
      writeOutput: { output.append($0) },
      writeError: { errors.append($0) },
      readAnswer: { remaining.next() },
      readInput: { Array(input.utf8) },
      now: now
    )
    host.readLag = readLag
    // A busy machine must not change what is told.
    host.silence = .seconds(3600)
    let status = await Tool.run(arguments, in: host)
    return CommandRun(status: status, output: output.text, errors: errors.text)
  }

  /// Both streams, for the comment of an expectation.
  var transcript: String { "exit status \(status)\n\(output)\(errors)" }
}

private final class CapturedText: Sendable {
  private let parts = Mutex("")

  var text: String { parts.withLock(\.self) }

  func append(_ part: String) {
    parts.withLock { $0 += part }
  }
}

private final class Answers: Sendable {
  private let remaining: Mutex<[String]>

  init(_ answers: [String]) {
    remaining = Mutex(answers.reversed())
  }

  func next() -> String? {
    remaining.withLock { $0.popLast() }
  }
}

/// Makes a directory and removes it in the end.
func withTemporaryDirectory<Result>(
  _ body: (String) async throws -> Result
) async throws -> Result {
  let directory = FileManager.default.temporaryDirectory
    .appending(path: "smsctl-test-\(UUID().uuidString)")
  try FileManager.default.createDirectory(at: directory, withIntermediateDirectories: true)
  defer { try? FileManager.default.removeItem(at: directory) }
  return try await body(directory.path)
}

extension CommandLineTool.Host {
  /// One without terminals, environment and input, of which a test sees no more than what `writeError` gets.
  static func unwatched(
    in directory: String,
    writeError: @escaping @Sendable (String) -> Void = { _ in }
  ) -> CommandLineTool.Host {
    CommandLineTool.Host(
      environment: [:],
      currentDirectory: directory,
      canAsk: false,
      outputIsTerminal: false,
      errorIsTerminal: false,
      writeOutput: { _ in },
      writeError: writeError,
      readAnswer: { nil },
      readInput: { [] },
      now: { Date() }
    )
  }
}
