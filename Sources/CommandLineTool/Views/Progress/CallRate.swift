/// How many calls are made each second, of late.
struct CallRate: Sendable {
  /// What counts as of late.
  private static let window = Duration.seconds(10)

  private var times: [Duration] = []

  /// Notes a call; the times must not go back by much.
  mutating func note(at time: Duration) {
    times.append(time)
    // Not at each call: that would move all of them each time.
    if times.count > 64, times[times.count / 2] < time - Self.window {
      times.removeFirst(times.count / 2)
    }
  }

  /// Calls per second, with one digit after the point.
  func value(at time: Duration) -> Double {
    let window = min(max(time, .seconds(1)), Self.window)
    let count = times.reversed().prefix { $0 > time - window }.count
    return (Double(count) / (window / .seconds(1)) * 10).rounded() / 10
  }
}
