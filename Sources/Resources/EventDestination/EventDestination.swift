internal import Diagnostics
internal import SMSVoice
internal import YAMLSyntax

/// A place to which the events of a configuration set go.
package struct EventDestination: Sendable {
  package let name: Located<String>
  /// Sorted.
  package let events: [String]
  package let sink: EventSink
  package let enabled: Bool

  /// Destinations that one configuration set can have.
  /// <https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html>
  package static let limit = 5

  /// The change that makes `live` this; nil when it is.
  func change(of set: ConfigurationSetKind.Desired, live: LiveEventDestination?) -> ResourceChange?
  {
    let address = set.address.child("event-destination", name.value)
    guard let live else { return creation(at: address, in: set) }
    var comparison = AttributeComparison()
    if EventType.expanded(live.matchingEventTypes) != EventType.expanded(events) {
      comparison.compare(
        "events",
        live: .list(live.matchingEventTypes.sorted()),
        desired: .list(events)
      )
    }
    let liveSink = EventSink(live)
    for (path, value) in sink.values {
      let now = liveSink?.values.first { $0.path == path }?.value
      if now != value {
        comparison.note(AttributeChange(path, before: .text(optional: now), after: .text(value)))
      }
    }
    comparison.compare("enabled", live: .flag(live.enabled ?? true), desired: .flag(enabled))
    guard !comparison.isEmpty else { return nil }
    return update(at: address, in: set, comparison, liveSink: liveSink)
  }

  private func creation(at address: Address, in set: ConfigurationSetKind.Desired) -> ResourceChange
  {
    let exists = Milestone(set.address, .exists)
    let create = Step("CreateEventDestination", of: address, after: [.milestone(exists)]) {
      context in
      try await context.retrying(while: \.isSinkPropagation) { token in
        let request = CreateEventDestination(
          configurationSetName: set.serviceName,
          eventDestinationName: name.value,
          matchingEventTypes: events,
          cloudWatchLogsDestination: sink.cloudWatchLogs,
          kinesisFirehoseDestination: sink.firehose,
          snsDestination: sink.sns,
          clientToken: token
        )
        _ = try await context.call(request)
      }
    }
    var steps = [create]
    if !enabled {
      // A new destination is enabled, whatever its creation says.
      let request = UpdateEventDestination(
        configurationSetName: set.serviceName,
        eventDestinationName: name.value,
        enabled: false
      )
      steps.append(updateStep(request, at: address, after: [.step(create.id)]))
    }
    var attributes = [AttributeChange(["events"], after: .list(events))]
    attributes += sink.values.map { AttributeChange($0.path, after: .text($0.value)) }
    attributes.append(AttributeChange(["enabled"], after: .flag(enabled)))
    return ResourceChange(address, .create, attributes: attributes, steps: steps, range: name.range)
  }

  private func update(
    at address: Address,
    in set: ConfigurationSetKind.Desired,
    _ comparison: AttributeComparison,
    liveSink: EventSink?
  ) -> ResourceChange {
    var change = ResourceChange(address, .update, attributes: comparison.changes, range: name.range)
    guard liveSink?.type == sink.type else {
      change.action = .blocked
      change.reason =
        "a destination cannot change from \(liveSink?.type ?? "its type") to \(sink.type); only a replacement does that"
      change.remedy = "give the new destination another name"
      return change
    }
    let changesSink = comparison.touches(sink.type)
    let request = UpdateEventDestination(
      configurationSetName: set.serviceName,
      eventDestinationName: name.value,
      enabled: comparison.touches("enabled") ? enabled : nil,
      matchingEventTypes: comparison.touches("events") ? events : nil,
      cloudWatchLogsDestination: changesSink ? sink.cloudWatchLogs : nil,
      kinesisFirehoseDestination: changesSink ? sink.firehose : nil,
      snsDestination: changesSink ? sink.sns : nil
    )
    change.steps = [updateStep(request, at: address, after: [])]
    return change
  }

  private func updateStep(
    _ request: UpdateEventDestination,
    at address: Address,
    after dependencies: Set<Step.Dependency>
  ) -> Step {
    Step("UpdateEventDestination", of: address, after: dependencies) { context in
      try await context.retrying(while: \.isSinkPropagation) { _ in
        _ = try await context.call(request)
      }
    }
  }
}

extension ServiceError {
  /// A role or stream made a moment ago that the service cannot use yet.
  ///
  /// It says so in words only: these are the ones that Terraform's provider waits for.
  fileprivate var isSinkPropagation: Bool {
    kind == .validation
      && (message.contains("Could not assume IAM role")
        || message.contains("Could not access Kinesis Firehose Stream"))
  }
}

