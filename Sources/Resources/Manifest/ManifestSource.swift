package import Diagnostics
package import YAMLSyntax

/// The documents of a project merged into one, their sections not yet decoded.
///
/// Identical top-level scalars may repeat; `ManifestLanguage.sharedMaps` merge per key; a resource
/// key twice is an error that shows both places.
package struct ManifestSource: Sendable {
  /// One key of a mapping and what stands under it.
  package struct Entry: Sendable {
    /// As written, before any kind has read it.
    package var key: Located<String>
    /// As written, with `${...}` in it.
    package var node: YAMLNode
  }

  /// Whose resources these are: the value of the tag `smsctl:project`.
  package private(set) var project: Located<String>
  /// The only account that may be touched; nil for any.
  package private(set) var account: Located<String>?
  /// The accounts that may be touched and what is particular to each; empty where `account` decides.
  package private(set) var accounts: [Entry]
  /// Projects whose resources this one takes over.
  package private(set) var formerProjects: [Located<String>]
  /// In the order written.
  package private(set) var regions: [Entry]
  /// Values for `${...}` in every region, in the order written.
  package private(set) var vars: [Entry]
  /// The fields of `defaults:`, in the order written.
  package private(set) var defaults: [Entry]
  /// The fields of `limits:`, in the order written.
  package private(set) var limits: [Entry]
  /// Requests per second that hold in every region; those of one region or account stand under it.
  package private(set) var rates: [Entry]
  /// The path of a file that corrects the country table, as written; nil for the bundled table.
  package private(set) var countriesFile: Located<String>?
  /// The entries of each kind's section, in the order written.
  package private(set) var sections: [String: [Entry]]
  /// What is wrong at the top level; `Manifest` tells it together with what it finds.
  package private(set) var diagnostics: DiagnosticList

  /// Merges documents.
  ///
  /// Throws only when there is nothing to merge.
  package init(merging documents: [YAMLDocument]) throws(DiagnosticsError) {
    var merge = Merge()
    for document in documents {
      if let root = document.root { merge.add(root) }
    }
    merge.checkTop()
    guard let start = merge.firstRoot else {
      try merge.decoder.diagnostics.throwIfErrors()
      throw DiagnosticsError(.error("there is no manifest: nothing but comments was read", at: nil))
    }
    diagnostics = merge.decoder.diagnostics
    project = merge.scalars["project"] ?? Located("", at: start)
    account = merge.scalars["account"]
    accounts = merge.maps["accounts"] ?? []
    formerProjects = merge.formerProjects
    regions = merge.maps["regions"] ?? []
    vars = merge.maps["vars"] ?? []
    defaults = merge.maps["defaults"] ?? []
    limits = merge.maps["limits"] ?? []
    rates = merge.maps["rates"] ?? []
    countriesFile = merge.scalars["countriesFile"]
    sections = merge.maps.filter { ManifestLanguage.sectionNames.contains($0.key) }
  }
}

extension YAMLDocument {
  /// The value of its `countriesFile`; nil when it has none.
  package var countriesFile: Located<String>? {
    guard let entry = root?.mapping?.entry(named: "countriesFile"), let name = entry.value.scalar
    else { return nil }
    return Located(name.text, at: entry.value.range)
  }
}

extension SourceFile {
  /// The directory of its name; empty for none.
  package var folder: String {
    name.split(separator: "/", omittingEmptySubsequences: false).dropLast().joined(separator: "/")
  }
}

extension ManifestSource {
  /// The accounts that it may be applied to, in the order written; nil for any.
  package var accountIDs: [String]? {
    let ids = accounts.map(\.key.value) + [account?.value].compactMap(\.self)
    return ids.isEmpty ? nil : ids
  }

  /// Every region that it names, whatever the account, each once.
  package var regionNames: [String] {
    let own = accounts.flatMap { account in
      account.node.mapping?["regions"]?.entries?.map(\.name) ?? []
    }
    return (regions.map(\.key.value) + own).unique
  }
}

