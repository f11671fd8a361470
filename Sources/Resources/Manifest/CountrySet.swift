internal import Diagnostics
package import SMSVoice
internal import YAMLSyntax

/// The countries of a sender ID: a list of codes, or groups of the country table.
package struct CountrySet: Sendable {
  /// The codes in order; those that a group brought in stand where the group is written.
  package var codes: [Located<String>]
  /// The codes that only a group brought in.
  let grouped: Set<String>
  /// The codes of `except`; nil where no group is named, so that the table changes nothing.
  let excepted: Set<String>?

  /// Whether a code of the set is written out rather than brought in by a group.
  package func isExplicit(_ code: String) -> Bool { !grouped.contains(code) }

  /// Whether a country that is not in the set may have been, by a group of an older table.
  package func mayHaveLost(_ code: String) -> Bool {
    guard let excepted else { return false }
    return !excepted.contains(code)
  }
}

/// A group of countries that a manifest may name under `all:`.
package enum CountryGroup: String, CaseIterable, Sendable {
  /// All countries where a sender ID needs no registration, whatever their continent.
  case noRegistration = "no-registration"
  /// Here as below: all of a continent that have sender IDs, also those that demand a registration.
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
  package static var country: ValueType {
    let expectation = "a country code of two capital letters, such as DE"
    let codes = CountryTable.bundled.countries.map(\.iso)
    return ValueType(expectation, shape: .choice(codes, what: "a country code")) { node, decoder in
      guard let text = decoder.text(node, expected: expectation) else { return nil }
      if decoder.countries.contains(text) { return text }
      decoder.error(.unknownCountry(text, in: decoder.countries), at: node.range)
      return nil
    }
  }
}

extension Diagnostic.Message {
  fileprivate static func unknownCountry(_ text: String, in table: CountryTable) -> Self {
    if let country = table.country(probablyMeantBy: text) {
      return "'\(text)' is not a country code; did you mean '\(country.iso)' (\(country.name))?"
    }
    if CountryGroup(rawValue: text) != nil {
      return
        "'\(text)' is a group of countries: write { all: \(text) } instead of the list, or beside 'include'"
    }
    return "'\(text)' is not a country that the service knows (country table of \(table.date))"
  }
}

extension CountryTable {
  /// The country that somebody means who does not write its code.
  fileprivate func country(probablyMeantBy text: String) -> Country? {
    let upper = text.uppercased()
    let guesses =
      [upper, Self.usualMistakes[upper], Self.oddAlpha3[upper]].compactMap(\.self)
      + (upper.count == 3 ? [String(upper.prefix(2))] : [])
    for guess in guesses {
      if let country = self[guess] { return country }
    }
    if text.utf8.count == 2 { return self[String(upper.reversed())] }
    let lowercased = text.lowercased()
    if let country = countries.first(where: { $0.name.lowercased() == lowercased }) {
      return country
    }
    let name = Suggestion.nearest(to: text, among: countries.map(\.name))
    return countries.first { $0.name == name }
  }

  /// Codes that other standards and everyday use have.
  private static let usualMistakes = ["UK": "GB", "EN": "GB", "EL": "GR", "USA": "US", "UAE": "AE"]

  /// The codes of ISO 3166-1 alpha-3 that do not begin with those of alpha-2, as the others do.
  private static let oddAlpha3: [String: String] = {
    let pairs = """
      ABW AW, AGO AO, AND AD, ARE AE, ARM AM, ATG AG, AUT AT, BDI BI, BEN BJ, BGD BD, BHS BS,
      BIH BA, BLR BY, BLZ BZ, BRB BB, BRN BN, CAF CF, CHL CL, CHN CN, COD CD, COG CG, COK CK,
      COM KM, CPV CV, CYM KY, DNK DK, EST EE, FRO FO, FSM FM, GIN GN, GLP GP, GNB GW, GNQ GQ,
      GRD GD, GRL GL, GUF GF, GUY GY, IRL IE, IRQ IQ, ISR IL, JAM JM, KAZ KZ, KOR KR, LBR LR,
      LBY LY, MAC MO, MDG MG, MDV MV, MEX MX, MLT MT, MNE ME, MOZ MZ, MTQ MQ, MYT YT, NIU NU,
      PAK PK, PLW PW, PNG PG, POL PL, PRT PT, PRY PY, PYF PF, SEN SN, SLB SB, SLV SV, SRB RS,
      SUR SR, SVK SK, SVN SI, SWE SE, SWZ SZ, SYC SC, TCD TD, TKM TM, TUN TN, TUR TR, TUV TV,
      UKR UA, URY UY
      """
    return Dictionary(
      uniqueKeysWithValues: pairs.split { $0 == "," || $0 == "\n" }.map { pair in
        let codes = pair.split(separator: " ").map(String.init)
        return (codes[0], codes[1])
      }
    )
  }()
}

