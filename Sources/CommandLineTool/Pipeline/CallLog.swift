internal import AWSClient
internal import Diagnostics
internal import Foundation
internal import SMSVoice

/// Where every call is told: on standard error with `--verbose`, in a file with `--log`.
final class CallLog: Sendable {
  private let host: Host
  private let isVerbose: Bool
  private let file: LineFile?

  /// The status of a command after its work, which is not all done when calls were not logged; says so.
  func status(after status: ExitStatus, in host: Host) -> ExitStatus {
    guard file?.hasLostLines == true else { return status }
    host.writeError("error: some calls could not be written to the log\n")
    return status == .done ? .partlyDone : status
  }

  /// Opens the file, if one is named, to append to.
  ///
  /// Throws `CommandFailure`.
  init(file path: String?, isVerbose: Bool, in host: Host) throws {
    self.host = host
    self.isVerbose = isVerbose
    file = try path.map { try LineFile($0, name: "the log", in: host) }
  }

  /// Tells one call.
  func note(_ record: CallRecord) {
    if isVerbose { host.writeError(record.line + "\n") }
    if let file, let line = try? record.json { file.append(line) }
  }
}

extension CallRecord {
  /// For example `eu-west-1 CreatePool eu-west-1/pool/otp 42 ms`.
  fileprivate var line: String {
    var parts = [region, operation.rawValue]
    if let subject { parts.append(subject) }
    if attempt > 1 { parts.append("attempt \(attempt)") }
    if let milliseconds { parts.append("\(Int(milliseconds.rounded())) ms") }
    if case .failed(let error, let retryAfter) = outcome {
      let words = [error.code, error.reason].compactMap(\.self).joined(separator: " ")
      parts.append(DisplayText.escape(words))
      if let retryAfter { parts.append("again in \(retryAfter.shown)") }
    }
    return parts.joined(separator: " ")
  }

  private var milliseconds: Double? {
    latency.map { $0 / .milliseconds(1) }
  }

  /// One object of the call log.
  fileprivate var json: Data {
    get throws {
      struct Line: Encodable {
        var time: Date
        var region: String
        var operation: String
        var address: String?
        var attempt: Int
        var requestId: String?
        var latencyMs: Double?
        var outcome: String
        var reason: String?
      }
      var line = Line(
        time: date,
        region: region,
        operation: operation.rawValue,
        address: subject,
        attempt: attempt,
        requestId: requestID,
        latencyMs: milliseconds.map { ($0 * 10).rounded() / 10 },
        outcome: "ok"
      )
      if case .failed(let error, _) = outcome {
        line.outcome = error.code
        line.reason = error.reason
      }
      return try JSONEncoder.lines.encode(line)
    }
  }
}
