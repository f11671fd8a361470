internal import Diagnostics
internal import YAMLSyntax

/// Where the messages that people send to a number or a pool go.
package enum TwoWay: Sendable, Equatable {
  /// Written `false`; a channel that a read still shows then does not count.
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
    let fields = ObjectSchema<TwoWayFields>.twoWay
    let shape = ValueShape.alternatives([.no, .object(fields.shape)])
    return ValueType(expectation, shape: shape) { node, decoder in
      guard let mapping = node.mapping else {
        let text = decoder.text(node, expected: expectation)
        if ["false", "False", "FALSE"].contains(text), !decoder.isQuotedText(node) { return .off }
        if text != nil { decoder.error("expected \(expectation)", at: node.range) }
        return nil
      }
      let values = fields.decode(mapping.entries, at: node.range, &decoder)
      return values.channel.map { .on(channel: $0, role: values.role) }
    }
  }
}

private struct TwoWayFields: Sendable {
  var channel: String?
  var role: String?
}

extension ObjectSchema where Value == TwoWayFields {
  fileprivate static var twoWay: ObjectSchema {
    ObjectSchema(
      "two-way messaging",
      id: "twoWay",
      doc: "Where the messages go that people send.",
      empty: TwoWayFields(),
      fields: [
        .value(
          "channel",
          \.channel,
          .twoWayChannel,
          doc: FieldDoc(
            "The ARN of an SNS topic, or `connect.REGION.amazonaws.com` for Amazon Connect.",
            example: "\"arn:${partition}:sns:${region}:${account}:inbound\""
          )
        ),
        .value(
          "role",
          \.role,
          .arn("the ARN of a role", service: "iam"),
          doc: "The ARN of the role by which the service writes to the channel."
        ),
      ],
      required: [("channel", "give the ARN of an SNS topic")]
    )
  }
}

extension ValueType where Value == String {
  /// An SNS topic, or Amazon Connect's host of a region: 20 to 2048 characters without white space.
  fileprivate static var twoWayChannel: ValueType {
    let topic = ValueType.arn("the ARN of an SNS topic", service: "sns")
    let expectation = "the ARN of an SNS topic, or 'connect.REGION.amazonaws.com'"
    let host = TextShape(
      expectation,
      pattern: "^(arn:[^:\\s]+:sns:[^:\\s]*:[^:\\s]*:\\S+|connect\\.[a-z0-9-]+\\.amazonaws\\.com)$",
      length: 20...2048
    )
    return ValueType(expectation, shape: .text(host)) { node, decoder in
      guard let text = decoder.text(node, expected: expectation) else { return nil }
      if text.hasPrefix("arn:") { return topic.decode(node, &decoder) }
      let parts = text.split(separator: ".", omittingEmptySubsequences: false)
      guard parts.count == 4, parts[0] == "connect", parts[2] == "amazonaws", parts[3] == "com",
        !parts[1].isEmpty, parts[1].unicodeScalars.allSatisfy(\.isRegionScalar)
      else {
        decoder.error(.expected(expectation, got: "'\(text)'"), at: node.range)
        return nil
      }
      decoder.warn(ifElsewhere: parts[1], at: node)
      return text
    }
  }
}

extension Unicode.Scalar {
  /// Whether it may be part of a region's name.
  fileprivate var isRegionScalar: Bool {
    switch self {
    case "a"..."z", "0"..."9", "-": true
    default: false
    }
  }
}

extension FieldDoc {
  /// What numbers and pools have in common, told once.
  static let optOutList = FieldDoc(
    "The list of those who want no messages from it. Leaving a list whose entries the next one lacks needs `--allow-consent-change`.",
    example: "marketing"
  )

  static let twoWay = FieldDoc(
    "Whether people can write to it and where that goes, or `false`. A role that is not named is left as it is.",
    example: "{ channel: \"arn:${partition}:sns:${region}:${account}:inbound\" }"
  )

  static let selfManagedOptOuts = FieldDoc(
    "Whether you answer STOP and HELP yourself and keep the opt-out list. Needs `twoWay`; switching it on needs `--allow-consent-change`."
  )

  static let keywords = FieldDoc(
    "What it answers to words, by keyword. Keywords that are not named stay.",
    example: "{ JOIN: { action: OPT_IN, message: \"Welcome.\" } }"
  )
}

extension DiagnosticList {
  /// Notes what is wrong, or doubtful, about self-managed opt-outs without two-way messaging.
  ///
  /// <https://docs.aws.amazon.com/sms-voice/latest/userguide/opt-out-list-self-managed.html>
  mutating func requireTwoWay(_ twoWay: Setting<TwoWay>, for selfManaged: Setting<Bool>) {
    guard case .set(true, let range) = selfManaged else { return }
    switch twoWay {
    case .set(.on, _): break
    case .set(.off, let place):
      append(
        .error(
          "self-managed opt-outs need two-way messaging: whoever answers STOP must hear of it",
          at: range,
          notes: [.init("it is switched off here", at: place)]
        )
      )
    case .unmanaged, .unset:
      append(
        .warning(
          "self-managed opt-outs need two-way messaging, and 'twoWay' is not declared: AWS refuses unless it is on already",
          at: range
        )
      )
    }
  }
}
