internal import YAMLSyntax

/// Where the messages that people send to a number or a pool go.
package enum TwoWay: Sendable, Equatable {
  case off
  /// `channel` is the ARN of an SNS topic, or `connect.REGION.amazonaws.com`. A nil role is unmanaged.
  case on(channel: String, role: String?)

  /// The channel, or nil when off.
  package var channel: String? {
    if case .on(let channel, _) = self { channel } else { nil }
  }

  /// The role; nil when off or unmanaged.
  package var role: String? {
    if case .on(_, let role) = self { role } else { nil }
  }
}

extension ValueType where Value == TwoWay {
  /// `{ channel: ..., role: ... }` or `false`.
  package static var twoWay: ValueType {
    let expectation = "{ channel: ARN, role: ARN } or false"
    return ValueType(expectation) { node, decoder in
      guard let mapping = node.mapping else {
        let text = decoder.text(node, expected: expectation)
        if text == "false", !decoder.isQuotedText(node) { return .off }
        if text != nil { decoder.error("expected \(expectation)", at: node.range) }
        return nil
      }
      let fields = ObjectSchema<TwoWayFields>.twoWay.decode(
        mapping.entries,
        at: node.range,
        &decoder
      )
      return fields.channel.map { .on(channel: $0, role: fields.role) }
    }
  }
}

private struct TwoWayFields: Sendable {
  var channel: String?
  var role: String?
}

extension ObjectSchema where Value == TwoWayFields {
  fileprivate static var twoWay: ObjectSchema {
    let channel = ValueType<String>.text(
      "the ARN of an SNS topic, or 'connect.REGION.amazonaws.com', of 20 to 2048 characters",
      20...2048,
      where: { !$0.properties.isWhitespace }
    )
    return ObjectSchema(
      "two-way messaging",
      empty: TwoWayFields(),
      fields: [
        .value("channel", \.channel, channel),
        .value("role", \.role, .arn("the ARN of a role")),
      ],
      required: [("channel", "give the ARN of an SNS topic")]
    )
  }
}
