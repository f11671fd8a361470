/// Refuses calls that the policy of the caller does not allow.
struct Authorizer: Sendable {
  /// Twelve digits, for the caller's ARN in refusals.
  let account: String
  /// What the caller may do.
  let policy: Policy

  /// Throws `AccessDeniedException` for the first thing that is not allowed.
  func check(_ requests: [AccessRequest]) throws(SimulatedError) {
    for request in requests {
      switch policy.decision(on: request) {
      case .allowed: continue
      case .notAllowed:
        let why = "because no identity-based policy allows the \(request.action) action"
        throw refusal(of: request, why)
      case .denied:
        throw refusal(of: request, "with an explicit deny in an identity-based policy")
      }
    }
  }

  /// The sentence that AWS uses.
  /// <https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html>
  private func refusal(of request: AccessRequest, _ why: String) -> SimulatedError {
    SimulatedError(
      code: "AccessDeniedException",
      message: "User: arn:aws:iam::\(account):user/simulator is not authorized to perform: "
        + "\(request.action) on resource: \(request.resource) \(why)"
    )
  }
}
