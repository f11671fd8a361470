internal import Diagnostics
internal import Foundation
internal import Resources
internal import SMSVoice
internal import YAMLSyntax

/// The manifests of a command line and all they depend on, read once.
struct ManifestInput: Sendable {
  /// All documents merged, before anything is replaced or decoded.
  let source: ManifestSource
  /// Values of the command line and the environment.
  let variables: [String: String]
  /// The bundled table, with the corrections of `countriesFile` where a manifest names one.
  let countries: CountryTable
  /// The only regions to work on; empty for all.
  let regions: [String]
  /// When the reading was over: what expires before is past.
  let now: Date
  /// What was read: the manifests, and the corrections of the country table.
  let files: [SourceFile]

  /// Reads and merges the documents, the files of values and the corrections of the country table.
  init(_ options: ManifestOptions, in host: Host) throws {
    let read = try ManifestFiles(options.paths, in: host).read()
    var diagnostics = DiagnosticList(files: read)
    let parsed = read.map { ($0, YAMLParser.parse($0, into: &diagnostics)) }
    try diagnostics.throwIfErrors()
    // It may lie in the same directory and be no manifest.
    var named: Set<String> = []
    for path in parsed.flatMap({ $1 }).compactMap(\.countriesFile) {
      let file = host.resolved(path.pathBesideItsFile)
      guard file != host.resolved(path.range.file.name) else {
        throw DiagnosticsError(
          .error("a manifest cannot be the file that corrects the country table", at: path.range)
        )
      }
      named.insert(file)
    }
    let manifests = parsed.filter { !named.contains(host.resolved($0.0.name)) }
    source = try ManifestSource(merging: manifests.flatMap { $1 })
    variables = try VariableValues(options, host.environment).read(in: host, usedIn: read)
    let corrected = try source.countriesFile.map { try Self.countries($0, in: host) }
    countries = corrected?.table ?? .bundled
    self.files = manifests.map(\.0) + (corrected.map { [$0.file] } ?? [])
    regions = options.regions
    now = host.now()
  }

  /// The manifest as it is for one account, without the regions that nobody asked for.
  ///
  /// Throws what is wrong with it.
  func manifest(for account: String) throws -> Manifest {
    let manifest = try wholeManifest(for: account)
    return regions.isEmpty ? manifest : manifest.limited { regions.contains($0.scope.region) }
  }

  /// The manifest as it is for one account, with all its regions.
  ///
  /// Throws what is wrong with it.
  func wholeManifest(for account: String) throws -> Manifest {
    try Manifest(
      source,
      account: account,
      variables: variables,
      countries: countries,
      now: now
    )
  }

  /// The manifest as it is for each account that it names, or for any.
  ///
  /// Throws all that is wrong with any of them.
  func manifests() throws -> [Manifest] {
    var diagnostics = DiagnosticList()
    var manifests: [Manifest] = []
    for account in source.accountIDs ?? [Self.placeholderAccount] {
      do {
        manifests.append(try manifest(for: account))
      } catch let error as DiagnosticsError {
        diagnostics.append(contentsOf: error.diagnostics)
      }
    }
    try diagnostics.throwIfErrors()
    try checkRegions()
    return manifests
  }

  /// What `${account}` stands for where nobody says which account it is.
  private static let placeholderAccount = "000000000000"

  private func checkRegions() throws {
    let known = source.regionNames
    for region in regions where !known.contains(region) {
      let near = Suggestion.nearest(to: region, among: known)
      let hint = near.map { "; did you mean '\($0)'?" } ?? ""
      throw CommandFailure(.failed, "error: the manifest has no region '\(region)'\(hint)")
    }
  }

  /// The table with the corrections of a file that lies beside the manifest that names it.
  private static func countries(
    _ path: Located<String>,
    in host: Host
  ) throws -> (table: CountryTable, file: SourceFile) {
    do {
      return try CountryTable.corrected(by: path.pathBesideItsFile, in: host)
    } catch let failure as CommandFailure {
      throw DiagnosticsError(failure.diagnostic(at: path.range))
    }
  }
}

extension Located<String> {
  /// The path of a file that is named by another one, beside which it lies.
  var pathBesideItsFile: String {
    let folder = range.file.folder
    return value.hasPrefix("/") || folder.isEmpty ? value : "\(folder)/\(value)"
  }
}

extension CountryTable {
  /// The bundled table with the corrections of a file, and the file.
  static func corrected(
    by path: String,
    in host: Host
  ) throws -> (table: CountryTable, file: SourceFile) {
    var diagnostics = DiagnosticList()
    let file = try ManifestFiles([path], in: host).readOnly()
    let documents = YAMLParser.parse(file, into: &diagnostics)
    try diagnostics.throwIfErrors()
    return (try CountryTable.bundled.corrected(by: documents, of: file), file)
  }
}

/// Values for `${...}` from outside of the manifest.
private struct VariableValues {
  private static let environmentPrefix = "SMSCTL_VAR_"

  private let options: ManifestOptions
  private let environment: [String: String]

  init(_ options: ManifestOptions, _ environment: [String: String]) {
    self.options = options
    self.environment = environment
  }

  /// `--var` over `--vars` over `SMSCTL_VAR_...`.
  func read(in host: Host, usedIn files: [SourceFile]) throws -> [String: String] {
    var values: [String: String] = [:]
    for (name, value) in environment where name.hasPrefix(Self.environmentPrefix) {
      let key = String(name.dropFirst(Self.environmentPrefix.count))
      try check(key, of: name)
      values[key] = value
    }
    for path in options.variableFiles {
      values.merge(try self.values(of: path, in: host)) { $1 }
    }
    // A value may need another one.
    let texts = files.map(\.text) + values.values + options.variables.map(\.value)
    for variable in options.variables {
      try check(variable.key, of: "--var \(variable.key)")
      // A slip in the name would go unnoticed otherwise.
      guard texts.contains(where: { $0.contains("${\(variable.key)}") }) else {
        throw CommandFailure(
          .failed,
          "error: '--var \(variable.key)' is used nowhere: no manifest has '${\(variable.key)}' in it"
        )
      }
      values[variable.key] = variable.value
    }
    return values
  }

  private func check(_ name: String, of what: String) throws {
    if Variables.builtInNames.contains(name) {
      throw CommandFailure(
        .usage,
        "error: \(what) cannot be set: '${\(name)}' is built in"
      )
    }
    guard Variables.isName(name) else {
      throw CommandFailure(
        .usage,
        "error: \(what) is not a name that '${...}' can have: letters, digits and '_', no digit first"
      )
    }
  }

  private func values(of path: String, in host: Host) throws -> [String: String] {
    var values: [String: String] = [:]
    var diagnostics = DiagnosticList()
    for file in try ManifestFiles([path], in: host).read() {
      for document in YAMLParser.parse(file, into: &diagnostics) {
        guard let root = document.root else { continue }
        let texts = VariableFile.texts(of: root, &diagnostics)
        values.merge(texts) { $1 }
      }
    }
    try diagnostics.throwIfErrors()
    return values
  }
}
