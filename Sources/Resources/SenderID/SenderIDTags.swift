internal import SMSVoice

/// Which tags of sender IDs are read, and how.
extension SenderIDKind {
  /// Tags of up to this many are asked for one by one, which takes no longer than two seconds.
  static let fewTags = 20

  /// What the tagging API tells, by ARN; empty when it is not to be asked, or does not tell.
  static func bulkTags(
    of desired: [Desired],
    in scope: RegionScope,
    with reader: RegionReader
  ) async throws -> [String: Tags] {
    guard reader.readsTagsInBulk else { return [:] }
    // Before the sender IDs are known, lest one list wait for the other.
    let candidates = desired.lazy.filter { sender in
      (reader.prunes || scope.managesTags(of: sender.common)) && !reader.adopts(sender.address)
    }
    guard candidates.prefix(fewTags + 1).count > fewTags else { return [:] }
    return try await reader.bulkTags(of: name, project: scope.project)
  }

  /// The tags that matter, by ARN: of what is managed by tags, of what differs, with `--prune` of all.
  ///
  /// Those in `bulk` stand where they leave nothing to do; all others are read from the service itself.
  static func tags(
    of desired: [Desired],
    live: [SenderIDKey: LiveSenderID],
    in scope: RegionScope,
    bulk: [String: Tags],
    with reader: RegionReader
  ) async throws -> [String: Tags] {
    var settled: [String: Tags] = [:]
    var needed: [String] = []
    for sender in desired {
      guard let found = live[sender.id] else { continue }
      let isSame = sender.compare(with: found).isEmpty
      if isSame, let tags = bulk[found.senderIdArn], !reader.adopts(sender.address),
        sender.isSettled(with: tags, in: scope)
      {
        settled[found.senderIdArn] = tags
      } else if !isSame || reader.needsTags(of: sender.address, sender.common, in: scope) {
        needed.append(found.senderIdArn)
      }
    }
    if reader.prunes { needed = live.values.map(\.senderIdArn).filter { settled[$0] == nil } }
    return settled.merging(try await reader.tags(of: needed)) { $1 }
  }
}

extension SenderIDKind.Desired {
  /// Whether such tags are ours, and as the manifest wants them.
  fileprivate func isSettled(with tags: Tags, in scope: RegionScope) -> Bool {
    guard Ownership(tags, in: scope) == .ours else { return false }
    let update = TagUpdate(tags: tags, isRead: true, common: common, named: nil, in: scope)
    return update.changes.isEmpty
  }
}
