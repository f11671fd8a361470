import Simulator
import Testing

@Suite struct `A configuration set` {
  private static let name: JSONObject = ["ConfigurationSetName": "otp"]

  private static func destination(
    _ name: String,
    _ target: String? = "SnsDestination"
  ) -> JSONObject {
    var input = Self.name
    input["EventDestinationName"] = .string(name)
    input["MatchingEventTypes"] = ["TEXT_DELIVERED", "TEXT_BLOCKED"]
    let role: JSON = "arn:aws:iam::123456789012:role/events"
    switch target {
    case "SnsDestination":
      input["SnsDestination"] = .object(["TopicArn": "arn:aws:sns:eu-west-1:123456789012:events"])
    case "KinesisFirehoseDestination":
      input["KinesisFirehoseDestination"] = .object([
        "IamRoleArn": role,
        "DeliveryStreamArn": "arn:aws:firehose:eu-west-1:123456789012:deliverystream/events",
      ])
    default: break
    }
    return input
  }

  private func bench(assume: [String] = []) throws -> Bench {
    let bench = try Bench.make(assume: assume)
    try bench.call("CreateConfigurationSet", Self.name)
    return bench
  }

  private func row(_ bench: Bench) throws -> JSONObject {
    try #require(try bench.rows("DescribeConfigurationSets", "ConfigurationSets").first)
  }

  @Test func `has defaults that are set and cleared one by one`() throws {
    let bench = try bench()
    func input(_ name: String, _ value: JSON) -> JSONObject {
      var input = Self.name
      input[name] = value
      return input
    }
    try bench.call("SetDefaultMessageType", input("MessageType", "TRANSACTIONAL"))
    try bench.call("SetDefaultSenderId", input("SenderId", "BRAND"))
    try bench.call("SetDefaultMessageFeedbackEnabled", input("MessageFeedbackEnabled", true))
    var shown = try row(bench)
    #expect(shown["DefaultMessageType"] == "TRANSACTIONAL")
    #expect(shown["DefaultSenderId"] == "BRAND")
    #expect(shown["DefaultMessageFeedbackEnabled"] == true)
    #expect(try bench.call("DeleteDefaultSenderId", Self.name)["SenderId"] == "BRAND")
    try bench.call("DeleteDefaultMessageType", Self.name)
    shown = try row(bench)
    #expect(shown["DefaultMessageType"] == nil)
    #expect(shown["DefaultSenderId"] == nil)
  }

  @Test func `has event destinations that are born enabled`() throws {
    let bench = try bench()
    try bench.call("CreateEventDestination", Self.destination("topic"))
    var off = Self.name
    off["EventDestinationName"] = "topic"
    off["Enabled"] = false
    try bench.call("UpdateEventDestination", off)
    let destination = try #require(try row(bench)["EventDestinations"]?.elements?.first?.fields)
    #expect(destination["Enabled"] == false)
    #expect(destination["MatchingEventTypes"] == ["TEXT_DELIVERED", "TEXT_BLOCKED"])
  }

  @Test func `takes exactly one target for a destination and keeps its type`() throws {
    let bench = try bench()
    let none = Self.destination("topic", nil)
    #expect(
      try bench.refusal("CreateEventDestination", none) == "ValidationException MISSING_PARAMETER"
    )
    var two = Self.destination("topic")
    let firehose = Self.destination("topic", "KinesisFirehoseDestination")
    two["KinesisFirehoseDestination"] = firehose["KinesisFirehoseDestination"]
    #expect(
      try bench.refusal("CreateEventDestination", two)
        == "ValidationException PARAMETERS_CANNOT_BE_USED_TOGETHER"
    )
    try bench.call("CreateEventDestination", Self.destination("topic"))
    #expect(
      try bench.refusal("UpdateEventDestination", firehose)
        == "ConflictException EVENT_DESTINATION_MISMATCH"
    )
    #expect(
      try bench.refusal("CreateEventDestination", Self.destination("topic"))
        == "ConflictException RESOURCE_ALREADY_EXISTS"
    )
  }

  @Test func `has at most five destinations`() throws {
    let bench = try bench()
    for number in 0..<5 {
      try bench.call("CreateEventDestination", Self.destination("d\(number)"))
    }
    #expect(
      try bench.refusal("CreateEventDestination", Self.destination("d5"))
        == "ServiceQuotaExceededException EVENT_DESTINATIONS_PER_CONFIGURATION_SET"
    )
  }

  @Test func `is not found by ARN when a destination is created`() throws {
    let bench = try bench()
    var input = Self.destination("topic")
    input["ConfigurationSetName"] = "arn:aws:sms-voice:eu-west-1:123456789012:configuration-set/otp"
    #expect(try bench.refusal("CreateEventDestination", input) == "ResourceNotFoundException")
  }

  @Test func `can be assumed to expand groups and to sort events`() throws {
    let bench = try bench(assume: ["event-type-groups=expanded", "event-types-order=sorted"])
    var input = Self.destination("topic")
    input["MatchingEventTypes"] = ["VOICE_ALL", "ALL"]
    let result = try bench.call("CreateEventDestination", input)
    let types = result["EventDestination"]?.fields?["MatchingEventTypes"]?.elements ?? []
    #expect(types.count == 9)
    #expect(types.compactMap(\.text) == types.compactMap(\.text).sorted())
  }

  @Test func `is deleted with its destinations`() throws {
    let bench = try bench()
    try bench.call("CreateEventDestination", Self.destination("topic"))
    let deleted = try bench.call("DeleteConfigurationSet", Self.name)
    #expect(deleted["EventDestinations"]?.elements?.count == 1)
    #expect(try bench.rows("DescribeConfigurationSets", "ConfigurationSets").isEmpty)
  }
}
