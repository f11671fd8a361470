internal import Diagnostics
internal import Planning
internal import Resources

/// What a plan opens, as lines; equal openings told once.
struct OpeningLines {
  let plan: Plan

  /// Without a title; empty when nothing opens.
  var lines: [String] {
    var groups: [String: [String]] = [:]
    for (address, opening) in plan.opens {
      let title =
        "\(DisplayText.escape(address.description)) \(opening.path): "
        + "\(opening.before) -> \(opening.after)\(cost(of: opening))"
      groups[title, default: []].append(DisplayText.escape(opening.subject))
    }
    return groups.sorted { $0.key < $1.key }.flatMap { title, subjects in
      if subjects.count == 1, title.contains("/\(subjects[0]) ") { return ["  \(title)"] }
      return Wrapping.lines(
        "  \(title) for \(subjects.count):",
        subjects.sorted(),
        indent: "    "
      )
    }
  }

  private func cost(of opening: Opening) -> String {
    opening.after == "FILTER" || opening.after == "MONITOR" ? " (costs money for each message)" : ""
  }
}
