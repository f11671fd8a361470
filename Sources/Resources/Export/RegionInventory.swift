package import SMSVoice

/// All that one region has of the kinds there are.
package struct RegionInventory: Sendable {
  /// For example `us-east-1`.
  package let region: String
  /// The `Kind.Inventory` of each kind, by section.
  private let parts: [String: any ExportInventory]

  /// Reads a region, all kinds at once.
  ///
  /// `onEstimate` is told, once the lists are read, how many reads of single resources follow.
  package static func read(
    _ region: String,
    through service: any SMSVoiceService,
    onEstimate: @Sendable ([Operation: Int]) -> Void
  ) async throws -> RegionInventory {
    let reader = RegionReader(service: service, region: region)
    let counts = try await forEachKind { try await $0.detailReads(with: reader) }
    onEstimate(counts.values.reduce(into: [:]) { $0.merge($1, uniquingKeysWith: +) })
    let parts = try await forEachKind { try await inventory(of: $0, with: reader) }
    return RegionInventory(region: region, parts: parts)
  }

  /// What was read of a kind.
  package func part<Kind: ResourceKind>(of kind: Kind.Type) -> Kind.Inventory? {
    parts[kind.section] as? Kind.Inventory
  }

  /// The projects that the tags of its resources name.
  package var projects: Set<String> {
    Set(parts.values.flatMap { $0.tags.values.compactMap { $0[OwnershipTag.project] } })
  }

  private static func forEachKind<Value: Sendable>(
    _ read: @escaping @Sendable (any ResourceKind.Type) async throws -> Value
  ) async throws -> [String: Value] {
    try await withThrowingTaskGroup(of: (String, Value).self) { group in
      for kind in ResourceKinds.all { group.addTask { (kind.section, try await read(kind)) } }
      var result: [String: Value] = [:]
      for try await (section, value) in group { result[section] = value }
      return result
    }
  }

  private static func inventory<Kind: ResourceKind>(
    of kind: Kind.Type,
    with reader: RegionReader
  ) async throws -> any ExportInventory {
    try await kind.inventory(with: reader)
  }
}
