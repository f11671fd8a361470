internal import AWSClient
internal import Diagnostics
internal import Foundation
internal import SMSVoice

/// Where every call is told: on standard error with `--verbose`, in the journal with `--log`.
struct CallLog: Sendable {
  private let host: Host
  private let isVerbose: Bool
  private let journal: Journal?

  /// Nil `journal` keeps none.
  init(isVerbose: Bool, journal: Journal? = nil, in host: Host) {
    self.host = host
    self.isVerbose = isVerbose
    self.journal = journal
  }

  /// Tells in whose name the calls are made.
  func note(_ caller: CallerIdentity, isSimulated: Bool) {
    journal?.note(caller, isSimulated: isSimulated)
  }

  /// Tells one call.
  func note(_ record: CallRecord) {
    // What is shown is in the file already, whatever happens next.
    journal?.note(record)
    if isVerbose { host.writeError(record.line + "\n") }
  }
}

extension CallRecord {
  /// For example `eu-west-1 CreatePool eu-west-1/pool/otp 42 ms`.
  fileprivate var line: String {
    var parts = [region, operation.rawValue]
    if let subject { parts.append(subject) }
    if attempt > 1 { parts.append("attempt \(attempt)") }
    if let latency { parts.append("\(Int((latency / .milliseconds(1)).rounded())) ms") }
    if case .failed(let error, let retryAfter) = outcome {
      let words = [error.code, error.reason].compactMap(\.self).joined(separator: " ")
      parts.append(DisplayText.escape(words))
      if let retryAfter { parts.append("again in \(retryAfter.shown)") }
    }
    return parts.joined(separator: " ")
  }
}
