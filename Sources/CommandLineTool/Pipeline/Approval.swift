internal import Diagnostics
internal import Planning
internal import Resources

/// The gates between a plan and its first write.
enum Approval {
  /// Throws a `CommandFailure` when the plan is one that `apply` refuses.
  static func checkRefusals(of run: PlannedRun) throws {
    guard !run.refusals.isEmpty else { return }
    throw CommandFailure(
      .refused,
      run.refusals.map { "error: " + DisplayText.escape($0) }.joined(separator: "\n")
        + "\nnothing was changed"
    )
  }

  /// Throws a `CommandFailure` when the plan is not the one whose digest begins so.
  static func check(digest expected: String, of run: PlannedRun) throws {
    guard !run.document.digest.hasPrefix(expected.lowercased()) else { return }
    throw CommandFailure(
      .refused,
      "error: the plan has the digest \(run.document.digest.prefix(expected.count)), not \(expected): "
        + "the manifest or the account is not what it was; review the plan anew. Nothing was changed"
    )
  }

  /// Asks whether to go on; throws a `CommandFailure` unless the answer is yes.
  static func ask(_ plan: Plan, in host: Host) throws {
    try host.requireConsent(
      to: "Apply this to the account \(plan.account)?",
      isGiven: false
    )
  }
}
