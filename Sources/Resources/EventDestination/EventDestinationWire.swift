internal import SMSVoice

/// An event destination as the service tells it, in its configuration set.
package struct LiveEventDestination: Decodable, Sendable, Equatable {
  var eventDestinationName: String
  var enabled: Bool?
  var matchingEventTypes: [String]
  var cloudWatchLogsDestination: CloudWatchLogsDestination?
  var kinesisFirehoseDestination: KinesisFirehoseDestination?
  var snsDestination: SnsDestination?
}

package struct CloudWatchLogsDestination: Codable, Sendable, Equatable {
  var iamRoleArn: String
  var logGroupArn: String
}

package struct KinesisFirehoseDestination: Codable, Sendable, Equatable {
  var iamRoleArn: String
  var deliveryStreamArn: String
}

package struct SnsDestination: Codable, Sendable, Equatable {
  var topicArn: String
}

struct CreateEventDestination: ServiceOperation {
  /// The bare name: with an ARN the service answers that there is no such set.
  var configurationSetName: String
  var eventDestinationName: String
  var matchingEventTypes: [String]
  var cloudWatchLogsDestination: CloudWatchLogsDestination?
  var kinesisFirehoseDestination: KinesisFirehoseDestination?
  var snsDestination: SnsDestination?
  var clientToken: String

  struct Response: Decodable, Sendable {}
}

struct UpdateEventDestination: ServiceOperation {
  var configurationSetName: String
  var eventDestinationName: String
  var enabled: Bool?
  var matchingEventTypes: [String]?
  var cloudWatchLogsDestination: CloudWatchLogsDestination?
  var kinesisFirehoseDestination: KinesisFirehoseDestination?
  var snsDestination: SnsDestination?

  struct Response: Decodable, Sendable {}
}

struct DeleteEventDestination: ServiceOperation {
  var configurationSetName: String
  var eventDestinationName: String

  struct Response: Decodable, Sendable {}
}
