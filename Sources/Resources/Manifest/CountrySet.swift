internal import Diagnostics
package import SMSVoice
internal import YAMLSyntax

/// The countries of a sender ID: a list of codes, or groups of the country table.
package struct CountrySet: Sendable {
  /// The codes in order; those that a group brought in stand where the group is written.
  package var codes: [Located<String>]
  /// The codes that are written out rather than brought in by a group.
  package var explicit: Set<String>
}

/// A group of countries that a manifest may name under `all:`.
package enum CountryGroup: String, CaseIterable, Sendable {
  case noRegistration = "no-registration"
  case africa
  case asia
  case europe
  case northAmerica = "north-america"
  case oceania
  case southAmerica = "south-america"

  /// The members that can have a sender ID at all, in order.
  ///
  /// A continent includes the countries that demand a registration; they show as waiting.
  package func countries(in table: CountryTable) -> [Country] {
    switch self {
    case .noRegistration: return table.withoutRegistration
    case .africa, .asia, .europe, .northAmerica, .oceania, .southAmerica:
      let continent = rawValue.replacing("-", with: " ")
      return table.countries.filter {
        $0.continent.lowercased() == continent && $0.senderId != .notSupported
      }
    }
  }
}

extension ValueType where Value == String {
  /// An ISO 3166-1 alpha-2 code that the country table has.
  package static func country(in table: CountryTable = .bundled) -> ValueType {
    let expectation = "a country code of two capital letters, such as DE"
    return ValueType(expectation) { node, decoder in
      guard let text = decoder.text(node, expected: expectation) else { return nil }
      if table[text] != nil { return text }
      if table[text.uppercased()] != nil {
        decoder.error(
          "'\(text)' is not a country code; did you mean '\(text.uppercased())'?",
          at: node.range
        )
      } else if text.lowercased() == "uk" {
        decoder.error("'\(text)' is not a country code; the United Kingdom is 'GB'", at: node.range)
      } else {
        decoder.error(
          "'\(text)' is not a country that the service knows (\(table.asOf))",
          at: node.range
        )
      }
      return nil
    }
  }
}

extension ValueType where Value == CountrySet {
  /// `[DE, FR]`, or `{ all: no-registration, include: [GB], except: [TR] }`; `all` may be a list.
  package static func countrySet(in table: CountryTable = .bundled) -> ValueType {
    let list = ValueType<[Located<String>]>.list(
      of: .country(in: table),
      "country codes",
      count: 1...Int.max
    )
    let groups = ObjectSchema<CountryGroups>.groups(in: table)
    let expectation =
      "a list of country codes, or { all: no-registration, include: [...], except: [...] }"
    return ValueType(expectation) { node, decoder in
      switch node.content {
      case .sequence:
        return list.decode(node, &decoder).map {
          CountrySet(codes: $0, explicit: Set($0.map(\.value)))
        }
      case .mapping(let mapping):
        let set = groups.decode(mapping.entries, at: node.range, &decoder)
          .expanded(in: table, at: node.range)
        if set.codes.isEmpty, !decoder.diagnostics.hasErrors {
          decoder.error("this names no country", at: node.range)
        }
        return set
      case .scalar:
        decoder.error("expected \(expectation)", at: node.range)
        return nil
      }
    }
  }
}

private struct CountryGroups: Sendable {
  var all: [Located<CountryGroup>]?
  var include: [Located<String>]?
  var except: [Located<String>]?

  /// The codes in order of the alphabet, each once.
  func expanded(in table: CountryTable, at range: SourceRange) -> CountrySet {
    var places: [String: SourceRange] = [:]
    for group in all ?? [] {
      for country in group.value.countries(in: table) {
        places[country.iso] = places[country.iso] ?? group.range
      }
    }
    for code in include ?? [] { places[code.value] = code.range }
    for code in except ?? [] { places[code.value] = nil }
    return CountrySet(
      codes: places.sorted { $0.key < $1.key }.map { Located($0.key, at: $0.value) },
      explicit: Set((include ?? []).map(\.value))
    )
  }
}

extension ObjectSchema where Value == CountryGroups {
  fileprivate static func groups(in table: CountryTable) -> ObjectSchema {
    let codes = ValueType<[Located<String>]>.list(of: .country(in: table), "country codes")
    let group = ValueType<CountryGroup>.enumeration
    let oneOrMore = ValueType<[Located<CountryGroup>]>(group.expectation) { node, decoder in
      if case .sequence = node.content {
        return ValueType<[Located<CountryGroup>]>.list(of: group, "groups").decode(node, &decoder)
      }
      return group.decode(node, &decoder).map { [Located($0, at: node.range)] }
    }
    return ObjectSchema(
      "a set of countries",
      empty: CountryGroups(),
      fields: [
        .value("all", \.all, oneOrMore),
        .value("include", \.include, codes),
        .value("except", \.except, codes),
      ]
    )
  }
}
