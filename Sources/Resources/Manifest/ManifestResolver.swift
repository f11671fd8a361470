internal import Diagnostics
internal import Foundation
internal import SMSVoice
internal import YAMLSyntax

/// Decodes the sections of a manifest region by region.
struct ManifestResolver {
  let source: ManifestSource
  /// What `${account}` stands for, and whose entry of `accounts` is taken.
  let account: String
  /// From the command line and the environment; they win over the manifest's.
  let variables: [String: String]
  /// The table in force, with the corrections of a `countriesFile`.
  let countries: CountryTable
  /// What is past: number overrides that ended before are left out.
  let now: Date
  /// Those of the source and all that was found since.
  private(set) var diagnostics: DiagnosticList

  init(
    source: ManifestSource,
    account: String,
    variables: [String: String],
    countries: CountryTable,
    now: Date
  ) {
    self.source = source
    diagnostics = source.diagnostics
    self.account = account
    self.variables = variables
    self.countries = countries
    self.now = now
  }

  /// What is wanted in each region of the account, in the order of the manifest; mistakes are in
  /// `diagnostics`.
  mutating func resolve() -> [RegionManifest] {
    let deployment = Deployment(of: source, in: account, &diagnostics)
    var allKeys: [String: Set<String>] = [:]
    for kind in ResourceKinds.all { allKeys[kind.section] = keys(of: kind) }
    let limits = limits()
    if deployment.regions.isEmpty { checkWithoutRegions(limits) }
    let allRegions = source.regionNames
    return deployment.regions.map { region in
      let scope = Scope(
        region: region,
        texts: region.texts.merging(variables) { $1 },
        namesElsewhere: deployment.names,
        allRegions: allRegions,
        limits: limits
      )
      return resolve(scope, allKeys: allKeys)
    }
  }

  /// Tells what is wrong in any region, where none could be made out.
  private mutating func checkWithoutRegions(_ limits: ManifestLimits) {
    let region = RegionScope(
      region: "",
      account: account,
      project: source.project.value,
      countries: countries,
      limits: limits,
      now: now
    )
    var decoder = ManifestDecoder(
      variables: Variables([:]),
      region: region,
      isTentative: true,
      diagnostics: diagnostics
    )
    var manifest = RegionManifest(scope: region, allKeys: [:])
    for kind in ResourceKinds.all { decode(kind, into: &manifest, &decoder) }
    diagnostics = decoder.diagnostics
  }

  /// What is particular to the region that is resolved.
  private struct Scope {
    let region: Deployment.Region
    let texts: [String: String]
    /// The variables that any region or account has.
    let namesElsewhere: Set<String>
    let allRegions: [String]
    let limits: ManifestLimits
  }

  private mutating func limits() -> ManifestLimits {
    var decoder = ManifestDecoder(diagnostics: diagnostics)
    let limits = ManifestLimits.schema.decode(
      source.limits.map(\.mappingEntry),
      at: source.project.range,
      &decoder
    )
    diagnostics = decoder.diagnostics
    return limits
  }

  /// The keys of a section as the kind spells them.
  private func keys<Kind: ResourceKind>(of kind: Kind.Type) -> Set<String> {
    var decoder = ManifestDecoder()
    let entries = source.sections[kind.section] ?? []
    return Set(entries.compactMap { kind.keyType.decode($0.key.node, &decoder) })
  }

  private mutating func resolve(
    _ scope: Scope,
    allKeys: [String: Set<String>]
  ) -> RegionManifest {
    let region = scope.region.name.value
    let builtIn = [
      "region": region, "account": account, "project": source.project.value,
      "partition": RegionScope.partition(of: region),
    ]
    let place = source.accounts.isEmpty ? region : "\(region) of the account \(account)"
    var decoder = ManifestDecoder(
      variables: Variables(
        scope.texts.merging(builtIn) { $1 },
        elsewhere: scope.namesElsewhere,
        place: place
      ),
      diagnostics: diagnostics
    )
    let regionScope = self.scope(scope, &decoder)
    decoder = ManifestDecoder(
      variables: decoder.variables,
      region: regionScope,
      diagnostics: decoder.diagnostics
    )
    var manifest = RegionManifest(scope: regionScope, allKeys: allKeys)
    for kind in ResourceKinds.all { decode(kind, into: &manifest, &decoder) }
    diagnostics = decoder.diagnostics
    for kind in ResourceKinds.all { check(kind, in: manifest) }
    scope.limits.check(manifest, &diagnostics)
    return manifest
  }

  private func scope(_ scope: Scope, _ decoder: inout ManifestDecoder) -> RegionScope {
    RegionScope(
      region: scope.region.name.value,
      account: account,
      project: source.project.value,
      formerProjects: Set(source.formerProjects.map(\.value)),
      defaults: ObjectSchema.defaults.decode(
        source.defaults.map(\.mappingEntry),
        at: source.project.range,
        &decoder
      ),
      countries: countries,
      limits: scope.limits,
      now: now,
      allRegions: scope.allRegions
    )
  }

