/// What a country demands of a sender ID beyond the general rules, from `spec/aws/sender-id-rules.json`.
package struct SenderIDRule: Sendable, Equatable {
  /// The country, for example `AE`.
  package var iso: String
  /// The only message type that it holds for; nil for any.
  package var messageType: String?
  /// Characters; nil where the general rule of 1 to 11 holds.
  ///
  /// So too for the next one.
  package var minLength: Int?
  package var maxLength: Int?
  /// False where `-` may not be in it; nil where it may.
  package var dash: Bool?
  /// False where messages of type PROMOTIONAL may not be sent; nil where they may.
  package var promotional: Bool?
  /// From when, as `2026-03-01`; nil where AWS does not say.
  package var since: String?

  /// The rules this build knows, by country, and the day they speak of.
  package static let bundled: (asOf: String, byCountry: [String: [SenderIDRule]]) = {
    let rules = BundledFacts.senderIDRules.rows.map { columns in
      guard columns.count == 7 else {
        preconditionFailure("the bundled sender ID rules cannot be read: \(columns)")
      }
      return SenderIDRule(
        iso: String(columns[0]),
        messageType: columns[1].known,
        minLength: Int(columns[2]),
        maxLength: Int(columns[3]),
        dash: Bool(String(columns[4])),
        promotional: Bool(String(columns[5])),
        since: columns[6].known
      )
    }
    return (BundledFacts.senderIDRules.asOf, Dictionary(grouping: rules, by: \.iso))
  }()

  /// What is against a sender ID by this rule, as a phrase; nil when nothing is.
  ///
  /// `messageTypes` are those it is to send; nil when nobody says.
  package func objection(to name: String, messageTypes: [String]?) -> String? {
    if let messageType, !(messageTypes ?? []).contains(messageType) { return nil }
    let count = name.unicodeScalars.count
    let (least, most) = (minLength ?? 1, maxLength ?? 11)
    if count < least || count > most {
      let length = least == most ? "\(least)" : "\(least) to \(most)"
      let what = messageType.map { "\($0) sender IDs" } ?? "sender IDs"
      return "\(what) have \(length) characters there, not \(count)"
    }
    if dash == false, name.contains("-") { return "sender IDs have letters and digits only there" }
    if promotional == false, messageTypes?.contains("PROMOTIONAL") == true {
      return "messages of type PROMOTIONAL are not allowed there"
    }
    return nil
  }
}
