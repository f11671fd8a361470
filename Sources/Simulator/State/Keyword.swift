/// What a number or pool answers to a word.
struct Keyword: Codable, Sendable, Equatable {
  /// For example `JOIN`.
  var keyword: String
  /// What is answered to whoever sends the word.
  var message: String
  /// `AUTOMATIC_RESPONSE`, `OPT_OUT` or `OPT_IN`.
  var action: String = automaticResponse

  /// The action when none is said.
  static let automaticResponse = "AUTOMATIC_RESPONSE"

  /// The two that every number and pool has from the start.
  static let builtIn = [
    Keyword(
      keyword: "HELP",
      message: "Reply STOP to stop receiving messages. Message and data rates may apply."
    ),
    Keyword(
      keyword: "STOP",
      message: "You have been unsubscribed and will receive no further messages.",
      action: "OPT_OUT"
    ),
  ]

  /// The built-in keyword of the same word, if there is one: its action cannot be changed and it
  /// cannot be deleted.
  var builtIn: Keyword? {
    Self.builtIn.first { $0.keyword == keyword.uppercased() }
  }

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case keyword
    case message
    case action
  }
}

extension Keyword {
  /// The action of HELP and STOP is what the service gives them, whatever is written.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      keyword: try container.decode(String.self, forKey: .keyword),
      message: try container.decode(String.self, forKey: .message),
      action: try container.value(.action, or: Self.automaticResponse)
    )
    if let builtIn { action = builtIn.action }
  }
}
