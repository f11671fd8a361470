package import Diagnostics

extension DiagnosticList {
  /// Notes an error for each resource that shares its name with an earlier one of the region.
  package mutating func requireUnique<Resource: DesiredResource, Name: Hashable>(
    _ resources: [Resource],
    by name: (Resource) -> Name,
    what: String
  ) {
    var seen: [Name: Int] = Dictionary(minimumCapacity: resources.count)
    for (index, resource) in resources.enumerated() {
      guard let earlier = seen[name(resource)] else {
        seen[name(resource)] = index
        continue
      }
      let first = resources[earlier]
      // Two spellings of one key are told of where the keys are read.
      guard first.address != resource.address else { continue }
      append(
        .error(
          "the \(what) '\(name(resource))' stands in the manifest twice",
          at: resource.key.range,
          notes: [.init("first defined here", at: first.key.range)]
        )
      )
    }
  }
}

extension [String: String] {
  /// The tags of a resource to be created, as attributes.
  ///
  /// Our own show in every plan alike and are left out.
  package var asCreated: [AttributeChange] {
    sorted { $0.key < $1.key }
      .filter { !$0.key.hasPrefix("smsctl:") && $0.key != OwnershipTag.consoleName }
      .map { AttributeChange(["tags", $0.key], after: .text($0.value)) }
  }
}
