internal import Diagnostics
internal import Foundation
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
        + "\n" + run.nothingChanged
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

  /// Asks for the account's id, which nobody types by mistake, unless `confirmed` says it already.
  ///
  /// Throws a `CommandFailure` for any other answer.
  static func askForAccount(_ plan: Plan, confirmed: String?, in host: Host) async throws {
    if let confirmed {
      guard confirmed == plan.account else {
        throw CommandFailure(
          .refused,
          "error: --confirm names the account \(confirmed), and the credentials are those of "
            + "\(plan.account). Nothing was changed"
        )
      }
      return
    }
    guard host.canAsk else {
      throw CommandFailure(
        .refused,
        "error: there is no terminal to ask at; give the account's id with --confirm. Nothing was changed"
      )
    }
    let answer = try await host.answer(
      to:
        "This deletes what '\(plan.project)' has in the account \(plan.account). Type the account's id to go on: ",
      otherwise: "nothing was changed"
    )
    guard answer?.trimmingCharacters(in: .whitespaces) == plan.account else {
      throw CommandFailure(.refused, "nothing was changed")
    }
  }
}
