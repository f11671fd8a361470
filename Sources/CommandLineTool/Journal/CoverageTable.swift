internal import Applying
internal import Planning
internal import Resources

/// Where the sender IDs of a plan stand, country by country and region by region.
struct CoverageTable {
  /// The kind whose names end with a country.
  static let kind = "sender-id"

  /// One for each sender ID and region, in order.
  let lines: [JournalLine.Coverage]

  /// Before a plan is applied, or after it came to a result.
  init(_ plan: Plan, after result: ApplyResult? = nil) {
    struct Key: Hashable, Comparable {
      var region: String
      var senderID: String

      static func < (left: Key, right: Key) -> Bool {
        (left.region, left.senderID) < (right.region, right.senderID)
      }
    }
    var countries: [Key: [String: CoverageState]] = [:]
    for change in plan.changes where change.address.kind == Self.kind {
      let parts = change.address.name.split(separator: "/").map(String.init)
      guard parts.count == 2 else { continue }
      let state = result.map { Self.state(of: change, after: $0) } ?? Self.state(before: change)
      countries[Key(region: change.address.region, senderID: parts[0]), default: [:]][parts[1]] =
        state
    }
    lines = countries.sorted { $0.key < $1.key }.map { key, countries in
      JournalLine.Coverage(region: key.region, senderId: key.senderID, countries: countries)
    }
  }

  private static func state(before change: ResourceChange) -> CoverageState {
    switch change.action {
    case .create: .planned
    case .update, .replace, .delete, .adopt, .keep, .none: .live
    case .blocked: .blocked
    case .waiting: .waiting
    }
  }

  /// What went wrong with a step outweighs what the others did.
  private static func state(
    of change: ResourceChange,
    after result: ApplyResult
  ) -> CoverageState {
    let outcomes = change.steps.compactMap { result.outcomes[$0.id] }
    if outcomes.contains(where: { if case .failed = $0 { true } else { false } }) { return .failed }
    if outcomes.contains(where: { if case .skipped = $0 { true } else { false } }) {
      return .skipped
    }
    let isDone =
      !outcomes.isEmpty && outcomes.allSatisfy { if case .done = $0 { true } else { false } }
    switch change.action {
    case .create, .replace: return isDone ? .requested : state(before: change)
    case .delete: return isDone ? .released : state(before: change)
    case .update, .adopt, .keep, .blocked, .waiting, .none: return state(before: change)
    }
  }
}