extension ValueType where Value == [EventDestination] {
  /// `eventDestinations:` of a configuration set.
  package static var eventDestinations: ValueType {
    let fields = ValueType<EventDestinationFields>.object(
      .eventDestination,
      "{ events: [...], sns: { topic: ARN } }"
    )
    let located = fields.located
    let entries = ValueType<[MapEntry<String, Located<EventDestinationFields>>]>.map(
      .name("an event destination name"),
      to: located,
      "a map of destinations such as { logs: \(fields.expectation) }"
    )
    return ValueType(entries.expectation, shape: entries.shape) { node, decoder in
      guard let entries = entries.decode(node, &decoder) else { return nil }
      if entries.count > EventDestination.limit {
        decoder.error(
          "a configuration set has at most \(EventDestination.limit) event destinations, got \(entries.count)",
          at: entries[EventDestination.limit].key.range
        )
      }
      return entries.compactMap { EventDestination($0, &decoder) }
    }
  }
}

extension EventDestination {
  fileprivate init?(
    _ entry: MapEntry<String, Located<EventDestinationFields>>,
    _ decoder: inout ManifestDecoder
  ) {
    let fields = entry.value.value
    if fields.sinkNames.count > 1 {
      decoder.error(
        "expected one of 'sns', 'firehose' and 'cloudWatchLogs', got \(fields.sinkNames.count)",
        at: entry.key.range
      )
      return nil
    }
    guard fields.mentionsSink else {
      decoder.error("expected one of 'sns', 'firehose' and 'cloudWatchLogs'", at: entry.key.range)
      return nil
    }
    guard let sink = fields.sns ?? fields.firehose ?? fields.cloudWatchLogs,
      let events = fields.events
    else { return nil }
    self.init(
      name: entry.key,
      events: events.map(\.value).sorted(),
      sink: sink,
      enabled: fields.enabled ?? true
    )
  }
}

private struct EventDestinationFields: Sendable {
  var events: [Located<String>]?
  var enabled: Bool?
  var sns: EventSink?
  var firehose: EventSink?
  var cloudWatchLogs: EventSink?
  /// Whether a sink was written, be it one that could not be read.
  var mentionsSink = false

  var sinkNames: [String] { [sns, firehose, cloudWatchLogs].compactMap { $0?.type } }
}

extension ObjectSchema where Value == EventDestinationFields {
  fileprivate static var eventDestination: ObjectSchema {
    let event = ValueType<String>(
      "an event type such as TEXT_DELIVERED",
      shape: .choice(EventType.all.sorted(), what: "an event type")
    ) { node, decoder in
      guard let text = decoder.text(node, expected: "an event type") else { return nil }
      if EventType.all.contains(text) { return text }
      if text == EventType.unsupported {
        decoder.error(
          "'\(text)' is in the API, but AWS does not support it; leave it out",
          at: node.range
        )
        return nil
      }
      let near = Suggestion.nearest(to: text, among: EventType.all)
      let hint = near.map { "; did you mean '\($0)'?" } ?? ""
      decoder.error("'\(text)' is not an event type\(hint)", at: node.range)
      return nil
    }
    return ObjectSchema(
      "an event destination",
      id: "eventDestination",
      doc:
        "Some kinds of events and one place that they go to. The kind of place is fixed when it is made.",
      empty: EventDestinationFields(),
      fields: [
        .value(
          "events",
          \.events,
          .list(of: event, "event types", count: 1...43),
          doc: FieldDoc("Which events.", example: "[TEXT_ALL]")
        ),
        .value(
          "enabled",
          \.enabled,
          .boolean,
          doc: FieldDoc("Whether it is at work.", absent: "`true`, enforced")
        ),
        .sink("sns", \.sns, .sns, doc: "An SNS topic."),
        .sink("firehose", \.firehose, .firehose, doc: "A stream of Amazon Data Firehose."),
        .sink(
          "cloudWatchLogs",
          \.cloudWatchLogs,
          .cloudWatchLogs,
          doc: "A log group of CloudWatch Logs."
        ),
      ],
      required: [("events", "say which, such as 'events: [TEXT_ALL]'")],
      exactlyOne: ["sns", "firehose", "cloudWatchLogs"]
    )
  }
}

extension ObjectSchema.Field where Value == EventDestinationFields {
  fileprivate static func sink(
    _ name: String,
    _ path: any WritableKeyPath<Value, EventSink?> & Sendable,
    _ type: ValueType<EventSink>,
    doc: FieldDoc
  ) -> Self {
    Self(name, type.shape, doc, isNullable: false) { node, value, decoder in
      value.mentionsSink = true
      value[keyPath: path] = type.decode(node, &decoder)
    }
  }
}
