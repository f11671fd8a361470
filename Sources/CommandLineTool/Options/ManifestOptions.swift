package import ArgumentParser
internal import Diagnostics
internal import Resources
internal import YAMLSyntax

/// Which manifests, with which values, for which regions.
package struct ManifestOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "Manifests: files, directories, or - for standard input.",
      discussion: "Without any: smsctl.yaml, else the *.yaml and *.yml of this directory.",
      valueName: "path"
    )
  )
  package var paths: [String] = []

  @Option(name: .customLong("region"), help: "Only this region of the manifest. Repeatable.")
  package var regions: [String] = []

  @Option(
    name: .customLong("var"),
    help: ArgumentHelp(
      "A value for ${KEY}, before SMSCTL_VAR_KEY and the manifest's own. Repeatable.",
      valueName: "key=value"
    )
  )
  package var variables: [Assignment] = []

  package init() {}
}

/// A `KEY=VALUE` of the command line.
package struct Assignment: ExpressibleByArgument, Sendable {
  package let key: String
  package let value: String

  package init?(argument: String) {
    guard let equals = argument.firstIndex(of: "="), equals != argument.startIndex else {
      return nil
    }
    key = String(argument[..<equals])
    value = String(argument[argument.index(after: equals)...])
  }
}

extension ManifestOptions {
  /// `--var` over `SMSCTL_VAR_...`.
  func values(_ environment: [String: String]) -> [String: String] {
    let prefix = "SMSCTL_VAR_"
    var values: [String: String] = [:]
    for (name, value) in environment where name.hasPrefix(prefix) {
      values[String(name.dropFirst(prefix.count))] = value
    }
    for variable in variables { values[variable.key] = variable.value }
    return values
  }

  /// Reads and merges the documents.
  func source(in host: Host) throws -> ManifestSource {
    let files = try ManifestFiles(paths, in: host).read()
    var diagnostics = DiagnosticList(files: files)
    let documents = files.flatMap { YAMLParser.parse($0, into: &diagnostics) }
    try diagnostics.throwIfErrors()
    return try ManifestSource(
      merging: documents,
      sectionNames: ResourceKinds.all.map { $0.section }
    )
  }

  /// Decodes the manifest and leaves only the wanted regions.
  func manifest(_ source: ManifestSource, account: String, in host: Host) throws -> Manifest {
    let manifest = try Manifest(source, account: account, variables: values(host.environment))
    let known = manifest.regions.map(\.scope.region)
    for region in regions where !known.contains(region) {
      let near =
        Suggestion.nearest(to: region, among: known).map { "; did you mean '\($0)'?" } ?? ""
      throw CommandFailure(.failed, "error: the manifest has no region '\(region)'\(near)")
    }
    return regions.isEmpty ? manifest : manifest.limited { regions.contains($0.scope.region) }
  }
}
