package import Diagnostics
package import SMSVoice
package import YAMLSyntax

extension CountryTable {
  /// The table with the corrections of a file.
  ///
  /// ```yaml
  /// asOf: 2026-11-20
  /// source: AWS support, case 123456
  /// countries:
  ///   JO: { senderId: supported }
  ///   AS: { name: American Samoa, continent: Oceania, senderId: not-supported }
  /// ```
  ///
  /// Throws what is wrong with the file.
  package func corrected(
    by documents: [YAMLDocument],
    of file: SourceFile
  ) throws(DiagnosticsError) -> CountryTable {
    let start = SourceRange(file: file, start: .start, end: .start)
    var decoder = ManifestDecoder()
    var rows = Dictionary(uniqueKeysWithValues: countries.map { ($0.iso, $0) })
    var corrections: [Corrections] = []
    for root in documents.compactMap(\.root) {
      if let value = ValueType<Corrections>.corrections.decode(root, &decoder) {
        corrections.append(value)
      }
    }
    if corrections.isEmpty, !decoder.diagnostics.hasErrors {
      decoder.error("this file corrects nothing: 'asOf' and 'countries' are missing", at: start)
    }
    for entry in corrections.flatMap({ $0.countries ?? [] }) {
      if let row = entry.value.applied(to: rows[entry.key.value], code: entry.key, &decoder) {
        rows[row.iso] = row
      }
    }
    try decoder.diagnostics.throwIfErrors()
    let date = corrections.compactMap(\.asOf).max() ?? self.date
    let source = corrections.compactMap(\.source).joined(separator: "; ")
    return CountryTable(
      asOf: date,
      source: "\(file.name)\(source.isEmpty ? "" : " (\(source))"), over: \(self.source)",
      countries: Array(rows.values)
    )
  }
}

private struct Corrections: Sendable {
  var asOf: String?
  var source: String?
  var countries: [MapEntry<String, CountryCorrection>]?
}

private struct CountryCorrection: Sendable {
  var name: String?
  var continent: Continent?
  var senderID: SenderIDSupport?

  /// The row as it is to be; notes what a new country lacks.
  func applied(
    to row: Country?,
    code: Located<String>,
    _ decoder: inout ManifestDecoder
  ) -> Country? {
    if var row {
      row.name = name ?? row.name
      row.continent = continent?.rawValue ?? row.continent
      row.senderId = senderID?.support ?? row.senderId
      return row
    }
    guard let name, let continent, let senderID else {
      decoder.error(
        "'\(code.value)' is not in the country table: a new country needs 'name', 'continent' and 'senderId'",
        at: code.range
      )
      return nil
    }
    return Country(
      iso: code.value,
      name: name,
      senderId: senderID.support,
      continent: continent.rawValue,
      dialPrefixes: []
    )
  }
}

private enum Continent: String, CaseIterable, Sendable {
  case africa = "Africa"
  case asia = "Asia"
  case europe = "Europe"
  case northAmerica = "North America"
  case oceania = "Oceania"
  case southAmerica = "South America"
}

private enum SenderIDSupport: String, CaseIterable, Sendable {
  case supported
  case registrationRequired = "registration-required"
  case notSupported = "not-supported"

  var support: Country.SenderIDSupport {
    switch self {
    case .supported: .supported
    case .registrationRequired: .registrationRequired
    case .notSupported: .notSupported
    }
  }
}

extension ValueType where Value == Corrections {
  fileprivate static var corrections: ValueType {
    let date = ValueType<String>.scalar("a day such as 2026-11-20") { text in
      Timestamp.date("\(text)T00:00:00Z") == nil ? nil : text
    }
    let code = ValueType<String>.text(
      "a country code of two capital letters",
      2...2,
      pattern: "^[A-Z]{2}$",
      where: { ("A"..."Z").contains($0) }
    )
    let country = ObjectSchema<CountryCorrection>(
      "a country",
      id: "countryCorrection",
      empty: CountryCorrection(),
      fields: [
        .value("name", \.name, .text, doc: "Its name."),
        .value("continent", \.continent, .enumeration, doc: "The group it is in."),
        .value("senderId", \.senderID, .enumeration, doc: "How a sender ID can be had there."),
      ]
    )
    let schema = ObjectSchema<Corrections>(
      "a correction of the country table",
      id: "countryCorrections",
      empty: Corrections(),
      fields: [
        .value("asOf", \.asOf, date, doc: "The day of the corrections."),
        .value("source", \.source, .text, doc: "Where they come from."),
        .value(
          "countries",
          \.countries,
          .map(
            code,
            to: .object(country, "{ senderId: supported }"),
            "a map of countries such as { JO: { senderId: supported } }"
          ),
          doc: "What is different, by country."
        ),
      ],
      required: [
        ("asOf", "say of which day the corrections are, such as 'asOf: 2026-11-20'"),
        (
          "countries", "say what is different, such as 'countries: { JO: { senderId: supported } }'"
        ),
      ]
    )
    return .object(schema, "a map with 'asOf' and 'countries'")
  }
}
