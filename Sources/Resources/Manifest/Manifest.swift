package import Diagnostics
package import SMSVoice
internal import YAMLSyntax

/// A project's manifest, resolved: what is wanted in each region, every value known.
package struct Manifest: Sendable {
  package let project: String
  /// In the order of the manifest.
  package let regions: [RegionManifest]
  /// What is doubtful about it, though not wrong.
  package let warnings: [Diagnostic]

  /// Resolves a manifest.
  ///
  /// - Parameters:
  ///   - source: the merged documents.
  ///   - account: what `${account}` stands for.
  ///   - variables: values from `--var` and `SMSCTL_VAR_...`, which win over the manifest's.
  ///   - countries: the table that groups expand from.
  /// - Throws: every mistake found, each once although it may show in several regions.
  package init(
    _ source: ManifestSource,
    account: String,
    variables: [String: String] = [:],
    countries: CountryTable = .bundled
  ) throws(DiagnosticsError) {
    var resolver = ManifestResolver(
      source: source,
      account: account,
      variables: variables,
      countries: countries
    )
    project = source.project.value
    regions = resolver.resolve()
    try resolver.diagnostics.throwIfErrors()
    warnings = resolver.diagnostics.sorted
  }

  private init(project: String, regions: [RegionManifest], warnings: [Diagnostic]) {
    self.project = project
    self.regions = regions
    self.warnings = warnings
  }

  /// The same manifest with only the regions that `isWanted` picks.
  package func limited(to isWanted: (RegionManifest) -> Bool) -> Manifest {
    Manifest(project: project, regions: regions.filter(isWanted), warnings: warnings)
  }

  /// The same manifest with only the resources that `isWanted` picks and all they refer to.
  package func filtered(_ isWanted: (Address) -> Bool) -> Manifest {
    Manifest(project: project, regions: regions.map { $0.filtered(isWanted) }, warnings: warnings)
  }
}

/// Decodes the sections of a manifest region by region.
private struct ManifestResolver {
  let source: ManifestSource
  let account: String
  let variables: [String: String]
  let countries: CountryTable
  var diagnostics: DiagnosticList

  init(
    source: ManifestSource,
    account: String,
    variables: [String: String],
    countries: CountryTable
  ) {
    self.source = source
    diagnostics = source.diagnostics
    self.account = account
    self.variables = variables
    self.countries = countries
  }

  mutating func resolve() -> [RegionManifest] {
    let shared = texts(of: source.vars)
    checkRegionFields()
    var allKeys: [String: Set<String>] = [:]
    for kind in ResourceKinds.all { allKeys[kind.section] = keys(of: kind) }
    return source.regions.map { entry in
      let own = texts(of: regionVars(entry))
      let texts = shared.merging(own) { $1 }.merging(variables) { $1 }
      return resolve(entry.key, texts: texts, allKeys: allKeys)
    }
  }

  /// The keys of a section as the kind spells them.
  private func keys<Kind: ResourceKind>(of kind: Kind.Type) -> Set<String> {
    var decoder = ManifestDecoder()
    let entries = source.sections[kind.section] ?? []
    return Set(entries.compactMap { kind.keyType.decode($0.key.node, &decoder) })
  }

  private mutating func resolve(
    _ region: Located<String>,
    texts: [String: String],
    allKeys: [String: Set<String>]
  ) -> RegionManifest {
    let builtIn = [
      "region": region.value, "account": account, "project": source.project.value,
      "partition": RegionScope.partition(of: region.value),
    ]
    var decoder = ManifestDecoder(
      variables: Variables(texts.merging(builtIn) { $1 }),
      diagnostics: diagnostics
    )
    let scope = scope(of: region.value, &decoder)
    decoder = ManifestDecoder(
      variables: decoder.variables,
      region: scope,
      diagnostics: decoder.diagnostics
    )
    var manifest = RegionManifest(scope: scope, allKeys: allKeys)
    for kind in ResourceKinds.all { decode(kind, into: &manifest, &decoder) }
    diagnostics = decoder.diagnostics
    for kind in ResourceKinds.all { check(kind, in: manifest) }
    return manifest
  }

  private func scope(of region: String, _ decoder: inout ManifestDecoder) -> RegionScope {
    let entries = source.defaults.map { entry in
      let scalar = YAMLNode.Scalar(text: entry.key.value, style: .plain)
      return YAMLMapping.Entry(
        key: YAMLNode(content: .scalar(scalar), range: entry.key.range),
        value: entry.node
      )
    }
    let place = source.project.range
    return RegionScope(
      region: region,
      account: account,
      project: source.project.value,
      formerProjects: Set(source.formerProjects.map(\.value)),
      defaults: ObjectSchema.defaults.decode(entries, at: place, &decoder),
      countries: countries,
      allRegions: source.regions.map(\.key.value)
    )
  }

