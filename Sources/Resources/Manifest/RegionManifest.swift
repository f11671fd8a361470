package import Diagnostics

/// Everything the manifest wants in one region.
package struct RegionManifest: Sendable {
  package let scope: RegionScope
  /// The `[Kind.Desired]` of each kind, by its section.
  private var desired: [String: any Sendable] = [:]
  /// The places of each key's resources, which follow each other.
  private var keyIndex: [String: [String: Range<Int>]] = [:]
  private var counts: [String: Int] = [:]
  /// The keys of each section under which nothing could be read, of which errors tell.
  private var unread: [String: Set<String>] = [:]
  /// Every key of each section, of whatever region.
  private let allKeys: [String: Set<String>]

  /// What this is a part of; nil when it is all that the project has in the region.
  private var part: Part?

  private struct Part: Sendable {
    /// The `[Kind.Desired]` of the whole, by section.
    let desired: [String: any Sendable]
    let keyIndex: [String: [String: Range<Int>]]
    let contains: @Sendable (Address) -> Bool
    let excludes: @Sendable (Address) -> Bool
  }

  /// How what the manifest does not have stands to the part of it that is planned.
  package enum Reach: Sendable {
    /// It may go away, with `--prune` and as far as consent goes.
    case inside
    /// The user said that it is to stay as it is.
    case excluded
    /// Nothing is told of it and nothing becomes of it.
    case outside
  }

  init(scope: RegionScope, allKeys: [String: Set<String>]) {
    self.scope = scope
    self.allKeys = allKeys
  }

  /// What is wanted of a kind, in the order of the manifest.
  package func desired<Kind: ResourceKind>(_ kind: Kind.Type) -> [Kind.Desired] {
    desired[kind.section] as? [Kind.Desired] ?? []
  }

  /// What the whole project wants in the region, of which this may be a part.
  package var whole: RegionManifest {
    guard let part else { return self }
    var whole = self
    whole.desired = part.desired
    whole.keyIndex = part.keyIndex
    whole.part = nil
    return whole
  }

  /// Whether what the manifest does not have is a matter of this part.
  package func reach(of unwanted: Address) -> Reach {
    guard let part else { return .inside }
    if part.excludes(unwanted) { return .excluded }
    return part.contains(unwanted) ? .inside : .outside
  }

  /// The same region with nothing wanted in it.
  package var emptied: RegionManifest { RegionManifest(scope: scope, allKeys: [:]) }

  /// What is wanted under one key; empty when the manifest does not have it in this region.
  package func desired<Kind: ResourceKind>(_ kind: Kind.Type, key: String) -> [Kind.Desired] {
    guard let places = keyIndex[kind.section]?[key] else { return [] }
    return Array(desired(kind)[places])
  }

  /// Whether the manifest has a key in this region.
  package func has<Kind: ResourceKind>(_ kind: Kind.Type, key: String) -> Bool {
    keyIndex[kind.section]?[key] != nil
  }

  /// Notes an error when the manifest does not have `key` in this region.
  package func require<Kind: ResourceKind>(
    _ kind: Kind.Type,
    key: String,
    what: String,
    at range: SourceRange,
    _ diagnostics: inout DiagnosticList
  ) {
    guard !has(kind, key: key), unread[kind.section]?.contains(key) != true else { return }
    let known = allKeys[kind.section] ?? []
    let hints = diagnostics.errorCount < ManifestDecoder.hintLimit
    let message = Diagnostic.Message.missingReference(
      key,
      what: what,
      region: scope.region,
      known: hints ? known.sorted() : [],
      elsewhere: known.contains(key)
    )
    diagnostics.append(.error(message, at: range))
  }

  /// Notes an error for each `formerly` that names a key which the manifest still has: two resources would be one.
  func checkFormerKeys<Kind: ResourceKind>(
    _ fields: [CommonFields],
    of kind: Kind.Type,
    _ diagnostics: inout DiagnosticList
  ) {
    for former in fields.compactMap(\.formerly) where has(kind, key: former.value) {
      diagnostics.append(
        .error(
          "'\(former.value)' is in the manifest: 'formerly' names a key that is no longer there",
          at: former.range
        )
      )
    }
  }

  /// How many resources there are of all kinds.
  package var resourceCount: Int { counts.values.reduce(0, +) }

  /// Notes that what stands under a key could not be read, so that whoever names it is not wrong.
  mutating func noteUnread<Kind: ResourceKind>(_ key: String, of kind: Kind.Type) {
    unread[kind.section, default: []].insert(key)
  }

  /// All addresses, in the order of the kinds and of the manifest.
  package var addresses: [Address] {
    ResourceKinds.all.flatMap { addresses(of: $0) }
  }

  private func addresses<Kind: ResourceKind>(of kind: Kind.Type) -> [Address] {
    desired(kind).map(\.address)
  }

  /// Takes the resources of a kind, and where in the array those of each key are.
  mutating func set<Kind: ResourceKind>(
    _ resources: [Kind.Desired],
    of kind: Kind.Type,
    places: [String: Range<Int>]
  ) {
    desired[kind.section] = resources
    counts[kind.section] = resources.count
    keyIndex[kind.section] = places
  }

  /// What each resource refers to, which need not be in the manifest.
  package var references: [Address: [Address]] {
    var references: [Address: [Address]] = [:]
    for kind in ResourceKinds.all { collectReferences(of: kind, into: &references) }
    return references
  }

  /// The part that `isWanted` picks, with all it refers to.
  ///
  /// `concerns` says which of the resources and children that the whole does not want are a matter of the
  /// part, and `excludes` which of them are to be told of and left.
  package func filtered(
    _ isWanted: (Address) -> Bool,
    concerning concerns: @escaping @Sendable (Address) -> Bool,
    excluding excludes: @escaping @Sendable (Address) -> Bool = { _ in false }
  ) -> RegionManifest {
    let references = references
    var kept: Set<Address> = []
    var queue = references.keys.filter(isWanted)
    while let next = queue.popLast() {
      if kept.insert(next).inserted { queue += references[next] ?? [] }
    }
    var result = self
    let outer = part
    result.part = Part(
      desired: outer?.desired ?? desired,
      keyIndex: outer?.keyIndex ?? keyIndex,
      contains: { concerns($0) && outer?.contains($0) != false },
      excludes: { excludes($0) || outer?.excludes($0) == true }
    )
    for kind in ResourceKinds.all { keep(kept, of: kind, in: &result) }
    return result
  }

  private func collectReferences<Kind: ResourceKind>(
    of kind: Kind.Type,
    into references: inout [Address: [Address]]
  ) {
    for resource in desired(kind) { references[resource.address] = resource.references }
  }

  private func keep<Kind: ResourceKind>(
    _ kept: Set<Address>,
    of kind: Kind.Type,
    in result: inout RegionManifest
  ) {
    var resources: [Kind.Desired] = []
    var places: [String: Range<Int>] = [:]
    for resource in desired(kind) where kept.contains(resource.address) {
      let start = places[resource.key.value]?.lowerBound ?? resources.count
      resources.append(resource)
      places[resource.key.value] = start..<resources.count
    }
    result.set(resources, of: kind, places: places)
  }
}
