/// A configuration set with its event destinations and defaults.
struct ConfigurationSet: CloudResource {
  static let kind = ResourceKind.configurationSet

  var name: String
  /// Seconds since 1970.
  var createdAt: Double = 0
  /// Nil while unset, as the next one.
  var defaultMessageType: String?
  var defaultSenderId: String?
  /// Nil until it is set for the first time.
  var messageFeedback: Bool?
  /// The id of the associated protect configuration.
  var protectConfiguration: String?
  /// At most five.
  var eventDestinations: [EventDestination] = []
  var tags: [String: String] = [:]

  var id: String { name }

  enum CodingKeys: CodingKey, CaseIterable {
    case name
    case createdAt
    case defaultMessageType
    case defaultSenderId
    case messageFeedback
    case protectConfiguration
    case eventDestinations
    case tags
  }
}

extension ConfigurationSet {
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      createdAt: try container.value(.createdAt, or: 0),
      defaultMessageType: try container.decodeIfPresent(String.self, forKey: .defaultMessageType),
      defaultSenderId: try container.decodeIfPresent(String.self, forKey: .defaultSenderId),
      messageFeedback: try container.decodeIfPresent(Bool.self, forKey: .messageFeedback),
      protectConfiguration: try container.decodeIfPresent(
        String.self,
        forKey: .protectConfiguration
      ),
      eventDestinations: try container.value(.eventDestinations, or: []),
      tags: try container.value(.tags, or: [:])
    )
  }
}
