internal import Diagnostics
internal import Planning
internal import Resources

/// A plan as Markdown for the comment of a pull request.
///
/// All text that comes from manifests or the account stands in code, so that it makes no markup and
/// mentions nobody.
struct PlanMarkdown {
  /// A comment on GitHub takes 65,536 characters; this leaves room for what a script puts before it.
  static let sizeLimit = 65_000

  /// How much is told, from all to what always fits.
  enum Detail: CaseIterable {
    /// Every change with its attributes.
    case all
    /// Every change, with reasons and remedies.
    case withoutAttributes
    /// How many of each kind, and each one that destroys, replaces, opens or is blocked.
    case dangers
    /// The same without reasons.
    case namesOfDangers
    /// How many of each kind, and nothing by name.
    case counts
  }

  let run: PlannedRun

  /// The text with the most detail that fits, ended by a newline.
  var text: String {
    for detail in Detail.allCases {
      let text = text(detail)
      if text.utf8.count <= Self.sizeLimit { return text }
    }
    return text(.counts)
  }

  /// The text with this much detail, whether it fits or not.
  func text(_ detail: Detail) -> String {
    var lines = heading
    if let note = note(on: detail) { lines += ["", note] }
    for block in blocks(detail) where !block.lines.isEmpty {
      lines += ["", "**\(block.title):**", ""] + MarkdownCode.block(block.lines)
    }
    for region in run.plan.regions {
      lines += PlanMarkdownRegion(region, of: run.plan, detail).lines
    }
    if !run.plan.isEmpty {
      lines += ["", "Digest: `\(run.document.digest.prefix(PlanDigest.shownLength))`"]
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private var heading: [String] {
    let totals = PlanTotals(plan: run.plan)
    guard !run.plan.isEmpty else { return ["**smsctl plan:** \(totals.line)"] }
    let project = MarkdownCode.span(run.plan.project)
    let estimate = totals.estimate.map { ": \(MarkdownCode.span($0))" } ?? ""
    return [
      "### smsctl plan: \(totals.counts)", "",
      "Project \(project), account `\(run.plan.account)`\(estimate)",
    ]
  }

  private func note(on detail: Detail) -> String? {
    switch detail {
    case .all: nil
    case .withoutAttributes: "_Too long for a comment: without attributes._"
    case .dangers, .namesOfDangers:
      "_Too long for a comment: only counts, and what is deleted, replaced, opened or blocked._"
    case .counts: "_Too long for a comment: only counts. `smsctl plan` prints all of it._"
    }
  }

  private func blocks(_ detail: Detail) -> [(title: String, lines: [String])] {
    let warnings = run.warnings.map { warning in
      (warning.range.map { "\($0.shownStart): " } ?? "") + warning.message.text
    }
    let scope = ScopeLines(scope: run.scope, plan: run.plan)
    let isBrief = detail != .all && detail != .withoutAttributes
    return [
      ("`apply` will refuse this plan", Self.first(of: run.refusals, detail)),
      ("This plan opens what was blocked", openings(detail)),
      ("Warnings", Self.first(of: warnings, detail)),
      ("Only a part of the manifest", isBrief ? scope.counts : scope.lines),
    ]
  }

  private func openings(_ detail: Detail) -> [String] {
    guard detail == .counts else { return OpeningLines(plan: run.plan).lines.map(Self.outdented) }
    let counts = Dictionary(run.plan.opens.map { ($0.address.region, 1) }, uniquingKeysWith: +)
    return counts.sorted { $0.key < $1.key }.map { "\($0): \($1)" }
  }

  /// As many lines as can be told with that much detail, and how many more there are.
  private static func first(of lines: [String], _ detail: Detail) -> [String] {
    let limit =
      switch detail {
      case .all, .withoutAttributes, .dangers: 50
      case .namesOfDangers: 20
      case .counts: 0
      }
    let more = lines.count - limit
    return lines.prefix(limit) + (more > 0 ? [limit > 0 ? "and \(more) more" : "\(more)"] : [])
  }

  /// Without the two spaces that set a line off from the name of its region.
  static func outdented(_ line: String) -> String {
    line.hasPrefix("  ") ? String(line.dropFirst(2)) : line
  }
}
