internal import Foundation

/// What AWS says of one destination country, from the dated table `spec/aws/countries.json`.
package struct Country: Sendable, Equatable, Decodable {
  /// How a sender ID can be had there.
  package enum SenderIDSupport: String, Sendable, Equatable, Decodable {
    /// By a mere request.
    case supported
    /// Only through a registration that AWS and the carriers review.
    case registrationRequired = "registration-required"
    case notSupported = "not-supported"
  }

  /// ISO 3166-1 alpha-2, or a code AWS uses as one (`XK`).
  package var iso: String
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
  private let byCode: [String: Int]

  /// The row of a code, or nil when AWS's tables do not have it.
  package subscript(code: String) -> Country? {
    byCode[code].map { countries[$0] }
  }

  /// The countries where a sender ID can be requested without a registration, in order.
  package var withoutRegistration: [Country] { countries.filter { $0.senderId == .supported } }

  /// The table of `spec/aws/countries.json`, decoded on first use.
  package static let bundled: CountryTable = {
    struct File: Decodable {
      var asOf: String
      var source: [String]
      var countries: [Country]
    }
    do {
      let file = try JSONDecoder().decode(File.self, from: Data(BundledFacts.countriesJSON.utf8))
      // Where a copy was read, and what was taken from it, follow.
      let source = file.source.first?.split(separator: ", stored copy").first.map(String.init) ?? ""
      return CountryTable(asOf: file.asOf, source: source, countries: file.countries)
    } catch {
      preconditionFailure("the bundled country table cannot be read: \(error)")
    }
  }()

  /// The day the table speaks of, without what follows in `asOf`.
  package var date: String { String(asOf.prefix(10)) }

  /// A table of one's own; codes must be unique.
  package init(asOf: String, source: String = "", countries: [Country]) {
    self.asOf = asOf
    self.source = source
    self.countries = countries.sorted { $0.iso < $1.iso }
    byCode = Dictionary(
      uniqueKeysWithValues: self.countries.enumerated().map { ($1.iso, $0) }
    )
  }
}
