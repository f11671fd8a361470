package import Diagnostics
package import YAMLSyntax

/// The documents of a project merged into one, their sections not yet decoded.
///
/// Identical top-level scalars may repeat; `regions`, `vars` and `defaults` merge per key; a resource
/// key twice is an error that shows both places.
package struct ManifestSource: Sendable {
  /// One key of a mapping and what stands under it.
  package struct Entry: Sendable {
    package var key: Located<String>
    package var node: YAMLNode
  }

  /// Whose resources these are: the value of the tag `smsctl:project`.
  package private(set) var project: Located<String>
  /// The only account that may be touched; nil for any.
  package private(set) var account: Located<String>?
  /// Projects whose resources this one takes over.
  package private(set) var formerProjects: [Located<String>]
  /// In the order written.
  package private(set) var regions: [Entry]
  package private(set) var vars: [Entry]
  package private(set) var defaults: [Entry]
  /// The entries of each kind's section, in the order written.
  package private(set) var sections: [String: [Entry]]
  /// What is wrong at the top level; `Manifest` tells it together with what it finds.
  package private(set) var diagnostics: DiagnosticList

  /// Merges documents.
  ///
  /// Throws only when there is nothing to merge.
  package init(
    merging documents: [YAMLDocument],
    sectionNames: [String]
  ) throws(DiagnosticsError) {
    var merge = Merge(sectionNames: sectionNames)
    for document in documents {
      if let root = document.root { merge.add(root) }
    }
    merge.checkTop()
    guard let start = merge.firstRoot else {
      throw DiagnosticsError(.error("there is no manifest: nothing but comments was read", at: nil))
    }
    diagnostics = merge.decoder.diagnostics
    project = merge.scalars["project"] ?? Located("", at: start)
    account = merge.scalars["account"]
    formerProjects = merge.formerProjects
    regions = merge.maps["regions"] ?? []
    vars = merge.maps["vars"] ?? []
    defaults = merge.maps["defaults"] ?? []
    sections = merge.maps.filter { sectionNames.contains($0.key) }
  }
}

/// The state of a merge.
private struct Merge {
  static let scalarNames = ["version", "project", "account"]
  static let sharedMaps = ["regions", "vars", "defaults"]

  let sectionNames: [String]
  var decoder = ManifestDecoder()
  var scalars: [String: Located<String>] = [:]
  var maps: [String: [ManifestSource.Entry]] = [:]
  var formerProjects: [Located<String>] = []
  private var places: [String: [String: Int]] = [:]
  private(set) var firstRoot: SourceRange?
  /// The maps of which something could not be read.
  private var unread: Set<String> = []

  init(sectionNames: [String]) {
    self.sectionNames = sectionNames
  }

  mutating func add(_ root: YAMLNode) {
    guard let entries = root.entries else {
      decoder.error(
        .expected("a map of sections such as 'version' and 'project'", got: root.kindName),
        at: root.range
      )
      return
    }
    firstRoot = firstRoot ?? root.range
    for entry in entries {
      guard case .scalar(let key) = entry.key.content else { continue }
      add(key.text, at: entry.key.range, entry.value)
    }
  }

  private mutating func add(_ name: String, at range: SourceRange, _ node: YAMLNode) {
    if Self.scalarNames.contains(name) {
      addScalar(name, node)
    } else if name == "formerProjects" {
      let names = ValueType<[Located<String>]>.list(
        of: .name("a project name", 1...256),
        "project names"
      )
      formerProjects += names.decode(node, &decoder) ?? []
    } else if Self.sharedMaps.contains(name) || sectionNames.contains(name) {
      addMap(name, node)
    } else {
      let known = Self.scalarNames + ["formerProjects"] + Self.sharedMaps + sectionNames
      decoder.error(.unknownSection(name, known: known), at: range)
    }
  }

  private mutating func addScalar(_ name: String, _ node: YAMLNode) {
    guard let text = decoder.text(node, expected: "a text") else { return }
    if let first = scalars[name], first.value != text {
      decoder.diagnostics.append(
        .error(
          "'\(name)' is '\(text)' here and '\(first.value)' elsewhere",
          at: node.range,
          notes: [.init("first defined here", at: first.range)]
        )
      )
    }
    scalars[name] = scalars[name] ?? Located(text, at: node.range)
  }

