internal import Diagnostics
internal import Planning
internal import Resources

/// A plan as text for people.
struct PlanText {
  let run: PlannedRun
  /// Whether to say why `apply` would not begin; `apply` itself says so otherwise.
  var tellsRefusals = true
  /// For the colours.
  let terminal: Terminal

  private var plan: Plan { run.plan }

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
    let openings = OpeningLines(plan: plan).lines
    if !openings.isEmpty {
      lines.append(terminal.paint("This plan opens what was blocked:", .danger))
      lines += openings + [""]
    }
    lines.append(PlanTotals(plan: plan).line)
    lines += ScopeLines(scope: run.scope, plan: plan).lines
    for refusal in tellsRefusals ? run.refusals : [] {
      let text = "apply will refuse this plan: " + DisplayText.escape(refusal)
      lines.append(terminal.paint(text, .danger))
    }
    if !plan.isEmpty {
      lines.append("Digest: \(run.document.digest.prefix(PlanDigest.shownLength))")
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
