internal import Diagnostics
package import SMSVoice

/// A channel that a protect configuration has rules for.
package enum ProtectCapability: String, CaseIterable, Sendable, Hashable {
  case sms = "SMS"
  case voice = "VOICE"
  /// Messages with pictures.
  case mms = "MMS"
  /// Messages for which the service may have no rules.
  case rcs = "RCS"

  /// The manifest's field, for example `sms`.
  package var field: String { rawValue.lowercased() }

  /// Whether the service may refuse the capability: the documentation of the reads does not list RCS.
  package var mayBeMissing: Bool { self == .rcs }
}

/// What happens to messages to a country.
package enum ProtectStatus: String, CaseIterable, Sendable {
  /// What every country of a new configuration has.
  case allow = "ALLOW"
  case block = "BLOCK"
  /// Screened for fraud, at a price.
  case filter = "FILTER"
  /// Watched for fraud, at a price.
  case monitor = "MONITOR"
}

/// The rules of one capability: a status for some countries, and perhaps one for all the others.
package struct CountryRules: Sendable, Equatable {
  /// What holds for countries in no list; nil leaves them alone.
  package var fallback: ProtectStatus?
  /// By country code.
  package var statuses: [String: ProtectStatus] = [:]

  /// What a country is to have; nil leaves it alone.
  package func status(of country: String) -> ProtectStatus? {
    statuses[country] ?? fallback
  }

  /// The countries whose live rule is another one, with what they are to have.
  ///
  /// Countries for which the service has no rule are left out: a call that names one is refused as
  /// a whole.
  package func differences(from live: [String: String]) -> [String: ProtectStatus] {
    var result: [String: ProtectStatus] = [:]
    for (country, current) in live {
      guard let wanted = status(of: country), wanted.rawValue != current else { continue }
      result[country] = wanted
    }
    return result
  }

  /// Why these rules cannot be had over the live ones; nil when they can.
  ///
  /// A `default` is expanded over the countries that the service lists. That it lists all of them is not
  /// documented: with few of them nobody could tell what stays open.
  package func obstacle(over live: [String: String], in table: CountryTable) -> String? {
    if fallback != nil, live.count * 2 < table.countries.count {
      return
        "the service lists rules for \(live.count) countries only, so 'default' would leave others as they are"
    }
    let unknown = statuses.keys.filter { live[$0] == nil }.sorted()
    guard !unknown.isEmpty else { return nil }
    return "the service has no rule for \(unknown.joined(separator: ", "))"
  }

  /// Whether a new configuration, which allows every country, is already so.
  package var isInitial: Bool {
    (fallback ?? .allow) == .allow && statuses.values.allSatisfy { $0 == .allow }
  }

  /// The countries of one list, in order.
  package func countries(_ status: ProtectStatus) -> [String] {
    statuses.filter { $0.value == status }.keys.sorted()
  }
}

extension ValueType where Value == CountryRules {
  /// `{ default: BLOCK, allow: [US], block: [...], filter: [...], monitor: [...] }`.
  package static var countryRules: ValueType {
    let fields = ValueType<CountryRuleFields>.object(
      .countryRules,
      "{ default: BLOCK, allow: [US] }"
    )
    return ValueType(fields.expectation, shape: fields.shape) { node, decoder in
      fields.decode(node, &decoder).map { $0.rules(&decoder) }
    }
  }
}

private struct CountryRuleFields: Sendable {
  var fallback: ProtectStatus?
  var allow: [Located<String>]?
  var block: [Located<String>]?
  var filter: [Located<String>]?
  var monitor: [Located<String>]?

  func rules(_ decoder: inout ManifestDecoder) -> CountryRules {
    var rules = CountryRules(fallback: fallback)
    var places: [String: SourceRange] = [:]
    let lists: [(ProtectStatus, [Located<String>]?)] = [
      (.allow, allow), (.block, block), (.filter, filter), (.monitor, monitor),
    ]
    for (status, countries) in lists {
      for country in countries ?? [] {
        if let first = places.updateValue(country.range, forKey: country.value) {
          decoder.diagnostics.append(
            .error(
              "'\(country.value)' is in two lists",
              at: country.range,
              notes: [.init("first listed here", at: first)]
            )
          )
        }
        rules.statuses[country.value] = status
      }
    }
    return rules
  }
}

extension ObjectSchema where Value == CountryRuleFields {
  fileprivate static var countryRules: ObjectSchema {
    let countries = ValueType<[Located<String>]>.list(of: .country, "country codes")
    return ObjectSchema(
      "the rules of a capability",
      id: "countryRules",
      doc: "What happens to messages by country; a country stands in one list.",
      empty: CountryRuleFields(),
      fields: [
        .value(
          "default",
          \.fallback,
          .enumeration,
          doc: FieldDoc("What holds for all countries in no list.", absent: "they stay as they are")
        ),
        .value(
          "allow",
          \.allow,
          countries,
          doc: FieldDoc("Countries to which messages go.", absent: "none", example: "[US, CA]")
        ),
        .value(
          "block",
          \.block,
          countries,
          doc: FieldDoc("Countries to which none go.", absent: "none")
        ),
        .value(
          "filter",
          \.filter,
          countries,
          doc: FieldDoc(
            "Countries whose messages the service screens for fraud and may block, at a price.",
            absent: "none"
          )
        ),
        .value(
          "monitor",
          \.monitor,
          countries,
          doc: FieldDoc(
            "Countries whose messages the service only watches for fraud, at a price.",
            absent: "none"
          )
        ),
      ]
    )
  }
}
