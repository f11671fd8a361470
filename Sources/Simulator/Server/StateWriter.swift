internal import Dispatch
internal import Synchronization

/// Writes the state file a moment after a change, off the path of requests.
///
/// Changes that come while a write is due are written with it.
final class StateWriter: Sendable {
  private let path: String
  private let snapshot: @Sendable () -> CloudState
  private let report: @Sendable (SimulatorError) -> Void
  private let queue = DispatchQueue(label: "simulator.state-file")
  private let isDue = Mutex(false)

  /// Milliseconds from a change to the write.
  ///
  /// A longer write is followed by a longer pause, so that writing takes no more
  /// than a tenth of a core.
  private let pause = Mutex(25)

  /// `snapshot` is called on a thread of the writer's own; `report` hears of failed writes.
  init(
    path: String,
    snapshot: @escaping @Sendable () -> CloudState,
    report: @escaping @Sendable (SimulatorError) -> Void
  ) {
    self.path = path
    self.snapshot = snapshot
    self.report = report
  }

  /// Notes that there is something new to write.
  func stateChanged() {
    let wasDue = isDue.withLock { isDue in
      defer { isDue = true }
      return isDue
    }
    let pause = DispatchTimeInterval.milliseconds(pause.withLock(\.self))
    if !wasDue { queue.asyncAfter(deadline: .now() + pause) { self.write() } }
  }

  /// Writes now and returns when it is done.
  func flush() async {
    await withCheckedContinuation { continuation in
      queue.async {
        self.write()
        continuation.resume()
      }
    }
  }

  private func write() {
    isDue.withLock { $0 = false }
    let start = ContinuousClock.now
    do {
      try StateFile.write(snapshot(), to: path)
    } catch {
      report(error)
    }
    let took = start.duration(to: .now) / .milliseconds(1)
    pause.withLock { $0 = max(25, Int(took * 9)) }
  }
}
