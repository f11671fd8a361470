import Simulator
import Testing

@Suite struct `A phone number` {
  private static let request: JSONObject = [
    "IsoCountryCode": "US", "MessageType": "TRANSACTIONAL", "NumberCapabilities": ["SMS"],
    "NumberType": "LONG_CODE",
  ]

  @Test func `that is requested becomes active and can be released`() throws {
    let bench = try Bench.make()
    let requested = try bench.call("RequestPhoneNumber", Self.request)
    #expect(requested["Status"] == "PENDING")
    #expect(requested["PhoneNumber"] == "+12065550100")
    #expect(requested["OptOutListName"] == "Default")
    let row = try #require(try bench.rows("DescribePhoneNumbers", "PhoneNumbers").first)
    #expect(row["Status"] == "ACTIVE")
    let key: JSONObject = ["PhoneNumberId": row["PhoneNumberId"]]
    #expect(try bench.call("ReleasePhoneNumber", key)["Status"] == "DELETED")
    #expect(try bench.rows("DescribePhoneNumbers", "PhoneNumbers").isEmpty)
  }

  @Test func `can be requested into a pool`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let pool = try bench.call(
      "CreatePool",
      ["OriginationIdentity": "phone-b", "MessageType": "TRANSACTIONAL"]
    )
    var request = Self.request
    request["PoolId"] = pool["PoolId"]
    #expect(try bench.call("RequestPhoneNumber", request)["PoolId"] == pool["PoolId"])
  }

  @Test func `that is promotional is not to be had of type SIMULATOR`() throws {
    let bench = try Bench.make()
    var request = Self.request
    request["NumberType"] = "SIMULATOR"
    request["MessageType"] = "PROMOTIONAL"
    #expect(try bench.refusal("RequestPhoneNumber", request) == "ResourceNotFoundException")
  }

  @Test func `that is pending cannot be changed`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let update: JSONObject = ["PhoneNumberId": "phone-p", "OptOutListName": "otp"]
    #expect(
      try bench.refusal("UpdatePhoneNumber", update) == "ConflictException RESOURCE_NOT_ACTIVE"
    )
  }

  @Test func `keeps what an update leaves out`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    try bench.call(
      "UpdatePhoneNumber",
      ["PhoneNumberId": "phone-a", "InternationalSendingEnabled": true]
    )
    let row = try bench.call(
      "UpdatePhoneNumber",
      [
        "PhoneNumberId": "arn:aws:sms-voice:eu-west-1:123456789012:phone-number/phone-a",
        "DeletionProtectionEnabled": true,
      ]
    )
    #expect(row["InternationalSendingEnabled"] == true)
    #expect(row["OptOutListName"] == "otp")
    #expect(row["TwoWayEnabled"] == true)
    #expect(
      try bench.refusal("ReleasePhoneNumber", ["PhoneNumberId": "phone-a"])
        == "ConflictException DELETION_PROTECTION_ENABLED"
    )
  }
}