  private func decode<Kind: ResourceKind>(
    _ kind: Kind.Type,
    into manifest: inout RegionManifest,
    _ decoder: inout ManifestDecoder
  ) {
    var resources: [Kind.Desired] = []
    var seen: [String: SourceRange] = [:]
    var places: [String: Range<Int>] = [:]
    for entry in source.sections[kind.section] ?? [] {
      let key = decoder.literally { kind.keyType.decode(entry.key.node, &$0) }
      guard let key, isWanted(entry, in: manifest.scope, &decoder) else { continue }
      let fields = fields(
        of: entry,
        in: manifest.scope,
        shape: kind.schema.shape,
        &decoder
      )
      guard let fields else {
        manifest.noteUnread(key, of: kind)
        continue
      }
      if let first = seen.updateValue(entry.key.range, forKey: key) {
        decoder.diagnostics.append(
          .error(
            "'\(entry.key.value)' is another spelling of a name that is taken",
            at: entry.key.range,
            notes: [.init("first defined here", at: first)]
          )
        )
      }
      let spec = kind.schema.decode(fields, at: entry.key.range, &decoder)
      let located = ManifestEntry(key: Located(key, at: entry.key.range), spec: spec)
      let start = resources.count
      resources += kind.desired(from: located, in: manifest.scope, &decoder)
      if start < resources.count {
        places[key] = start..<resources.count
      } else {
        manifest.noteUnread(key, of: kind)
      }
    }
    manifest.set(resources, of: kind, places: places)
  }

  /// Whether the `regions` of an entry leave a region in.
  ///
  /// Those that cannot be read leave every region in, lest the entry be missed where it is named.
  private func isWanted(
    _ entry: ManifestSource.Entry,
    in scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> Bool {
    guard let node = entry.node.mapping?["regions"], !scope.region.isEmpty else { return true }
    let names = ValueType<[Located<String>]>.list(
      of: .region(of: scope),
      "regions",
      count: 1...Int.max
    )
    guard let regions = names.decode(node, &decoder), regions.count == node.sequence?.count,
      !regions.contains(where: { $0.value == scope.region })
    else { return true }
    let overrides = entry.node.mapping?["overrides"]?.mapping
    if let idle = overrides?.entry(named: scope.region) {
      decoder.warning(
        "this has no effect: 'regions' leave \(scope.region) out",
        at: idle.key.range
      )
    }
    return false
  }

  /// The fields that an entry has in a region; nil where it has none that can be read.
  private func fields(
    of entry: ManifestSource.Entry,
    in scope: RegionScope,
    shape: ObjectShape,
    _ decoder: inout ManifestDecoder
  ) -> [YAMLMapping.Entry]? {
    guard let all = entry.node.entries else {
      decoder.error(.expected("a map of fields", got: entry.node.kindName), at: entry.node.range)
      return nil
    }
    let overlay = all.first { $0.name == "overrides" }
      .flatMap { overrides(in: $0.value, for: scope, &decoder) }
    let own = all.filter { $0.name != "regions" && $0.name != "overrides" }
    // What must be there is told as missing at the null that takes it away.
    checkNulls(in: overlay ?? [], of: shape, &decoder)
    let missing = (overlay ?? []).filter { $0.value.isNull && shape.required.contains($0.name) }
    return NodeOverlay.merge(own, with: overlay ?? []) + missing
  }

  private func overrides(
    in node: YAMLNode,
    for scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [YAMLMapping.Entry]? {
    guard let entries = node.entries else {
      decoder.error(
        .expected(
          "a map such as { \(scope.allRegions.first ?? "us-east-1"): { ... } }",
          got: node.kindName
        ),
        at: node.range
      )
      return nil
    }
    decoder.literally { decoder in
      for entry in entries { _ = ValueType<String>.region(of: scope).decode(entry.key, &decoder) }
    }
    guard let own = entries.first(where: { $0.name == scope.region }) else { return nil }
    guard let fields = own.value.entries else {
      decoder.error(.expected("a map of fields", got: own.value.kindName), at: own.value.range)
      return nil
    }
    for field in fields where field.name == "regions" || field.name == "overrides" {
      decoder.error("'\(field.name)' cannot stand in 'overrides'", at: field.key.range)
    }
    return fields.filter { $0.name != "regions" && $0.name != "overrides" }
  }

  /// Notes unknown fields of an override that are null: what is not null is told of when it is decoded.
  private func checkNulls(
    in entries: [YAMLMapping.Entry],
    of shape: ObjectShape,
    _ decoder: inout ManifestDecoder
  ) {
    for entry in entries {
      guard let field = shape.fields.first(where: { $0.name == entry.name }) else {
        if entry.value.isNull { decoder.unknownField(entry.key, of: shape) }
        continue
      }
      for inner in entry.value.mapping?.entries ?? [] {
        switch field.shape.inner {
        case .fields(let object): checkNulls(in: [inner], of: object, &decoder)
        case .entries(let object):
          checkNulls(in: inner.value.mapping?.entries ?? [], of: object, &decoder)
        case nil: break
        }
      }
    }
  }

  private mutating func check<Kind: ResourceKind>(_ kind: Kind.Type, in manifest: RegionManifest) {
    kind.check(manifest.desired(kind), in: manifest, &diagnostics)
  }
}

extension ManifestSource.Entry {
  /// The entry as one of a map.
  fileprivate var mappingEntry: YAMLMapping.Entry {
    let scalar = YAMLNode.Scalar(text: key.value, style: .plain)
    return YAMLMapping.Entry(
      key: YAMLNode(content: .scalar(scalar), range: key.range),
      value: node
    )
  }
}
