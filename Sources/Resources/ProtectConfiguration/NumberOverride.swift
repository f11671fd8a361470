internal import Diagnostics
package import Foundation

/// What a protect configuration does with one number, whatever its country's rule.
package struct NumberOverride: Sendable, Equatable {
  /// Whether messages go to the number, as the API spells it.
  package enum Action: String, CaseIterable, Sendable {
    case allow = "ALLOW"
    case block = "BLOCK"
  }

  package var action: Action
  /// Nil for one that never expires, which is enforced, too.
  package var expires: Date?

  /// In what a live override differs.
  package func compare(with live: LiveNumberOverride?) -> AttributeComparison {
    var comparison = AttributeComparison()
    comparison.compare(
      "action",
      live: .text(optional: live?.action),
      desired: .text(action.rawValue)
    )
    comparison.compare(
      "expires",
      live: .text(optional: live?.expirationTimestamp.map(Timestamp.text)),
      desired: .text(optional: expires.map(Timestamp.text))
    )
    return comparison
  }
}

/// Moments as a manifest writes them: RFC 3339 to the second.
package enum Timestamp {
  /// For example `2027-01-01T00:00:00Z`.
  package static func text(_ date: Date) -> String {
    date.formatted(.iso8601)
  }

  /// Reads RFC 3339 with a zone; nil for anything else.
  package static func date(_ text: String) -> Date? {
    // The strategy alone would pass over whatever follows the moment.
    let form = /[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(Z|[+-][0-9]{2}:[0-9]{2})/
    guard text.wholeMatch(of: form) != nil else { return nil }
    // It would also take the 30th of February for the 2nd of March, and 25:00 for the next day.
    let written = text.prefix(19) + "Z"
    guard let local = try? Date(String(written), strategy: .iso8601), self.text(local) == written
    else { return nil }
    // Foundation knows no zones beyond 18 hours and takes 99 for minutes of one.
    let zone = text.dropFirst(19)
    guard zone != "Z" else { return local }
    guard let hours = Int(zone.dropFirst().prefix(2)), let minutes = Int(zone.suffix(2)),
      hours < 24, minutes < 60
    else { return nil }
    let offset = Double(hours * 3600 + minutes * 60)
    return local.addingTimeInterval(zone.hasPrefix("-") ? offset : -offset)
  }
}

extension ValueType where Value == Date {
  /// A moment such as `2027-01-01T00:00:00Z`.
  package static var timestamp: ValueType {
    scalar(
      "a moment such as 2027-01-01T00:00:00Z",
      pattern: "^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)$",
      format: "date-time"
    ) { Timestamp.date($0) }
  }
}

extension ValueType where Value == [MapEntry<String, NumberOverride>] {
  /// `numberOverrides:`: E.164 numbers to `{ action, expires }`.
  package static var numberOverrides: ValueType {
    let number = ValueType<String>.scalar(
      "a number with its country code, such as '+573001234567'",
      pattern: "^\\+[1-9][0-9]{1,18}$",
      length: 3...20
    ) { text in
      let digits = text.utf8.dropFirst()
      let fits =
        text.hasPrefix("+") && (2...19).contains(digits.count)
        && digits.first != UInt8(ascii: "0")
        && digits.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
      return fits ? text : nil
    }
    let fields = ValueType<OverrideFields>.object(.numberOverride, "{ action: ALLOW }")
    let value = ValueType<NumberOverride>(fields.expectation, shape: fields.shape) {
      node,
      decoder in
      guard let fields = fields.decode(node, &decoder), let action = fields.action else {
        return nil
      }
      return NumberOverride(action: action, expires: fields.expires)
    }
    return map(
      number,
      to: value,
      "a map of numbers such as { \"+573001234567\": { action: ALLOW } }"
    )
  }
}

private struct OverrideFields: Sendable {
  var action: NumberOverride.Action?
  var expires: Date?
}

extension ObjectSchema where Value == OverrideFields {
  fileprivate static var numberOverride: ObjectSchema {
    ObjectSchema(
      "a number override",
      id: "numberOverride",
      doc: "What happens to messages to one number.",
      empty: OverrideFields(),
      fields: [
        .value("action", \.action, .enumeration, doc: "Whether messages go to the number."),
        .value(
          "expires",
          \.expires,
          .timestamp,
          doc: FieldDoc(
            "Until when, in RFC 3339 with a time zone. Once past, the override counts as absent.",
            absent: "never, enforced",
            example: "2027-01-01T00:00:00Z"
          )
        ),
      ],
      required: [("action", "write ALLOW or BLOCK")]
    )
  }
}
