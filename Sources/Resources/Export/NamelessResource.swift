internal import YAMLSyntax

/// A live resource to which the service gives an id and no name.
struct NamelessResource {
  /// For example `pool-0123456789abcdef0123456789abcdef`.
  let id: String
  /// All of them, those of AWS and of smsctl among them.
  let tags: Tags
  /// All but `name` and `id`.
  let fields: [YAMLField]
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
    add(kind, key: key, for: [resource.id], in: scope, fields + resource.fields)
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
    var most = Likeness(said: 0.5, senders: 0)
    for (index, resource) in found.enumerated() {
      for key in keys {
        for earlier in resources[kind.section]?[key]?.fields.values.map(\.self) ?? [] {
          guard let likeness = Likeness(earlier, resource.fields), most < likeness else { continue }
          (best, most) = ((index, key), likeness)
        }
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

/// How much resources of two regions seem to play the same part.
private struct Likeness: Comparable {
  /// Which part of what is said of the two is the same, their originators apart, from 0 to 1.
  var said: Double
  /// How many entries of sender IDs they have in common; numbers are each region's own.
  var senders: Int

  init(said: Double, senders: Int) {
    self.said = said
    self.senders = senders
  }

  /// Nil for resources that cannot be one: pools that send different types of messages, or from other
  /// sender IDs altogether.
  init?(_ left: [YAMLField], _ right: [YAMLField]) {
    let (first, second) = (left.senders, right.senders)
    let isOneEmpty = first.isEmpty || second.isEmpty
    guard left["messageType"] == right["messageType"],
      isOneEmpty || !first.isDisjoint(with: second)
    else { return nil }
    let all = Set(left.traits + right.traits)
    let common = Set(left.traits).intersection(right.traits).count
    said = all.isEmpty ? 1 : Double(common) / Double(Set(all.map(\.name)).count)
    senders = first.intersection(second).count
  }

  static func < (left: Likeness, right: Likeness) -> Bool {
    (left.said, left.senders) < (right.said, right.senders)
  }
}

extension [YAMLField] {
  fileprivate var traits: [YAMLField] {
    filter { !["name", "id", "originators"].contains($0.name) }
  }

  /// The originators that are sender IDs.
  fileprivate var senders: Set<YAMLValue> {
    guard case .list(let items)? = self["originators"] else { return [] }
    return Set(items.compactMap { $0.fields?["senderId"] })
  }
}

extension String {
  /// With `-` for every run of what a key cannot have; at most 64 characters.
  fileprivate var slug: String {
    let words = unicodeScalars.split { !$0.isNameScalar || $0 == "-" }.map { String($0) }
    return String(words.joined(separator: "-").prefix(64))
  }
}
