internal import SMSVoice

/// An event destination as the service tells it, in its configuration set.
package struct LiveEventDestination: Decodable, Sendable, Equatable {
  package var eventDestinationName: String
  package var enabled: Bool?
  package var matchingEventTypes: [String]
  package var cloudWatchLogsDestination: CloudWatchLogsDestination?
  package var kinesisFirehoseDestination: KinesisFirehoseDestination?
  package var snsDestination: SnsDestination?
}

package struct CloudWatchLogsDestination: Codable, Sendable, Equatable {
  package var iamRoleArn: String
  package var logGroupArn: String
}

package struct KinesisFirehoseDestination: Codable, Sendable, Equatable {
  package var iamRoleArn: String
  package var deliveryStreamArn: String
}

package struct SnsDestination: Codable, Sendable, Equatable {
  package var topicArn: String
}

package struct CreateEventDestination: ServiceOperation {
  /// The bare name: with an ARN the service answers that there is no such set.
  package var configurationSetName: String
  package var eventDestinationName: String
  package var matchingEventTypes: [String]
  package var cloudWatchLogsDestination: CloudWatchLogsDestination?
  package var kinesisFirehoseDestination: KinesisFirehoseDestination?
  package var snsDestination: SnsDestination?
  package var clientToken: String

  package struct Response: Decodable, Sendable {}
}

package struct UpdateEventDestination: ServiceOperation {
  package var configurationSetName: String
  package var eventDestinationName: String
  package var enabled: Bool?
  package var matchingEventTypes: [String]?
  package var cloudWatchLogsDestination: CloudWatchLogsDestination?
  package var kinesisFirehoseDestination: KinesisFirehoseDestination?
  package var snsDestination: SnsDestination?

  package struct Response: Decodable, Sendable {}
}
