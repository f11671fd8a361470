internal import SMSVoice

package struct DescribeSenderIds: PaginatedOperation {
  package var owner: String?
  package var maxResults: Int?
  package var nextToken: String?

  package struct Response: Page {
    package var senderIds: [LiveSenderID]?
    package var nextToken: String?
    package var items: [LiveSenderID] { senderIds ?? [] }
  }
}

/// A sender ID in one country as the service tells it.
package struct LiveSenderID: Decodable, Sendable, Equatable {
  package var senderIdArn: String
  package var senderId: String
  package var isoCountryCode: String
  /// In whatever case: the service answers `Transactional` where the API says `TRANSACTIONAL`.
  package var messageTypes: [String]?
  package var deletionProtectionEnabled: Bool?
  package var registered: Bool?
}

package struct RequestSenderId: ServiceOperation {
  package var senderId: String
  package var isoCountryCode: String
  package var messageTypes: [String]?
  package var deletionProtectionEnabled: Bool?
  package var tags: [Tag]
  package var clientToken: String

  package struct Response: Decodable, Sendable {
    package var senderIdArn: String
    package var monthlyLeasingPrice: String?
  }
}

package struct UpdateSenderId: ServiceOperation {
  package var senderId: String
  package var isoCountryCode: String
  package var deletionProtectionEnabled: Bool

  package struct Response: Decodable, Sendable {}
}

/// What identifies a sender ID: its name in capitals, and the country of the recipients.
package struct SenderIDKey: Hashable, Sendable, CustomStringConvertible {
  package let name: String
  package let country: String
  /// For example `EXAMPLECO in DE`.
  package var description: String { "\(name) in \(country)" }

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
