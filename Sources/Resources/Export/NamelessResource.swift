internal import YAMLSyntax

/// A live resource to which the service gives an id and no name.
struct NamelessResource {
  let id: String
  let tags: Tags
  /// All but `name` and `id`.
  let fields: [YAMLField]
  var comments: [String] = []
}

extension NamelessResource {
  /// The manifest's key as its tags have it; nil when it is not ours.
  fileprivate func ourName(in scope: RegionScope) -> String? {
    Ownership(tags, in: scope) == .ours ? tags[OwnershipTag.name] : nil
  }
}

extension ManifestExport {
  /// Adds a region's resources of a kind without names under keys that are made for them.
  ///
  /// The key is the tag `smsctl:name` of one that is ours, else the console's name as far as a key can
  /// have it, else a number behind the kind's name. Those without our tag are bound by `id`.
  mutating func add<Kind: ResourceKind>(
    _ kind: Kind.Type,
    _ found: [NamelessResource],
    in scope: RegionScope
  ) {
    var unnamed: [NamelessResource] = []
    for resource in found.sorted(by: { $0.id < $1.id }) {
      if let name = ourName(of: resource, among: found, kind, in: scope) {
        add(kind, resource, key: name, isTagged: true, in: scope)
      } else {
        unnamed.append(resource)
      }
    }
    var nameless: [NamelessResource] = []
    for resource in unnamed {
      if let slug = resource.tags[OwnershipTag.consoleName]?.slug, isKey(slug, of: kind) {
        add(kind, resource, key: freeKey(slug, of: kind, in: scope), isTagged: false, in: scope)
      } else {
        nameless.append(resource)
      }
    }
    while let (index, key) = likest(nameless, kind, in: scope) {
      add(kind, nameless.remove(at: index), key: key, isTagged: false, in: scope)
    }
    for resource in nameless {
      add(kind, resource, key: newNumber(of: kind), isTagged: false, in: scope)
    }
  }

  private mutating func add<Kind: ResourceKind>(
    _ kind: Kind.Type,
    _ resource: NamelessResource,
    key: String,
    isTagged: Bool,
    in scope: RegionScope
  ) {
    var fields: [YAMLField] = []
    if let name = resource.tags[OwnershipTag.consoleName], !name.isEmpty, name != key {
      fields.append(YAMLField("name", .literal(name)))
    }
    if !isTagged { fields.append(YAMLField("id", .literal(resource.id))) }
    add(
      kind,
      key: key,
      for: [resource.id],
      in: scope,
      comments: resource.comments,
      fields + resource.fields
    )
  }

  /// The name by which a later plan finds a resource; nil where its tags do not tell, or two have the same.
  private func ourName<Kind: ResourceKind>(
    of resource: NamelessResource,
    among found: [NamelessResource],
    _ kind: Kind.Type,
    in scope: RegionScope
  ) -> String? {
    guard let name = resource.ourName(in: scope), isKey(name, of: kind),
      found.count(where: { $0.ourName(in: scope) == name }) == 1
    else { return nil }
    return name
  }

  /// The name, or the name and the first number with which the region does not have it yet.
  private func freeKey<Kind: ResourceKind>(
    _ name: String,
    of kind: Kind.Type,
    in scope: RegionScope
  ) -> String {
    var key = name
    var number = 1
    while has(kind, key, in: scope) {
      number += 1
      let suffix = "-\(number)"
      key = name.prefix(64 - suffix.count) + suffix
    }
    return key
  }

  /// The nameless resource that is most like one of an earlier region which this region lacks, and its key;
  /// nil when none is like it in more than half of what is said of the two.
  private func likest<Kind: ResourceKind>(
    _ found: [NamelessResource],
    _ kind: Kind.Type,
    in scope: RegionScope
  ) -> (index: Int, key: String)? {
    let keys = (1...).lazy.map { "\(kind.name)-\($0)" }
      .prefix { resources[kind.section]?[$0] != nil }
      .filter { !has(kind, $0, in: scope) }
    var best: (index: Int, key: String)?
    var most = 0.5
    for (index, resource) in found.enumerated() {
      for key in keys {
        let earlier = resources[kind.section]?[key]?.fields.values.map(\.self) ?? []
        let likeness = earlier.map { $0.likeness(to: resource.fields) }.max() ?? 0
        if likeness > most { (best, most) = ((index, key), likeness) }
      }
    }
    return best
  }

  /// The first number that no region has.
  private func newNumber<Kind: ResourceKind>(of kind: Kind.Type) -> String {
    var number = 1
    while resources[kind.section]?["\(kind.name)-\(number)"] != nil { number += 1 }
    return "\(kind.name)-\(number)"
  }
}

extension [YAMLField] {
  /// Which part of what is said of two resources is the same, from 0 to 1; their originators apart, and 0 for
  /// pools that send different types of messages.
  fileprivate func likeness(to other: [YAMLField]) -> Double {
    guard self["messageType"] == other["messageType"] else { return 0 }
    let own = Set(traits)
    let all = own.union(other.traits)
    let names = Set(all.map(\.name))
    return all.isEmpty ? 1 : Double(own.intersection(other.traits).count) / Double(names.count)
  }

  private var traits: [YAMLField] {
    filter { !["name", "id", "originators"].contains($0.name) }
  }
}

extension String {
  /// With `-` for every run of what a key cannot have; at most 64 characters.
  fileprivate var slug: String {
    let words = unicodeScalars.split { !$0.isNameScalar || $0 == "-" }.map { String($0) }
    return String(words.joined(separator: "-").prefix(64))
  }
}
