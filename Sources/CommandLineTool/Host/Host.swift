package import Foundation
internal import Resources
internal import Synchronization

/// The world outside the program, as far as commands may touch it.
package struct Host: Sendable {
  /// All variables that a command gets to see.
  package var environment: [String: String]
  /// What relative paths are relative to.
  package var currentDirectory: String
  /// Whether somebody can answer a question.
  package var canAsk: Bool
  /// Of standard output, where results go.
  package var outputIsTerminal: Bool
  /// Of standard error, where all else goes.
  package var errorIsTerminal: Bool
  /// Writes a result to standard output.
  package var writeOutput: @Sendable (String) -> Void
  /// Writes anything else to standard error.
  package var writeError: @Sendable (String) -> Void
  /// Forgets what was typed and not read yet.
  package var discardInput: @Sendable () -> Void = {}
  /// Reads an answer; nil at the end of input.
  package var readAnswer: @Sendable () -> String?
  /// All of standard input, however often it is asked for.
  package var readInput: @Sendable () -> [UInt8]
  /// The wall clock.
  package var now: @Sendable () -> Date
  /// How long a command is silent before it says what it does.
  package var silence = Duration.seconds(5)
  /// Whether a part of the results could not be written, for another reason than that the reader went
  /// away.
  package var lostOutput: @Sendable () -> Bool = { false }
  /// How large the terminal of standard error is at this moment.
  package var errorSize: @Sendable () -> TerminalSize = { .usual }
  /// What `writeError` writes to.
  let screen: LiveScreen
  /// For how long reads of the service may not show a write.
  package var readLag: Duration = PlanOptions.usualReadLag

  /// `readInput` is called once at most; what it gave is kept.
  package init(
    environment: [String: String],
    currentDirectory: String,
    canAsk: Bool,
    outputIsTerminal: Bool,
    errorIsTerminal: Bool,
    writeOutput: @escaping @Sendable (String) -> Void,
    writeError: @escaping @Sendable (String) -> Void,
    readAnswer: @escaping @Sendable () -> String?,
    readInput: @escaping @Sendable () -> [UInt8],
    now: @escaping @Sendable () -> Date
  ) {
    self.environment = environment
    self.currentDirectory = currentDirectory
    self.canAsk = canAsk
    self.outputIsTerminal = outputIsTerminal
    self.errorIsTerminal = errorIsTerminal
    self.writeOutput = writeOutput
    let screen = LiveScreen(writeError)
    self.screen = screen
    self.writeError = { screen.write($0) }
    self.readAnswer = readAnswer
    let input = Mutex<[UInt8]?>(nil)
    self.readInput = {
      input.withLock { input in
        let bytes = input ?? readInput()
        input = bytes
        return bytes
      }
    }
    self.now = now
  }

  /// The process's own world.
  package static var process: Host {
    let isLost = Mutex(false)
    var host = Host(
      environment: ProcessInfo.processInfo.environment,
      currentDirectory: FileManager.default.currentDirectoryPath,
      canAsk: isatty(STDIN_FILENO) == 1 && isatty(STDERR_FILENO) == 1,
      outputIsTerminal: isatty(STDOUT_FILENO) == 1,
      errorIsTerminal: isatty(STDERR_FILENO) == 1,
      writeOutput: { text in
        if !write(text, to: STDOUT_FILENO) { isLost.withLock { $0 = true } }
      },
      writeError: { _ = write($0, to: STDERR_FILENO) },
      readAnswer: { readAnswerLine() },
      readInput: { Array((try? FileHandle.standardInput.readToEnd()) ?? Data()) },
      now: { Date() }
    )
    host.lostOutput = { isLost.withLock { $0 } }
    host.discardInput = { if isatty(STDIN_FILENO) == 1 { tcflush(STDIN_FILENO, TCIFLUSH) } }
    host.errorSize = { TerminalSize(of: STDERR_FILENO) ?? .usual }
    return host
  }

  /// The one form of all paths that lead to the same file, symbolic links and `..` resolved.
  package func resolved(_ path: String) -> String {
    URL(filePath: absolute(path)).resolvingSymlinksInPath().path
  }

  /// All bytes of a file, which `what` names, for example `journal`.
  ///
  /// Throws a `CommandFailure` that tells the system's reason.
  func contents(of path: String, _ what: String) throws -> Data {
    guard let file = FileHandle(forReadingAtPath: absolute(path)) else {
      throw CommandFailure.unreadable(what, path, errno)
    }
    defer { try? file.close() }
    guard let data = try? file.readToEnd() ?? Data() else {
      throw CommandFailure.unreadable(what, path, errno)
    }
    return data
  }

  /// Whether a path leads to a directory.
  package func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    let exists = FileManager.default.fileExists(atPath: absolute(path), isDirectory: &isDirectory)
    return exists && isDirectory.boolValue
  }

  /// The absolute form of a path.
  package func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : currentDirectory + "/" + path
  }
}

/// The next line of standard input without its end; nil at the end of the input.
///
/// Not through `stdin`: a thread that waits there holds its lock, for which newer C libraries wait in `exit`
/// (https://sourceware.org/bugzilla/show_bug.cgi?id=15142).
private func readAnswerLine() -> String? {
  var bytes: [UInt8] = []
  while true {
    var byte: UInt8 = 0
    let count = read(STDIN_FILENO, &byte, 1)
    if count < 0, errno == EINTR { continue }
    guard count == 1 else { return bytes.isEmpty ? nil : String(decoding: bytes, as: UTF8.self) }
    if byte == UInt8(ascii: "\n") { return String(decoding: bytes, as: UTF8.self) }
    bytes.append(byte)
  }
}

/// Writes all of a text.
///
/// Returns whether that worked; a reader that has gone away is not our failure.
private func write(_ text: String, to descriptor: Int32) -> Bool {
  var bytes = Array(text.utf8)[...]
  while !bytes.isEmpty {
    let count = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    if count < 0 && errno == EINTR { continue }
    guard count > 0 else { return errno == EPIPE }
    bytes = bytes.dropFirst(count)
  }
  return true
}
