internal import Diagnostics
internal import Resources

/// In which decisions two plans of the same manifests differ, and so what moved in the account between
/// them.
struct PlanComparison {
  /// As the file has it.
  let saved: PlanDocument
  /// Made now from the same manifests and options.
  let fresh: PlanDocument

  /// A line for each address or attribute, by address; empty when both plans do the same.
  var lines: [String] {
    if saved.regions != fresh.regions {
      return [
        "the regions were \(saved.regions.joined(separator: ", ")) when planned, "
          + "are \(fresh.regions.joined(separator: ", ")) now"
      ]
    }
    let before = Dictionary(saved.changes.map { ($0.address, $0) }) { first, _ in first }
    let after = Dictionary(fresh.changes.map { ($0.address, $0) }) { first, _ in first }
    let opened = Dictionary(grouping: saved.opens, by: \.address)
    let opens = Dictionary(grouping: fresh.opens, by: \.address)
    let addresses = Set(before.keys).union(after.keys).union(opened.keys).union(opens.keys)
    return addresses.sorted().flatMap { address in
      let openings = OpeningComparison(before: opened[address] ?? [], after: opens[address] ?? [])
      return (lines(before[address], after[address]) + openings.lines)
        .map { "\(DisplayText.escape(address)) \($0)" }
    }
  }

  private func lines(_ before: PlanDocument.Change?, _ after: PlanDocument.Change?) -> [String] {
    switch (before, after) {
    case (nil, let after?): ["was not in the plan, \(ChangeComparison.words(after)) now"]
    case (let before?, nil):
      ["\(ChangeComparison.words(before, was: true)) when planned, is not in the plan now"]
    case (let before?, let after?): ChangeComparison(before: before, after: after).lines
    case (nil, nil): []
    }
  }
}

/// The same for one resource.
private struct ChangeComparison {
  let before: PlanDocument.Change
  let after: PlanDocument.Change

  var lines: [String] {
    switch (Self.isThere(before), Self.isThere(after)) {
    case (true, false): return ["was there when planned, is gone now"]
    case (false, true): return ["was not there when planned, is there now"]
    default: break
    }
    let attributes = attributeLines
    let actions =
      before.action == after.action || isExplained(by: attributes)
      ? []
      : [Self.words(before, was: true) + " when planned, " + Self.words(after) + " now"]
    let all = actions + attributes + (actions.isEmpty ? meaningLines : [])
    guard all.isEmpty, before.steps != after.steps else { return all }
    return [
      calls(before) == calls(after)
        ? "takes the calls that were planned in another order or way"
        : "takes other calls than planned: \(calls(after)), not \(calls(before))"
    ]
  }

  /// Whether the account has it; nil where the plan does not tell.
  private static func isThere(_ change: PlanDocument.Change) -> Bool? {
    switch Action(rawValue: change.action) {
    case .create: false
    // Its creation may be what is blocked, or what waits.
    case .blocked, .waiting, nil: nil
    case .update, .replace, .delete, .adopt, .keep, Action.none?: true
    }
  }

  /// That something differs now, or no longer, is all there is to say of an update.
  private func isExplained(by attributes: [String]) -> Bool {
    let plain = [Action.update, .none].map(\.rawValue)
    return !attributes.isEmpty && plain.contains(before.action) && plain.contains(after.action)
  }

  /// What the calls mean beside what they set, such as what a deletion takes with it.
  private var meaningLines: [String] {
    guard !before.steps.isEmpty || !after.steps.isEmpty else { return [] }
    var lines: [String] = []
    if before.reason != after.reason {
      lines.append("was planned with \(reason(before)), is with \(reason(after)) now")
    }
    if before.goesAlong != after.goesAlong {
      lines.append(
        "took \(before.goesAlong ?? 0) with it when planned, takes \(after.goesAlong ?? 0) now"
      )
    }
    return lines
  }

  private func reason(_ change: PlanDocument.Change) -> String {
    change.reason.map { "\"\(DisplayText.escape($0))\"" } ?? "no reason"
  }

  private var attributeLines: [String] {
    let old = Dictionary(before.attributes.map { ($0.path, $0) }) { first, _ in first }
    let new = Dictionary(after.attributes.map { ($0.path, $0) }) { first, _ in first }
    let paths =
      before.attributes.map(\.path) + after.attributes.map(\.path).filter { old[$0] == nil }
    return paths.compactMap { path in
      let name = path.map(DisplayText.escape).joined(separator: ".")
      return line(old[path], new[path]).map { "\(name): \($0)" }
    }
  }

  private func line(_ old: PlanDocument.Attribute?, _ new: PlanDocument.Attribute?) -> String? {
    switch (old, new) {
    case (nil, nil): nil
    case (let old?, let new?) where old.before != new.before:
      "was \(old.before.quoted) when planned, is \(new.before.quoted) now"
    case (let old?, let new?) where old.after != new.after:
      "was to become \(old.after.quoted) when planned, would become \(new.after.quoted) now"
    case (_?, _?): nil
    // What one plan has as declared is in it what the other would make of it.
    case (let old?, nil):
      Self.tellsAll(after)
        ? "was \(old.before.quoted) when planned, is \(old.after.quoted) now"
        : "was to become \(old.after.quoted) when planned, would not change now"
    case (nil, let new?):
      Self.tellsAll(before)
        ? "was \(new.after.quoted) when planned, is \(new.before.quoted) now"
        : "was not to change when planned, would become \(new.after.quoted) now"
    }
  }

  /// Whether a change of this kind tells of every attribute that is not as declared.
  private static func tellsAll(_ change: PlanDocument.Change) -> Bool {
    switch Action(rawValue: change.action) {
    case Action.none?, .update, .adopt: true
    default: false
    }
  }

  private func calls(_ change: PlanDocument.Change) -> String {
    change.steps.isEmpty ? "none" : change.steps.map(\.operation).joined(separator: ", ")
  }

  /// For example `would be deleted`, or of what was planned `was to be deleted`.
  static func words(_ change: PlanDocument.Change, was: Bool = false) -> String {
    let (verb, future) = was ? ("was", "was to be") : ("is", "would be")
    let reason = change.reason.map { " (\(DisplayText.escape($0)))" } ?? ""
    switch Action(rawValue: change.action) {
    case .create: return "\(future) created"
    case .update: return "\(future) updated"
    case .replace: return "\(future) replaced"
    case .delete: return "\(future) deleted"
    case .adopt: return "\(future) adopted"
    case .keep: return "\(verb) kept\(reason)"
    case .blocked: return "\(verb) blocked\(reason)"
    case .waiting: return "\(verb) waiting\(reason)"
    case Action.none?: return "\(verb) as declared"
    case nil: return "\(verb) '\(DisplayText.escape(change.action))'"
    }
  }
}
