internal import Diagnostics
internal import Resources

/// The changes of one region as lines, equal ones of a family told once.
struct ChangeLines {
  /// How much is told of a change beside its address.
  enum Detail {
    /// Reasons, remedies and attributes.
    case all
    /// Why, and what to do about it, but not the attributes.
    case reasons
    /// The address alone.
    case nothing
  }

  /// Where the lines go.
  let terminal: Terminal
  private let changes: [ResourceChange]
  private let detail: Detail

  /// Takes the changes of one region, in the order to tell them.
  init(_ changes: [ResourceChange], detail: Detail = .all, terminal: Terminal) {
    self.changes = changes
    self.detail = detail
    self.terminal = terminal
  }

  /// What makes changes of a family equal.
  private struct Likeness: Hashable {
    var family: ResourceChange.Family
    var action: Action
    var reason: String?
    var remedy: String?
    var goesAlong: Int
    var attributes: [String]

    init?(_ change: ResourceChange, _ detail: Detail) {
      guard var family = change.family else { return nil }
      family.member = ""
      self.family = family
      action = change.action
      reason = detail == .nothing ? nil : change.reason
      goesAlong = detail == .nothing ? 0 : change.goesAlong
      // A remedy names its own address, which makes every one different.
      remedy = change.action == .blocked && detail != .nothing ? change.remedy : nil
      attributes = detail == .all ? change.attributes.map { "\($0)" } : []
    }
  }

  /// Those of a family that are equal stand where its first one is.
  var lines: [String] {
    var members: [Likeness: [String]] = [:]
    for change in changes {
      guard let likeness = Likeness(change, detail), let family = change.family else { continue }
      members[likeness, default: []].append(family.member)
    }
    var told: Set<Likeness> = []
    return changes.flatMap { change -> [String] in
      guard let likeness = Likeness(change, detail), let family = change.family,
        let all = members[likeness], all.count > 1
      else { return lines(of: change, title: [title(change.address.path, change)]) }
      guard told.insert(likeness).inserted else { return [] }
      let lead = title(family.title, change) + " in \(all.count) \(family.noun):"
      return lines(of: change, title: Wrapping.lines(lead, all.sorted(), indent: "      "))
    }
  }

  private func title(_ name: String, _ change: ResourceChange) -> String {
    let mark = "\(change.action.glyph) \(DisplayText.escape(name))"
    return "  " + (style(of: change.action).map { terminal.paint(mark, $0) } ?? mark)
  }

  private func style(of action: Action) -> Terminal.Style? {
    switch action {
    case .create: .create
    case .update, .adopt: .change
    case .replace, .delete, .blocked: .danger
    case .waiting: .waiting
    case .keep: .faint
    case .none: nil
    }
  }

  private func lines(of change: ResourceChange, title: [String]) -> [String] {
    guard detail != .nothing else { return title }
    var lines = title
    if let reason = change.reason {
      lines[lines.count - 1] += ": " + DisplayText.escape(reason)
    } else if change.goesAlong > 0 {
      lines[lines.count - 1] += " and \(change.goesAlong.grouped) with it"
    }
    if let remedy = change.remedy { lines.append("      " + DisplayText.escape(remedy)) }
    guard detail == .all else { return lines }
    return lines + AttributeLines(change.attributes, isCreation: change.action == .create).lines
  }
}

/// The attributes of one change as lines; many siblings that change alike are told in one.
private struct AttributeLines {
  private static let indent = "      "
  /// From this many siblings on they share a line.
  private static let crowd = 4

  let attributes: [AttributeChange]
  let isCreation: Bool

  init(_ attributes: [AttributeChange], isCreation: Bool) {
    self.attributes = attributes
    self.isCreation = isCreation
  }

  private struct Group: Hashable {
    var parent: [String]
    var before: AttributeValue
    var after: AttributeValue

    init?(_ change: AttributeChange) {
      guard change.path.count > 1 else { return nil }
      parent = change.path.dropLast()
      before = change.before
      after = change.after
    }
  }

  var lines: [String] {
    var names: [Group: [String]] = [:]
    for attribute in attributes {
      guard let group = Group(attribute), let name = attribute.path.last else { continue }
      names[group, default: []].append(name)
    }
    var told: Set<Group> = []
    return attributes.flatMap { attribute -> [String] in
      guard let group = Group(attribute), let siblings = names[group],
        siblings.count >= Self.crowd || attribute.after == .present
      else { return [line(attribute)] }
      return told.insert(group).inserted ? lines(group, siblings) : []
    }
  }

  private func line(_ attribute: AttributeChange) -> String {
    let name = attribute.path.map(DisplayText.escape).joined(separator: ".")
    return Self.indent + "\(name): \(transition(attribute.before, attribute.after))"
  }

  private func transition(_ before: AttributeValue, _ after: AttributeValue) -> String {
    isCreation && before == .unset ? after.shown : "\(before.shown) -> \(after.shown)"
  }

  private func lines(_ group: Group, _ names: [String]) -> [String] {
    let parent = group.parent.map(DisplayText.escape).joined(separator: ".")
    let items = names.map(DisplayText.escape)
    let lead =
      group.after == .present
      ? "\(Self.indent)\(parent): + \(names.count):"
      : "\(Self.indent)\(parent): \(transition(group.before, group.after)) for \(names.count):"
    return Wrapping.lines(lead, items, indent: Self.indent + "  ")
  }
}
