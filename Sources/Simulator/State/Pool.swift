/// A pool and its members.
struct Pool: CloudResource {
  static let kind = ResourceKind.pool

  /// `pool-` and 32 hexadecimal digits.
  var id: String
  /// Seconds since 1970.
  var createdAt: Double = 0
  /// Until then it reads `CREATING`.
  var activeAt: Double = 0
  /// Set while it reads `DELETING`: the moment it will be gone.
  var goneAt: Double?
  /// `TRANSACTIONAL` or `PROMOTIONAL`, for ever.
  var messageType: String
  /// Whether messages may go over numbers that AWS shares among its customers.
  var sharedRoutes: Bool = false
  /// While it is on, `DeletePool` is refused.
  var deletionProtection: Bool = false
  /// What its numbers must agree with when they join.
  var settings = MessagingSettings()
  /// In the order they joined; numbers are in one pool, sender IDs in many.
  var members: [PoolMember] = []
  /// With HELP and STOP.
  var keywords: [Keyword] = Keyword.builtIn
  var tags: [String: String] = [:]

  /// The keys that a file may have beside those of `MessagingSettings`; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case id
    case createdAt
    case activeAt
    case goneAt
    case messageType
    case sharedRoutes
    case deletionProtection
    case members
    case keywords
    case tags
  }
}

extension Pool {
  /// Everything may be left out; the id is then made from the place in the file.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(
      CodingKeys.self,
      alsoAllowing: MessagingSettings.CodingKeys.allCases
    )
    let place = decoder.codingPath.map(\.stringValue).joined(separator: ".")
    self.init(
      id: try container.value(.id, or: "pool-" + StableID.digits(place)),
      messageType: try container.value(.messageType, or: "TRANSACTIONAL")
    )
    createdAt = try container.value(.createdAt, or: createdAt)
    activeAt = try container.value(.activeAt, or: activeAt)
    goneAt = try container.decodeIfPresent(Double.self, forKey: .goneAt)
    sharedRoutes = try container.value(.sharedRoutes, or: false)
    deletionProtection = try container.value(.deletionProtection, or: false)
    settings = try MessagingSettings(from: decoder)
    members = try container.value(.members, or: [])
    keywords = Keyword.completed(try container.value(.keywords, or: []))
    tags = try container.value(.tags, or: [:])
  }

  /// Writes the settings beside the other keys.
  func encode(to encoder: any Encoder) throws {
    try settings.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encode(activeAt, forKey: .activeAt)
    try container.encodeIfPresent(goneAt, forKey: .goneAt)
    try container.encode(messageType, forKey: .messageType)
    try container.encode(sharedRoutes, forKey: .sharedRoutes)
    try container.encode(deletionProtection, forKey: .deletionProtection)
    try container.encode(members, forKey: .members)
    try container.encode(keywords, forKey: .keywords)
    try container.encode(tags, forKey: .tags)
  }
}

/// One origination identity of a pool: a phone number, or a sender ID in one country.
struct PoolMember: Codable, Sendable, Hashable {
  /// The number's id; a seed may also give the number itself.
  var phoneNumber: String?
  /// The name, for example `EXAMPLECO`; nil for a number.
  var senderId: String?
  /// Of the sender ID; nil for a number.
  var country: String?

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case phoneNumber
    case senderId
    case country
  }
}

extension PoolMember {
  /// That the identity exists is checked by `RegionState`, which knows the others.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      phoneNumber: try container.decodeIfPresent(String.self, forKey: .phoneNumber),
      senderId: try container.decodeIfPresent(String.self, forKey: .senderId),
      country: try container.decodeIfPresent(String.self, forKey: .country)
    )
  }
}
