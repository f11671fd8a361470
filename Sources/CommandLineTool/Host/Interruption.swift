internal import Dispatch
internal import Foundation
internal import Synchronization

/// Turns Ctrl-C, SIGTERM and the loss of the terminal (SIGHUP) into a cancellation of the running work.
///
/// The first signal cancels: no new call is made, those in flight finish. The second leaves at once, unless it is a
/// SIGHUP: a terminal that goes away sends it, and then the shell does. Ctrl-\ leaves as it does by default, once the
/// terminal is given back.
enum Interruption {
  /// For work that makes calls, which the first signal lets end.
  static let stopNotice =
    "stopping: no new calls; those in flight finish. Ctrl-C again leaves at once"

  /// Runs `work` under the watch of the signals.
  ///
  /// Returns its result, and the exit status of the signal that came: 129, 130, 143, or nil for none. An
  /// error of work that was interrupted comes out as a `CommandFailure` with that status and no words:
  /// `notice` has been told.
  static func watching<Result: Sendable>(
    host: Host,
    notice: String,
    _ work: @escaping @Sendable () async throws -> Result
  ) async throws -> (result: Result, status: Int32?) {
    let task = Task { try await work() }
    let received = Mutex<Int32?>(nil)
    let telling = DispatchGroup()
    let watch = SignalWatch.shared.add { number in
      guard number != SIGQUIT else {
        host.screen.closeUnlessBusy()
        signal(SIGQUIT, SIG_DFL)
        kill(getpid(), SIGQUIT)
        return
      }
      let isFirst = received.withLock { seen in
        defer { seen = seen ?? 128 + number }
        return seen == nil
      }
      guard isFirst else {
        guard number != SIGHUP else { return }
        // A terminal that nobody reads must not keep the process from ending.
        host.screen.closeUnlessBusy()
        _exit(128 + number)
      }
      // Beside: a terminal that nobody reads would hold up the next signal. Before the work can end, which waits for it.
      DispatchQueue.global().async(group: telling) {
        // Where the terminal has just shown ^C; a block is drawn over it.
        host.writeError((host.screen.isStanding ? "" : "\n") + notice + "\n")
      }
      task.cancel()
    }
    defer { SignalWatch.shared.remove(watch) }
    do {
      let result = try await task.value
      finish(telling)
      return (result, received.withLock { $0 })
    } catch {
      finish(telling)
      if let status = received.withLock({ $0 }) { throw CommandFailure(status, "") }
      throw error
    }
  }

  /// Lets the notice out, if anybody reads it.
  private static func finish(_ telling: DispatchGroup) {
    _ = telling.wait(timeout: .now() + .seconds(2))
  }
}

/// Who is to hear of signals.
///
/// The process listens once and for good: libdispatch puts in a handler of its own for each signal, and
/// on Linux a source that is made for a signal soon after another one was cancelled hears nothing.
private final class SignalWatch: Sendable {
  static let shared = SignalWatch()

  private struct State {
    var lastNumber = 0
    var listeners: [Int: @Sendable (Int32) -> Void] = [:]
  }

  private let state = Mutex(State())
  private let sources = Mutex<[any DispatchSourceSignal]>([])

  private init() {
    sources.withLock { sources in
      for number in [SIGINT, SIGTERM, SIGHUP, SIGQUIT] {
        // So `nohup` has it, and means it.
        if number == SIGHUP, Self.isIgnored(number) { continue }
        signal(number, SIG_IGN)
        let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
        source.setEventHandler { [self] in hear(number) }
        source.resume()
        sources.append(source)
      }
    }
  }

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    let handler = unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self)
    return handler == unsafeBitCast(SIG_IGN, to: Int.self)
  }

  func add(_ listener: @escaping @Sendable (Int32) -> Void) -> Int {
    state.withLock { state in
      state.lastNumber += 1
      state.listeners[state.lastNumber] = listener
      return state.lastNumber
    }
  }

  func remove(_ number: Int) {
    state.withLock { $0.listeners[number] = nil }
  }

  /// With nobody to hear it a signal ends the process, as it does by default.
  private func hear(_ number: Int32) {
    let listeners = state.withLock { Array($0.listeners.values) }
    guard !listeners.isEmpty else { exit(128 + number) }
    for listener in listeners { listener(number) }
  }
}
