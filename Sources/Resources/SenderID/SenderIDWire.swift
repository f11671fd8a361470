internal import SMSVoice

struct DescribeSenderIds: PaginatedOperation {
  struct Key: Encodable, Sendable {
    var senderId: String
    var isoCountryCode: String
  }

  /// Instead of an owner.
  var senderIds: [Key]?
  var owner: String?
  var maxResults: Int?
  var nextToken: String?

  struct Response: Page {
    var senderIds: [LiveSenderID]?
    var nextToken: String?
    var items: [LiveSenderID] { senderIds ?? [] }
  }
}

/// A sender ID in one country as the service tells it.
package struct LiveSenderID: Decodable, Sendable, Equatable {
  var senderIdArn: String
  var senderId: String
  var isoCountryCode: String
  /// In whatever case: the service answers `Transactional` where the API says `TRANSACTIONAL`.
  var messageTypes: [String]?
  var deletionProtectionEnabled: Bool?
  var registered: Bool?
}

struct RequestSenderId: ServiceOperation {
  var senderId: String
  var isoCountryCode: String
  var messageTypes: [String]?
  var deletionProtectionEnabled: Bool?
  var tags: [Tag]
  var clientToken: String

  struct Response: Decodable, Sendable {
    var senderIdArn: String
    var monthlyLeasingPrice: String?
  }
}

struct UpdateSenderId: ServiceOperation {
  var senderId: String
  var isoCountryCode: String
  var deletionProtectionEnabled: Bool

  struct Response: Decodable, Sendable {}
}

struct ReleaseSenderId: ServiceOperation {
  var senderId: String
  var isoCountryCode: String

  struct Response: Decodable, Sendable {}
}

/// What identifies a sender ID: its name in capitals, and the country of the recipients.
package struct SenderIDKey: Hashable, Sendable, CustomStringConvertible {
  package let name: String
  package let country: String
  /// For example `EXAMPLECO in DE`.
  package var description: String { "\(name) in \(country)" }

  /// Whether a text can be a sender ID: 1 to 11 letters, digits, `-` or `_`, a letter among them, no `-` at
  /// either end.
  static func isName(_ text: String) -> Bool {
    (1...11).contains(text.utf8.count) && text.unicodeScalars.allSatisfy { $0.isNameScalar }
      && text.contains { $0.isLetter } && !text.hasPrefix("-") && !text.hasSuffix("-")
  }

  package init(name: String, country: String) {
    self.name = name.uppercased()
    self.country = country
  }
}

extension RegionReader {
  /// The account's own sender IDs.
  package func senderIDs() async throws -> [SenderIDKey: LiveSenderID] {
    try await once("sender IDs") { reader in
      let all = try await reader.all(DescribeSenderIds(owner: "SELF", maxResults: 100))
      let keyed = all.map { (SenderIDKey(name: $0.senderId, country: $0.isoCountryCode), $0) }
      return Dictionary(keyed) { $1 }
    }
  }
}
