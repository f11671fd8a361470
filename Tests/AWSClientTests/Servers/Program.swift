import Foundation
import Testing

/// A program of the system that tests need.
struct Program: Sendable, CustomTestStringConvertible {
  static let nginx = Program("nginx")
  static let tinyproxy = Program("tinyproxy")
  static let openssl = Program("openssl")

  let name: String
  private let path: String?

  var testDescription: String { name }

  private init(_ name: String) {
    self.name = name
    let folders = ["/usr/local/sbin", "/usr/local/bin", "/usr/sbin", "/usr/bin", "/sbin", "/bin"]
    path = folders.map { "\($0)/\(name)" }.first(where: FileManager.default.isExecutableFile)
  }

  /// Whether tests that need it run: where it is there, and in CI, where they fail without it.
  var isExpected: Bool { path != nil || ProcessInfo.processInfo.environment["CI"] != nil }

  /// Starts it in a directory, with nothing in its environment but what is given.
  ///
  /// What it prints goes to `NAME.log` there, which `log` reads.
  func start(
    _ arguments: [String],
    in directory: TemporaryDirectory,
    environment: [String: String] = [:],
    standardInput: FileHandle = .nullDevice
  ) throws -> Process {
    guard let path else { throw ServerError("there is no '\(name)'; run Scripts/setup.sh \(name)") }
    let process = Process()
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.environment = environment
    process.currentDirectoryURL = URL(filePath: directory.path)
    process.standardInput = standardInput
    let output = try FileHandle(forWritingTo: try directory.write("", to: "\(name).log"))
    process.standardOutput = output
    process.standardError = output
    try process.run()
    return process
  }

  /// Runs it to its end; throws what it printed when it fails.
  func run(_ arguments: [String], in directory: TemporaryDirectory) throws {
    let process = try start(arguments, in: directory)
    process.waitUntilExit()
    guard process.terminationStatus == 0 else {
      throw ServerError(
        "\(name) \(arguments.joined(separator: " ")): \(directory.text("\(name).log"))"
      )
    }
  }
}

/// A directory that is gone with its owner.
final class TemporaryDirectory: Sendable {
  let path: String

  init() throws {
    path = FileManager.default.temporaryDirectory.appending(path: "smsctl-\(UUID())").path
    try FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// The absolute path of a file in it.
  func path(_ name: String) -> String { "\(path)/\(name)" }

  /// Writes a file and says where it is.
  @discardableResult
  func write(_ text: String, to name: String) throws -> URL {
    let url = URL(filePath: path(name))
    try Data(text.utf8).write(to: url)
    return url
  }

  /// The contents of a file; empty when there is none.
  func text(_ name: String) -> String {
    (try? String(contentsOfFile: path(name), encoding: .utf8)) ?? ""
  }
}
