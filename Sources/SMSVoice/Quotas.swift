/// The request rates to respect: the documented ones, with the raises the user told us about.
package struct Quotas: Sendable, Equatable {
  /// One raise, such as `--rate OPERATION=N`.
  package struct Override: Sendable, Equatable {
    /// The name of an operation, in which `*` stands for any run of characters.
    package var pattern: String
    /// Requests per second.
    package var rate: Double

    package init(pattern: String, rate: Double) {
      self.pattern = pattern
      self.rate = rate
    }
  }

  /// Slower than this is this: one request in about twelve days, which a `Duration` can still tell.
  package static let slowest = 1e-6

  /// What holds in every region, as `--rate` says, over `regional`; later entries win over earlier ones.
  package var overrides: [Override]
  /// What the manifest says of each region; later entries win over earlier ones.
  package var regional: [String: [Override]]
  /// How many writes a second all operations of a region may make together, beside what each may make; nil
  /// for any number.
  package var writesPerRegion: Double?

  /// Without arguments the documented rates.
  package init(overrides: [Override] = [], regional: [String: [Override]] = [:]) {
    self.overrides = overrides
    self.regional = regional
  }

  /// The time between two calls of a lane.
  package func interval(of lane: Lane) -> Duration {
    .seconds(1 / rate(of: lane.operation, in: lane.region))
  }

  /// Requests per second that one account may make of `operation` in one region.
  package func rate(of operation: Operation, in region: String) -> Double {
    let rate =
      Self.last(of: overrides, matching: operation)
      ?? regional[region].flatMap { Self.last(of: $0, matching: operation) }
      ?? operation.documentedRate
    return max(rate, Self.slowest)
  }

  private static func last(of overrides: [Override], matching operation: Operation) -> Double? {
    overrides.last { Glob($0.pattern).matches(operation.rawValue) }?.rate
  }
}

extension Quotas.Override {
  /// Whether it says more exactly than `other` which operations it means, both being of one map.
  ///
  /// A name is more exact than a pattern, and of two patterns the one with more literal characters. Of
  /// equal ones it is the one later in the alphabet, so that the order of writing does not matter.
  package func isMoreExact(than other: Quotas.Override) -> Bool { exactness > other.exactness }

  private var exactness: (isName: Int, literals: Int, text: String) {
    let stars = pattern.utf8.count { $0 == UInt8(ascii: "*") }
    return (stars == 0 ? 1 : 0, pattern.utf8.count - stars, pattern)
  }
}
