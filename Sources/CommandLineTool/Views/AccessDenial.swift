/// What AWS's sentence about a denial says.
///
///     User: ARN is not authorized to perform: sms-voice:CreatePool on resource: ARN because no
///     identity-based policy allows the sms-voice:CreatePool action
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
struct AccessDenial: Equatable {
  /// Why it was denied.
  enum Cause: Equatable {
    /// Nothing allows it; the kind of policy that could, such as `identity-based policy`.
    case notAllowed(by: String?)
    /// Something forbids it: the kind of policy, such as `service control policy`; nil when it is not told.
    case forbidden(by: String?)
  }

  /// The ARN of the user or role.
  var principal: String
  /// For example `sms-voice:CreatePool`.
  var action: String
  /// An ARN or `*`; nil when it is not told.
  var resource: String?
  /// Without a kind of policy where the sentence names none.
  var cause: Cause
}

extension AccessDenial {
  /// Reads the sentence; nil for any other text.
  init?(_ text: String) {
    let start =
      #/User: (\S+) is not authorized to perform: ([A-Za-z0-9-]+:[A-Za-z0-9*]+)(?: on resource: (\S+))?/#
    guard let match = text.firstMatch(of: start) else { return nil }
    principal = String(match.1)
    action = String(match.2)
    resource = match.3.map { String($0) }
    let rest = text[match.range.upperBound...]
    if let forbidden = rest.firstMatch(of: #/explicit deny(?: in an? ([A-Za-z -]+))?/#) {
      cause = .forbidden(by: forbidden.1.map { String($0).trimmedEnd })
    } else {
      let silent = rest.firstMatch(of: #/because no ([A-Za-z -]+?) allows/#)
      cause = .notAllowed(by: silent.map { String($0.1) })
    }
  }

  /// Who may not do what, why, and what to do about it.
  var sentence: String {
    let what = resource.map { "\(action) on \($0)" } ?? action
    return "access denied: \(principal) may not call \(what): \(cause.words(for: action))"
  }
}

extension AccessDenial.Cause {
  fileprivate func words(for action: String) -> String {
    switch self {
    case .forbidden(let policy):
      let place = policy.map { "a \($0)".corrected } ?? "a policy"
      return "\(place) forbids it, so allow it there or ask who maintains that"
    case .notAllowed(let policy):
      let place = policy.map { "no \($0)" } ?? "no policy"
      let words =
        action == "iam:PassRole"
        ? "\(place) allows it, so allow passing that role to sms-voice.amazonaws.com"
        : "\(place) allows it, so allow \(action)"
      // What is needed to get credentials, such as sts:AssumeRole, is no matter of the manifest.
      let isOfManifest = action.hasPrefix("sms-voice:") || action == "iam:PassRole"
      return isOfManifest ? words + "; 'smsctl iam-policy' prints all that is needed" : words
    }
  }
}

extension String {
  fileprivate var trimmedEnd: String {
    String(reversed().drop { $0 == " " }.reversed())
  }

  /// `an identity-based policy`.
  fileprivate var corrected: String {
    hasPrefix("a i") ? "an" + dropFirst(1) : self
  }
}
