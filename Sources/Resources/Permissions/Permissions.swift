internal import SMSVoice

/// What reading and changing an account for a manifest takes, whatever the account holds.
///
/// Kinds add to it. What a manifest does not mention it does not ask for, and what only consent on the
/// command line leads to, it does.
package struct Permissions: Sendable {
  /// What `plan` needs.
  package private(set) var reads: Set<Permission> = []
  /// What `apply` needs beside.
  package private(set) var writes: Set<Permission> = []

  package init() {}

  /// Needs a read, of everything unless resources are given.
  mutating func read(_ operation: Operation, _ resources: [ResourcePattern] = [.all]) {
    for resource in resources { reads.insert(Permission(operation, on: resource, when: [])) }
  }

  /// Needs a write to one of the resources or more.
  mutating func write(
    _ operation: Operation,
    _ resources: [ResourcePattern],
    when conditions: Set<Permission.Condition> = []
  ) {
    for resource in resources {
      writes.insert(Permission(operation, on: resource, when: conditions))
    }
  }

  /// Needs a creation, which is always tagged.
  ///
  /// `resources` are those that the creation names, `new` is the pattern of what it makes.
  mutating func create(
    _ operation: Operation,
    _ resources: [ResourcePattern] = [.all],
    new: ResourcePattern
  ) {
    write(operation, resources, when: [.taggedAsOurs])
    write("TagResource", [new], when: [.taggedAsOurs, .notAnothers])
    // To see whose it is where another run was faster.
    write("ListTagsForResource", [new])
  }

  /// Needs to change the tags that the manifest manages, those of ownership among them.
  ///
  /// Nothing else shows in a request that a resource is made or taken over, so a policy cannot tell the
  /// two apart.
  mutating func tag(_ resource: ResourcePattern, _ common: CommonFields, in scope: RegionScope) {
    let tags = scope.tags(of: common)
    let isRenamed = common.formerly != nil
    if isRenamed || tags.contains(where: { $0.value != nil }) || !scope.formerProjects.isEmpty {
      write("TagResource", [resource], when: [.ours])
    }
    if common.adopt == true {
      write("TagResource", [resource], when: [.taggedAsOurs, .notAnothers])
    }
    if tags.contains(where: { $0.value == nil }) {
      write("UntagResource", [resource], when: [.ours])
    }
  }

  /// Needs a role to be passed; nothing for nil.
  mutating func pass(role: String?) {
    if let role { writes.insert(Permission(passing: role)) }
  }

  /// All that the manifest needs in its regions.
  package mutating func add(_ manifest: Manifest) {
    for region in manifest.regions {
      for kind in ResourceKinds.all { add(kind, in: region) }
    }
  }

  /// All that deletions and replacements take beside: those of `--prune`, of `destroy` and of
  /// `--allow-replace`.
  package mutating func addDeletions(_ manifest: Manifest) {
    for region in manifest.regions {
      for kind in ResourceKinds.all { kind.addDeletionPermissions(in: region, to: &self) }
    }
  }

  /// What `--bulk-tags` takes beside.
  package mutating func addBulkTags() {
    reads.insert(Permission(taggingOperation: GetResources.operation))
  }

  private mutating func add<Kind: ResourceKind>(_ kind: Kind.Type, in manifest: RegionManifest) {
    let desired = manifest.desired(kind)
    guard !desired.isEmpty else { return }
    if case .account = kind.quota?.source { read("DescribeAccountLimits") }
    kind.addPermissions(for: desired, in: manifest, to: &self)
  }
}

extension RegionScope {
  /// Whether a live resource's tags are read even if nothing else differs.
  func managesTags(of common: CommonFields) -> Bool {
    common.adopt == true || !formerProjects.isEmpty || !tags(of: common).isEmpty
  }
}
