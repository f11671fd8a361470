internal import SMSVoice

extension ConfigurationSetKind {
  package static func addPermissions(
    for desired: [Desired],
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    permissions.read("DescribeConfigurationSets")
    for set in desired {
      let resource = manifest.scope.pattern(name, set.serviceName)
      set.addReads(of: resource, in: manifest.scope, to: &permissions)
      permissions.create("CreateConfigurationSet", new: resource)
      set.addDefaults(of: resource, to: &permissions)
      set.addDestinations(of: resource, to: &permissions)
      set.addProtection(of: resource, in: manifest, to: &permissions)
      permissions.tag(resource, set.spec.common, in: manifest.scope)
    }
  }

  package static func addDeletionPermissions(
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let any = manifest.scope.pattern(name)
    permissions.read("DescribeConfigurationSets")
    permissions.read("ListTagsForResource", [any])
    permissions.readProtectConfigurations(in: manifest.scope)
    permissions.write("DeleteEventDestination", [any], when: [.ours])
    permissions.write("DeleteConfigurationSet", [any], when: [.ours])
  }
}

extension ConfigurationSetKind.Desired {
  fileprivate func addReads(
    of resource: ResourcePattern,
    in scope: RegionScope,
    to permissions: inout Permissions
  ) {
    let mayDiffer =
      spec.defaultMessageType.isManaged || spec.defaultSenderId.isManaged
      || spec.messageFeedback.isManaged || spec.protectConfiguration.isManaged
      || spec.eventDestinations?.isEmpty == false
    if mayDiffer || scope.managesTags(of: spec.common) {
      permissions.read("ListTagsForResource", [resource])
    }
    if spec.protectConfiguration.isManaged {
      permissions.readProtectConfigurations(in: scope)
      permissions.readSwapped(in: scope)
    }
  }

  fileprivate func addDefaults(of resource: ResourcePattern, to permissions: inout Permissions) {
    switch spec.defaultMessageType {
    case .unmanaged: break
    case .unset: permissions.write("DeleteDefaultMessageType", [resource])
    case .set: permissions.write("SetDefaultMessageType", [resource])
    }
    switch spec.defaultSenderId {
    case .unmanaged: break
    case .unset: permissions.write("DeleteDefaultSenderId", [resource])
    case .set: permissions.write("SetDefaultSenderId", [resource])
    }
    if spec.messageFeedback.value != nil {
      permissions.write("SetDefaultMessageFeedbackEnabled", [resource])
    }
  }

  fileprivate func addDestinations(of resource: ResourcePattern, to permissions: inout Permissions)
  {
    for destination in spec.eventDestinations ?? [] {
      permissions.write("CreateEventDestination", [resource])
      permissions.write("UpdateEventDestination", [resource])
      permissions.pass(role: destination.sink.role)
    }
  }

  fileprivate func addProtection(
    of resource: ResourcePattern,
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let scope = manifest.scope
    switch spec.protectConfiguration {
    case .unmanaged: break
    case .unset:
      // Whichever it has, which need not be ours: it takes consent.
      let anyOne = scope.pattern(ProtectConfigurationKind.name)
      permissions.write("DisassociateProtectConfiguration", [resource, anyOne])
    case .set(let reference, _):
      permissions.write("AssociateProtectConfiguration", [resource])
      switch reference {
      case .key(let key):
        for wanted in manifest.desired(ProtectConfigurationKind.self, key: key) {
          let (pattern, conditions) = wanted.target(in: scope)
          permissions.write("AssociateProtectConfiguration", [pattern], when: conditions)
        }
      case .external(let name), .id(let name):
        let pattern = scope.pattern(ProtectConfigurationKind.name, name)
        permissions.write("AssociateProtectConfiguration", [pattern])
      }
    }
  }
}

extension EventSink {
  /// The role by which the service writes there; nil where it needs none.
  fileprivate var role: String? {
    switch self {
    case .sns: nil
    case .firehose(_, let role), .cloudWatchLogs(_, let role): role
    }
  }
}
