internal import Applying

/// How many steps there are, and how those ended that did.
package struct ProgressTally: Sendable, Equatable {
  /// Steps of the plan, waits included.
  package var total = 0
  /// Those that succeeded.
  package var done = 0
  /// Those that failed themselves.
  package var failed = 0
  /// Those that a failed one kept from happening.
  package var skipped = 0

  /// All that will not be worked on any more; interrupted ones are not among them.
  package var finished: Int { done + failed + skipped }

  /// For example `2 failed, 5 skipped`; nil when neither is.
  var troubles: String? {
    let parts = [(failed, "failed"), (skipped, "skipped")].filter { $0.0 > 0 }
    return parts.isEmpty ? nil : parts.map { "\($0.grouped) \($1)" }.joined(separator: ", ")
  }

  /// An interrupted step counts as not ended.
  mutating func note(_ outcome: StepOutcome) {
    switch outcome {
    case .done: done += 1
    case .failed: failed += 1
    case .skipped: skipped += 1
    case .interrupted: break
    }
  }
}
