internal import Diagnostics

/// What `--wait-for` tells.
enum WaitingText {
  /// As many of those that wait are told one by one.
  private static let limit = 20

  /// Ends with a line end.
  static func lines(_ event: WaitingRun.Event) -> String {
    switch event {
    case .waiting(let waiters, let time):
      head("waiting for \(waiters.count), for at most \(time.shown)", waiters)
    case .timedOut(let waiters, let time):
      head("error: after \(time.shown) \(waiters.count) still waiting", waiters)
        + "run again to go on\n"
    case .finished(let time): "Waited \(time.shown): nothing waits any more.\n"
    }
  }

  private static func head(_ title: String, _ waiters: [WaitingRun.Waiter]) -> String {
    let lines = waiters.prefix(limit).map(line)
    let rest = waiters.count - lines.count
    let more = rest > 0 ? ["  and \(rest) more"] : []
    return ([title + ":"] + lines + more).joined(separator: "\n") + "\n"
  }

  private static func line(_ waiter: WaitingRun.Waiter) -> String {
    let reason = waiter.reason.isEmpty ? "" : ": " + DisplayText.escape(waiter.reason)
    let hint = waiter.needsSomebody ? ", which somebody has to begin: smsctl does not" : ""
    return "  \(DisplayText.escape(waiter.address))\(reason)\(hint)"
  }
}
