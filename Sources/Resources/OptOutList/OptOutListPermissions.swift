internal import SMSVoice

extension OptOutListKind {
  package static func addPermissions(
    for desired: [Desired],
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    permissions.readOptOutLists()
    for list in desired {
      let resource = manifest.scope.pattern(name, list.serviceName)
      if manifest.scope.managesTags(of: list.common) {
        permissions.read("ListTagsForResource", [resource])
      }
      if list.serviceName != builtInName {
        permissions.create("CreateOptOutList", new: resource)
        // For the lists of other regions that are to have the same name; see `doubts`.
        if manifest.scope.allRegions.count > 1 {
          permissions.read("DescribeOptedOutNumbers", [resource])
        }
      }
      permissions.tag(resource, list.common, in: manifest.scope)
    }
  }

  package static func addDeletionPermissions(
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let any = manifest.scope.pattern(name)
    permissions.readOptOutLists()
    permissions.read("ListTagsForResource", [any])
    permissions.write("DeleteOptOutList", [any], when: [.ours])
  }
}

extension Permissions {
  /// Needs `RegionReader.optOutLists()`.
  mutating func readOptOutLists() {
    read("DescribeOptOutLists")
  }

  /// Needs `RegionReader.consentGap(_:)`, between whatever lists.
  mutating func readConsentGaps(in scope: RegionScope) {
    readOptOutLists()
    read("DescribeOptedOutNumbers", [scope.pattern(OptOutListKind.name)])
  }

  /// Needs `RegionReader.listNames(for:)`.
  mutating func readListNames(for setting: Setting<Reference>) {
    switch setting.value {
    case .external, .id: readOptOutLists()
    case .key, nil: break
    }
  }
}

extension RegionManifest {
  /// The pattern of the list that a setting names; nil when it names none.
  func pattern(ofList setting: Setting<Reference>) -> ResourcePattern? {
    OptOutListReference(setting, in: self).map { scope.pattern(OptOutListKind.name, $0.name) }
  }
}
