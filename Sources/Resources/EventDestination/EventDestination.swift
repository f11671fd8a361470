internal import Diagnostics
internal import SMSVoice
internal import YAMLSyntax

/// A place to which the events of a configuration set go.
package struct EventDestination: Sendable {
  /// Unique in its set; the service keeps it.
  package let name: Located<String>
  /// Sorted.
  package let events: [String]
  /// Its type is fixed when the destination is made.
  package let sink: EventSink
  /// Enforced: true where the manifest does not say.
  package let enabled: Bool

  /// Destinations that one configuration set can have.
  /// <https://docs.aws.amazon.com/sms-voice/latest/userguide/quotas.html>
  package static let limit = 5
}

extension EventDestination {
  /// How a live destination is from the wanted one.
  enum Difference: Sendable {
    /// It is as wanted.
    case none
    /// There is none of that name.
    case missing
    /// What one call changes.
    case inPlace(AttributeComparison)
    /// It sends to another kind of place, which is fixed when a destination is made; `from` is the live one's
    /// `EventSink.type`, or nil for one that this version does not know.
    case ofType(AttributeComparison, from: String?)
  }

  /// How `live` differs from this; nil is for none.
  func difference(from live: LiveEventDestination?) -> Difference {
    guard let live else { return .missing }
    var comparison = AttributeComparison()
    if EventType.expanded(live.matchingEventTypes) != EventType.expanded(events) {
      comparison.compare(
        "events",
        live: .list(live.matchingEventTypes.sorted()),
        desired: .list(events)
      )
    }
    let liveSink = EventSink(live)
    let hasType = liveSink?.type == sink.type
    if !hasType {
      for (path, value) in liveSink?.values ?? [] {
        comparison.note(AttributeChange(path, before: .text(value), after: .unset))
      }
    }
    for (path, value) in sink.values {
      let now = liveSink?.values.first { $0.path == path }?.value
      if now != value {
        comparison.note(AttributeChange(path, before: .text(optional: now), after: .text(value)))
      }
    }
    comparison.compare("enabled", live: .flag(live.enabled ?? true), desired: .flag(enabled))
    if !hasType { return .ofType(comparison, from: liveSink?.type) }
    return comparison.isEmpty ? .none : .inPlace(comparison)
  }

  /// What the plan of a creation shows.
  var createdAttributes: [AttributeChange] {
    [AttributeChange(["events"], after: .list(events))]
      + sink.values.map { AttributeChange($0.path, after: .text($0.value)) }
      + [AttributeChange(["enabled"], after: .flag(enabled))]
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
        "Some kinds of events and one place that they go to. Another kind of place takes a replacement, with `--allow-replace`.",
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
