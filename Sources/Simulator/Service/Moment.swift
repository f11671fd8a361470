package import Foundation

/// When a request arrived, by both clocks.
package struct Moment: Sendable {
  /// What signatures and timestamps are compared with.
  package var date: Date
  /// What quotas are counted with, since it never jumps.
  package var instant: ContinuousClock.Instant

  /// A moment of one's own, for tests.
  package init(date: Date, instant: ContinuousClock.Instant) {
    self.date = date
    self.instant = instant
  }

  /// This moment.
  package static var now: Moment { Moment(date: Date(), instant: .now) }

  /// The same moment, later.
  package func advanced(by seconds: Double) -> Moment {
    Moment(date: date.addingTimeInterval(seconds), instant: instant.advanced(by: .seconds(seconds)))
  }
}
