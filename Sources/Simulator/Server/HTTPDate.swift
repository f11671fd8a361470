internal import Foundation

/// The `Date` header.
enum HTTPDate {
  /// For example `Sat, 21 Nov 2026 07:46:06 GMT`.
  ///
  /// <https://www.rfc-editor.org/rfc/rfc9110#name-date-time-formats>
  static func text(_ date: Date) -> String {
    date.formatted(
      Date.VerbatimFormatStyle(
        format: """
          \(weekday: .abbreviated), \(day: .twoDigits) \(month: .abbreviated) \
          \(year: .padded(4)) \(hour: .twoDigits(clock: .twentyFourHour, hourCycle: .zeroBased)):\
          \(minute: .twoDigits):\(second: .twoDigits) GMT
          """,
        locale: Locale(identifier: "en_US_POSIX"),
        timeZone: .gmt,
        calendar: Calendar(identifier: .gregorian)
      )
    )
  }
}
