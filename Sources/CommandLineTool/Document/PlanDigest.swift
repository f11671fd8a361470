internal import AWSClient
internal import Resources

/// The digest by which a reviewed plan is known again.
///
/// It is over what is decided: account, project, regions, what opens, and of every change that is more
/// than "as declared" the address, action, attributes and steps, and where there are steps what they mean
/// beside: the reason and what goes along. Other words, warnings, places in files, estimates and time do
/// not count.
enum PlanDigest {
  /// How many digits are shown to people.
  static let shownLength = 12

  /// SHA-256, 64 hexadecimal digits; the document's own `digest` does not count.
  static func hexadecimal(of document: PlanDocument) -> String {
    var form = CanonicalPlan()
    form.add("smsctl plan \(PlanDocument.currentFormat)")
    form.add(document.account)
    form.add(document.project)
    form.add(document.regions)
    for change in document.changes where change.action != Action.none.rawValue {
      form.add(change)
    }
    form.add(document.opens)
    return TextDigest.hexadecimal(of: form.text)
  }
}

/// A text that two plans have in common only when they decide the same: each piece after its length.
private struct CanonicalPlan {
  private(set) var text = ""

  mutating func add(_ piece: String) {
    text += "\(piece.utf8.count):\(piece),"
  }

  mutating func add(_ pieces: [String]) {
    text += "\(pieces.count)["
    for piece in pieces { add(piece) }
    text += "]"
  }

  mutating func add(_ change: PlanDocument.Change) {
    add(change.address)
    add(change.action)
    text += "\(change.attributes.count) "
    for attribute in change.attributes {
      add(attribute.path)
      add(attribute.before)
      add(attribute.after)
    }
    text += "\(change.steps.count) "
    for step in change.steps {
      add([step.id, step.operation, step.role])
      add(step.dependsOn)
    }
    guard !change.steps.isEmpty else { return }
    add("\(change.goesAlong ?? 0)")
    add(change.reason.map { [$0] } ?? [])
  }

  mutating func add(_ opens: [PlanDocument.Opening]) {
    text += "\(opens.count) "
    for opening in opens {
      add([opening.address, opening.path, opening.subject, opening.before, opening.after])
    }
  }

  private mutating func add(_ value: PlanDocument.Value) {
    switch value {
    case .unset: text += "u"
    case .text(let value):
      text += "t"
      add(value)
    case .flag(let value): text += value ? "y" : "n"
    case .list(let items):
      text += "l"
      add(items)
    case .knownAfterApply: text += "k"
    }
  }
}
