internal import Diagnostics

/// In what two plans differ that one resource opens.
struct OpeningComparison {
  /// Of the saved plan.
  let before: [PlanDocument.Opening]
  /// Of the plan made anew.
  let after: [PlanDocument.Opening]

  /// What is opened: a country or number, and for which kind of message.
  private struct Place: Hashable {
    var path: String
    var subject: String

    init(_ opening: PlanDocument.Opening) {
      path = opening.path
      subject = opening.subject
    }
  }

  /// A line for each country or number, without the address; empty when both open the same.
  var lines: [String] {
    let old = Dictionary(before.map { (Place($0), $0) }) { first, _ in first }
    let new = Dictionary(after.map { (Place($0), $0) }) { first, _ in first }
    let closed = before.filter { new[Place($0)] == nil }
    return closed.map { "does not open \(name($0)) any more, which it did when planned" }
      + after.compactMap { opening in
        guard let planned = old[Place(opening)] else {
          return "opens \(name(opening)), which it did not when planned"
        }
        guard transition(planned) != transition(opening) else { return nil }
        return "opens \(name(opening)) from \(transition(opening)), "
          + "which was from \(transition(planned)) when planned"
      }
  }

  private func name(_ opening: PlanDocument.Opening) -> String {
    "\(DisplayText.escape(opening.path)) \(DisplayText.escape(opening.subject))"
  }

  private func transition(_ opening: PlanDocument.Opening) -> String {
    "\(DisplayText.escape(opening.before)) to \(DisplayText.escape(opening.after))"
  }
}
