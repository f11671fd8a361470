internal import Foundation

/// Figures as a page shows them.
enum PageText {
  /// For example `42 ms`, `3.1 s`, `2m 17.4s` or `1h 02m`.
  static func duration(_ seconds: Double) -> String {
    // What cannot be counted would end the program.
    let seconds = min(max(seconds, 0), 1e12)
    let tenths = (seconds * 10).rounded() / 10
    if seconds < 1 { return "\(Int((seconds * 1000).rounded())) ms" }
    if tenths < 60 { return "\(tenths) s" }
    if seconds >= 3600 { return Duration.seconds(seconds).shown }
    let minutes = Int(tenths / 60)
    let rest = ((tenths - Double(minutes * 60)) * 10).rounded() / 10
    return "\(minutes)m \(rest < 10 ? "0" : "")\(rest)s"
  }

  /// For example `2026-11-21 19:52:45`, in UTC.
  static func moment(_ date: Date) -> String {
    date.formatted(.iso8601.dateTimeSeparator(.space)).replacing("Z", with: "")
  }

  /// For a machine: `2026-11-21T19:52:45.123Z`.
  static func timestamp(_ date: Date) -> String { date.formatted(.lines) }

  /// For example `1/s` or `0.5/s`.
  static func rate(_ rate: Double) -> String { "\(rate.shown)/s" }

  /// For example `1.02`; a billion at most.
  static func ratio(_ ratio: Double) -> String {
    let ratio = min(max(ratio, 0), 1e9)
    let hundredths = Int((ratio * 100).rounded())
    let digits = String(hundredths % 100)
    return "\(hundredths / 100).\(digits.count < 2 ? "0" : "")\(digits)"
  }

  /// On the axis of a timeline: `0`, `500 ms`, `45 s`, `2 min`, `1.5 min`.
  static func offset(_ seconds: Double) -> String {
    switch seconds {
    case 0: "0"
    case ..<1: "\(Int((seconds * 1000).rounded())) ms"
    case ..<120: "\(((seconds * 100).rounded() / 100).shown) s"
    case ..<7200: "\(((seconds / 60 * 10).rounded() / 10).shown) min"
    default: "\(((seconds / 3600 * 10).rounded() / 10).shown) h"
    }
  }
}
