internal import Foundation
internal import Synchronization

/// A file of lines that grows while the program runs, such as the call log.
final class LineFile: Sendable {
  private struct State {
    var handle: FileHandle
    var isLost = false
  }

  private let state: Mutex<State>

  /// Opens a file to append to; a new one can be read by its owner only.
  ///
  /// `name` is what the file is, for the error: `the log`. Throws `CommandFailure`.
  init(_ path: String, name: String, in host: Host) throws {
    let absolute = host.absolute(path)
    if !FileManager.default.fileExists(atPath: absolute) {
      _ = FileManager.default.createFile(
        atPath: absolute,
        contents: nil,
        attributes: [.posixPermissions: 0o600]
      )
    }
    guard let handle = FileHandle(forWritingAtPath: absolute) else {
      throw CommandFailure(.failed, "error: \(name) '\(path)' cannot be written")
    }
    _ = try? handle.seekToEnd()
    state = Mutex(State(handle: handle))
  }

  /// Whether a line could not be written.
  var hasLostLines: Bool { state.withLock { $0.isLost } }

  /// Writes one line; `text` comes without its end.
  ///
  /// Returns whether this is the first line that could not be written.
  @discardableResult
  func append(_ text: Data) -> Bool {
    state.withLock { state in
      do {
        try state.handle.write(contentsOf: text + Data("\n".utf8))
        return false
      } catch {
        defer { state.isLost = true }
        return !state.isLost
      }
    }
  }
}

extension JSONEncoder {
  /// For lines of JSON: keys sorted, times with fractions of a second.
  static var lines: JSONEncoder {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    encoder.dateEncodingStrategy = .custom { date, encoder in
      var container = encoder.singleValueContainer()
      let style = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
      try container.encode(date.formatted(style))
    }
    return encoder
  }
}
