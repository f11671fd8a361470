/// A server that admits one call per interval: a token bucket that holds one token.
struct ModelServer {
  let interval: Duration
  private(set) var admitted: [ContinuousClock.Instant] = []
  private(set) var throttled = 0

  init(interval: Duration) {
    self.interval = interval
  }

  /// Says whether there was a token; calls must arrive in order of time.
  mutating func receive(at now: ContinuousClock.Instant) -> Bool {
    if let last = admitted.last, now < last + interval {
      throttled += 1
      return false
    }
    admitted.append(now)
    return true
  }
}
