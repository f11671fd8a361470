internal import SMSVoice

/// Lists sender IDs: the account's own, or the one that a step asks for.
struct DescribeSenderIds: PaginatedOperation {
  /// What identifies a sender ID in a request: name and country, both of them always.
  struct Key: Encodable, Sendable {
    var senderId: String
    var isoCountryCode: String
  }

  /// Instead of an owner.
  var senderIds: [Key]?
  /// `SELF` leaves out what other accounts share; nil beside names.
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
  /// Ends in `sender-id/NAME/CC`; what tags are read and written by.
  var senderIdArn: String
  /// In capitals, whatever it was requested as.
  var senderId: String
  /// The country of the recipients.
  var isoCountryCode: String
  /// In whatever case: the service answers `Transactional` where the API says `TRANSACTIONAL`.
  var messageTypes: [String]?
  /// Nil counts as false.
  var deletionProtectionEnabled: Bool?
  /// Whether a registration stands behind it; nil counts as false.
  ///
  /// What is released must be registered again.
  var registered: Bool?

  /// What identifies it.
  var key: SenderIDKey { SenderIDKey(name: senderId, country: isoCountryCode) }
}

/// Requests a sender ID for a country that demands no registration; it can be used at once.
///
/// For up to two minutes after its release the service takes it for one that needs a registration.
struct RequestSenderId: ServiceOperation {
  /// In capitals, as the service keeps it.
  var senderId: String
  var isoCountryCode: String
  /// One or two; nil leaves them to AWS, which does not say what they are then.
  var messageTypes: [String]?
  /// Nil is false.
  var deletionProtectionEnabled: Bool?
  var tags: [Tag]
  /// Random for each attempt: a token keeps the refusal that it met.
  var clientToken: String

  struct Response: Decodable, Sendable {
    /// US dollars as a text, such as `10.00`; nil adds nothing to what the run has cost.
    var monthlyLeasingPrice: String?
  }
}

/// Switches deletion protection, which is all that can change of a sender ID but its tags.
struct UpdateSenderId: ServiceOperation {
  var senderId: String
  var isoCountryCode: String
  var deletionProtectionEnabled: Bool

  struct Response: Decodable, Sendable {}
}

/// Gives a sender ID back, which must be in no pool and not protected.
///
/// A pool that it has just left may count for a while.
struct ReleaseSenderId: ServiceOperation {
  var senderId: String
  var isoCountryCode: String

  struct Response: Decodable, Sendable {}
}

/// What identifies a sender ID: its name in capitals, and the country of the recipients.
package struct SenderIDKey: Hashable, Sendable, CustomStringConvertible {
  /// In capitals.
  package let name: String
  /// ISO 3166-1 alpha-2, such as `DE`.
  package let country: String
  /// For example `EXAMPLECO in DE`.
  package var description: String { "\(name) in \(country)" }

  /// Whether a text can be a sender ID: 1 to 11 letters, digits, `-` or `_`, a letter among them, no `-` at
  /// either end.
  static func isName(_ text: String) -> Bool {
    (1...11).contains(text.utf8.count) && text.unicodeScalars.allSatisfy { $0.isNameScalar }
      && text.contains { $0.isLetter } && !text.hasPrefix("-") && !text.hasSuffix("-")
  }

  /// Takes a name in whatever case.
  package init(name: String, country: String) {
    self.name = name.uppercased()
    self.country = country
  }
}

extension RegionReader {
  /// The account's own sender IDs.
  package func senderIDs() async throws -> [SenderIDKey: LiveSenderID] {
    try await once("sender IDs") { reader in
      let feed = try await reader.senderIDFeed()
      defer { feed.end() }
      let all = try await reader.all(
        DescribeSenderIds(owner: "SELF", maxResults: 100),
        onPage: feed.add
      )
      return Dictionary(all.map { ($0.key, $0) }) { $1 }
    }
  }

  /// The pages of them; none come before somebody asks for `senderIDs()`.
  func senderIDFeed() async throws -> PageFeed<LiveSenderID> {
    try await once("pages of sender IDs") { _ in PageFeed() }
  }
}
