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
    of desired: [SenderIDKey: Desired],
    live: [SenderIDKey: LiveSenderID],
    in scope: RegionScope,
    bulk: [String: Tags],
    with reader: RegionReader
  ) async throws -> [String: Tags] {
    var settled: [String: Tags] = [:]
    var needed: [String] = []
    for (id, found) in live {
      if let sender = desired[id], let tags = bulk[found.senderIdArn],
        sender.compare(with: found).isEmpty, !reader.adopts(sender.address),
        sender.isSettled(with: tags, in: scope)
      {
        settled[found.senderIdArn] = tags
      } else if needsTags(of: found, desired[id], in: scope, with: reader) {
        needed.append(found.senderIdArn)
      }
    }
    return settled.merging(try await reader.tags(of: needed)) { $1 }
  }

  /// Reads the tags that matter of each page of sender IDs while the next pages come, so that `tags` finds them read.
  ///
  /// A page has a hundred and is allowed each second, as are ten calls for tags: with the list first, all would
  /// take a tenth longer. Where tags may come in bulk, those come first.
  static func readTagsAhead(
    of desired: [SenderIDKey: Desired],
    in scope: RegionScope,
    with reader: RegionReader
  ) async throws {
    guard !reader.readsTagsInBulk else { return }
    let feed = try await reader.senderIDFeed()
    try await withThrowingTaskGroup(of: Void.self) { group in
      for await page in feed.pages {
        for found in page
        where needsTags(of: found, desired[found.key], in: scope, with: reader) {
          group.addTask { _ = try await reader.tags(of: found.senderIdArn) }
        }
      }
      try await group.waitForAll()
    }
  }

  private static func needsTags(
    of found: LiveSenderID,
    _ sender: Desired?,
    in scope: RegionScope,
    with reader: RegionReader
  ) -> Bool {
    guard !reader.prunes else { return true }
    guard let sender else { return false }
    return !sender.compare(with: found).isEmpty
      || reader.needsTags(of: sender.address, sender.common, in: scope)
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
