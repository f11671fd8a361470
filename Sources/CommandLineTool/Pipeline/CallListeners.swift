internal import AWSClient
internal import Synchronization

/// Who hears of the calls of a connection while they are made.
final class CallListeners: Sendable {
  private struct State {
    var lastNumber = 0
    var listeners: [Int: @Sendable (CallRecord) -> Void] = [:]
  }

  private let state = Mutex(State())

  /// Tells one call to all.
  func note(_ record: CallRecord) {
    for listener in state.withLock({ Array($0.listeners.values) }) { listener(record) }
  }

  /// Has `listener` hear of the calls that `work` makes.
  func hearing<Result>(
    _ listener: @escaping @Sendable (CallRecord) -> Void,
    during work: () async throws -> Result
  ) async rethrows -> Result {
    let number = state.withLock { state in
      state.lastNumber += 1
      state.listeners[state.lastNumber] = listener
      return state.lastNumber
    }
    defer { state.withLock { $0.listeners[number] = nil } }
    return try await work()
  }
}