/// The state of a merge.
private struct Merge {
  let sectionNames = ManifestLanguage.sectionNames
  var decoder = ManifestDecoder()
  var scalars: [String: Located<String>] = [:]
  var maps: [String: [ManifestSource.Entry]] = [:]
  var formerProjects: [Located<String>] = []
  private var places: [String: [String: Int]] = [:]
  private(set) var firstRoot: SourceRange?
  /// What is there but could not be read.
  private var unread: Set<String> = []
  /// Where fields of the top level stand that hold nothing.
  private var empty: [String: SourceRange] = [:]

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
    if node.entries?.isEmpty == true { empty[name] = empty[name] ?? range }
    if ManifestLanguage.scalarNames.contains(name) {
      addScalar(name, node)
    } else if name == "formerProjects" {
      let names = ValueType<[Located<String>]>.list(
        of: .name("a project name", 1...256),
        "project names"
      )
      formerProjects += names.decode(node, &decoder) ?? []
    } else if ManifestLanguage.sharedMaps.contains(name) || sectionNames.contains(name) {
      addMap(name, node)
    } else if !name.hasPrefix(ManifestLanguage.extensionPrefix) {
      let known = ManifestLanguage.root.fields.map(\.name)
      let near = Suggestion.nearest(to: name, among: known)
      // A slip in its name is told of as such, and not as a section that is missing.
      if let near { unread.insert(near) }
      decoder.error(.unknownSection(name, known: known, near: near), at: range)
    }
  }

  private mutating func addScalar(_ name: String, _ node: YAMLNode) {
    // Null where something must stand is told as missing.
    if node.isNull, ManifestLanguage.root.required.contains(name) { return }
    let expectation = ManifestLanguage.scalarExpectations[name] ?? "a text"
    guard let text = decoder.text(node, expected: expectation) else {
      unread.insert(name)
      return
    }
    // A file is named beside the manifest that names it.
    let isElsewhere =
      name == "countriesFile" && !text.hasPrefix("/")
      && scalars[name].map { $0.range.file.folder != node.range.file.folder } ?? false
    if isElsewhere, let first = scalars[name], first.value == text {
      decoder.diagnostics.append(
        .error(
          "'\(name)' is named in two directories, beside each of which lies another '\(text)'",
          at: node.range,
          notes: [.init("first named here", at: first.range)]
        )
      )
    }
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
      decoder.error(.expectedSection(name, got: node.kindName), at: node.range)
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
    if ManifestLanguage.sharedMaps.contains(name), let first {
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
      var places: [String: Int] = [:]
      for (index, entry) in left.enumerated() { places[entry.name] = index }
      for entry in right {
        if let index = places[entry.name] {
          let value = merged(result[index].value, entry.value, key: entry.name)
          result[index] = YAMLNode.Mapping.Entry(key: result[index].key, value: value)
        } else {
          places[entry.name] = result.count
          result.append(entry)
        }
      }
      return YAMLNode(content: .mapping(YAMLMapping(result)), range: first.range)
    }
    if let left = first.scalar, let right = second.scalar, left.text == right.text,
      first.isNull == second.isNull
    {
      // Quotes may matter to the field, so that it must not depend on the order which one counts.
      return left.style == .quoted ? first : second
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
    if scalars["version"] == nil, !unread.contains("version") {
      decoder.error(
        "'version' is missing: begin the manifest with 'version: 1'",
        at: empty["version"] ?? start
      )
    }
    if scalars["project"] == nil, !unread.contains("project") {
      decoder.error(
        "'project' is missing: name the owner of what the manifest makes, such as 'project: checkout'",
        at: empty["project"] ?? start
      )
    }
    checkRegions(start)
    checkAccounts()
    if let version = scalars["version"], version.value != "1" {
      decoder.error(
        "this smsctl reads version 1 of the manifest, not '\(version.value)'",
        at: version.range
      )
    }
    if let project = scalars["project"] {
      _ = ValueType<String>.name("a project name", 1...256).decode(project.node, &decoder)
    }
  }

  /// Every account must have a region.
  private mutating func checkRegions(_ start: SourceRange) {
    let accounts = maps["accounts", default: []]
    if accounts.isEmpty, let place = empty["accounts"] {
      decoder.error(
        "'accounts' names no account, which would allow any: take it away if that is meant",
        at: place
      )
      return
    }
    for account in accounts {
      let own = account.node.mapping?.entry(named: "regions")
      guard let own, own.value.mapping?.entries.isEmpty == true else { continue }
      decoder.error(
        "this account has no region: name one, or leave 'regions' out for those of the manifest",
        at: own.key.range
      )
    }
    guard maps["regions", default: []].isEmpty, !unread.contains("regions") else { return }
    let homeless = accounts.first { account in
      guard let fields = account.node.entries else { return false }
      return fields.first { $0.name == "regions" }?.value.isNull ?? true
    }
    guard accounts.isEmpty || homeless != nil else { return }
    decoder.error(
      "'regions' is missing: say where it all goes, such as 'regions: { us-east-1: {} }'",
      at: empty["regions"] ?? homeless?.key.range ?? start
    )
  }

  private mutating func checkAccounts() {
    let named = maps["accounts", default: []].map(\.key)
    for account in named + [scalars["account"]].compactMap({ $0 }) {
      let isAccount =
        account.value.utf8.count == 12 && account.value.utf8.allSatisfy { (48...57).contains($0) }
      if !isAccount {
        decoder.error(
          "expected an account id of 12 digits, got '\(account.value)'",
          at: account.range
        )
      }
    }
    if let account = scalars["account"], let first = named.first {
      decoder.diagnostics.append(
        .error(
          "'account' names one account and 'accounts' several: give one of the two",
          at: account.range,
          notes: [.init("the others are here", at: first.range)]
        )
      )
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func expectedSection(_ name: String, got: String) -> Self {
    let field = ManifestLanguage.root.fields.first { $0.name == name }
    let example = field?.doc.example.map { "a map, such as '\(name): \($0)'" }
    let isSection = ManifestLanguage.sectionNames.contains(name)
    let usual = isSection ? "a map, such as '\(name): { KEY: { ... } }'" : "a map"
    return .expected(example ?? usual, got: got)
  }

  fileprivate static func unknownSection(_ name: String, known: [String], near: String?) -> Self {
    if let near {
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
