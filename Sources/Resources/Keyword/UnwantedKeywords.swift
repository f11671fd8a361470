internal import Diagnostics
internal import SMSVoice

/// Keywords of a live number or pool that its manifest does not name although it names others.
struct UnwantedKeywords: Sendable {
  /// The number or pool.
  let owner: Address
  /// Its id.
  let id: String
  /// In order.
  let names: [String]
  /// Those of them that opt people out.
  let optOuts: Set<String>
  /// Where plans show them: at the keywords of a number, or at the key of a pool.
  let range: SourceRange
  /// Whether the owner is ours, or becomes so: of others nothing goes.
  let isOwned: Bool

  /// Picks from the live keywords, by name in capitals, those that are not declared.
  ///
  /// HELP and STOP cannot go.
  init(
    of owner: Address,
    id: String,
    live: [String: LiveKeyword],
    declared: [Keyword],
    isOwned: Bool,
    at range: SourceRange
  ) {
    self.owner = owner
    self.isOwned = isOwned
    self.id = id
    self.range = range
    let known = Set(declared.map(\.name)).union(Keyword.builtIn)
    names = live.keys.filter { !known.contains($0) }.sorted()
    optOuts = Set(
      names.filter { live[$0]?.keywordAction == KeywordAction.optOut.rawValue }
    )
  }

  /// Adds what becomes of each; nothing is taken away but with `--prune`.
  ///
  /// `refusal` says why the owner may not be written; nil when it may.
  func plan(
    refusal: Refusal?,
    after dependencies: Set<Step.Dependency> = [],
    into plan: inout RegionPlan
  ) {
    for name in names {
      let address = owner.child("keyword", name)
      guard var change = plan.reached(ResourceChange(address, .delete, range: range)) else {
        continue
      }
      guard change.action == .delete else {
        plan.add(change)
        continue
      }
      guard plan.options.prune, isOwned else {
        change.action = .keep
        change.reason = "it is there but not in the manifest"
        change.remedy = isOwned ? "--prune takes it away" : nil
        plan.add(change)
        continue
      }
      if let refusal = refusal ?? consentRefusal(name, in: plan) {
        plan.addBlocked(change, refusal)
        continue
      }
      change.steps = steps(name, at: address, after: dependencies)
      plan.add(change)
    }
  }

  private func consentRefusal(_ name: String, in plan: RegionPlan) -> Refusal? {
    guard optOuts.contains(name), !plan.options.allowConsentChange.contains(owner.description)
    else { return nil }
    return Refusal(
      "'\(name)' would no longer opt people out",
      remedy: "if that is intended, add --allow-consent-change \(owner)"
    )
  }

  /// The deletion, and the wait until reads no longer show it: numbers that join a pool must have the
  /// same keywords.
  private func steps(
    _ name: String,
    at address: Address,
    after dependencies: Set<Step.Dependency>
  ) -> [Step] {
    let ready: Set = [Milestone(owner, .ready)]
    let delete = Step("DeleteKeyword", of: address, after: dependencies, reaching: ready) {
      context in
      try await context.removing {
        try await context.call(DeleteKeyword(originationIdentity: id, keyword: name))
      }
    }
    let wait = Step(
      "DescribeKeywords",
      of: address,
      role: .wait(timeout: .seconds(120)),
      after: [.step(delete.id)],
      reaching: ready
    ) { context in
      try await context.poll(
        timeout: .seconds(120),
        failure: "the keyword '\(name)' was still there two minutes after its deletion"
      ) {
        let reader = RegionReader(service: context.service, region: context.address.region)
        return try await reader.keywords(of: id)[name] == nil
      }
    }
    return [delete, wait]
  }
}
