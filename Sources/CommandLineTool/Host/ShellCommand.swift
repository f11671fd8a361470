package import AWSClient
internal import Foundation

/// A command line that the shell runs for credentials, with our standard input and error.
///
/// Not by Foundation's `Process`: that puts the program into a process group of its own, where it would be stopped
/// as soon as it asked for a code on the terminal.
package struct ShellCommand: Sendable {
  /// For example `/opt/get "my keys"`.
  package var text: String
  /// All that the program gets to see; nothing of the process's own is added.
  package var environment: [String: String]
  /// How long it may take: it may wait for somebody to confirm on a telephone.
  package var patience: Duration

  // Credentials are a few kilobytes.
  private static let outputLimit = 1 << 20
  // How long a look at output and end may wait.
  private static let step: Int32 = 50

  package init(_ text: String, environment: [String: String], patience: Duration = .seconds(60)) {
    self.text = text
    self.environment = environment
    self.patience = patience
  }

  /// Runs it to its end, or ends it when it takes too long.
  package func run() async -> ProcessOutcome {
    // Reading and waiting block, so they get a thread.
    await withCheckedContinuation { continuation in
      Thread.detachNewThread { continuation.resume(returning: runBlocking()) }
    }
  }

  private func runBlocking() -> ProcessOutcome {
    var ends: [Int32] = [0, 0]
    guard pipe(&ends) == 0 else { return .cannotStart(errno) }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    defer { close(ends[0]) }
    let started = start(output: ends[1])
    close(ends[1])
    switch started {
    case .failure(let error): return .cannotStart(error.number)
    case .success(let child): return wait(for: child, output: ends[0])
    }
  }

  fileprivate func start(output: Int32) -> Result<pid_t, SpawnError> {
    var actions = posix_spawn_file_actions_t()
    posix_spawn_file_actions_init(&actions)
    defer { posix_spawn_file_actions_destroy(&actions) }
    posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    let arguments = CStrings(["/bin/sh", "-c", text])
    let variables = CStrings(environment.map { "\($0.key)=\($0.value)" })
    var child: pid_t = 0
    let error = posix_spawn(
      &child,
      "/bin/sh",
      &actions,
      nil,
      arguments.pointers,
      variables.pointers
    )
    return error == 0 ? .success(child) : .failure(SpawnError(number: error))
  }

  /// Reads until the output ends, or the program does: something that it left behind may hold the output open.
  private func wait(for child: pid_t, output: Int32) -> ProcessOutcome {
    let deadline = ContinuousClock.now + patience
    var data = Data()
    var status: Int32?
    var isOpen = true
    while status == nil || isOpen {
      guard ContinuousClock.now < deadline else {
        end(child, isReaped: status != nil)
        return .failed("it took longer than \(patience.components.seconds) s")
      }
      guard data.count <= Self.outputLimit else {
        end(child, isReaped: status != nil)
        return .tooMuch(Self.outputLimit)
      }
      switch read(output, into: &data, isOpen: isOpen) {
      case .something: continue
      case .end: isOpen = false
      case .nothing where status != nil: isOpen = false
      case .nothing: break
      }
      status = status ?? Self.status(of: child)
    }
    return outcome(status ?? 0, data)
  }

  private enum Reading { case something, nothing, end }

  private func read(_ output: Int32, into data: inout Data, isOpen: Bool) -> Reading {
    var request = pollfd(fd: isOpen ? output : -1, events: Int16(POLLIN), revents: 0)
    guard poll(&request, 1, Self.step) > 0 else { return .nothing }
    var bytes = [UInt8](repeating: 0, count: 65_536)
    let count = Foundation.read(output, &bytes, bytes.count)
    guard count > 0 else { return count < 0 && errno == EINTR ? .nothing : .end }
    data.append(contentsOf: bytes[..<count])
    return .something
  }

  /// Nil while it runs.
  private static func status(of child: pid_t) -> Int32? {
    var status: Int32 = 0
    return waitpid(child, &status, WNOHANG) == child ? status : nil
  }

  /// Asks it to end, and makes it when it does not within two seconds.
  private func end(_ child: pid_t, isReaped: Bool) {
    guard !isReaped else { return }
    kill(child, SIGTERM)
    for _ in 0..<(2_000 / Self.step) {
      if Self.status(of: child) != nil { return }
      poll(nil, 0, Self.step)
    }
    kill(child, SIGKILL)
    var status: Int32 = 0
    waitpid(child, &status, 0)
  }

  private func outcome(_ status: Int32, _ data: Data) -> ProcessOutcome {
    let signal = status & 0x7f
    guard signal == 0 else { return .failed("it was ended by signal \(signal)") }
    let code = (status >> 8) & 0xff
    guard code == 0 else { return .failed("it ended with status \(code)") }
    guard data.count <= Self.outputLimit else { return .tooMuch(Self.outputLimit) }
    return .printed(Secret(String(decoding: data, as: UTF8.self)))
  }
}

/// The `errno` of a program that could not be started.
private struct SpawnError: Error { var number: Int32 }

extension ProcessOutcome {
  fileprivate static func tooMuch(_ limit: Int) -> ProcessOutcome {
    .failed("it printed more than \(limit) bytes")
  }

  fileprivate static func cannotStart(_ error: Int32) -> ProcessOutcome {
    .failed("the shell cannot be started: \(String(cString: strerror(error)))")
  }
}

/// A list of C strings that ends with a null pointer, as `exec` wants it.
private final class CStrings {
  private(set) var pointers: [UnsafeMutablePointer<CChar>?]

  init(_ texts: [String]) {
    pointers = texts.map { strdup($0) } + [nil]
  }

  deinit {
    for pointer in pointers { free(pointer) }
  }
}
