package import ArgumentParser
internal import Diagnostics
internal import Resources
internal import SMSVoice

/// `smsctl countries`: prints the country table.
package struct CountriesCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "countries",
    abstract: "Print the countries and how a sender ID can be had there.",
    discussion: """
      The table by which groups such as 'all: no-registration' expand, with its date and source. A manifest corrects it by \
      'countriesFile'; --corrections FILE shows it so corrected.
      """
  )

  /// How the table is told.
  package enum Format: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// A table for people.
    case text
    /// An object with the day of the table, its source and the countries.
    case json
  }

  @Argument(
    help: ArgumentHelp(
      "Country codes or groups (no-registration, africa, asia, europe, north-america, oceania, south-america).",
      discussion: "Without any: all countries.",
      valueName: "country"
    )
  )
  package var wanted: [String] = []

  @Option(help: "text, or json.")
  package var format = Format.text

  @Option(help: ArgumentHelp("A file of corrections, as 'countriesFile' has.", valueName: "file"))
  package var corrections: String?

  package init() {}

  package func run(in host: Host) async throws -> ExitStatus {
    let table =
      try corrections.map { try CountryTable.corrected(by: $0, in: host).table } ?? .bundled
    let countries = try wanted.isEmpty ? table.countries : picked(from: table)
    switch format {
    case .text: host.writeOutput(text(of: countries, in: table))
    case .json: host.writeOutput(json(of: countries, in: table).text)
    }
    return .done
  }

  private func picked(from table: CountryTable) throws -> [Country] {
    var codes: Set<String> = []
    for word in wanted {
      if let group = CountryGroup(rawValue: word) {
        codes.formUnion(group.countries(in: table).map(\.iso))
      } else if let country = table[word] {
        codes.insert(country.iso)
      } else {
        let known = CountryGroup.allCases.map(\.rawValue) + table.countries.map(\.iso)
        let near = Suggestion.nearest(to: word, among: known)
        let hint = near.map { "; did you mean '\($0)'?" } ?? ""
        throw CommandFailure(.failed, "error: '\(word)' is neither a country nor a group\(hint)")
      }
    }
    return table.countries.filter { codes.contains($0.iso) }
  }

  private func text(of countries: [Country], in table: CountryTable) -> String {
    let width = countries.map { DisplayText.width(of: $0.name) }.max() ?? 0
    let rows = countries.map { country in
      let padding = String(repeating: " ", count: width - DisplayText.width(of: country.name))
      let continent = country.continent.padding(to: 13)
      return "\(country.iso)  \(country.name)\(padding)  \(continent)  \(country.support)\n"
    }
    let count = countries.count == 1 ? "1 country" : "\(countries.count) countries"
    return rows.joined()
      + "\n\(count), as of \(table.date); source: \(DisplayText.escape(table.source))\n"
  }

  private func json(of countries: [Country], in table: CountryTable) -> JSONValue {
    [
      "asOf": .string(table.date), "source": .string(table.source),
      "countries": .array(
        countries.map { country in
          var members: [String: JSONValue] = [
            "iso": .string(country.iso), "name": .string(country.name),
            "continent": .string(country.continent),
            "senderId": .string(country.senderId.rawValue),
          ]
          if country.senderId == .registrationRequired {
            members["registration"] = .string(country.registration)
          }
          return .object(members)
        }
      ),
    ]
  }
}

extension Country {
  fileprivate var support: String {
    switch senderId {
    case .supported: "supported"
    case .registrationRequired: "needs \(registration)"
    case .notSupported: "not supported"
    }
  }
}

extension String {
  fileprivate func padding(to width: Int) -> String {
    self + String(repeating: " ", count: max(0, width - count))
  }
}
