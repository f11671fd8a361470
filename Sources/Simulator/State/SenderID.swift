/// A sender ID in one country.
struct SenderID: CloudResource {
  static let kind = ResourceKind.senderID

  /// For example `EXAMPLECO`.
  var name: String
  /// Two letters.
  var country: String
  /// `TRANSACTIONAL`, `PROMOTIONAL` or both.
  var messageTypes: [String] = ["TRANSACTIONAL"]
  /// While it is on, `ReleaseSenderId` is refused.
  var deletionProtection: Bool = false
  /// True for those that came out of a registration, which only a seed can make.
  var registered: Bool = false
  /// Of the registration it came out of.
  var registrationId: String?
  var tags: [String: String] = [:]

  /// `NAME/CC`, for example `EXAMPLECO/DE`.
  var id: String { "\(name)/\(country)" }

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case name
    case country
    case messageTypes
    case deletionProtection
    case registered
    case registrationId
    case tags
  }
}

extension SenderID {
  /// Everything but name and country may be left out.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      country: try container.decode(String.self, forKey: .country),
      messageTypes: try container.value(.messageTypes, or: ["TRANSACTIONAL"]),
      deletionProtection: try container.value(.deletionProtection, or: false),
      registered: try container.value(.registered, or: false),
      registrationId: try container.decodeIfPresent(String.self, forKey: .registrationId),
      tags: try container.value(.tags, or: [:])
    )
  }
}
