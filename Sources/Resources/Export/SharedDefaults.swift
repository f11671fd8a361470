internal import YAMLSyntax

/// Finds what every resource of an export says and moves it to `defaults:`.
struct SharedDefaults {
  /// The fields of `defaults:`; empty for nothing in common.
  private(set) var fields: [YAMLField] = []
  /// By section, by key in order.
  private(set) var sections: [String: [YAMLField]]

  /// Takes the resources of each section; of what all share nothing stays with them.
  init(_ sections: [String: [YAMLField]]) {
    self.sections = sections
    shareProtection()
    shareTags()
  }

  private mutating func shareProtection() {
    let kinds = sections(with: "deletionProtection")
    let all = kinds.flatMap { sections[$0] ?? [] }.compactMap(\.value.fields)
    guard all.count > 1, all.allSatisfy({ $0["deletionProtection"] == .flag(true) }) else { return }
    fields.append(YAMLField("deletionProtection", .flag(true)))
    change(kinds) { $0.removeAll { $0.name == "deletionProtection" } }
  }

  private mutating func shareTags() {
    let kinds = sections(with: "tags")
    let all = kinds.flatMap { sections[$0] ?? [] }.compactMap(\.value.fields)
      .map { $0["tags"]?.fields ?? [] }
    guard all.count > 1, let first = all.first else { return }
    let common = first.filter { tag in all.allSatisfy { $0.contains(tag) } }
    guard !common.isEmpty else { return }
    fields.append(YAMLField("tags", .map(common)))
    change(kinds) { fields in
      guard let place = fields.firstIndex(where: { $0.name == "tags" }) else { return }
      let rest = (fields[place].value.fields ?? []).filter { !common.contains($0) }
      if rest.isEmpty { fields.remove(at: place) } else { fields[place].value = .map(rest) }
    }
  }

  /// The sections of the kinds that have a field.
  private func sections(with field: String) -> [String] {
    ResourceKinds.all.filter { $0.has(field) }.map { $0.section }
  }

  private mutating func change(_ kinds: [String], _ change: (inout [YAMLField]) -> Void) {
    for section in kinds {
      sections[section] = sections[section]?.map { resource in
        var fields = resource.value.fields ?? []
        change(&fields)
        return YAMLField(resource.name, .map(fields), comments: resource.comments)
      }
    }
  }
}

extension ResourceKind {
  fileprivate static func has(_ field: String) -> Bool {
    schema.fields.contains { $0.name == field }
  }
}
