package import Foundation
internal import SMSVoice
internal import Synchronization

/// The time to sign with: this machine's, corrected once when a server refuses it.
///
/// AWS accepts a signature for about five to fifteen minutes before and after its date, depending on
/// the service. Every answer says in its `Date` header what time it is for the server.
package final class ServerClock: Sendable {
  /// A date to sign with, and whether it was corrected.
  package struct Reading: Sendable, Equatable {
    /// What the signature is to say.
    package var date: Date
    /// False for the date of this machine.
    package var isCorrected: Bool
  }

  /// What a refused signature means.
  enum Verdict: Sendable, Equatable {
    /// Not a matter of time, or the server did not say which time it is.
    case unrelated
    /// The clock knows better now: sign again with another reading.
    case corrected
    /// A corrected date was refused as well; what to tell people.
    case hopeless(String)
  }

  /// A clock as far off as this has nothing to do with a slow network.
  private static let tolerance: TimeInterval = 4 * 60

  private let system: @Sendable () -> Date
  // What to add to the system's time; nil until a server has refused it.
  private let correction = Mutex<TimeInterval?>(nil)

  /// `system` says what time it is for this machine.
  package init(system: @escaping @Sendable () -> Date = { Date() }) {
    self.system = system
  }

  /// The date to sign a request with that leaves now.
  package func read() -> Reading {
    let correction = correction.withLock(\.self)
    return Reading(
      date: system().addingTimeInterval(correction ?? 0),
      isCorrected: correction != nil
    )
  }

  /// Learns from a refused request that was signed with `reading`.
  ///
  /// Many requests may be on their way when the first one is refused: those that were signed before
  /// the correction get the benefit of it, but there is no second correction.
  func judge(
    _ error: ServiceError,
    dateHeader: String?,
    signedWith reading: Reading
  ) -> Verdict {
    guard error.isAboutTime, let date = dateHeader.flatMap(ServerDate.date(from:)) else {
      return .unrelated
    }
    let difference = date.timeIntervalSince(system())
    guard abs(difference) > Self.tolerance else {
      // A reading of before the correction is one to try again with, whatever this header says.
      return isOutdated(reading) ? .corrected : .unrelated
    }
    guard !reading.isCorrected else { return .hopeless(.wrongClock(difference, server: date)) }
    correction.withLock { $0 = $0 ?? difference }
    return .corrected
  }

  private func isOutdated(_ reading: Reading) -> Bool {
    !reading.isCorrected && correction.withLock { $0 != nil }
  }
}

extension ServiceError {
  /// Whether a signature was refused for its date; an expired token is another matter.
  ///
  /// The services have no common name for it. Those that say `InvalidSignatureException` or the like
  /// tell it apart from a wrong key by their words, "Signature expired: ..." for a date in the past.
  fileprivate var isAboutTime: Bool {
    switch code {
    case "RequestTimeTooSkewed", "RequestExpired", "RequestInTheFuture": true
    case "InvalidSignatureException", "SignatureDoesNotMatch", "AuthFailure":
      message.contains("Signature expired") || message.contains("Signature not yet current")
    default: false
    }
  }
}

extension String {
  fileprivate static func wrongClock(_ difference: TimeInterval, server: Date) -> String {
    "this machine's clock is \(amount(abs(difference))) \(difference > 0 ? "behind" : "ahead of") "
      + "the server's (\(server.formatted(.iso8601))): set it, for example with NTP"
  }

  /// For example `17 minutes`: in the largest unit of which there are two or more.
  private static func amount(_ seconds: TimeInterval) -> String {
    let minutes = Int((seconds / 60).rounded())
    let hours = Int((seconds / 3_600).rounded())
    if hours >= 48 { return "\(hours / 24) days" }
    return minutes >= 120 ? "\(hours) hours" : "\(minutes) minutes"
  }
}