  private func decode<Kind: ResourceKind>(
    _ kind: Kind.Type,
    into manifest: inout RegionManifest,
    _ decoder: inout ManifestDecoder
  ) {
    var resources: [Kind.Desired] = []
    for entry in source.sections[kind.section] ?? [] {
      var plain = ManifestDecoder(diagnostics: decoder.diagnostics)
      let key = kind.keyType.decode(entry.key.node, &plain)
      decoder.diagnostics = plain.diagnostics
      guard let key, let fields = fields(of: entry, in: manifest.scope, &decoder) else {
        continue
      }
      let spec = kind.schema.decode(fields, at: entry.key.range, &decoder)
      let located = ManifestEntry(key: Located(key, at: entry.key.range), spec: spec)
      resources += kind.desired(from: located, in: manifest.scope, &decoder)
    }
    checkUnique(resources, &decoder)
    manifest.set(resources, of: kind)
  }

  /// The fields that an entry has in a region; nil where its `regions` leave the region out.
  private func fields(
    of entry: ManifestSource.Entry,
    in scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [YAMLMapping.Entry]? {
    guard let all = entry.node.entries else {
      decoder.error(.expected("a map of fields", got: entry.node.kindName), at: entry.node.range)
      return nil
    }
    let names = ValueType<[Located<String>]>.list(
      of: .region(of: scope),
      "regions",
      count: 1...Int.max
    )
    let regions = all.first { $0.name == "regions" }.flatMap { names.decode($0.value, &decoder) }
    let overlay = all.first { $0.name == "overrides" }
      .flatMap { overrides(in: $0.value, for: scope, &decoder) }
    if let regions, !regions.contains(where: { $0.value == scope.region }) { return nil }
    let own = all.filter { $0.name != "regions" && $0.name != "overrides" }
    return NodeOverlay.merge(own, with: overlay ?? [])
  }

  private func overrides(
    in node: YAMLNode,
    for scope: RegionScope,
    _ decoder: inout ManifestDecoder
  ) -> [YAMLMapping.Entry]? {
    guard let entries = node.entries else {
      decoder.error(.expected("a map of regions", got: node.kindName), at: node.range)
      return nil
    }
    for entry in entries { _ = ValueType<String>.region(of: scope).decode(entry.key, &decoder) }
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

  private func checkUnique(_ resources: [some DesiredResource], _ decoder: inout ManifestDecoder) {
    var seen: [Address: SourceRange] = Dictionary(minimumCapacity: resources.count)
    for resource in resources {
      if let first = seen.updateValue(resource.key.range, forKey: resource.address) {
        decoder.diagnostics.append(
          .error(
            "'\(resource.key.value)' is another spelling of a name that is taken",
            at: resource.key.range,
            notes: [.init("first defined here", at: first)]
          )
        )
      }
    }
  }

  private mutating func check<Kind: ResourceKind>(_ kind: Kind.Type, in manifest: RegionManifest) {
    kind.check(manifest.desired(kind), in: manifest, &diagnostics)
  }

  private mutating func checkRegionFields() {
    for entry in source.regions {
      guard let fields = entry.node.entries else {
        diagnostics.append(
          .error(
            .expected("a map such as { vars: { ... } }", got: entry.node.kindName),
            at: entry.node.range
          )
        )
        continue
      }
      for field in fields where field.name != "vars" {
        diagnostics.append(
          .error("'\(field.name)' is not a field of a region; it has vars", at: field.key.range)
        )
      }
      for field in fields where field.name == "vars" && field.value.entries == nil {
        diagnostics.append(
          .error(.expected("a map of variables", got: field.value.kindName), at: field.value.range)
        )
      }
      let known = RegionTable.bundled.regions.map(\.region)
      if RegionTable.bundled[entry.key.value] == nil {
        let hint =
          Suggestion.nearest(to: entry.key.value, among: known)
          .map { "; did you mean '\($0)'?" } ?? ""
        diagnostics.append(
          .error(
            "'\(entry.key.value)' is not a region that has the service\(hint)",
            at: entry.key.range
          )
        )
      }
    }
  }

  private func regionVars(_ entry: ManifestSource.Entry) -> [ManifestSource.Entry] {
    let vars = entry.node.mapping?["vars"]
    return (vars?.entries ?? []).map {
      ManifestSource.Entry(key: Located($0.name, at: $0.key.range), node: $0.value)
    }
  }

  private mutating func texts(of entries: [ManifestSource.Entry]) -> [String: String] {
    var result: [String: String] = [:]
    for entry in entries {
      if Variables.builtInNames.contains(entry.key.value) {
        diagnostics.append(
          .error("'${\(entry.key.value)}' is built in and cannot be set", at: entry.key.range)
        )
      } else if let scalar = entry.node.scalar, !entry.node.isNull {
        result[entry.key.value] = scalar.text
      } else {
        diagnostics.append(
          .error(.expected("a text for a variable", got: entry.node.kindName), at: entry.node.range)
        )
      }
    }
    return result
  }
}

extension Located<String> {
  /// The text as a node.
  fileprivate var node: YAMLNode {
    YAMLNode(content: .scalar(YAMLNode.Scalar(text: value, style: .quoted)), range: range)
  }
}
