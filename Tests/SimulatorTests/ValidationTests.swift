import Simulator
import Testing

@Suite struct `Input validation` {
  struct Case: Sendable, CustomTestStringConvertible {
    var operation: String
    var input: JSONObject
    var field: String

    var testDescription: String { "\(operation) \(field)" }
  }

  static let cases = [
    Case(operation: "CreateOptOutList", input: [:], field: "OptOutListName"),
    Case(operation: "CreateOptOutList", input: ["OptOutListName": .null], field: "OptOutListName"),
    Case(operation: "CreateOptOutList", input: ["OptOutListName": "a b"], field: "OptOutListName"),
    Case(operation: "CreateOptOutList", input: ["OptOutListName": ""], field: "OptOutListName"),
    Case(operation: "CreateOptOutList", input: ["OptOutListName": true], field: "OptOutListName"),
    Case(
      operation: "CreateOptOutList",
      input: ["OptOutListName": .string(String(repeating: "a", count: 65))],
      field: "OptOutListName"
    ),
    Case(
      operation: "CreateOptOutList",
      input: ["OptOutListName": "a", "Colour": "red"],
      field: "Colour"
    ),
    Case(
      operation: "CreateOptOutList",
      input: ["OptOutListName": "a", "Tags": [.object(["Key": "", "Value": "x"])]],
      field: "Tags[0].Key"
    ),
    Case(
      operation: "CreateOptOutList",
      input: ["OptOutListName": "a", "ClientToken": "with space"],
      field: "ClientToken"
    ),
    Case(operation: "DescribePools", input: ["MaxResults": .integer(101)], field: "MaxResults"),
    Case(operation: "DescribePools", input: ["MaxResults": .integer(0)], field: "MaxResults"),
    Case(operation: "DescribePools", input: ["MaxResults": .number(1.5)], field: "MaxResults"),
    Case(operation: "DescribePools", input: ["Owner": "NOBODY"], field: "Owner"),
    Case(
      operation: "DescribePools",
      input: ["PoolIds": .strings((0..<6).map { "pool-\($0)" })],
      field: "PoolIds"
    ),
    Case(
      operation: "DescribePools",
      input: ["Filters": [.object(["Name": "colour", "Values": ["x"]])]],
      field: "Filters[0].Name"
    ),
    Case(
      operation: "UpdatePool",
      input: ["PoolId": "pool-1", "TwoWayEnabled": "true"],
      field: "TwoWayEnabled"
    ),
    Case(
      operation: "UpdatePool",
      input: ["PoolId": "pool-1", "TwoWayChannelArn": "too-short"],
      field: "TwoWayChannelArn"
    ),
    Case(
      operation: "PutKeyword",
      input: ["OriginationIdentity": "pool-1", "Keyword": "A", "KeywordMessage": "  "],
      field: "KeywordMessage"
    ),
    Case(
      operation: "UpdateProtectConfigurationCountryRuleSet",
      input: [
        "ProtectConfigurationId": "protect-1", "NumberCapability": "SMS",
        "CountryRuleSetUpdates": .object(["de": .object(["ProtectStatus": "BLOCK"])]),
      ],
      field: "CountryRuleSetUpdates.de"
    ),
    Case(
      operation: "UpdateProtectConfigurationCountryRuleSet",
      input: [
        "ProtectConfigurationId": "protect-1", "NumberCapability": "SMS",
        "CountryRuleSetUpdates": .object([:]),
      ],
      field: "CountryRuleSetUpdates"
    ),
    Case(
      operation: "PutProtectConfigurationRuleSetNumberOverride",
      input: [
        "ProtectConfigurationId": "protect-1", "DestinationPhoneNumber": "+4917",
        "Action": "ALLOW", "ExpirationTimestamp": "2027-01-01T00:00:00Z",
      ],
      field: "ExpirationTimestamp"
    ),
  ]

  @Test(arguments: cases) func `names the field that is wrong`(_ wrong: Case) throws {
    let bench = try Bench.make()
    let answer = bench.send(wrong.operation, wrong.input)
    let body = try #require(try JSONReader.value(from: answer.body).fields)
    #expect(answer.outcome == "ValidationException")
    #expect(body["Reason"] == "FIELD_VALIDATION_FAILED")
    let fields = body["Fields"]?.elements?.compactMap { $0.fields?["Name"]?.text }
    #expect(fields == [wrong.field])
  }

  @Test func `counts characters, not bytes, and matches patterns whole`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let message = String(repeating: "é", count: 1600)
    try bench.call(
      "PutKeyword",
      ["OriginationIdentity": "phone-b", "Keyword": "Été", "KeywordMessage": .string(message)]
    )
    let newline = try bench.refusal("CreateOptOutList", ["OptOutListName": "abc\n"])
    #expect(newline == "ValidationException FIELD_VALIDATION_FAILED")
  }
}
