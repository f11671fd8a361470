internal import Diagnostics
internal import SMSVoice
internal import YAMLSyntax

/// Where a manifest goes in one account, and which variables and request rates hold there.
///
/// The nearest value wins: the account's region, the account, the region, the manifest.
struct Deployment {
  /// One region with its values and rates: in `regions` of a deployment all that hold there.
  struct Region {
    /// For example `us-east-1`.
    let name: Located<String>
    /// Values by variable; built-in ones and those of the command line are not among them.
    let texts: [String: String]
    /// Later ones win over earlier ones.
    let rates: [Quotas.Override]
  }

  /// In the order of the manifest.
  let regions: [Region]
  /// The names of all variables, of whatever region or account.
  let names: Set<String>

  /// The regions of `account`; all mistakes in `regions`, `vars`, `rates` and
  /// `accounts` are noted.
  init(of source: ManifestSource, in account: String, _ diagnostics: inout DiagnosticList) {
    var reader = Reader(diagnostics: diagnostics)
    let shared = reader.texts(of: source.vars)
    let sharedRates = reader.rates(of: source.rates)
    let regions = reader.regions(source.regions)
    var own: Reader.Account?
    for entry in source.accounts {
      let account = reader.account(entry, id: account)
      own = own ?? account
    }
    diagnostics = reader.diagnostics
    names = reader.names
    self.regions = (own?.regions ?? regions).map(\.name).map { name in
      let region = regions.first { $0.name.value == name.value }
      let ownRegion = own?.regions?.first { $0.name.value == name.value }
      var texts = shared
      for more in [region?.texts, own?.texts, ownRegion?.texts] {
        texts.merge(more ?? [:]) { $1 }
      }
      let rates = [sharedRates, region?.rates, own?.rates, ownRegion?.rates]
      return Region(name: name, texts: texts, rates: rates.flatMap { $0 ?? [] })
    }
  }
}

extension Deployment {
  /// The values of variables; what is wrong with names and values is noted.
  static func texts(
    of entries: [ManifestSource.Entry],
    _ diagnostics: inout DiagnosticList
  ) -> [String: String] {
    var reader = Reader(diagnostics: diagnostics)
    defer { diagnostics = reader.diagnostics }
    return reader.texts(of: entries)
  }
}

/// Reads regions and variables, noting what is wrong with them.
private struct Reader {
  struct Account {
    let texts: [String: String]
    let rates: [Quotas.Override]
    /// Nil when the account has those of the manifest.
    let regions: [Deployment.Region]?
  }

  var diagnostics: DiagnosticList
  /// Every name that was read.
  private(set) var names: Set<String> = []

  init(diagnostics: DiagnosticList) {
    self.diagnostics = diagnostics
  }

  /// What is particular to an account; nil when it is another one than `id`.
  mutating func account(_ entry: ManifestSource.Entry, id: String) -> Account? {
    var vars: [String: String] = [:]
    var rates: [Quotas.Override] = []
    var regions: [Deployment.Region]?
    for field in fields(of: entry, "an account", known: ["vars", "rates", "regions"]) {
      guard let entries = entries(of: field) else { continue }
      if field.name == "vars" { vars = texts(of: entries) }
      if field.name == "rates" { rates = self.rates(of: entries) }
      if field.name == "regions", !field.value.isNull { regions = self.regions(entries) }
    }
    guard entry.key.value == id else { return nil }
    return Account(texts: vars, rates: rates, regions: regions)
  }

  mutating func regions(_ entries: [ManifestSource.Entry]) -> [Deployment.Region] {
    entries.map { entry in
      check(region: entry.key)
      var vars: [String: String] = [:]
      var rates: [Quotas.Override] = []
      for field in fields(of: entry, "a region", known: ["vars", "rates"]) {
        guard let entries = self.entries(of: field) else { continue }
        if field.name == "vars" { vars = texts(of: entries) }
        if field.name == "rates" { rates = self.rates(of: entries) }
      }
      return Deployment.Region(name: entry.key, texts: vars, rates: rates)
    }
  }

  mutating func rates(of entries: [ManifestSource.Entry]) -> [Quotas.Override] {
    ManifestRates.read(entries, &diagnostics)
  }

  mutating func texts(of entries: [ManifestSource.Entry]) -> [String: String] {
    var result: [String: String] = [:]
    for entry in entries {
      let name = entry.key.value
      if Variables.builtInNames.contains(name) {
        diagnostics.append(
          .error("'${\(name)}' is built in and cannot be set", at: entry.key.range)
        )
      } else if !Variables.isName(name) {
        diagnostics.append(.error(.notAName(name), at: entry.key.range))
      } else if let scalar = entry.node.scalar, !entry.node.isNull {
        result[name] = scalar.text
        names.insert(name)
      } else {
        diagnostics.append(
          .error(.expected("a text for a variable", got: entry.node.kindName), at: entry.node.range)
        )
      }
    }
    return result
  }

  /// The known fields of an entry.
  private mutating func fields(
    of entry: ManifestSource.Entry,
    _ title: String,
    known: [String]
  ) -> [YAMLMapping.Entry] {
    guard let fields = entry.node.entries else {
      diagnostics.append(
        .error(
          .expected("a map such as { vars: { ... } }", got: entry.node.kindName),
          at: entry.node.range
        )
      )
      return []
    }
    for field in fields where !known.contains(field.name) {
      diagnostics.append(
        .error(
          .unknownField(
            field.name,
            of: title,
            known: known,
            near: Suggestion.nearest(to: field.name, among: known)
          ),
          at: field.key.range
        )
      )
    }
    return fields.filter { known.contains($0.name) }
  }

  private mutating func entries(of field: YAMLMapping.Entry) -> [ManifestSource.Entry]? {
    guard let entries = field.value.entries else {
      let what = ["vars": "variables", "rates": "rates"][field.name] ?? "regions"
      diagnostics.append(
        .error(.expected("a map of \(what)", got: field.value.kindName), at: field.value.range)
      )
      return nil
    }
    return entries.map {
      ManifestSource.Entry(key: Located($0.name, at: $0.key.range), node: $0.value)
    }
  }

  private mutating func check(region: Located<String>) {
    guard let mistake = RegionTable.bundled.mistake(in: region.value) else { return }
    diagnostics.append(.error("\(mistake)", at: region.range))
  }
}

extension Diagnostic.Message {
  /// A name that no `${...}` could have.
  static func notAName(_ name: String) -> Self {
    "'\(name)' cannot be the name of a variable; it takes letters, digits and '_', no digit first"
  }
}
