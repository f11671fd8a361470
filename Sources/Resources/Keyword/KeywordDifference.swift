package import Diagnostics
internal import SMSVoice

/// One keyword of a number or pool that is not as wanted.
package struct KeywordDifference: Sendable {
  /// In capitals.
  package let keyword: String
  /// What to send, also where only the action differs.
  package let message: String
  /// What to send; nil for HELP and STOP.
  package let action: KeywordAction?
  /// What differs of `message` and `action`; never empty.
  package let attributes: [AttributeChange]
  /// Whether the keyword does not exist yet.
  package let isNew: Bool
  /// Whether people who send it would no longer be opted out.
  package private(set) var dropsOptOut: Bool
  /// Where the manifest asks for it; nil for one that a number takes over from its pool.
  package let range: SourceRange?

  /// Compares one wanted keyword; nil when it is as wanted.
  package init?(_ wanted: Keyword, live: LiveKeyword?) {
    self.init(
      name: wanted.name,
      message: wanted.message,
      action: wanted.action,
      live: live,
      range: wanted.range
    )
  }

  /// Compares with a keyword that another resource has; nil when they are equal.
  package init?(copying wanted: LiveKeyword, live: LiveKeyword?) {
    let name = wanted.keyword.uppercased()
    let isBuiltIn = Keyword.builtIn.contains(name)
    self.init(
      name: name,
      message: wanted.keywordMessage,
      action: isBuiltIn ? nil : KeywordAction(rawValue: wanted.keywordAction),
      live: live,
      range: nil
    )
  }

  private init?(
    name: String,
    message: String,
    action: KeywordAction?,
    live: LiveKeyword?,
    range: SourceRange?
  ) {
    var comparison = AttributeComparison()
    comparison.compare(
      "message",
      live: .text(optional: live?.keywordMessage),
      desired: .text(message)
    )
    if let action {
      comparison.compare(
        "action",
        live: .text(optional: live?.keywordAction),
        desired: .text(action.rawValue)
      )
    }
    guard !comparison.isEmpty else { return nil }
    keyword = name
    self.message = message
    self.action = action
    attributes = comparison.changes
    isNew = live == nil
    let wasOptOut = live?.keywordAction == KeywordAction.optOut.rawValue
    dropsOptOut = wasOptOut && action != nil && action != .optOut
    self.range = range
  }

  /// The same difference, with another judgement on whether people would no longer be opted out.
  func dropping(_ dropsOptOut: Bool) -> KeywordDifference {
    var difference = self
    difference.dropsOptOut = dropsOptOut
    return difference
  }

  /// What differs between the wanted keywords and the live ones, in the order wanted.
  package static func all(_ wanted: [Keyword], live: [String: LiveKeyword]) -> [KeywordDifference] {
    wanted.compactMap { KeywordDifference($0, live: live[$0.name]) }
  }

  /// The change under the address of the number or pool.
  package func change(
    of owner: Address,
    handle: ResourceHandle,
    after dependencies: Set<Step.Dependency> = [],
    reaching milestones: Set<Milestone> = []
  ) -> ResourceChange {
    let address = owner.child("keyword", keyword)
    let put = Step(
      "PutKeyword",
      of: address,
      after: dependencies,
      reaching: milestones
    ) { context in
      let request = PutKeyword(
        originationIdentity: try context.id(of: handle),
        keyword: keyword,
        keywordMessage: message,
        keywordAction: action?.rawValue
      )
      _ = try await context.onceActive { try await context.call(request) }
    }
    return ResourceChange(
      address,
      isNew ? .create : .update,
      attributes: attributes,
      steps: [put],
      range: range
    )
  }
}

extension RegionPlan {
  /// Adds a line for each wanted keyword of a number or pool that is as wanted.
  package mutating func addUnchanged(
    _ keywords: [Keyword],
    of owner: Address,
    besides differences: [KeywordDifference]
  ) {
    let changed = Set(differences.map(\.keyword))
    for keyword in keywords where !changed.contains(keyword.name) {
      let address = owner.child("keyword", keyword.name)
      add(ResourceChange(address, .none, range: keyword.range))
    }
  }
}