extension ValueType where Value == CountrySet {
  /// `[DE, FR]`, or `{ all: no-registration, include: [GB], except: [TR] }`; `all` may be a list.
  package static var countrySet: ValueType {
    let list = ValueType<[Located<String>]>.list(
      of: .country,
      "country codes",
      count: 1...Int.max
    )
    let groups = ObjectSchema<CountryGroups>.groups
    let expectation =
      "a list of country codes, or { all: no-registration, include: [...], except: [...] }"
    let shape = ValueShape.alternatives([list.shape, .object(groups.shape)])
    return ValueType(expectation, shape: shape) { node, decoder in
      switch node.content {
      case .sequence:
        return list.decode(node, &decoder).map {
          CountrySet(codes: $0, grouped: [], excepted: nil)
        }
      case .mapping(let mapping):
        // On its own, so that what is wrong elsewhere does not matter.
        var own = decoder
        own.diagnostics = DiagnosticList()
        let fields = groups.decode(mapping.entries, at: node.range, &own)
        let set = fields.expanded(in: decoder.countries, at: node.range)
        if set.codes.isEmpty, !own.diagnostics.hasErrors, !decoder.isTentative {
          own.error(
            fields.named.isEmpty
              ? "this names no country: give 'all' or 'include', such as { all: no-registration }"
              : "'except' leaves no country of these",
            at: node.range
          )
        }
        decoder.diagnostics.append(contentsOf: own.diagnostics.sorted)
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

  /// Whatever brings countries in.
  var named: [SourceRange] { (all ?? []).map(\.range) + (include ?? []).map(\.range) }

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
      grouped: Set(places.keys).subtracting((include ?? []).map(\.value)),
      excepted: all == nil ? nil : Set((except ?? []).map(\.value))
    )
  }
}

extension ObjectSchema where Value == CountryGroups {
  fileprivate static let groups: ObjectSchema = {
    let codes = ValueType<[Located<String>]>.list(of: .country, "country codes")
    let group = ValueType<CountryGroup>.enumeration
    let several = ValueType<[Located<CountryGroup>]>.list(of: group, "groups")
    let oneOrMore = ValueType<[Located<CountryGroup>]>(
      group.expectation,
      shape: .alternatives([group.shape, several.shape])
    ) { node, decoder in
      if case .sequence = node.content { return several.decode(node, &decoder) }
      return group.decode(node, &decoder).map { [Located($0, at: node.range)] }
    }
    return ObjectSchema(
      "a set of countries",
      id: "countrySet",
      doc: """
        Countries by group, expanded from the country table (`smsctl countries`): the groups, with `include`, without \
        `except`, in the order of the codes.
        """,
      empty: CountryGroups(),
      fields: [
        .value(
          "all",
          \.all,
          oneOrMore,
          doc: FieldDoc(
            "A group or a list of groups: the countries where a sender ID needs no registration, or those of a continent that have sender IDs at all.",
            absent: "no group",
            example: "[europe, africa]"
          )
        ),
        .value(
          "include",
          \.include,
          codes,
          doc: FieldDoc("Countries beside those of the groups.", absent: "none", example: "[GB]")
        ),
        .value(
          "except",
          \.except,
          codes,
          doc: FieldDoc(
            "Countries to leave out, whatever named them.",
            absent: "none",
            example: "[TR]"
          )
        ),
      ],
      mistakes: ["exclude": "except", "excluding": "except", "excluded": "except"]
    )
  }()
}
