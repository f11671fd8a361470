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
  /// Others may append to it meanwhile, this program among them: each line goes to the end there is.
  ///
  /// `name` is what the file is, for the error: `the log`. Throws `CommandFailure`.
  init(_ path: String, name: String, in host: Host) throws {
    let flags = O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC
    let descriptor = path.isEmpty ? -1 : Foundation.open(host.absolute(path), flags, 0o600)
    guard descriptor >= 0 else {
      throw CommandFailure(.failed, "error: \(name) '\(path)' cannot be written")
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
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