  private mutating func addMap(_ name: String, _ node: YAMLNode) {
    guard let entries = node.entries else {
      decoder.error(.expected("a map", got: node.kindName), at: node.range)
      unread.insert(name)
      return
    }
    for entry in entries {
      guard case .scalar(let key) = entry.key.content else { continue }
      add(
        ManifestSource.Entry(key: Located(key.text, at: entry.key.range), node: entry.value),
        to: name
      )
    }
  }

  private mutating func add(_ entry: ManifestSource.Entry, to name: String) {
    let key = entry.key.value
    guard let index = places[name]?[key] else {
      places[name, default: [:]][key] = maps[name, default: []].count
      maps[name, default: []].append(entry)
      return
    }
    let first = maps[name]?[index]
    if Self.sharedMaps.contains(name), let first {
      // Two files may both name a region, a variable or a default, each adding to it.
      let node = merged(first.node, entry.node, key: key)
      maps[name]?[index].node = node
      return
    }
    decoder.diagnostics.append(
      .error(
        "'\(key)' is defined twice under '\(name)'",
        at: entry.key.range,
        notes: first.map { [.init("first defined here", at: $0.key.range)] } ?? []
      )
    )
  }

  private mutating func merged(_ first: YAMLNode, _ second: YAMLNode, key: String) -> YAMLNode {
    if first.isNull, second.isNull { return first }
    if let left = first.entries, let right = second.entries {
      var result = left
      for entry in right {
        guard case .scalar(let name) = entry.key.content else { continue }
        if let index = result.firstIndex(where: { $0.name == name.text }) {
          let value = merged(result[index].value, entry.value, key: name.text)
          result[index] = YAMLNode.Mapping.Entry(key: result[index].key, value: value)
        } else {
          result.append(entry)
        }
      }
      return YAMLNode(content: .mapping(YAMLMapping(result)), range: first.range)
    }
    if let left = first.scalar?.text, let right = second.scalar?.text, left == right {
      return first
    }
    decoder.diagnostics.append(
      .error(
        "'\(key)' has another value elsewhere",
        at: second.range,
        notes: [.init("first defined here", at: first.range)]
      )
    )
    return first
  }

  mutating func checkTop() {
    guard let start = firstRoot?.startOnly else { return }
    if scalars["version"] == nil {
      decoder.error("'version' is missing: begin the manifest with 'version: 1'", at: start)
    }
    if scalars["project"] == nil {
      decoder.error(
        "'project' is missing: name the owner of what the manifest makes, such as 'project: checkout'",
        at: start
      )
    }
    if maps["regions", default: []].isEmpty, !unread.contains("regions") {
      decoder.error(
        "'regions' is missing: say where it all goes, such as 'regions: { us-east-1: {} }'",
        at: start
      )
    }
    if let version = scalars["version"], version.value != "1" {
      decoder.error(
        "this smsctl reads version 1 of the manifest, not '\(version.value)'",
        at: version.range
      )
    }
    if let project = scalars["project"] {
      let isName =
        (1...256).contains(project.value.unicodeScalars.count)
        && project.value.unicodeScalars.allSatisfy(\.isNameScalar)
      if !isName {
        decoder.error("expected a project name of letters, digits, '_' or '-'", at: project.range)
      }
    }
    if let account = scalars["account"] {
      let isAccount =
        account.value.utf8.count == 12 && account.value.utf8.allSatisfy { (48...57).contains($0) }
      if !isAccount { decoder.error("expected an account id of 12 digits", at: account.range) }
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownSection(_ name: String, known: [String]) -> Self {
    if let near = Suggestion.nearest(to: name, among: known) {
      "'\(name)' is not a section of a manifest; did you mean '\(near)'?"
    } else {
      "'\(name)' is not a section of a manifest; there are \(known.joined(separator: ", "))"
    }
  }
}

extension SourceRange {
  /// The place where it begins, for mistakes that are about something absent.
  fileprivate var startOnly: SourceRange { SourceRange(file: file, start: start, end: start) }
}
