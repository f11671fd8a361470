/// The request rates to respect: the documented ones, with the raises the user told us about.
package struct Quotas: Sendable, Equatable {
  /// One `--rate OPERATION=N`: `pattern` may hold `*`, `rate` is in requests per second.
  package struct Override: Sendable, Equatable {
    package var pattern: String
    package var rate: Double

    package init(pattern: String, rate: Double) {
      self.pattern = pattern
      self.rate = rate
    }
  }

  /// Later entries win over earlier ones.
  package var overrides: [Override]

  package init(overrides: [Override] = []) {
    self.overrides = overrides
  }

  /// Requests per second that one account may make of `operation` in one region.
  package func rate(of operation: Operation) -> Double {
    let override = overrides.last { Glob($0.pattern).matches(operation.rawValue) }
    return override?.rate ?? operation.documentedRate
  }
}
