/// Where an event destination sends to.
package enum EventSink: Sendable, Equatable {
  /// `topic` is an ARN.
  case sns(topic: String)
  /// The ARN of a stream, and that of the role by which the service writes there.
  case firehose(deliveryStream: String, role: String)
  /// The ARN of a log group, and that of the role by which the service writes there.
  case cloudWatchLogs(logGroup: String, role: String)

  /// The manifest's field, which is also what cannot change in place.
  package var type: String {
    switch self {
    case .sns: "sns"
    case .firehose: "firehose"
    case .cloudWatchLogs: "cloudWatchLogs"
    }
  }

  /// The attributes as a plan shows them.
  package var values: [(path: [String], value: String)] {
    switch self {
    case .sns(let topic): [([type, "topic"], topic)]
    case .firehose(let stream, let role):
      [([type, "deliveryStream"], stream), ([type, "role"], role)]
    case .cloudWatchLogs(let group, let role):
      [([type, "logGroup"], group), ([type, "role"], role)]
    }
  }

  /// What a live destination has; nil for a type that this version does not know.
  package init?(_ live: LiveEventDestination) {
    if let sns = live.snsDestination {
      self = .sns(topic: sns.topicArn)
    } else if let firehose = live.kinesisFirehoseDestination {
      self = .firehose(deliveryStream: firehose.deliveryStreamArn, role: firehose.iamRoleArn)
    } else if let logs = live.cloudWatchLogsDestination {
      self = .cloudWatchLogs(logGroup: logs.logGroupArn, role: logs.iamRoleArn)
    } else {
      return nil
    }
  }

  /// As `sns` in a call; nil for another type.
  ///
  /// So too for the next two.
  var sns: SnsDestination? {
    if case .sns(let topic) = self { SnsDestination(topicArn: topic) } else { nil }
  }

  var firehose: KinesisFirehoseDestination? {
    guard case .firehose(let stream, let role) = self else { return nil }
    return KinesisFirehoseDestination(iamRoleArn: role, deliveryStreamArn: stream)
  }

  var cloudWatchLogs: CloudWatchLogsDestination? {
    guard case .cloudWatchLogs(let group, let role) = self else { return nil }
    return CloudWatchLogsDestination(iamRoleArn: role, logGroupArn: group)
  }
}

extension ValueType where Value == EventSink {
  /// `{ topic: ARN }` of an SNS topic.
  static var sns: ValueType {
    sink(
      "{ topic: ARN }",
      id: "snsDestination",
      fields: [
        .value("topic", \.target, .arn("the ARN of an SNS topic", service: "sns"), doc: "Its ARN.")
      ],
      required: ["topic"]
    ) {
      .sns(topic: $0)
    }
  }

  /// `{ deliveryStream: ARN, role: ARN }`.
  static var firehose: ValueType {
    sink(
      "{ deliveryStream: ARN, role: ARN }",
      id: "firehoseDestination",
      fields: [
        .value(
          "deliveryStream",
          \.target,
          .arn("the ARN of a Firehose stream", service: "firehose"),
          doc: "The ARN of the stream."
        ),
        .role,
      ],
      required: ["deliveryStream", "role"]
    ) { .firehose(deliveryStream: $0, role: $1) }
  }

  /// `{ logGroup: ARN, role: ARN }`.
  static var cloudWatchLogs: ValueType {
    sink(
      "{ logGroup: ARN, role: ARN }",
      id: "cloudWatchLogsDestination",
      fields: [
        .value(
          "logGroup",
          \.target,
          .arn("the ARN of a log group", service: "logs"),
          doc: "The ARN of the log group."
        ),
        .role,
      ],
      required: ["logGroup", "role"]
    ) { .cloudWatchLogs(logGroup: $0, role: $1) }
  }

  private static func sink(
    _ expectation: String,
    id: String,
    fields: [ObjectSchema<SinkFields>.Field],
    required: [String],
    make: @escaping @Sendable (_ target: String, _ role: String) -> EventSink
  ) -> ValueType {
    let schema = ObjectSchema(
      "a destination",
      id: id,
      empty: SinkFields(),
      fields: fields,
      required: required.map { ($0, "give its ARN") }
    )
    let type = ValueType<SinkFields>.object(schema, expectation)
    return ValueType(expectation, shape: type.shape) { node, decoder in
      guard let fields = type.decode(node, &decoder), let target = fields.target else { return nil }
      if required.contains("role"), fields.role == nil { return nil }
      return make(target, fields.role ?? "")
    }
  }

  private static func sink(
    _ expectation: String,
    id: String,
    fields: [ObjectSchema<SinkFields>.Field],
    required: [String],
    make: @escaping @Sendable (_ target: String) -> EventSink
  ) -> ValueType {
    sink(expectation, id: id, fields: fields, required: required) { target, _ in make(target) }
  }
}

private struct SinkFields: Sendable {
  var target: String?
  var role: String?
}

extension ObjectSchema.Field where Value == SinkFields {
  fileprivate static var role: Self {
    .value(
      "role",
      \.role,
      .arn("the ARN of a role", service: "iam"),
      doc: "The ARN of the role by which the service writes there."
    )
  }
}
