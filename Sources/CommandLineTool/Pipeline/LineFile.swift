internal import Foundation
internal import Synchronization

/// A file of lines that grows while the program runs, such as the journal.
///
/// Each line is one write of its own: what a run has told is in the file also when it is killed.
package final class LineFile: Sendable {
  private struct State {
    let handle: FileHandle
    /// Whether the file ends in the middle of a line.
    var isTorn: Bool
    var isLost = false
  }

  private let state: Mutex<State>

  /// Opens a file to append to; a new one can be read by its owner only.
  ///
  /// Others may append to it meanwhile, this program among them: each line goes to the end there is. Where
  /// an earlier run was stopped in the middle of a line, the next one begins on a line of its own.
  ///
  /// `name` is what the file is, for the error: `the log`. Throws `CommandFailure`.
  package init(_ path: String, name: String, in host: Host) throws {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC
    let descriptor = path.isEmpty ? -1 : Foundation.open(host.absolute(path), flags, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure(.failed, "error: \(name) '\(path)' cannot be written")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    state = Mutex(State(handle: handle, isTorn: Self.isTorn(host.absolute(path))))
  }

  /// Whether a line could not be written.
  package var hasLostLines: Bool { state.withLock { $0.isLost } }

  /// Writes one line; `text` comes without its end.
  ///
  /// Returns whether this is the first line that could not be written.
  @discardableResult
  func append(_ text: Data) -> Bool {
    state.withLock { state in
      let line = (state.isTorn ? Data("\n".utf8) : Data()) + text + Data("\n".utf8)
      let count = Self.write(line, to: state.handle.fileDescriptor)
      if count > 0 { state.isTorn = count < line.count }
      guard count < line.count else { return false }
      defer { state.isLost = true }
      return !state.isLost
    }
  }

  /// Writes a value as one line of JSON; one that JSON cannot hold is lost like one that the file did not take.
  ///
  /// Returns as `append(_:)` does.
  @discardableResult
  package func append(encoding value: some Encodable) -> Bool {
    guard let line = try? JSONEncoder.lines.encode(value) else {
      return state.withLock { state in
        defer { state.isLost = true }
        return !state.isLost
      }
    }
    return append(line)
  }

  /// Writes with one call, unless the file takes a part at a time; returns how many bytes it took.
  private static func write(_ data: Data, to descriptor: Int32) -> Int {
    data.withUnsafeBytes { bytes in
      var done = 0
      while done < bytes.count {
        let rest = bytes[done...]
        let count = Foundation.write(descriptor, Array(rest), rest.count)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { break }
        done += count
      }
      return done
    }
  }

  /// Whether what is there lacks the end of its last line; of a file that cannot be read nobody knows.
  private static func isTorn(_ path: String) -> Bool {
    var status = stat()
    guard stat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG, status.st_size > 0,
      let handle = FileHandle(forReadingAtPath: path)
    else { return false }
    defer { try? handle.close() }
    try? handle.seek(toOffset: UInt64(status.st_size) - 1)
    return (try? handle.read(upToCount: 1)) != Data("\n".utf8)
  }
}

extension JSONEncoder {
  /// For lines of JSON: keys sorted, times with fractions of a second.
  static var lines: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      try container.encode(date.formatted(.lines))
    }
    return encoder
  }
}

extension JSONDecoder {
  /// For what `JSONEncoder.lines` wrote.
  static var lines: JSONDecoder {
    let decoder = JSONDecoder()
    decoder.dateDecodingStrategy = .custom { decoder in
      try Date(try decoder.singleValueContainer().decode(String.self), strategy: .lines)
    }
    return decoder
  }
}

extension FormatStyle where Self == Date.ISO8601FormatStyle {
  /// For example `2026-11-21T19:52:45.123Z`.
  static var lines: Date.ISO8601FormatStyle { .init(includingFractionalSeconds: true) }
}

extension ParseStrategy where Self == Date.ISO8601FormatStyle {
  /// The same to read by.
  static var lines: Date.ISO8601FormatStyle { .init(includingFractionalSeconds: true) }
}
