internal import YAMLSyntax

/// Says what several regions have of one resource once, and apart from that only in what they differ.
///
/// What all regions have alike stands in the resource, what only some have in their `overrides`. Maps are
/// taken apart entry by entry, as overrides are laid over them. Of lists the originators alone are, since
/// each may have `regions` of its own.
struct RegionFactoring {
  /// The regions that have the resource, in order.
  let regions: [String]

  /// What is said once, and what of each region.
  typealias Result = (base: [YAMLField], overrides: [String: [YAMLField]])

  /// The fields as the manifest has them, `regions` and `overrides` among them.
  static func fields(
    of resource: ExportedResource,
    in allRegions: [String]
  ) -> [YAMLField] {
    let regions = allRegions.filter { resource.fields[$0] != nil }
    let result = RegionFactoring(regions: regions).factored(resource.fields)
    var fields = result.base
    if regions.count < allRegions.count {
      fields.append(YAMLField("regions", .list(regions.map { .text($0) })))
    }
    let overrides = regions.compactMap { region in
      result.overrides[region].map { YAMLField(region, .map($0)) }
    }
    if !overrides.isEmpty { fields.append(YAMLField("overrides", .map(overrides))) }
    return fields
  }

  /// Takes maps of all regions apart.
  func factored(_ maps: [String: [YAMLField]]) -> Result {
    var result: Result = ([], [:])
    for name in names(in: maps) {
      let values = maps.compactMapValues { $0[name] }
      guard values.count == regions.count else {
        add(values, name, to: &result)
        continue
      }
      if let common = common(values) {
        result.base.append(YAMLField(name, common))
      } else if name == "originators" {
        result.base.append(YAMLField(name, members(values)))
      } else if let inner = factoredMaps(values) {
        if !inner.base.isEmpty { result.base.append(YAMLField(name, .map(inner.base))) }
        add(inner.overrides.mapValues { .map($0) }, name, to: &result)
      } else {
        addDiffering(values, name, to: &result)
      }
    }
    return result
  }

  /// Every field name once, in the order in which the regions have them.
  private func names(in maps: [String: [YAMLField]]) -> [String] {
    regions.flatMap { maps[$0] ?? [] }.map(\.name).unique
  }

  private func add(_ values: [String: YAMLValue], _ name: String, to result: inout Result) {
    for (region, value) in values {
      result.overrides[region, default: []].append(YAMLField(name, value))
    }
  }

  /// The value that all regions have, be it one that names the region it is in.
  private func common(_ values: [String: YAMLValue]) -> YAMLValue? {
    if let only = single(Set(values.values)) { return only }
    let general = values.map { region, value in
      guard case .text(let text) = value else { return value }
      return .text(text.replacing(region, with: "${region}"))
    }
    return single(Set(general))
  }

  private func single(_ values: Set<YAMLValue>) -> YAMLValue? {
    values.count == 1 ? values.first : nil
  }

  private func factoredMaps(_ values: [String: YAMLValue]) -> Result? {
    let maps = values.compactMapValues(\.fields)
    return maps.count == values.count ? factored(maps) : nil
  }

  /// The value of most regions is the resource's, of equally many that of the first; but an identity is
  /// each region's own.
  private func addDiffering(
    _ values: [String: YAMLValue],
    _ name: String,
    to result: inout Result
  ) {
    guard name != "id", name != "number" else { return add(values, name, to: &result) }
    var counts: [YAMLValue: Int] = [:]
    for value in values.values { counts[value, default: 0] += 1 }
    let most = counts.values.max() ?? 0
    let base = regions.compactMap { values[$0] }.first { counts[$0] == most }
    guard let base else { return }
    result.base.append(YAMLField(name, base))
    add(values.filter { $0.value != base }, name, to: &result)
  }

  /// The originators of all regions, those that not all have with their `regions`.
  private func members(_ values: [String: YAMLValue]) -> YAMLValue {
    var holders: [YAMLValue: [String]] = [:]
    var order: [YAMLValue] = []
    for region in regions {
      guard case .list(let items)? = values[region] else { continue }
      for item in items {
        if holders[item] == nil { order.append(item) }
        holders[item, default: []].append(region)
      }
    }
    return .list(
      order.map { item in
        guard let fields = item.fields, let holders = holders[item], holders.count < regions.count
        else { return item }
        return .map(fields + [YAMLField("regions", .list(holders.map { .text($0) }))])
      }
    )
  }
}
