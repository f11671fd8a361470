internal import Diagnostics
package import SMSVoice
internal import YAMLSyntax

/// A map from operations to requests per second, as `rates:` has it.
enum ManifestRates {
  /// No account has more.
  static let most = 1000

  /// What the map looks like.
  static let shape = ValueShape.map(
    key: TextShape("an operation or a pattern such as Describe*", pattern: "^[A-Za-z*]+$"),
    value: .positiveNumber(upTo: most)
  )

  /// The rates of a map, the most exact pattern last; what is wrong with it is noted.
  static func read(
    _ entries: [ManifestSource.Entry],
    _ diagnostics: inout DiagnosticList
  ) -> [Quotas.Override] {
    var decoder = ManifestDecoder(diagnostics: diagnostics)
    let type = ValueType<Double>.positiveNumber(upTo: most)
    let rates = entries.compactMap { entry -> Quotas.Override? in
      let pattern = entry.key.value
      if let mistake = OperationPattern.mistake(in: pattern) {
        decoder.error(Diagnostic.Message(mistake), at: entry.key.range)
        return nil
      }
      return type.decode(entry.node, &decoder).map { Quotas.Override(pattern: pattern, rate: $0) }
    }
    diagnostics = decoder.diagnostics
    return rates.sorted { $1.isMoreExact(than: $0) }
  }
}

/// The name of an operation, in which `*` stands for any run of characters, as a user wrote it.
package enum OperationPattern {
  /// Why it means no operation, with what was probably meant; nil when it means some.
  package static func mistake(in pattern: String) -> String? {
    let glob = Glob(pattern)
    let known = RateTable.bundled.rows.map(\.operation.rawValue)
    guard !known.contains(where: { glob.matches($0) }) else { return nil }
    let near = Suggestion.nearest(to: pattern, among: known)
    let hint = near.map { "; did you mean '\($0)'?" } ?? ""
    return "there is no operation '\(pattern)'\(hint)"
  }
}

extension ManifestSource {
  /// The rates that hold in an account, with those of the command line over them.
  package func quotas(in account: String, overrides: [Quotas.Override]) -> Quotas {
    // Mistakes have been told of where the manifest was read.
    var diagnostics = DiagnosticList()
    let deployment = Deployment(of: self, in: account, &diagnostics)
    return Quotas(
      overrides: overrides,
      regional: Dictionary(
        deployment.regions.map { ($0.name.value, $0.rates) },
        uniquingKeysWith: { first, _ in first }
      )
    )
  }
}
