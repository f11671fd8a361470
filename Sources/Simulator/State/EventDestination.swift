/// Where a configuration set reports what became of its messages.
struct EventDestination: Codable, Sendable, Equatable {
  /// Unique in its configuration set.
  var name: String
  /// New ones are on, since the API has no way to make one that is off.
  var enabled: Bool = true
  /// For example `TEXT_ALL`, in the order they were given.
  var events: [String]
  /// Exactly one of the next three is set.
  var cloudWatchLogs: CloudWatchLogs?
  /// Nil unless events go to a Firehose.
  var firehose: Firehose?
  /// Nil unless events go to SNS.
  var sns: SNS?

  /// A log group, and the role that may write to it.
  struct CloudWatchLogs: Codable, Sendable, Equatable {
    /// Its ARN.
    var logGroup: String
    /// The ARN of an IAM role.
    var role: String
  }

  /// A delivery stream, and the role that may write to it.
  struct Firehose: Codable, Sendable, Equatable {
    /// Its ARN.
    var deliveryStream: String
    /// The ARN of an IAM role.
    var role: String
  }

  /// A topic whose own policy lets the service publish.
  struct SNS: Codable, Sendable, Equatable {
    /// Its ARN.
    var topic: String
  }

  /// All the keys that a file may have; others are errors.
  enum CodingKeys: CodingKey, CaseIterable {
    case name
    case enabled
    case events
    case cloudWatchLogs
    case firehose
    case sns
  }
}

extension EventDestination.CloudWatchLogs {
  /// Both are needed.
  enum CodingKeys: CodingKey, CaseIterable {
    case logGroup
    case role
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    logGroup = try container.decode(String.self, forKey: .logGroup)
    role = try container.decode(String.self, forKey: .role)
  }
}

extension EventDestination.Firehose {
  /// Both are needed.
  enum CodingKeys: CodingKey, CaseIterable {
    case deliveryStream
    case role
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    deliveryStream = try container.decode(String.self, forKey: .deliveryStream)
    role = try container.decode(String.self, forKey: .role)
  }
}

extension EventDestination.SNS {
  /// It is needed.
  enum CodingKeys: CodingKey, CaseIterable {
    case topic
  }

  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    topic = try container.decode(String.self, forKey: .topic)
  }
}

extension EventDestination {
  /// Throws `DecodingError` also when there is no sink, or more than one.
  init(from decoder: any Decoder) throws {
    let container = try decoder.strictContainer(CodingKeys.self)
    self.init(
      name: try container.decode(String.self, forKey: .name),
      enabled: try container.value(.enabled, or: true),
      events: try container.decode([String].self, forKey: .events),
      cloudWatchLogs: try container.decodeIfPresent(CloudWatchLogs.self, forKey: .cloudWatchLogs),
      firehose: try container.decodeIfPresent(Firehose.self, forKey: .firehose),
      sns: try container.decodeIfPresent(SNS.self, forKey: .sns)
    )
    guard [cloudWatchLogs != nil, firehose != nil, sns != nil].filter({ $0 }).count == 1 else {
      throw DecodingError.dataCorruptedError(
        forKey: .name,
        in: container,
        debugDescription: "an event destination has exactly one of cloudWatchLogs, firehose, sns"
      )
    }
  }
}
