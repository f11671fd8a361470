internal import SMSVoice

/// Trouble to make on purpose, for the first calls of an operation.
///
///     CreatePool:throttle:3                      three ThrottlingExceptions
///     *:500                                      one InternalServerException
///     CreatePool:drop                            the pool is made, the answer is lost
///     Describe*:delay=250                        a quarter of a second more, always
///     UpdatePool:error=ValidationException/RESOURCE_NOT_ACCESSIBLE:2
package struct Fault: Sendable, Equatable {
  /// What happens to a call.
  package enum Effect: Sendable, Equatable {
    /// `ThrottlingException` instead of the work.
    case throttle
    /// `InternalServerException`, status 500, instead of the work.
    case internalFailure
    /// The work is done, then the connection is closed without an answer.
    case drop
    /// The work is done when the call arrives, the answer comes so many milliseconds later.
    case delay(milliseconds: Int)
    /// Another exception instead of the work; the reason may be nil.
    case error(code: String, reason: String?)
  }

  /// An operation, or a pattern with `*`.
  package var operation: String
  /// What happens instead of, or besides, the work.
  package var effect: Effect
  /// How many matching calls it applies to; nil means all.
  package var count: Int?

  package init(operation: String, effect: Effect, count: Int?) {
    self.operation = operation
    self.effect = effect
    self.count = count
  }

  /// Reads `OPERATION:EFFECT[:COUNT]`; without a count a delay applies always, the rest once.
  package init(parsing text: String) throws(SimulatorError) {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false).map(String.init)
    guard (2...3).contains(parts.count), !parts[0].isEmpty else {
      throw .malformedFault(text, "write OPERATION:EFFECT:COUNT, for example CreatePool:drop:1")
    }
    operation = parts[0]
    effect = try Effect(parsing: parts[1], in: text)
    count = 1
    if case .delay = effect { count = nil }
    guard parts.count == 3 else { return }
    guard let number = Int(parts[2]), number > 0 else {
      throw .malformedFault(text, "'\(parts[2])' is not a number of calls")
    }
    count = number
  }

  /// Whether it is about this operation.
  func matches(_ operation: String) -> Bool {
    Glob(self.operation).matches(operation)
  }
}

extension Fault.Effect {
  fileprivate init(parsing text: String, in whole: String) throws(SimulatorError) {
    let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
    switch (parts.first, parts.dropFirst().first) {
    case ("throttle", nil): self = .throttle
    case ("500", nil): self = .internalFailure
    case ("drop", nil): self = .drop
    case ("delay", let value?):
      guard let milliseconds = Int(value), milliseconds >= 0 else {
        throw .malformedFault(whole, "'\(value)' is not a number of milliseconds")
      }
      self = .delay(milliseconds: milliseconds)
    case ("error", let value?):
      let names = value.split(separator: "/", maxSplits: 1).map(String.init)
      guard let code = names.first else { throw .malformedFault(whole, "the error has no code") }
      self = .error(code: code, reason: names.dropFirst().first)
    default:
      throw .malformedFault(
        whole,
        "'\(text)' is none of throttle, 500, drop, delay=MS, error=CODE/REASON"
      )
    }
  }
}
