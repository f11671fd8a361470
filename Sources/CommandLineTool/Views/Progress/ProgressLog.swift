package import Applying
internal import Diagnostics
internal import Planning
internal import Resources
package import SMSVoice

/// A run as lines for a build log: one for each step that ended, and one now and then when none did.
///
/// A value without a clock, as `ProgressState` is.
package struct ProgressLog: Sendable {
  /// After so long without a line there is one that says that the run goes on.
  static let silence = Duration.seconds(30)

  private let quotas: Quotas
  private var last = Duration.zero

  /// A log in which nothing has been told; lines name the rates of `quotas`.
  package init(_ quotas: Quotas) {
    self.quotas = quotas
  }

  /// The line for an event that `tally` counts already, ended by a newline; empty where it gets none.
  ///
  /// For example `[3/27] us-east-1/pool/otp CreatePool: done`.
  package mutating func line(
    _ event: ApplyEvent,
    _ tally: ProgressTally,
    at time: Duration
  ) -> String {
    guard case .finished(let id, let outcome, _) = event else { return "" }
    let words: String
    switch outcome {
    case .done: words = "done"
    case .failed(let error): words = "failed: \(error.sentence)"
    case .skipped: words = "skipped"
    case .interrupted: return ""
    }
    last = time
    let position = "[\(tally.finished)/\(tally.total)]"
    return "\(position) \(DisplayText.escape(id.description)): \(words)\n"
  }

  /// That the run goes on, when nothing has been told for a while; else nil.
  ///
  /// For example `still going: 12/137 done, waiting for RequestSenderId in us-east-1 (1/s), about 1m 40s left`.
  package mutating func heartbeat(_ state: ProgressState, at time: Duration) -> String? {
    guard time - last >= Self.silence, !state.isStopping else { return nil }
    last = time
    let left = state.forecast.left(at: time)
    let parts = [
      "still going: \(state.tally.finished)/\(state.tally.total) done", cause(state),
      left < .seconds(1) ? nil : "about \(left.shown) left",
    ]
    return parts.compactMap(\.self).joined(separator: ", ") + "\n"
  }

  /// A region that gives no answers, else what most of the remaining time goes into: a quota, or a wait.
  private func cause(_ state: ProgressState) -> String? {
    if let region = state.regions.first(where: \.isSilent) {
      return "\(DisplayText.escape(region.name)) does not answer, trying again"
    }
    let buckets = state.regions.flatMap { region in
      region.ready.map { operation, count in
        let rate = quotas.rate(of: operation, in: region.name)
        return (time: Double(count) / rate, operation: operation, region: region.name, rate: rate)
      }
    }
    let slowest = buckets.max { left, right in
      (left.time, right.region, right.operation) < (right.time, left.region, left.operation)
    }
    if let slowest {
      let region = DisplayText.escape(slowest.region)
      return "waiting for \(slowest.operation) in \(region) (\(slowest.rate.shown)/s)"
    }
    let resource = state.regions.flatMap(\.waits.values).min()
    return resource.map { "waiting for AWS: \(DisplayText.escape($0.description))" }
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
