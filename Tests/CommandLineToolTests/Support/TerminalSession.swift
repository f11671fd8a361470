import Foundation
import Synchronization
import Testing

/// `smsctl` on a terminal: a pseudoterminal, and a `VirtualTerminal` that shows what comes.
final class TerminalSession: Sendable {
  let process: ToolProcess
  private let descriptor: Int32
  private let screen: Mutex<VirtualTerminal>
  private let hasEnded = Mutex(false)

  /// Starts a command line on a new terminal, with nothing but `environment` and a `TERM`.
  init(
    _ arguments: [String],
    environment: [String: String],
    directory: String,
    columns: Int = 160,
    rows: Int = 40
  ) throws {
    // Not to be inherited by processes of other tests.
    descriptor = open("/dev/ptmx", O_RDWR | O_NOCTTY | O_CLOEXEC)
    // As unlockpt(3) and ptsname(3) do, which Swift does not see.
    var lock: Int32 = 0
    var number: Int32 = 0
    try #require(ioctl(descriptor, 0x4004_5431, &lock) == 0)
    try #require(ioctl(descriptor, 0x8004_5430, &number) == 0)
    let other = open("/dev/pts/\(number)", O_RDWR | O_NOCTTY | O_CLOEXEC)
    try #require(other >= 0)
    defer { close(other) }
    screen = Mutex(VirtualTerminal(columns: columns, rows: rows))
    Self.setSize(of: descriptor, columns: columns, rows: rows)
    process = try ToolProcess(
      arguments,
      environment: ["TERM": "xterm"].merging(environment) { $1 },
      directory: directory,
      terminal: FileHandle(fileDescriptor: other, closeOnDealloc: false)
    )
    Thread.detachNewThread { [self] in read() }
  }

  /// All that has been shown and still is.
  var text: String { screen.withLock(\.text) }

  /// Whether the cursor is hidden at this moment.
  var isCursorHidden: Bool { screen.withLock(\.isCursorHidden) }

  /// What was written that no terminal of ours knows.
  var unknownCodes: [String] { screen.withLock(\.unknown) }

  func resize(columns: Int, rows: Int) {
    screen.withLock { screen in
      Self.setSize(of: descriptor, columns: columns, rows: rows)
      screen.resize(columns: columns, rows: rows)
    }
  }

  /// Looks until the terminal shows all these words at once, for at most a minute.
  func waits(for words: String...) async throws {
    try await waits { session in
      let text = session.text
      return words.allSatisfy { text.contains($0) }
    }
  }

  /// Looks until the terminal shows something else.
  func waitsForChange() async throws {
    let before = text
    try await waits { $0.text != before }
  }

  /// The exit status once the process has ended and all it wrote is shown.
  func status() async throws -> Int32 {
    let status = await process.status()
    try await waits { $0.hasEnded.withLock(\.self) }
    return status
  }

  func waits(until isTrue: (TerminalSession) -> Bool) async throws {
    for _ in 0..<1200 where !isTrue(self) { try await Task.sleep(for: .milliseconds(50)) }
    try #require(isTrue(self), "\(text)")
  }

  private func read() {
    var bytes = [UInt8](repeating: 0, count: 65_536)
    while true {
      let count = Foundation.read(descriptor, &bytes, bytes.count)
      // EIO: the last process has closed the other side.
      guard count > 0 else { break }
      screen.withLock { $0.write(bytes.prefix(count)) }
    }
    close(descriptor)
    hasEnded.withLock { $0 = true }
  }

  private static func setSize(of descriptor: Int32, columns: Int, rows: Int) {
    var size = winsize()
    size.ws_col = UInt16(columns)
    size.ws_row = UInt16(rows)
    _ = ioctl(descriptor, UInt(TIOCSWINSZ), &size)
  }
}
