/// What AWS says of one destination country, from the dated table `spec/aws/countries.json`.
package struct Country: Sendable, Equatable {
  /// How a sender ID can be had there.
  package enum SenderIDSupport: String, Sendable, Equatable {
    /// By a mere request.
    case supported
    /// Only through a registration that AWS and the carriers review.
    case registrationRequired = "registration-required"
    /// Not at all, as AWS's table says.
    case notSupported = "not-supported"
  }

  /// ISO 3166-1 alpha-2, or a code AWS uses as one (`XK`).
  package var iso: String
  /// In English, as AWS's table has it.
  package var name: String
  package var senderId: SenderIDSupport
  /// `Africa`, `Asia`, `Europe`, `North America`, `Oceania` or `South America`.
  package var continent: String
  /// Digits without `+`, for example `44`; several where the country has several.
  package var dialPrefixes: [String]

  package init(
    iso: String,
    name: String,
    senderId: SenderIDSupport,
    continent: String,
    dialPrefixes: [String]
  ) {
    self.iso = iso
    self.name = name
    self.senderId = senderId
    self.continent = continent
    self.dialPrefixes = dialPrefixes
  }

  /// The registration that AWS asks for where one is required, for example `JO_SENDER_ID_REGISTRATION`.
  package var registration: String { "\(iso)_SENDER_ID_REGISTRATION" }
}

/// What is known of the countries that messages go to.
package struct CountryTable: Sendable {
  /// When AWS's pages said so, as text, for example `2026-10-01 (...)`.
  package let asOf: String
  /// Where the rows come from.
  package let source: String
  /// In order of their codes.
  package let countries: [Country]
  /// For each pair of capital letters the index of its row, or -1.
  private let rows: [Int16]

  /// The row of a code, or nil when AWS's tables do not have it.
  package subscript(code: String) -> Country? {
    row(of: code).map { countries[$0] }
  }

  /// Whether there is a row of that code.
  package func contains(_ code: String) -> Bool { row(of: code) != nil }

  /// How a sender ID can be had in a country; nil for a code that AWS's tables do not have.
  package func senderIDSupport(in code: String) -> Country.SenderIDSupport? {
    row(of: code).map { countries[$0].senderId }
  }

  private func row(of code: String) -> Int? {
    guard let pair = Self.pair(of: code), rows[pair] >= 0 else { return nil }
    return Int(rows[pair])
  }

  /// The number of a code among all pairs of capital letters; nil for anything else.
  private static func pair(of code: String) -> Int? {
    var letters = code.utf8.makeIterator()
    guard let first = letters.next(), let second = letters.next(), letters.next() == nil,
      case UInt8(ascii: "A")...UInt8(ascii: "Z") = first,
      case UInt8(ascii: "A")...UInt8(ascii: "Z") = second
    else { return nil }
    return Int(first - UInt8(ascii: "A")) * 26 + Int(second - UInt8(ascii: "A"))
  }

  /// The countries where a sender ID can be requested without a registration, in order.
  package var withoutRegistration: [Country] { countries.filter { $0.senderId == .supported } }

  /// The table of `spec/aws/countries.json`, read on first use.
  package static let bundled: CountryTable = {
    let facts = BundledFacts.countries
    let countries = facts.rows.map { columns in
      guard columns.count == 5, let support = Country.SenderIDSupport(rawValue: String(columns[2]))
      else { preconditionFailure("the bundled country table cannot be read: \(columns)") }
      return Country(
        iso: String(columns[0]),
        name: String(columns[1]),
        senderId: support,
        continent: String(columns[3]),
        dialPrefixes: columns[4].split(separator: ",").map(String.init)
      )
    }
    // Where a copy was read, and what was taken from it, follow.
    let source = facts.source.split(separator: ", stored copy").first.map(String.init) ?? ""
    return CountryTable(asOf: facts.asOf, source: source, countries: countries)
  }()

  /// The day the table speaks of, without what follows in `asOf`.
  package var date: String { String(asOf.prefix(10)) }

  /// A table of one's own; codes are two capital letters, each once.
  package init(asOf: String, source: String = "", countries: [Country]) {
    self.asOf = asOf
    self.source = source
    self.countries = countries.sorted { $0.iso < $1.iso }
    var rows = Array(repeating: Int16(-1), count: 26 * 26)
    for (index, country) in self.countries.enumerated() {
      guard let pair = Self.pair(of: country.iso) else { continue }
      rows[pair] = Int16(index)
    }
    self.rows = rows
  }
}
