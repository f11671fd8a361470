internal import Diagnostics
internal import Planning
internal import Resources
internal import SMSVoice

/// A plan as text for people.
struct PlanText {
  let plan: Plan
  /// Why `apply` would not begin, where that is not told otherwise.
  var refusals: [String] = []
  let terminal: Terminal

  /// All of it, ending with a line end.
  var text: String {
    var lines: [String] = []
    for region in plan.regions {
      let shown = plan.changes.filter { $0.address.region == region && $0.action != .none }
      guard !shown.isEmpty else { continue }
      lines.append(terminal.paint(region, .bold))
      lines += ChangeLines(shown, terminal: terminal).lines
      lines.append("")
    }
    lines += openingLines
    lines.append(totals)
    for refusal in refusals {
      let text = "apply will refuse this plan: " + DisplayText.escape(refusal)
      lines.append(terminal.paint(text, .danger))
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var openingLines: [String] {
    let opens = plan.opens
    guard !opens.isEmpty else { return [] }
    var groups: [String: [String]] = [:]
    for (address, opening) in opens {
      let title =
        "\(DisplayText.escape(address.description)) \(opening.path): "
        + "\(opening.before) -> \(opening.after)\(cost(of: opening))"
      groups[title, default: []].append(opening.subject)
    }
    var lines = [terminal.paint("This plan opens what was blocked:", .danger)]
    for (title, subjects) in groups.sorted(by: { $0.key < $1.key }) {
      if subjects.count == 1, title.contains("/\(subjects[0]) ") {
        lines.append("  \(title)")
        continue
      }
      lines += Wrapping.lines(
        "  \(title) for \(subjects.count):",
        subjects.sorted(),
        indent: "    "
      )
    }
    return lines + [""]
  }

  private func cost(of opening: Opening) -> String {
    opening.after == "FILTER" || opening.after == "MONITOR" ? " (costs money for each message)" : ""
  }

  private var totals: String {
    let others: [(Action, String)] = [
      (.replace, "to replace"), (.adopt, "to adopt"), (.blocked, "blocked"), (.waiting, "waiting"),
      (.keep, "kept"),
    ]
    let extra = others.filter { plan.count($0.0) > 0 }.map { "\(plan.count($0.0)) \($0.1)" }
    let unchanged = plan.count(.none)
    if plan.isEmpty {
      let resources = unchanged == 1 ? "1 resource is" : "\(unchanged) resources are"
      let tail = extra.isEmpty ? "" : "; " + extra.joined(separator: ", ")
      return "no changes: \(resources) as declared\(tail)"
    }
    var parts = [
      "\(plan.count(.create)) to create", "\(plan.count(.update)) to update",
      "\(plan.count(.delete)) to delete",
    ]
    parts += extra + ["\(unchanged) unchanged"]
    return "Plan: " + parts.joined(separator: ", ") + "." + estimate
  }

  private var estimate: String {
    let writes = plan.estimate.writes
    guard writes > 0 else { return "" }
    let count = writes == 1 ? "1 write" : "\(writes) writes"
    let duration = plan.estimate.duration
    guard duration >= .seconds(1) else { return " \(count), less than 1s." }
    return " \(count), about \(duration.shown)\(bound)."
  }

  private var bound: String {
    switch plan.estimate.bound {
    case .nothing: ""
    case .bucket(let bucket):
      " (\(bucket.operation) in \(bucket.region): \(bucket.calls) at \(bucket.rate.shown)/s)"
    case .chain(_, steps: 1): ""
    case .chain(let address, let steps): " (\(steps) steps in a row up to \(address))"
    }
  }
}
