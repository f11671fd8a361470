internal import Planning
internal import Resources
internal import SMSVoice

/// The totals of a plan, and how long it takes.
struct PlanTotals {
  let plan: Plan

  /// One line.
  ///
  /// For example `Plan: 7 to create, 1 to update, 0 to delete, 3 unchanged. 13 writes, about 5s.`
  var line: String {
    plan.isEmpty ? nothing : "Plan: \(counts)." + (estimate.map { " \($0)." } ?? "")
  }

  /// For example `7 to create, 1 to update, 0 to delete, 1 blocked, 3 unchanged`.
  var counts: String {
    let parts = [
      "\(plan.count(.create)) to create", "\(plan.count(.update)) to update",
      "\(plan.count(.delete)) to delete",
    ]
    return (parts + others + ["\(plan.count(.none)) unchanged"]).joined(separator: ", ")
  }

  /// For example `13 writes, about 5s (PutKeyword in us-east-1: 4 at 1/s)`; nil when there are no writes.
  var estimate: String? {
    let writes = plan.estimate.writes
    guard writes > 0 else { return nil }
    let count = writes == 1 ? "1 write" : "\(writes) writes"
    let duration = plan.estimate.duration
    guard duration >= .seconds(1) else { return "\(count), less than 1s" }
    return "\(count), about \(duration.shown)"
      + (plan.estimate.bound.words().map { " (\($0))" } ?? "")
  }

  /// What there is beside creations, updates and deletions.
  private var others: [String] {
    let names: [(Action, String)] = [
      (.replace, "to replace"), (.adopt, "to adopt"), (.blocked, "blocked"), (.waiting, "waiting"),
      (.keep, "kept"),
    ]
    return names.filter { plan.count($0.0) > 0 }.map { "\(plan.count($0.0)) \($0.1)" }
  }

  private var nothing: String {
    let unchanged = plan.count(.none)
    let resources = unchanged == 1 ? "1 resource is" : "\(unchanged) resources are"
    let tail = others.isEmpty ? "" : "; " + others.joined(separator: ", ")
    return "no changes: \(resources) as declared\(tail)"
  }
}
