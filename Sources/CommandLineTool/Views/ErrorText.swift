internal import Diagnostics
package import SMSVoice

extension ServiceError {
  /// The error in one sentence: plain words where we know what it means, else the service's own, then the
  /// codes and the request id.
  package var sentence: String {
    if kind == .transport { return DisplayText.escape(message) }
    // Ours, and in lines: what was looked at for credentials.
    if code == "NoCredentials" { return DisplayText.escapeLines(message) }
    let words = reason.flatMap { ReasonText[$0] } ?? meaning ?? DisplayText.escape(message)
    let fields = fields.map { "\(DisplayText.escape($0.name)): \(DisplayText.escape($0.message))" }
    let tail = fields.isEmpty ? "" : "; " + fields.joined(separator: "; ")
    return "\(words)\(tail) (\(details))"
  }

  private var details: String {
    var details = [code, reason, resourceID].compactMap(\.self).map(DisplayText.escape)
      .joined(separator: " ")
    if let requestID { details += ", request id \(DisplayText.escape(requestID))" }
    return details
  }

  /// Plain words for what has no reason, or one that is not known; nil where the service's own must do.
  private var meaning: String? {
    if let credentialAdvice { return credentialAdvice }
    return switch kind {
    case .accessDenied: DisplayText.escape(denial)
    case .throttling:
      "the quota is used up, perhaps by others in the account, however often it was tried: run again later"
    case .internalServer:
      "the service failed, however often it was asked: \(DisplayText.escape(message)); run again later"
    case .conflict, .notFound, .validation, .quotaExceeded, .transport, .credentials, .other: nil
    }
  }

  private var denial: String {
    if let denial = AccessDenial(message) { return denial.sentence }
    guard let operation, reason == nil else { return "access denied: \(message)" }
    return
      "access denied to sms-voice:\(operation): \(message); allow it, 'smsctl iam-policy' prints all that is needed"
  }
}
