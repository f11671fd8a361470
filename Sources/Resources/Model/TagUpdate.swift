internal import SMSVoice

/// What must happen to the tags of a live resource.
struct TagUpdate: Sendable {
  /// Attributes `tags.KEY` that differ.
  private(set) var changes: [AttributeChange] = []
  /// Whether the resource is known to carry no tag of ours.
  let isUnowned: Bool
  private var added: Tags = [:]
  private var removed: [String] = []
  private let ownershipTags: Tags

  /// Compares.
  ///
  /// Where the tags were not read nothing differs.
  init(tags: Tags, isRead: Bool, common: CommonFields, named key: String?, in scope: RegionScope) {
    isUnowned = isRead && Ownership(tags, in: scope) == .unowned
    var ownership = [OwnershipTag.project: scope.project]
    if let key { ownership[OwnershipTag.name] = key }
    ownershipTags = ownership
    guard isRead else { return }
    for (key, value) in scope.tags(of: common).sorted(by: { $0.key < $1.key }) {
      // The console's name is written at creation only: people rename things there.
      if key == OwnershipTag.consoleName, self.ownershipTags[OwnershipTag.name] != nil { continue }
      compare(key, live: tags[key], desired: value)
    }
    if let key, let former = common.formerly?.value, tags[OwnershipTag.name] == former,
      Ownership(tags, in: scope) == .ours
    {
      compare(OwnershipTag.name, live: former, desired: key)
    }
    if let owner = tags[OwnershipTag.project], scope.formerProjects.contains(owner) {
      compare(OwnershipTag.project, live: owner, desired: scope.project)
    }
  }

  private mutating func compare(_ key: String, live: String?, desired: String?) {
    guard live != desired else { return }
    if let desired { added[key] = desired } else { removed.append(key) }
    changes.append(
      AttributeChange(
        ["tags", key],
        before: live.map { .text($0) } ?? .unset,
        after: desired.map { .text($0) } ?? .unset
      )
    )
  }

  /// One call each at most: untags first, then tags, as AWS's own tools do, but for an adoption, which
  /// comes first of all.
  func steps(of address: Address, arn: String, adopting: Bool) -> [Step] {
    let adding = adopting ? added.merging(ownershipTags) { $1 } : added
    let keys = removed
    // Who uses an adopted resource waits until it is ours.
    let ready: Set = adopting ? [Milestone(address, .ready)] : []
    let tag = Step("TagResource", of: address, reaching: ready) { context in
      try await context.call(TagResource(resourceArn: arn, tags: adding.wire))
    }
    let untag = Step("UntagResource", of: address) { context in
      try await context.untag(arn, keys)
    }
    if keys.isEmpty { return adding.isEmpty ? [] : [tag] }
    if adding.isEmpty { return [untag] }
    return adopting
      ? [tag, untag.waiting(for: [.step(tag.id)])] : [untag, tag.waiting(for: [.step(untag.id)])]
  }
}

extension StepContext {
  /// Takes tags away; that they are gone already is as good.
  func untag(_ arn: String, _ keys: [String]) async throws {
    try await tolerating(\.isAboutMissingTags) {
      let live = try await RegionReader(service: service, region: address.region).tags(of: arn)
      return !keys.contains { live[$0] != nil }
    } _: {
      try await call(UntagResource(resourceArn: arn, tagKeys: keys))
    }
  }
}

extension ServiceError {
  /// Whether the service refuses to take away what is not there, which is not documented.
  fileprivate var isAboutMissingTags: Bool {
    kind == .validation && fields.contains { $0.name == "TagKeys" }
  }
}
