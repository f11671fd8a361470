import SMSVoice
import Simulator
import Testing

@Suite struct `A protect configuration` {
  private func bench(assume: [String] = []) throws -> (Bench, JSON) {
    let bench = try Bench.make(assume: assume)
    let created = try bench.call("CreateProtectConfiguration")
    return (bench, try #require(created["ProtectConfigurationId"]))
  }

  private func rules(
    _ id: JSON,
    _ statuses: [String: String],
    capability: String = "SMS"
  ) -> JSONObject {
    var map = JSONObject()
    for (country, status) in statuses.sorted(by: { $0.key < $1.key }) {
      map[country] = .object(["ProtectStatus": .string(status)])
    }
    return [
      "ProtectConfigurationId": id, "NumberCapability": .string(capability),
      "CountryRuleSetUpdates": .object(map),
    ]
  }

  private func statuses(
    _ bench: Bench,
    _ id: JSON,
    _ capability: String = "SMS"
  ) throws -> [String: String] {
    let result = try bench.call(
      "GetProtectConfigurationCountryRuleSet",
      ["ProtectConfigurationId": id, "NumberCapability": .string(capability)]
    )
    let members = result["CountryRuleSet"]?.fields?.members ?? []
    return Dictionary(
      uniqueKeysWithValues: members.map { ($0.name, $0.value.fields?["ProtectStatus"]?.text ?? "") }
    )
  }

  @Test func `allows every country for every capability at birth`() throws {
    let (bench, id) = try bench()
    for capability in ["SMS", "VOICE", "MMS", "RCS"] {
      let statuses = try statuses(bench, id, capability)
      #expect(statuses.count == CountryTable.bundled.countries.count)
      #expect(Set(statuses.values) == ["ALLOW"])
    }
  }

  @Test func `changes only the countries that an update names`() throws {
    let (bench, id) = try bench()
    let operation = "UpdateProtectConfigurationCountryRuleSet"
    try bench.call(operation, rules(id, ["DE": "BLOCK", "FR": "FILTER"]))
    try bench.call(operation, rules(id, ["FR": "ALLOW", "ES": "MONITOR"]))
    let changed = try statuses(bench, id).filter { $0.value != "ALLOW" }
    #expect(changed == ["DE": "BLOCK", "ES": "MONITOR"])
    #expect(try statuses(bench, id, "VOICE").values.allSatisfy { $0 == "ALLOW" })
    #expect(
      try bench.refusal(operation, rules(id, ["DE": "ALLOW", "QQ": "BLOCK"]))
        == "ValidationException FIELD_VALIDATION_FAILED"
    )
    #expect(try statuses(bench, id)["DE"] == "BLOCK")
  }

  @Test func `answers an update as assumed, and refuses what is assumed not to exist`() throws {
    let (bench, id) = try bench(
      assume: [
        "rule-set-update-result=changed", "rcs-capability=refused",
        "filter-and-monitor=sms-only", "rule-set-countries=fewer",
      ]
    )
    let operation = "UpdateProtectConfigurationCountryRuleSet"
    let result = try bench.call(operation, rules(id, ["DE": "BLOCK"]))
    #expect(result["CountryRuleSet"]?.fields?.members.count == 1)
    let refusal = "ValidationException INVALID_PARAMETER"
    #expect(try bench.refusal(operation, rules(id, ["DE": "BLOCK"], capability: "RCS")) == refusal)
    #expect(
      try bench.refusal(operation, rules(id, ["DE": "FILTER"], capability: "VOICE")) == refusal
    )
    #expect(try statuses(bench, id).count == CountryTable.bundled.countries.count - 2)
  }

  @Test func `has number overrides with a country of their own`() throws {
    let (bench, id) = try bench()
    var input: JSONObject = [
      "ProtectConfigurationId": id, "DestinationPhoneNumber": "491711234567", "Action": "BLOCK",
      "ExpirationTimestamp": .integer(1_900_000_000),
    ]
    let put = try bench.call("PutProtectConfigurationRuleSetNumberOverride", input)
    #expect(put["DestinationPhoneNumber"] == "+491711234567")
    #expect(put["IsoCountryCode"] == "DE")
    #expect(put["ExpirationTimestamp"]?.numeric == 1_900_000_000)
    input["ExpirationTimestamp"] = nil
    try bench.call("PutProtectConfigurationRuleSetNumberOverride", input)
    let key: JSONObject = ["ProtectConfigurationId": id]
    let rows = try bench.rows(
      "ListProtectConfigurationRuleSetNumberOverrides",
      "RuleSetNumberOverrides",
      key
    )
    #expect(rows.count == 1)
    #expect(rows.first?["ExpirationTimestamp"] == nil)
    input["ExpirationTimestamp"] = .integer(1_000_000_000)
    #expect(
      try bench.refusal("PutProtectConfigurationRuleSetNumberOverride", input)
        == "ValidationException INVALID_PARAMETER"
    )
    let delete: JSONObject = [
      "ProtectConfigurationId": id, "DestinationPhoneNumber": "+491711234567",
    ]
    try bench.call("DeleteProtectConfigurationRuleSetNumberOverride", delete)
    #expect(
      try bench.refusal("DeleteProtectConfigurationRuleSetNumberOverride", delete)
        == "ResourceNotFoundException"
    )
  }

  @Test func `cannot be deleted while something depends on it`() throws {
    let (bench, id) = try bench()
    let key: JSONObject = ["ProtectConfigurationId": id]
    let pair: JSONObject = ["ProtectConfigurationId": id, "ConfigurationSetName": "otp"]
    try bench.call("CreateConfigurationSet", ["ConfigurationSetName": "otp"])
    try bench.call("AssociateProtectConfiguration", pair)
    try bench.call("SetAccountDefaultProtectConfiguration", key)
    #expect(
      try bench.refusal("DeleteProtectConfiguration", key)
        == "ConflictException PROTECT_CONFIGURATION_IS_ACCOUNT_DEFAULT"
    )
    try bench.call("DeleteAccountDefaultProtectConfiguration")
    #expect(
      try bench.refusal("DeleteProtectConfiguration", key)
        == "ConflictException PROTECT_CONFIGURATION_ASSOCIATED_WITH_CONFIGURATION_SET"
    )
    try bench.call("DisassociateProtectConfiguration", pair)
    #expect(
      try bench.refusal("DisassociateProtectConfiguration", pair)
        == "ConflictException PROTECT_CONFIGURATION_NOT_ASSOCIATED_WITH_CONFIGURATION_SET"
    )
    try bench.call("DeleteProtectConfiguration", key)
    #expect(
      try bench.refusal("DeleteAccountDefaultProtectConfiguration") == "ResourceNotFoundException"
    )
  }

  @Test func `that is the account default shows in both reads`() throws {
    let (bench, id) = try bench()
    #expect(try bench.rows("DescribeAccountAttributes", "AccountAttributes").count == 1)
    try bench.call("SetAccountDefaultProtectConfiguration", ["ProtectConfigurationId": id])
    let attributes = try bench.rows("DescribeAccountAttributes", "AccountAttributes")
    #expect(attributes.last?["Value"] == id)
    let rows = try bench.rows("DescribeProtectConfigurations", "ProtectConfigurations")
    #expect(rows.first?["AccountDefault"] == true)
  }

  @Test func `leaves out an empty list unless it is assumed to be there`() throws {
    let missing = try Bench.make()
    #expect(try missing.call("DescribeProtectConfigurations") == [:])
    let empty = try Bench.make(assume: ["empty-lists=empty"])
    #expect(try empty.call("DescribeProtectConfigurations") == ["ProtectConfigurations": []])
  }
}
