internal import SMSVoice

extension PhoneNumberKind {
  package static func addPermissions(
    for desired: [Desired],
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let pools = manifest.desired(PoolKind.self)
    permissions.readPhoneNumbers()
    if !pools.isEmpty { permissions.readPools(in: manifest.scope) }
    let mayWait = pools.contains { pool in
      pool.members(in: manifest).contains { $0.needsRegistration(in: manifest) }
    }
    if mayWait { permissions.readSenderIDs() }
    for number in desired {
      if let pool = manifest.pools(wanting: number).first {
        number.addPermissions(joining: pool, in: manifest, to: &permissions)
      } else {
        number.addPermissions(in: manifest, to: &permissions)
      }
    }
  }

  package static func addDeletionPermissions(
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let any = manifest.scope.pattern(name)
    permissions.readPhoneNumbers()
    permissions.read("ListTagsForResource", [any])
    permissions.read("DescribeKeywords", [any])
    permissions.readConsentGaps(in: manifest.scope)
    permissions.write("DeleteKeyword", [any], when: [.ours])
  }
}

extension PhoneNumberKind.Desired {
  /// Which number, and what must hold of it to be written.
  fileprivate func target(
    in scope: RegionScope
  ) -> (pattern: ResourcePattern, conditions: Set<Permission.Condition>) {
    (scope.pattern(ofNumber: number.value), spec.common.adopt == true ? [] : [.ours])
  }

  /// What a number takes that has settings of its own.
  fileprivate func addPermissions(in manifest: RegionManifest, to permissions: inout Permissions) {
    let (pattern, conditions) = target(in: manifest.scope)
    let protection = spec.deletionProtection.or(defaultProtection)
    let mayDiffer =
      settings(in: manifest) != MessagingSettings() || spec.internationalSending.value != nil
      || protection.value != nil
    let keywords = spec.keywords?.value
    if keywords != nil { permissions.read("DescribeKeywords", [pattern]) }
    if spec.optOutList.value != nil { permissions.readConsentGaps(in: manifest.scope) }
    permissions.readListNames(for: spec.optOutList)
    if mayDiffer || keywords?.isEmpty == false || manifest.scope.managesTags(of: spec.common) {
      permissions.read("ListTagsForResource", [pattern])
    }
    if mayDiffer {
      permissions.write("UpdatePhoneNumber", [pattern], when: conditions)
      let list = manifest.pattern(ofList: spec.optOutList)
      permissions.write("UpdatePhoneNumber", [list].compactMap(\.self))
      permissions.pass(role: spec.twoWay.value?.role)
    }
    if keywords?.isEmpty == false {
      permissions.write("PutKeyword", [pattern], when: conditions)
    }
    permissions.tag(pattern, spec.common, in: manifest.scope)
  }

  /// What a number takes that is made like a pool, whose settings may be those of its first number.
  fileprivate func addPermissions(
    joining pool: PoolKind.Desired,
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let scope = manifest.scope
    let (pattern, conditions) = target(in: scope)
    permissions.read("DescribeKeywords", [pattern] + pool.keywordSources(in: manifest))
    permissions.readConsentGaps(in: scope)
    permissions.read("ListTagsForResource", [pattern])
    permissions.write("UpdatePhoneNumber", [pattern], when: conditions)
    let list = manifest.pattern(ofList: pool.spec.optOutList)
    permissions.write("UpdatePhoneNumber", [list ?? scope.pattern(OptOutListKind.name)])
    permissions.pass(role: pool.spec.twoWay.value?.role)
    permissions.write("PutKeyword", [pattern], when: conditions)
    permissions.tag(pattern, spec.common, in: scope)
  }
}

extension Permissions {
  /// Needs `RegionReader.phoneNumbers()`.
  mutating func readPhoneNumbers() {
    read("DescribePhoneNumbers")
  }
}

extension RegionScope {
  /// The pattern of a number, of all of them where only the service knows its id.
  func pattern(ofNumber text: String) -> ResourcePattern {
    let isID = text.hasPrefix("arn:") || text.hasPrefix("phone-")
    return pattern(PhoneNumberKind.name, isID ? text : nil)
  }
}
