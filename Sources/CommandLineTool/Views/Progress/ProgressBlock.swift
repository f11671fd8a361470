package import Foundation

/// A run as a block of lines, redrawn while it goes on.
///
/// ```
/// [#############.................] 112/271, about 2m 39s left (20:41), 2 calls/s
/// us-east-1  112/137  RequestSenderId EXAMPLECO/NO, 24 waiting for its quota
/// eu-west-1    0/134  waiting for AWS: pool/otp
/// 3 calls throttled, 2 failed
/// ```
package struct ProgressBlock {
  private let state: ProgressState
  private let start: Date
  private let timeZone: TimeZone
  private let terminal: Terminal

  /// A run that began at `start`; clocks are shown in `timeZone`.
  package init(
    _ state: ProgressState,
    start: Date,
    timeZone: TimeZone = .current,
    terminal: Terminal = .plain
  ) {
    self.state = state
    self.start = start
    self.timeZone = timeZone
    self.terminal = terminal
  }

  /// The lines for a window at a time of the run, all shorter than the window is wide.
  ///
  /// They take half of its height at most: what was told before stays in sight.
  package func lines(in size: TerminalSize, at time: Duration) -> [String] {
    // A terminal moves the cursor when a line fills it.
    let width = max(1, size.columns - 1)
    let height = max(1, size.rows / 2)
    let troubles = troubles.map { [ProgressLine($0, .danger)] } ?? []
    let room = height - 1 - troubles.count
    let regions = ProgressRegions(regions: state.regions, width: width).lines(atMost: room)
    return ([head(width: width, at: time)] + regions + troubles).prefix(height)
      .map { $0.text(width: width, terminal: terminal) }
  }

  private var troubles: String? {
    let throttled = state.throttledCount
    let parts = [
      throttled > 0 ? throttled.counting("call") + " throttled" : nil, state.tally.troubles,
    ].compactMap(\.self)
    return parts.isEmpty ? nil : parts.joined(separator: ", ")
  }

  /// The bar takes what room the words leave, up to 30 columns.
  private func head(width: Int, at time: Duration) -> ProgressLine {
    let tally = state.tally
    let words = "\(tally.finished.grouped)/\(tally.total.grouped), \(rest(at: time))"
    let cells = min(30, width - words.count - 3)
    guard cells >= 10, tally.total > 0 else { return ProgressLine(words) }
    let filled = cells * tally.finished / tally.total
    return "[" + ProgressLine(String(repeating: "#", count: filled), .create)
      + ProgressLine(String(repeating: ".", count: cells - filled), .faint) + "] "
      + ProgressLine(words)
  }

  private func rest(at time: Duration) -> String {
    let rate = state.callRate(at: time)
    let calls = "\(rate.shown) \(rate == 1 ? "call" : "calls")/s"
    if state.isStopping { return "stopping, \(calls)" }
    let left = state.forecast.left(at: time)
    let duration = left < .seconds(1) ? "less than 1s" : "about \(left.shown)"
    return "\(duration) left\(end(time + left, left)), \(calls)"
  }

  /// For a shorter time nobody needs a clock.
  private func end(_ time: Duration, _ left: Duration) -> String {
    guard left >= .seconds(60) else { return "" }
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = timeZone
    let end = start + time / .seconds(1)
    let parts = calendar.dateComponents([.month, .day, .hour, .minute], from: end)
    let clock = [parts.hour, parts.minute].map { Self.twoDigits($0 ?? 0) }.joined(separator: ":")
    if calendar.isDate(end, inSameDayAs: start) { return " (\(clock))" }
    let day = [parts.month, parts.day].map { Self.twoDigits($0 ?? 0) }.joined(separator: "-")
    return " (\(day) \(clock))"
  }

  private static func twoDigits(_ number: Int) -> String {
    number < 10 ? "0\(number)" : "\(number)"
  }
}
