internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns Ctrl-C and SIGTERM into a cancellation of the running work.
///
/// The first signal cancels: no new call is made, those in flight finish. The second leaves at once.
enum Interruption {
  /// Runs `work` under the watch of the signals.
  ///
  /// Returns its result, and the exit status of the signal that came: 130, 143, or nil for none. An
  /// error of work that was interrupted comes out as a `CommandFailure` with that status.
  static func watching<Result: Sendable>(
    host: Host,
    notice: String,
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> (result: Result, status: Int32?) {
    SignalWatch.shared.start()
    let task = Task { try await work() }
    let received = Mutex<Int32?>(nil)
    SignalWatch.shared.setHandler { number in
      let isFirst = received.withLock { seen in
        defer { seen = seen ?? 128 + number }
        return seen == nil
      }
      guard isFirst else { exit(128 + number) }
      host.writeError("\n\(notice)\n")
      task.cancel()
    }
    defer { SignalWatch.shared.setHandler(nil) }
    do {
      let result = try await task.value
      return (result, received.withLock { $0 })
    } catch {
      if let status = received.withLock({ $0 }) { throw CommandFailure(status, "interrupted") }
      throw error
    }
  }
}

/// The one place that listens to signals, set up once for the process.
///
/// libdispatch puts in a handler of its own for each signal it listens to. Ignoring a signal again
/// later would take that handler away, and with it every signal.
private final class SignalWatch: Sendable {
  typealias Handler = @Sendable (Int32) -> Void

  static let shared = SignalWatch()

  private let handler = Mutex<Handler?>(nil)
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  /// Listens from now on; what comes while nobody handles it ends the process.
  func start() {
    sources.withLock { sources in
      guard sources.isEmpty else { return }
      for number in [SIGINT, SIGTERM] {
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [self] in receive(number) }
        source.resume()
        sources.append(source)
      }
    }
  }

  func setHandler(_ new: Handler?) {
    handler.withLock { $0 = new }
  }

  private func receive(_ number: Int32) {
    guard let handler = handler.withLock({ $0 }) else { exit(128 + number) }
    handler(number)
  }
}
