import AWSClient
import Synchronization

/// A clock that stands still, except that whoever sleeps on it is taken to the end of the sleep.
///
/// With one sleeper at a time, tests run in virtual time and need no waiting.
final class LeapingClock: MonotonicClock {
  private let instant = Mutex(ContinuousClock.Instant.now)
  private let slept = Mutex<[Duration]>([])

  var now: ContinuousClock.Instant { instant.withLock { $0 } }
  let minimumResolution = Duration.nanoseconds(1)

  /// How long each sleep was, in order.
  var sleeps: [Duration] { slept.withLock { $0 } }

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
    try Task.checkCancellation()
    slept.withLock { $0.append(now.duration(to: deadline)) }
    instant.withLock { $0 = max($0, deadline) }
  }
}

/// A clock that moves only when a test says so.
final class ManualClock: MonotonicClock {
  private struct Sleeper {
    var deadline: ContinuousClock.Instant
    var continuation: CheckedContinuation<Void, any Error>
  }

  private struct State {
    var now = ContinuousClock.Instant.now
    var lastID = 0
    var sleepers: [Int: Sleeper] = [:]
    var cancelled: Set<Int> = []
    var arrival: CheckedContinuation<Void, Never>?
  }

  private let state = Mutex(State())

  var now: ContinuousClock.Instant { state.withLock { $0.now } }
  let minimumResolution = Duration.nanoseconds(1)

  func sleep(until deadline: ContinuousClock.Instant, tolerance: Duration?) async throws {
    let id = state.withLock { state in
      state.lastID += 1
      return state.lastID
    }
    try await withTaskCancellationHandler {
      try await withCheckedThrowingContinuation { continuation in
        add(id, Sleeper(deadline: deadline, continuation: continuation))
      }
    } onCancel: {
      cancel(id)
    }
  }

  /// Returns once somebody sleeps until a moment that has not come.
  func sleeper() async {
    await withCheckedContinuation { continuation in
      let isThere = state.withLock { state in
        if state.sleepers.isEmpty { state.arrival = continuation }
        return !state.sleepers.isEmpty
      }
      if isThere { continuation.resume() }
    }
  }

  /// Waits for a sleeper, then moves to the moment it wants to be woken at; says how far that was.
  @discardableResult
  func leap() async -> Duration {
    await sleeper()
    let (awake, distance) = state.withLock { state in
      let next = state.sleepers.values.map(\.deadline).min() ?? state.now
      let distance = state.now.duration(to: next)
      state.now = max(state.now, next)
      let due = state.sleepers.filter { $0.value.deadline <= next }
      for id in due.keys { state.sleepers[id] = nil }
      return (due.values.map(\.continuation), distance)
    }
    for continuation in awake { continuation.resume() }
    return distance
  }

  private func add(_ id: Int, _ sleeper: Sleeper) {
    let (outcome, arrival): (Result<Void, any Error>?, CheckedContinuation<Void, Never>?) =
      state.withLock { state in
        if state.cancelled.contains(id) { return (.failure(CancellationError()), nil) }
        if sleeper.deadline <= state.now { return (.success(()), nil) }
        state.sleepers[id] = sleeper
        defer { state.arrival = nil }
        return (nil, state.arrival)
      }
    if let outcome { sleeper.continuation.resume(with: outcome) }
    arrival?.resume()
  }

  private func cancel(_ id: Int) {
    let sleeper = state.withLock { state in
      state.cancelled.insert(id)
      return state.sleepers.removeValue(forKey: id)
    }
    sleeper?.continuation.resume(throwing: CancellationError())
  }
}
