internal import Applying
internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice
internal import Synchronization

/// Tells on standard error how a run gets on: a live bar on a terminal, else one line per finished step.
final class ApplyProgress: Sendable {
  private struct State {
    var done = 0
    var failed = 0
    var skipped = 0
  }

  private let total: Int
  private let expected: Duration
  private let host: Host
  private let isLive: Bool
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  init(_ plan: Plan, host: Host, _ output: OutputOptions) {
    total = plan.graph.steps.count
    expected = plan.estimate.duration
    self.host = host
    isLive = host.takesLiveProgress
  }

  /// Tells an event.
  ///
  /// Called from many tasks.
  func note(_ event: ApplyEvent) {
    guard case .finished(let id, let outcome, let elapsed) = event else { return }
    let text = state.withLock { state in
      switch outcome {
      case .done: state.done += 1
      case .failed: state.failed += 1
      case .skipped: state.skipped += 1
      case .interrupted: return ""
      }
      return isLive ? bar(state) : line(id, outcome, elapsed, state)
    }
    if !text.isEmpty { host.writeError(text) }
  }

  /// Takes the bar away.
  func finish() {
    guard isLive else { return }
    host.writeError("\r\u{1B}[K")
  }

  private func line(
    _ id: Step.ID,
    _ outcome: StepOutcome,
    _ elapsed: Duration,
    _ state: State
  ) -> String {
    let count = state.done + state.failed + state.skipped
    let position = "[\(count)/\(total)]"
    let id = DisplayText.escape(id.description)
    switch outcome {
    case .done: return "\(position) \(id): done\n"
    case .failed(let error): return "\(position) \(id): failed: \(error.sentence)\n"
    case .skipped: return "\(position) \(id): skipped\n"
    case .interrupted: return ""
    }
  }

  private func bar(_ state: State) -> String {
    let count = state.done + state.failed + state.skipped
    let width = 30
    let filled = total == 0 ? width : width * count / total
    let elapsed = ContinuousClock.now - start
    let rate = elapsed > .zero ? Double(count) / (elapsed / .seconds(1)) : 0
    let left = max(.zero, expected - elapsed)
    let bar = String(repeating: "#", count: filled) + String(repeating: ".", count: width - filled)
    let failed = state.failed > 0 ? ", \(state.failed) failed" : ""
    let speed = (rate * 10).rounded() / 10
    return "\r\u{1B}[K[\(bar)] \(count)/\(total), \(speed)/s, about \(left.shown) left\(failed)"
  }
}

extension StepError {
  /// The error in one sentence.
  var sentence: String {
    switch self {
    case .service(let error): error.sentence
    case .step(let failure): DisplayText.escape(failure.message)
    case .other(let text): DisplayText.escape(text)
    }
  }
}
