internal import SMSVoice

extension PoolKind {
  package static func addPermissions(
    for desired: [Desired],
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    permissions.readPools(in: manifest.scope)
    for pool in desired {
      let members = pool.members(in: manifest)
      pool.addReads(members, in: manifest, to: &permissions)
      pool.addWrites(members, in: manifest, to: &permissions)
    }
  }

  package static func addDeletionPermissions(
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let scope = manifest.scope
    let any = scope.pattern(name)
    permissions.readPools(in: scope)
    permissions.read("ListPoolOriginationIdentities", [any])
    permissions.read("DescribeKeywords", [any])
    permissions.write("UpdatePool", [any], when: [.ours])
    permissions.write("DeletePool", [any], when: [.ours])
    permissions.write("DeleteKeyword", [any], when: [.ours])
    permissions.write("DisassociateOriginationIdentity", [any], when: [.ours])
    for member in [SenderIDKind.name, PhoneNumberKind.name] {
      permissions.write("DisassociateOriginationIdentity", [scope.pattern(member)])
    }
  }
}

extension PoolKind.Desired {
  private func pattern(in scope: RegionScope) -> ResourcePattern {
    scope.pattern(PoolKind.name, id?.value)
  }

  /// Whose keywords `NumberAlignment.keywordSource(of:)` may name.
  func keywordSources(in manifest: RegionManifest) -> [ResourcePattern] {
    let numbers = members(in: manifest).compactMap { member -> ResourcePattern? in
      guard case .phoneNumber(let text) = member.identity else { return nil }
      return manifest.scope.pattern(ofNumber: text)
    }
    return [pattern(in: manifest.scope)] + numbers
  }

  fileprivate func addReads(
    _ members: [PoolMember],
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let scope = manifest.scope
    permissions.read("ListPoolOriginationIdentities", [pattern(in: scope)])
    for member in members {
      switch member.identity {
      case .phoneNumber(let text):
        permissions.readPhoneNumbers()
        guard member.address == nil else { continue }
        let number = scope.pattern(ofNumber: text)
        permissions.read("DescribeKeywords", [number] + keywordSources(in: manifest))
        permissions.read("ListTagsForResource", [number])
      case .senderID:
        if member.address == nil { permissions.readSenderIDs() }
      }
    }
    if keywords != nil { permissions.read("DescribeKeywords", [pattern(in: scope)]) }
    if spec.optOutList.value != nil { permissions.readConsentGaps(in: scope) }
    permissions.readListNames(for: spec.optOutList)
  }

  fileprivate func addWrites(
    _ members: [PoolMember],
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let scope = manifest.scope
    let pattern = pattern(in: scope)
    let conditions: Set<Permission.Condition> = spec.common.adopt == true ? [] : [.ours]
    // One that is named by id is there.
    let isMade = id == nil
    if isMade {
      permissions.write("TagResource", [pattern], when: [.taggedAsOurs, .notAnothers])
      if mayNeedSettling(members, in: manifest) {
        permissions.write("UntagResource", [pattern], when: [.ours])
      }
    }
    permissions.write("AssociateOriginationIdentity", [pattern], when: conditions)
    for member in members {
      let (resource, conditions) = member.target(in: manifest)
      permissions.write("AssociateOriginationIdentity", [resource], when: conditions)
      guard isMade else { continue }
      permissions.write("CreatePool", [resource], when: conditions.union([.taggedAsOurs]))
    }
    if settings(in: manifest) != MessagingSettings() || spec.sharedRoutes.value != nil
      || deletionProtection.value != nil
    {
      permissions.write("UpdatePool", [pattern], when: conditions)
      let list = manifest.pattern(ofList: spec.optOutList)
      permissions.write("UpdatePool", [list].compactMap(\.self))
      permissions.pass(role: spec.twoWay.value?.role)
    }
    if keywords?.isEmpty == false { permissions.write("PutKeyword", [pattern], when: conditions) }
    permissions.tag(pattern, spec.common, in: scope)
  }

  /// Whether `PoolWork.needsSettling(_:)` may hold of one of the members.
  private func mayNeedSettling(_ members: [PoolMember], in manifest: RegionManifest) -> Bool {
    let initial = MessagingSettings.initial
    let wanted = settings(in: manifest)
    return members.contains { if case .senderID = $0.identity { true } else { false } }
      && ((wanted.optOutList ?? initial.optOutList) != initial.optOutList
        || wanted.selfManagedOptOuts == true)
  }
}

extension PoolMember {
  /// What a call names, and what must hold of it.
  ///
  /// A number outside of the manifest is nobody's we know of, and its tags stay as they are.
  fileprivate func target(
    in manifest: RegionManifest
  ) -> (pattern: ResourcePattern, conditions: Set<Permission.Condition>) {
    switch identity {
    case .senderID(let key): return (manifest.scope.pattern(of: key), [])
    case .phoneNumber(let text):
      let number = manifest.desired(PhoneNumberKind.self).first { $0.address == address }
      let isFree = number.map { $0.spec.common.adopt == true } ?? true
      return (manifest.scope.pattern(ofNumber: text), isFree ? [] : [.ours])
    }
  }
}

extension Permissions {
  /// Needs `RegionReader.pools()`, which also tells whose they are.
  mutating func readPools(in scope: RegionScope) {
    read("DescribePools")
    read("ListTagsForResource", [scope.pattern(PoolKind.name)])
  }
}
