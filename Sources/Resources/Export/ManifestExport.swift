internal import Diagnostics
internal import YAMLSyntax

/// Collects what a manifest is to say of an account, region by region.
package struct ManifestExport: Sendable {
  /// One for each region, in the order asked for.
  package let scopes: [RegionScope]
  private let inventories: [RegionInventory]
  /// By section and key.
  private(set) var resources: [String: [String: ExportedResource]] = [:]
  /// What the manifest does not have, one in each line.
  private(set) var omissions: [String] = []
  /// Quotas that the account goes beyond, by their names in `limits:`.
  private(set) var limits: [String: Int] = [:]
  private var keys: [Identity: String] = [:]

  /// How one region's resource is known to the service.
  private struct Identity: Hashable {
    let section: String
    let region: String
    let text: String
  }

  /// An export of what was read, the inventories in the order of the scopes.
  package init(_ inventories: [RegionInventory], scopes: [RegionScope]) {
    self.inventories = inventories
    self.scopes = scopes
    for kind in ResourceKinds.all { kind.export(into: &self) }
  }

  /// What a region has of a kind.
  func inventory<Kind: ResourceKind>(_ kind: Kind.Type, in scope: RegionScope) -> Kind.Inventory? {
    inventories.first { $0.region == scope.region }?.part(of: kind)
  }

  /// Adds a resource as one region has it; what the schema refuses is left out and told of.
  ///
  /// `identities` are names by which others find its key. Returns whether the manifest has it now.
  @discardableResult
  mutating func add<Kind: ResourceKind>(
    _ kind: Kind.Type,
    key: String,
    for identities: [String],
    in scope: RegionScope,
    comments: [String] = [],
    _ fields: [YAMLField]
  ) -> Bool {
    guard isKey(key, of: kind) else {
      omit(kind, key, in: scope, "a manifest cannot have it as a key")
      return false
    }
    var check = FieldCheck(kind.schema, in: scope)
    let kept = check.kept(fields)
    for loss in check.losses { omit(kind, "\(key) \(loss.path)", in: scope, loss.reason) }
    guard let kept else {
      omit(kind, key, in: scope, "what a manifest must say of it, it cannot say")
      return false
    }
    resources[kind.section, default: [:]][key, default: ExportedResource()]
      .add(kept, comments: comments, in: scope.region)
    for text in identities {
      keys[Identity(section: kind.section, region: scope.region, text: text)] = key
    }
    return true
  }

  /// Whether a text can be a key of a kind's section.
  func isKey<Kind: ResourceKind>(_ text: String, of kind: Kind.Type) -> Bool {
    var decoder = ManifestDecoder()
    let node = YAMLValue.text(text).node(at: SourceRange.exported(0..<0))
    return kind.keyType.decode(node, &decoder) == text
  }

  /// The key of a resource that was added; nil for one that was not.
  func key<Kind: ResourceKind>(
    of kind: Kind.Type,
    _ identity: String,
    in scope: RegionScope
  ) -> String? {
    keys[Identity(section: kind.section, region: scope.region, text: identity)]
  }

  /// Whether a key of a section is taken in a region.
  func has<Kind: ResourceKind>(_ kind: Kind.Type, _ key: String, in scope: RegionScope) -> Bool {
    resources[kind.section]?[key]?.fields[scope.region] != nil
  }

  /// Notes something that the manifest does not have, and why.
  mutating func omit<Kind: ResourceKind>(
    _ kind: Kind.Type,
    _ name: String,
    in scope: RegionScope,
    _ reason: String
  ) {
    omissions.append(DisplayText.escape("\(scope.region)/\(kind.name)/\(name): \(reason)"))
  }

  /// Whether a resource is one that a plan of the project could have; if not that is noted.
  mutating func isOpen<Kind: ResourceKind>(
    _ tags: Tags?,
    _ kind: Kind.Type,
    _ name: String,
    in scope: RegionScope
  ) -> Bool {
    switch Ownership(tags ?? [:], in: scope) {
    case .ours, .unowned: return true
    case .foreign(let project): omit(kind, name, in: scope, "it is of the project '\(project)'")
    case .cloudFormation(let stack):
      omit(kind, name, in: scope, "it is of the CloudFormation stack '\(stack)'")
    }
    return false
  }

  /// Notes how many of a thing there are, for `limits:`, where that is more than usual.
  mutating func count(_ count: Int, against limit: String, usually most: Int) {
    if count > most { limits[limit] = max(count, limits[limit] ?? 0) }
  }

  /// The field `tags`: those that people gave; nil for none.
  static func tagField(_ tags: Tags?) -> YAMLField? {
    let own = (tags ?? [:]).filter { key, _ in
      let key = key.lowercased()
      return !key.hasPrefix("aws:") && !key.hasPrefix("smsctl:")
        && key != OwnershipTag.consoleName.lowercased()
    }
    return own.isEmpty ? nil : YAMLField("tags", .literals(own))
  }
}

/// One resource of an export: what each region that has it says.
struct ExportedResource: Sendable {
  /// By region.
  private(set) var fields: [String: [YAMLField]] = [:]
  /// What people should know of it, each once.
  private(set) var comments: [String] = []

  /// Whether a region names it by the service's id.
  var isBound: Bool { fields.values.contains { $0["id"] != nil } }

  /// Takes what one region says; of comments those that are not there yet.
  mutating func add(_ fields: [YAMLField], comments: [String], in region: String) {
    self.fields[region] = fields
    let shown = comments.filter { !$0.isEmpty }.map(DisplayText.escape)
    self.comments += shown.filter { !self.comments.contains($0) }
  }
}
