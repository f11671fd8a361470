internal import SMSVoice

extension SenderIDKind {
  package static func addPermissions(
    for desired: [Desired],
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let scope = manifest.scope
    permissions.readSenderIDs()
    for sender in desired {
      let resource = scope.pattern(of: sender.id)
      let mayDiffer = sender.messageTypes != nil || sender.deletionProtection.value != nil
      if mayDiffer || scope.managesTags(of: sender.common) {
        permissions.read("ListTagsForResource", [resource])
      }
      // One that needs a registration is not requested.
      if scope.countries[sender.country]?.senderId != .registrationRequired {
        permissions.create("RequestSenderId", new: resource)
      }
      if sender.deletionProtection.value != nil { permissions.write("UpdateSenderId", [resource]) }
      permissions.tag(resource, sender.common, in: scope)
    }
  }

  package static func addDeletionPermissions(
    in manifest: RegionManifest,
    to permissions: inout Permissions
  ) {
    let any = manifest.scope.pattern(name)
    permissions.readSenderIDs()
    permissions.read("ListTagsForResource", [any])
    permissions.write("UpdateSenderId", [any], when: [.ours])
    permissions.write("ReleaseSenderId", [any], when: [.ours])
  }
}

extension Permissions {
  /// Needs `RegionReader.senderIDs()`.
  mutating func readSenderIDs() {
    read("DescribeSenderIds")
  }
}

extension RegionScope {
  /// The pattern of a sender ID in one country; its family are those of the same name.
  func pattern(of sender: SenderIDKey) -> ResourcePattern {
    ResourcePattern(
      arn("\(SenderIDKind.name)/\(sender.name)/\(sender.country)"),
      family: arn("\(SenderIDKind.name)/\(sender.name)/*")
    )
  }
}
