/// When a run is thought to end: what is left of the plan, at the pace seen.
///
/// The pace is how much of the plan was done in the last minute for each second of it. The end that is
/// shown moves only when it is off by more than can be seen, and then by and by.
package struct ProgressForecast: Sendable, Equatable {
  /// What the pace is taken from.
  private static let window = Duration.seconds(60)
  /// As many seconds as planned are thought to have gone before the run, fewer and fewer as it goes on.
  private static let trust = Duration.seconds(15)

  private struct Sample: Equatable {
    var time: Duration
    var left: Duration
  }

  private var samples: [Sample]
  private var end: Duration

  /// The forecast of a run that has not begun.
  package init(planned: Duration) {
    samples = [Sample(time: .zero, left: planned)]
    end = planned
  }

  /// Notes how long what is left would take by the plan.
  ///
  /// While it `isHeldUp`, by AWS and not by a quota, time stands still: how long that takes nobody knows.
  package mutating func note(left: Duration, isHeldUp: Bool, at time: Duration) {
    guard let last = samples.last, time > last.time else { return }
    let passed = time - last.time
    if isHeldUp {
      for index in samples.indices { samples[index].time += passed }
      end += passed
      return
    }
    samples.append(Sample(time: time, left: left))
    samples.removeAll { $0.time < time - Self.window }
    move(to: time + left / pace, over: passed, within: max(.seconds(2), left / 30))
  }

  /// Never negative.
  package func left(at time: Duration) -> Duration { max(.zero, end - time) }

  /// Seconds of the plan that are done in a second.
  private var pace: Double {
    guard let first = samples.first, let last = samples.last, last.time > first.time else {
      return 1
    }
    let done = max(.zero, first.left - last.left)
    let trust = Self.trust * max(0, 1 - last.time / (Self.window * 1.5))
    return max(0.05, (trust + done) / (trust + (last.time - first.time)))
  }

  private mutating func move(to new: Duration, over passed: Duration, within tolerance: Duration) {
    let difference = new - end
    guard difference > tolerance || difference < .zero - tolerance else { return }
    end += difference * min(1, passed / .seconds(4))
  }
}
