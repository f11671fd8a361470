/// Whose an existing resource is, by its tags.
package enum Ownership: Sendable, Equatable {
  /// It carries `smsctl:project` with the name of this project or of a former one.
  case ours
  /// Another project's.
  case foreign(project: String)
  /// CloudFormation's, which would undo what we did.
  case cloudFormation(stack: String)
  /// It carries no tag of ours.
  case unowned

  /// Reads it from a resource's tags.
  package init(_ tags: Tags, in scope: RegionScope) {
    if let project = tags[OwnershipTag.project] {
      let isOurs = project == scope.project || scope.formerProjects.contains(project)
      self = isOurs ? .ours : .foreign(project: project)
    } else if let stack = tags.first(where: { $0.key.hasPrefix("aws:cloudformation:") }) {
      self = .cloudFormation(stack: tags["aws:cloudformation:stack-name"] ?? stack.value)
    } else {
      self = .unowned
    }
  }
}

extension Ownership {
  /// What takes away a child of the resource that the manifest does not have; nil when nothing does.
  package var childRemedy: String? {
    switch self {
    case .ours: "--prune takes it away"
    case .unowned: "once its owner is adopted, --prune takes it away"
    case .foreign, .cloudFormation: nil
    }
  }
}

/// Why something may not be done, and what would let it be done.
package struct Refusal: Sendable, Equatable {
  /// A phrase, for example `its deletion protection is on`.
  package var reason: String
  /// Nil when nothing smsctl offers would help.
  package var remedy: String?
  /// Whether another project owns the resource.
  package var isForeign: Bool
  /// Whether the reason goes away by itself, in time.
  package var isWaiting: Bool

  package init(
    _ reason: String,
    remedy: String? = nil,
    isForeign: Bool = false,
    isWaiting: Bool = false
  ) {
    self.reason = reason
    self.remedy = remedy
    self.isForeign = isForeign
    self.isWaiting = isWaiting
  }
}
