internal import SMSVoice

/// What a region held in the last few seconds, for reads that lag behind the writes.
///
/// A state is a value, so that keeping one costs what the next write changes.
struct PastStates: Sendable {
  /// How many seconds reads are behind.
  let lag: Double
  /// Each with the moment from which it was so, oldest first; never empty.
  private var states: [(since: Double, state: RegionState)]

  /// `first` is what reads show until something older than `lag` is known.
  init(lag: Double, first: RegionState) {
    self.lag = lag
    states = [(-.infinity, first)]
  }

  /// Notes what a write at a moment left, and forgets what no later read can show.
  mutating func note(_ state: RegionState, at now: Double) {
    // Calls may be answered in another order than they arrived in.
    let since = max(now, states.last?.since ?? now)
    states.append((since, state))
    states.removeFirst(states.lastIndex { $0.since <= since - lag } ?? 0)
  }

  /// What a read at a moment shows.
  func state(at now: Double) -> RegionState {
    let index = states.lastIndex { $0.since <= now - lag } ?? 0
    return states[index].state
  }
}

extension RegionalCloud {
  /// Does an operation as the service does it in public: reads may show what was so a while ago,
  /// while writes always see and change what is so now.
  mutating func answer(
    _ operation: String,
    _ input: CallInput,
    now: Double
  ) throws(SimulatedError) -> JSONObject {
    guard let past else { return try call(operation, input, now: now) }
    guard Operation(rawValue: operation).isRead else {
      defer { self.past?.note(state, at: now) }
      return try call(operation, input, now: now)
    }
    var then = self
    then.state = past.state(at: now)
    let result = try then.call(operation, input, now: now - past.lag)
    // A read uses up what the assumptions about lagging lists keep for it.
    (staleMembers, staleKeywords) = (then.staleMembers, then.staleKeywords)
    return result
  }
}
