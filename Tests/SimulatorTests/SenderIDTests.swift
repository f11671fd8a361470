import SMSVoice
import Simulator
import Testing

@Suite struct `A sender ID` {
  private static let brand: JSONObject = ["SenderId": "brand", "IsoCountryCode": "DE"]

  @Test func `comes back in upper case, and its types in mixed case from the describe`() throws {
    let bench = try Bench.make()
    let requested = try bench.call("RequestSenderId", Self.brand)
    #expect(requested["SenderId"] == "BRAND")
    #expect(requested["MessageTypes"] == ["TRANSACTIONAL"])
    let row = try #require(try bench.rows("DescribeSenderIds", "SenderIds").first)
    #expect(row["MessageTypes"] == ["Transactional"])
    #expect(row["SenderIdArn"] == "arn:aws:sms-voice:eu-west-1:123456789012:sender-id/BRAND/DE")
    #expect(row["Registered"] == false)
    let key: JSONObject = ["SenderIds": [.object(Self.brand)]]
    #expect(try bench.rows("DescribeSenderIds", "SenderIds", key).count == 1)
    #expect(
      try bench.refusal("RequestSenderId", Self.brand)
        == "ConflictException RESOURCE_ALREADY_EXISTS"
    )
  }

  @Test func `can be requested exactly where the country table says so`() throws {
    let bench = try Bench.make(assume: ["sender-id-release=immediate"])
    for country in CountryTable.bundled.countries {
      let key: JSONObject = ["SenderId": "BRAND", "IsoCountryCode": .string(country.iso)]
      let expected =
        switch country.senderId {
        case .supported: "200"
        case .registrationRequired: "ValidationException SENDER_ID_REQUIRES_REGISTRATION"
        case .notSupported: "ValidationException SENDER_ID_NOT_SUPPORTED"
        }
      #expect(try bench.refusal("RequestSenderId", key) == expected, "\(country.iso)")
    }
  }

  @Test func `asks for a registration for a while after its release`() throws {
    let bench = try Bench.make()
    bench.step = 0.9
    try bench.call("RequestSenderId", Self.brand)
    try bench.call("ReleaseSenderId", Self.brand)
    let refusal = "ValidationException SENDER_ID_REQUIRES_REGISTRATION"
    #expect(try bench.refusal("RequestSenderId", Self.brand) == refusal)
    bench.step = 2
    try bench.call("RequestSenderId", Self.brand)
  }

  @Test func `with deletion protection is not released`() throws {
    let bench = try Bench.make()
    var protected = Self.brand
    protected["DeletionProtectionEnabled"] = true
    try bench.call("RequestSenderId", protected)
    #expect(
      try bench.refusal("ReleaseSenderId", Self.brand)
        == "ConflictException DELETION_PROTECTION_ENABLED"
    )
    protected["DeletionProtectionEnabled"] = false
    try bench.call("UpdateSenderId", protected)
    try bench.call("ReleaseSenderId", Self.brand)
  }

  @Test func `is limited to two hundred`() throws {
    let bench = try Bench.make()
    for number in 0..<200 {
      try bench.call(
        "RequestSenderId",
        ["SenderId": .string("B\(number)"), "IsoCountryCode": "DE"]
      )
    }
    #expect(
      try bench.refusal("RequestSenderId", Self.brand)
        == "ServiceQuotaExceededException SENDER_IDS_PER_ACCOUNT"
    )
  }

  @Test func `that is registered comes from a seed`() throws {
    let bench = try Bench.make(
      seed: """
        {"eu-west-1": {"senderIds": [{"name": "BRAND", "country": "GB", "registered": true,
          "registrationId": "registration-1"}]}}
        """
    )
    let row = try #require(try bench.rows("DescribeSenderIds", "SenderIds").first)
    #expect(row["Registered"] == true)
    #expect(row["RegistrationId"] == "registration-1")
  }
}
