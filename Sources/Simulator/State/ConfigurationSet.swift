/// A configuration set with its event destinations and defaults.
struct ConfigurationSet: CloudResource {
  static let kind = ResourceKind.configurationSet

  /// As it was given; known by it in ARNs.
  var name: String
  /// Seconds since 1970.
  var createdAt: Double = 0
  /// Nil while unset, as the next one.
  var defaultMessageType: String?
  /// The name alone, for example `EXAMPLECO`.
  var defaultSenderId: String?
  /// Nil until it is set for the first time.
  var messageFeedback: Bool?
  /// The id of the associated protect configuration.
  var protectConfiguration: String?
  /// At most five.
  var eventDestinations: [EventDestination] = []
  var tags: [String: String] = [:]

  /// The name.
  var id: String { name }

  /// All the keys that a file may have; others are errors.
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
  /// Everything but the name may be left out.
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
