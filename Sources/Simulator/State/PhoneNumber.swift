/// A phone number that the account leases.
struct PhoneNumber: CloudResource {
  static let kind = ResourceKind.phoneNumber

  /// `phone-` and 32 hexadecimal digits.
  var id: String
  /// With its plus, or a short code's digits.
  var number: String
  /// Seconds since 1970.
  var createdAt: Double = 0
  /// Two letters.
  var country: String
  /// `TRANSACTIONAL` or `PROMOTIONAL`, for ever.
  var messageType: String = "TRANSACTIONAL"
  /// `LONG_CODE`, `TEN_DLC`, `TOLL_FREE`, `SHORT_CODE` or `SIMULATOR`.
  var type: String = "LONG_CODE"
  /// Of `SMS`, `VOICE`, `MMS`, `RCS`.
  var capabilities: [String] = ["SMS"]
  /// Other than `ACTIVE`, it stays so until the state is edited.
  var status: String = "ACTIVE"
  /// Until then an `ACTIVE` number still reads `PENDING`.
  var activeAt: Double = 0
  /// Until then it cannot be released, since it has only just left a pool.
  var releasableAt: Double = 0
  /// As the service writes it, for example `1.00`.
  var monthlyPrice: String = "1.00"
  /// Whether it may send to other countries than its own.
  var internationalSending: Bool = false
  /// While it is on, `ReleasePhoneNumber` is refused.
  var deletionProtection: Bool = false
  /// Of the registration it came with; nil for none.
  var registrationId: String?
  /// Its own; while it is in a pool, reads may show the pool's.
  var settings = MessagingSettings()
  /// With HELP and STOP; the pool's count while it is in one.
  var keywords: [Keyword] = Keyword.builtIn
  var tags: [String: String] = [:]

  /// The keys that a file may have beside those of `MessagingSettings`; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case id
    case number
    case createdAt
    case country
    case messageType
    case type
    case capabilities
    case status
    case activeAt
    case releasableAt
    case monthlyPrice
    case internationalSending
    case deletionProtection
    case registrationId
    case keywords
    case tags
  }
}

extension PhoneNumber {
  /// Everything but number and country may be left out; the id is then made from the number, the same in each
  /// run.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(
      CodingKeys.self,
      alsoAllowing: MessagingSettings.CodingKeys.allCases
    )
    let number = try container.decode(String.self, forKey: .number)
    self.init(
      id: try container.value(.id, or: "phone-" + StableID.digits(number)),
      number: number,
      country: try container.decode(String.self, forKey: .country)
    )
    createdAt = try container.value(.createdAt, or: createdAt)
    messageType = try container.value(.messageType, or: messageType)
    type = try container.value(.type, or: type)
    capabilities = try container.value(.capabilities, or: capabilities)
    status = try container.value(.status, or: status)
    activeAt = try container.value(.activeAt, or: activeAt)
    releasableAt = try container.value(.releasableAt, or: releasableAt)
    monthlyPrice = try container.value(.monthlyPrice, or: monthlyPrice)
    internationalSending = try container.value(.internationalSending, or: false)
    deletionProtection = try container.value(.deletionProtection, or: false)
    registrationId = try container.decodeIfPresent(String.self, forKey: .registrationId)
    settings = try MessagingSettings(from: decoder)
    keywords = Keyword.completed(try container.value(.keywords, or: []))
    tags = try container.value(.tags, or: [:])
  }

  /// Writes the settings beside the other keys.
  func encode(to encoder: any Encoder) throws {
    try settings.encode(to: encoder)
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(id, forKey: .id)
    try container.encode(number, forKey: .number)
    try container.encode(createdAt, forKey: .createdAt)
    try container.encode(country, forKey: .country)
    try container.encode(messageType, forKey: .messageType)
    try container.encode(type, forKey: .type)
    try container.encode(capabilities, forKey: .capabilities)
    try container.encode(status, forKey: .status)
    try container.encode(activeAt, forKey: .activeAt)
    try container.encode(releasableAt, forKey: .releasableAt)
    try container.encode(monthlyPrice, forKey: .monthlyPrice)
    try container.encode(internationalSending, forKey: .internationalSending)
    try container.encode(deletionProtection, forKey: .deletionProtection)
    try container.encodeIfPresent(registrationId, forKey: .registrationId)
    try container.encode(keywords, forKey: .keywords)
    try container.encode(tags, forKey: .tags)
  }
}

extension Keyword {
  /// The keywords of a seed, with the built-in ones it does not mention.
  static func completed(_ given: [Keyword]) -> [Keyword] {
    builtIn.filter { builtIn in !given.contains { $0.builtIn == builtIn } } + given
  }
}
