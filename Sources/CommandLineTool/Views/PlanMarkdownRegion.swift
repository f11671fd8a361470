internal import Planning
internal import Resources

/// What happens in one region, as a section that can be folded.
struct PlanMarkdownRegion {
  /// A section of no more lines is shown unfolded.
  private static let shortSection = 40

  private let region: String
  private let detail: PlanMarkdown.Detail
  private let changes: [ResourceChange]

  init(_ region: String, of plan: Plan, _ detail: PlanMarkdown.Detail) {
    self.region = region
    self.detail = detail
    changes = plan.changes.filter { $0.address.region == region && $0.action != .none }
  }

  /// Empty when nothing is to be told of the region.
  var lines: [String] {
    guard !changes.isEmpty else { return [] }
    let body = body
    let open = body.count <= Self.shortSection ? " open" : ""
    return ["", "<details\(open)><summary>\(region): \(counts)</summary>", ""]
      + MarkdownCode.block(body, language: "diff") + ["", "</details>"]
  }

  private var body: [String] {
    switch detail {
    case .all: lines(of: changes, .all)
    case .withoutAttributes: lines(of: changes, .reasons)
    case .dangers: kinds + lines(of: dangers, .reasons)
    case .namesOfDangers: kinds + lines(of: dangers, .nothing)
    case .counts: kinds
    }
  }

  private func lines(of changes: [ResourceChange], _ detail: ChangeLines.Detail) -> [String] {
    ChangeLines(changes, detail: detail, terminal: .plain).lines.map(PlanMarkdown.outdented)
  }

  /// What a reviewer must not miss.
  private var dangers: [ResourceChange] {
    changes.filter { change in
      switch change.action {
      case .delete, .replace, .blocked: true
      case .create, .update, .adopt, .keep, .waiting, .none: !change.opens.isEmpty
      }
    }
  }

  /// For example `12 create, 3 update`.
  private var counts: String {
    Action.allCases.compactMap { action in
      let count = changes.count { $0.action == action }
      return count > 0 ? "\(count) \(action.rawValue)" : nil
    }.joined(separator: ", ")
  }

  /// For example `+ 137 sender-id`, a line for each action and kind.
  private var kinds: [String] {
    Action.allCases.flatMap { action in
      let kinds = changes.filter { $0.action == action }.map { ($0.address.kind, 1) }
      return Dictionary(kinds, uniquingKeysWith: +).sorted { $0.key < $1.key }
        .map { "\(action.glyph) \($1) \($0)" }
    }
  }
}
