internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns Ctrl-C and SIGTERM into a cancellation of the running work.
///
/// The first signal cancels: no new call is made, those in flight finish. The second leaves at once.
enum Interruption {
  /// Runs `work` under the watch of the signals.
  ///
  /// Returns its result, and the exit status of the signal that came: 130, 143, or nil for none.
  static func watching<Result: Sendable>(
    host: Host,
    notice: String,
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> (result: Result, status: Int32?) {
    let task = Task { try await work() }
    let received = Mutex<Int32?>(nil)
    let sources = [SIGINT, SIGTERM].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler {
        let isFirst = received.withLock { seen in
          defer { seen = seen ?? 128 + number }
          return seen == nil
        }
        guard isFirst else { exit(128 + number) }
        host.writeError("\n\(notice)\n")
        task.cancel()
      }
      source.resume()
      return source
    }
    defer {
      for source in sources { source.cancel() }
      for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
    }
    do {
      let result = try await task.value
      return (result, received.withLock { $0 })
    } catch {
      if let status = received.withLock({ $0 }) { throw CommandFailure(status, "interrupted") }
      throw error
    }
  }
}
