internal import SMSVoice

/// An event destination as the service tells it, in its configuration set.
package struct LiveEventDestination: Decodable, Sendable, Equatable {
  var eventDestinationName: String
  /// Nil counts as true.
  var enabled: Bool?
  /// In any order; whether a group such as `TEXT_ALL` comes back as it was written is not documented.
  ///
  /// Compare by `EventType.expanded(_:)`.
  var matchingEventTypes: [String]
  /// One of the three is there; none for a type that this version does not know.
  var cloudWatchLogsDestination: CloudWatchLogsDestination?
  var kinesisFirehoseDestination: KinesisFirehoseDestination?
  var snsDestination: SnsDestination?
}

/// A log group, and the role by which the service writes there.
package struct CloudWatchLogsDestination: Codable, Sendable, Equatable {
  var iamRoleArn: String
  var logGroupArn: String
}

/// A stream of Amazon Data Firehose, and the role by which the service writes there.
package struct KinesisFirehoseDestination: Codable, Sendable, Equatable {
  var iamRoleArn: String
  var deliveryStreamArn: String
}

/// An SNS topic, which itself must let the service publish.
package struct SnsDestination: Codable, Sendable, Equatable {
  var topicArn: String
}

/// Makes an event destination, which begins enabled.
///
/// A role or stream made a moment ago is refused for up to two minutes.
struct CreateEventDestination: ServiceOperation {
  /// The bare name: with an ARN the service answers that there is no such set.
  var configurationSetName: String
  var eventDestinationName: String
  var matchingEventTypes: [String]
  /// Exactly one of the three is given.
  var cloudWatchLogsDestination: CloudWatchLogsDestination?
  var kinesisFirehoseDestination: KinesisFirehoseDestination?
  var snsDestination: SnsDestination?
  /// Random for each attempt: a token keeps the refusal that it met.
  var clientToken: String

  struct Response: Decodable, Sendable {}
}

/// Changes a destination in place; what is nil stays as it is.
///
/// Its type cannot change. A role or stream made a moment ago is refused for up to two minutes.
struct UpdateEventDestination: ServiceOperation {
  /// The bare name, as for the creation.
  var configurationSetName: String
  var eventDestinationName: String
  var enabled: Bool?
  /// All that it is to have, not only what is new.
  var matchingEventTypes: [String]?
  /// The member of the destination's own type, or none of the three.
  var cloudWatchLogsDestination: CloudWatchLogsDestination?
  var kinesisFirehoseDestination: KinesisFirehoseDestination?
  var snsDestination: SnsDestination?

  struct Response: Decodable, Sendable {}
}

/// Takes a destination away; nothing keeps the service from it.
struct DeleteEventDestination: ServiceOperation {
  var configurationSetName: String
  var eventDestinationName: String

  struct Response: Decodable, Sendable {}
}
