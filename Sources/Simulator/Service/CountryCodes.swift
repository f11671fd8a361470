internal import SMSVoice

/// The countries that the simulated service knows.
struct CountryCodes: Sendable {
  /// In order, those of the country table.
  let codes: [String]
  /// By dialling prefix without plus, for example `44`.
  private let byPrefix: [String: String]

  /// From the country table that the binary carries.
  static let bundled = CountryCodes(CountryTable.bundled.countries)

  private init(_ countries: [Country]) {
    codes = countries.map(\.iso).sorted()
    var byPrefix: [String: String] = [:]
    // Where countries share a prefix, the first wins; `1` alone is taken as the United States.
    for country in countries {
      for prefix in country.dialPrefixes where byPrefix[prefix] == nil || country.iso == "US" {
        byPrefix[prefix] = country.iso
      }
    }
    self.byPrefix = byPrefix
  }

  /// The country of an E.164 number by its longest known prefix, or nil.
  func country(of number: String) -> String? {
    let digits = number.drop { $0 == "+" }
    for length in stride(from: min(7, digits.count), to: 0, by: -1) {
      if let code = byPrefix[String(digits.prefix(length))] { return code }
    }
    return nil
  }
}
