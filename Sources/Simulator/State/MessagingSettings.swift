/// What a phone number and a pool both have, and what a pool takes over from its first number.
///
/// In the state file these stand beside the other keys of the number or pool.
struct MessagingSettings: Codable, Sendable, Equatable {
  /// The name of a list of the same region.
  var optOutList: String = OptOutList.defaultName
  /// Off when left out.
  var twoWay: TwoWay = TwoWay()
  /// Only possible while two-way is on.
  var selfManagedOptOuts: Bool = false

  /// What of the keys of a number or pool is in here.
  enum CodingKeys: CodingKey, CaseIterable {
    case optOutList
    case twoWay
    case selfManagedOptOuts
  }
}

extension MessagingSettings {
  /// Takes what there is of the three, and leaves unknown keys to the number or pool.
  init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    self.init(
      optOutList: try container.value(.optOutList, or: OptOutList.defaultName),
      twoWay: try container.value(.twoWay, or: TwoWay()),
      selfManagedOptOuts: try container.value(.selfManagedOptOuts, or: false)
    )
  }
}

/// Where inbound messages go.
struct TwoWay: Codable, Sendable, Equatable {
  /// In a file true when left out beside a `channel`.
  var enabled: Bool = false
  /// An SNS topic's ARN, or the name of an Amazon Connect endpoint; it may outlive `enabled`.
  var channel: String?
  /// The ARN of an IAM role; nil where the topic's own policy lets the service publish.
  var role: String?

  /// The same as far as a pool and its numbers have to agree.
  func agrees(with other: TwoWay) -> Bool {
    enabled == other.enabled
      && (!enabled || (channel == other.channel && role == other.role))
  }

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case enabled
    case channel
    case role
  }
}

extension TwoWay {
  /// A `channel` alone switches two-way on.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    let channel = try container.decodeIfPresent(String.self, forKey: .channel)
    self.init(
      enabled: try container.value(.enabled, or: channel != nil),
      channel: channel,
      role: try container.decodeIfPresent(String.self, forKey: .role)
    )
  }
}
