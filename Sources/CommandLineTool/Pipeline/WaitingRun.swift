/// Goes on after an apply, until nothing waits for AWS or a carrier any more.
///
/// Knows nothing of plans or clocks: it decides when to look, what to do then, and when to give up.
package struct WaitingRun {
  /// Something that waits.
  package struct Waiter: Hashable, Sendable {
    /// For example `eu-west-1/sender-id/EXAMPLECO/JO`.
    package var address: String
    /// What it waits for, as a phrase; empty when nothing is known.
    package var reason: String
    /// Whether somebody has to begin that: time alone does not bring it.
    package var needsSomebody: Bool

    package init(address: String, reason: String, needsSomebody: Bool = false) {
      self.address = address
      self.reason = reason
      self.needsSomebody = needsSomebody
    }
  }

  /// What a look at the account has shown.
  package struct Look {
    /// By address.
    package var waiters: [Waiter]
    /// Does what can be done now; nil when there is nothing to do.
    package var act: (() async throws -> ExitStatus)?

    package init(waiters: [Waiter], act: (() async throws -> ExitStatus)? = nil) {
      self.waiters = waiters
      self.act = act
    }
  }

  /// What to tell the user.
  package enum Event: Equatable {
    /// Something waits, or something else than before, for at most so long.
    case waiting([Waiter], atMost: Duration)
    /// Nothing waits any more, after so long.
    case finished(Duration)
    /// The time is over, and something still waits.
    case timedOut([Waiter], Duration)
  }

  /// Between two looks in the long run; the first ones come sooner.
  static let interval = Duration.seconds(15)
  /// Before the first look, and after each that found something to do.
  static let firstInterval = Duration.seconds(2)

  private let timeout: Duration
  private let elapsed: () -> Duration
  private let look: (_ pause: Duration) async throws -> Look?
  private let tell: (Event) -> Void

  /// Takes the time from `elapsed`, which begins anywhere.
  ///
  /// `look` pauses first, and answers nil when the account could not be read this time.
  package init(
    timeout: Duration,
    elapsed: @escaping () -> Duration,
    tell: @escaping (Event) -> Void,
    look: @escaping (_ pause: Duration) async throws -> Look?
  ) {
    self.timeout = timeout
    self.elapsed = elapsed
    self.tell = tell
    self.look = look
  }

  /// Runs it, given what waits at first.
  ///
  /// Returns `.done` when nothing waits any more, `.partlyDone` when the time is over, and what an
  /// `act` returns that is not done. Throws what `look` and `act` throw.
  package func run(_ first: [Waiter]) async throws -> ExitStatus {
    let start = elapsed()
    var waiters = first
    var pause = Self.firstInterval
    tell(.waiting(waiters, atMost: timeout))
    while true {
      let left = timeout - (elapsed() - start)
      guard left > .zero else {
        tell(.timedOut(waiters, timeout))
        return .partlyDone
      }
      let found = try await look(min(pause, left))
      pause = min(pause * 2, Self.interval)
      guard let found else { continue }
      if let act = found.act {
        let status = try await act()
        guard status == .done else { return status }
        // What was done may bring the next thing to wait for at once.
        pause = Self.firstInterval
      }
      if found.waiters.isEmpty {
        tell(.finished(elapsed() - start))
        return .done
      }
      if found.waiters != waiters {
        tell(.waiting(found.waiters, atMost: max(.zero, timeout - (elapsed() - start))))
      }
      waiters = found.waiters
    }
  }
}
