internal import SMSVoice

/// Trouble to make on purpose, for some calls of an operation.
///
///     CreatePool:throttle:3                      three ThrottlingExceptions
///     *:500                                      one InternalServerException
///     CreatePool:drop                            the pool is made, the answer is lost
///     Describe*:delay=250                        a quarter of a second more, always
///     UpdatePool:error=ValidationException/RESOURCE_NOT_ACCESSIBLE:2
///     eu-west-1/*:503:all                        a region that is down
///     TagResource:reset:1/5                      the first of every five calls
package struct Fault: Sendable, Equatable {
  /// Which of the matching calls it strikes.
  package enum Extent: Sendable, Equatable {
    /// So many, from the start.
    case first(Int)
    /// The first `count` of every `of`, again and again.
    case each(_ count: Int, of: Int)

    /// Every call.
    package static let all = Extent.each(1, of: 1)

    /// Whether it strikes a call that so many matching ones came before.
    func covers(_ earlier: Int) -> Bool {
      switch self {
      case .first(let count): earlier < count
      case .each(let count, let group): earlier % group < count
      }
    }
  }

  /// A region, or a pattern with `*`.
  package var region: String
  /// An operation, or a pattern with `*`.
  package var operation: String
  /// What happens instead of, or besides, the work.
  package var effect: Effect
  /// Which of the matching calls it happens to.
  package var extent: Extent

  package init(region: String = "*", operation: String, effect: Effect, extent: Extent) {
    self.region = region
    self.operation = operation
    self.effect = effect
    self.extent = extent
  }

  /// The same with a number of calls from the start; nil means all.
  package init(operation: String, effect: Effect, count: Int?) {
    self.init(operation: operation, effect: effect, extent: count.map(Extent.first) ?? .all)
  }

  /// Whether it is about calls of this operation in this region.
  func matches(_ operation: String, in region: String) -> Bool {
    Glob(self.operation).matches(operation) && Glob(self.region).matches(region)
  }
}
