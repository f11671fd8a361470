internal import Diagnostics
internal import YAMLSyntax

/// The manifest of an account, ready to be written.
package struct ExportedManifest: Sendable {
  /// One file of it.
  package struct File: Sendable, Equatable {
    /// For example `sender-ids.yaml`.
    package let name: String
    /// YAML; a comment alone where the file says nothing.
    package let text: String
    /// Whether it says nothing.
    package let isEmpty: Bool
  }

  private let account: String
  private let regions: [String]
  private let top: [YAMLField]
  /// In the order of the kinds.
  private let sections: [YAMLField]
  private let omissions: [String]

  /// What a manifest of the project says of all that was collected.
  ///
  /// `isProjectChosen` is false when nobody named the project.
  package init(_ export: ManifestExport, isProjectChosen: Bool) {
    let regions = export.scopes.map(\.region)
    let factored = export.resources.mapValues { resources in
      resources.sorted { $0.key < $1.key }.map { key, resource in
        YAMLField(
          key,
          .map(RegionFactoring.fields(of: resource, in: regions)),
          comments: resource.comments
        )
      }
    }
    let shared = SharedDefaults(factored)
    account = export.scopes.first?.account ?? ""
    self.regions = regions
    omissions = export.omissions.sorted()
    sections = ResourceKinds.all.compactMap { kind in
      shared.sections[kind.section].map { resources in
        let areBound = export.resources[kind.section]?.values.contains(where: \.isBound) == true
        let advice = "what is adopted is known by its tags, and needs no 'id' any more"
        return YAMLField(kind.section, .map(resources), comments: areBound ? [advice] : [])
      }
    }
    var top = [YAMLField("version", .word("1"))]
    let project = export.scopes.first?.project ?? ""
    let advice = "nobody named the project: choose a name before the first apply"
    top.append(YAMLField("project", .text(project), comments: isProjectChosen ? [] : [advice]))
    top.append(YAMLField("account", .text(account)))
    top.append(YAMLField("regions", .map(regions.map { YAMLField($0, .map([])) })))
    if !export.limits.isEmpty {
      let limits = export.limits.sorted { $0.key < $1.key }
      top.append(YAMLField("limits", .map(limits.map { YAMLField($0.key, .word("\($0.value)")) })))
    }
    if !shared.fields.isEmpty { top.append(YAMLField("defaults", .map(shared.fields))) }
    self.top = top
  }

  /// How many things are told of as left out.
  package var omissionCount: Int { omissions.count }

  /// All of it as one document.
  package var text: String {
    ([head] + sections.map { YAMLWriter.text(of: [$0]) } + [tail]).joined(separator: "\n")
  }

  /// All of it as files of one directory: what holds for all, and one file for each kind.
  ///
  /// None of them is called `smsctl.yaml`, which would be read alone where no path is given.
  package var files: [File] {
    let project = File(name: Self.projectFile, text: "\(head)\n\(tail)", isEmpty: false)
    return [project]
      + ResourceKinds.all.map { kind in
        let section = sections.first { $0.name == kind.section }
        let text = section.map { YAMLWriter.text(of: [$0]) }
        return File(
          name: Self.fileName(of: kind),
          text: text ?? YAMLWriter.comment(["There is none."]),
          isEmpty: section == nil
        )
      }
  }

  /// The names of all the files there can be.
  package static var fileNames: [String] {
    [projectFile] + ResourceKinds.all.map { fileName(of: $0) }
  }

  private static let projectFile = "project.yaml"

  private static func fileName(of kind: any ResourceKind.Type) -> String { "\(kind.name)s.yaml" }

  private var head: String {
    let places = regions.joined(separator: ", ")
    return YAMLWriter.comment([
      "What 'smsctl export' found in the account \(account): \(places).", "",
      "What is as on a new resource is left out, and so is not managed. The plan of this is empty.",
      "'smsctl apply --adopt \"*\"' takes it all over: it tags the resources and changes nothing else.",
    ]) + YAMLWriter.text(of: top)
  }

  private var tail: String {
    var lines: [String] = []
    if !omissions.isEmpty {
      lines += ["Left out, and not touched by smsctl:", ""]
      lines += omissions.map { "  \($0)" } + [""]
    }
    lines += [
      "Not looked at: numbers on opt-out lists, registrations, verified destination numbers, spend limits,",
      "RCS agents, notify configurations, resource policies, and what other accounts share with this one.",
    ]
    return YAMLWriter.comment(lines)
  }
}

extension ExportedManifest {
  /// Reads it as any command would; what it is then is to have no mistakes.
  ///
  /// Throws `DiagnosticsError`.
  package var source: ManifestSource {
    get throws(DiagnosticsError) {
      let file = SourceFile(name: "<export>", text: text)
      return try ManifestSource(merging: YAMLParser.parse(file))
    }
  }
}
