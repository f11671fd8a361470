import Simulator
import Testing

@Suite struct `A pool` {
  /// A pool around the given number of the seed, active.
  private func bench(
    seed number: String = "phone-a",
    assume: [String] = []
  ) throws -> (Bench, pool: JSON) {
    let bench = try Bench.make(assume: assume, seed: numbersSeed)
    let pool = try bench.call(
      "CreatePool",
      ["OriginationIdentity": .string(number), "MessageType": "TRANSACTIONAL"]
    )
    return (bench, try #require(pool["PoolId"]))
  }

  private func association(_ pool: JSON, _ identity: String, _ country: String? = nil) -> JSONObject
  {
    ["PoolId": pool, "OriginationIdentity": .string(identity), "IsoCountryCode": .text(country)]
  }

  @Test func `takes over the settings and keywords of its first number`() throws {
    let (bench, pool) = try bench()
    let row = try #require(try bench.rows("DescribePools", "Pools").first)
    #expect(row["PoolId"] == "pool-00000000000000000000000000000001")
    #expect(row["OptOutListName"] == "otp")
    #expect(row["TwoWayEnabled"] == true)
    #expect(row["TwoWayChannelArn"] == "arn:aws:sns:eu-west-1:123456789012:inbound")
    #expect(row["DeletionProtectionEnabled"] == false)
    let keywords = try bench.rows("DescribeKeywords", "Keywords", ["OriginationIdentity": pool])
    #expect(keywords.map { $0["Keyword"] } == ["HELP", "STOP", "JOIN"])
  }

  @Test func `is CREATING for a moment and cannot be changed until then`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    bench.step = 0.05
    let created = try bench.call(
      "CreatePool",
      ["OriginationIdentity": "phone-b", "MessageType": "TRANSACTIONAL"]
    )
    #expect(created["Status"] == "CREATING")
    let change: JSONObject = ["PoolId": created["PoolId"], "SharedRoutesEnabled": true]
    #expect(try bench.refusal("UpdatePool", change) == "ConflictException RESOURCE_NOT_ACTIVE")
    bench.step = 1
    #expect(try bench.call("UpdatePool", change)["Status"] == "ACTIVE")
  }

  @Test func `cannot be created around an unusable identity`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    func refusal(_ identity: String, country: String? = nil) throws -> String {
      try bench.refusal(
        "CreatePool",
        [
          "OriginationIdentity": .string(identity), "IsoCountryCode": .text(country),
          "MessageType": "TRANSACTIONAL",
        ]
      )
    }
    #expect(try refusal("phone-p") == "ConflictException RESOURCE_NOT_ACTIVE")
    #expect(try refusal("phone-c") == "ConflictException MESSAGE_TYPE_MISMATCH")
    #expect(try refusal("phone-x") == "ResourceNotFoundException")
    #expect(try refusal("BRAND") == "ValidationException INVALID_ARN")
    #expect(try refusal("NEWS", country: "DE") == "ConflictException MESSAGE_TYPE_MISMATCH")
    #expect(try refusal("BRAND", country: "SE") == "ResourceNotFoundException")
    #expect(try refusal("phone-b", country: "DE") == "ValidationException COUNTRY_CODE_MISMATCH")
    #expect(try bench.rows("DescribePools", "Pools").isEmpty)
  }

  @Test func `can be built of sender IDs, named by name or ARN with the country`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let arn = "arn:aws:sms-voice:eu-west-1:123456789012:sender-id/BRAND/DE"
    let pool = try bench.call(
      "CreatePool",
      [
        "OriginationIdentity": .string(arn), "IsoCountryCode": "DE",
        "MessageType": "TRANSACTIONAL",
      ]
    )
    let id = try #require(pool["PoolId"])
    let joined = try bench.call("AssociateOriginationIdentity", association(id, "brand", "FR"))
    #expect(joined["OriginationIdentity"] == "BRAND")
    let members = try bench.rows(
      "ListPoolOriginationIdentities",
      "OriginationIdentities",
      ["PoolId": id]
    )
    #expect(members.map { $0["IsoCountryCode"] } == ["DE", "FR"])
    let refusal = try bench.refusal(
      "ReleaseSenderId",
      ["SenderId": "BRAND", "IsoCountryCode": "FR"]
    )
    #expect(refusal == "ConflictException SENDER_ID_ASSOCIATED_TO_POOL")
  }

  @Test func `takes only numbers that agree with it, and tells the difference`() throws {
    let (bench, pool) = try bench()
    let channel: JSON = "arn:aws:sns:eu-west-1:123456789012:inbound"
    let number: JSON = "phone-b"
    let join = association(pool, "phone-b")
    func refusal() throws -> String { try bench.refusal("AssociateOriginationIdentity", join) }
    #expect(try refusal() == "ConflictException OPT_OUT_LIST_MISMATCH")
    try bench.call("UpdatePhoneNumber", ["PhoneNumberId": number, "OptOutListName": "otp"])
    #expect(try refusal() == "ConflictException TWO_WAY_CONFIG_MISMATCH")
    try bench.call(
      "UpdatePhoneNumber",
      ["PhoneNumberId": number, "TwoWayEnabled": true, "TwoWayChannelArn": channel]
    )
    #expect(try refusal() == "ConflictException KEYWORD_MISMATCH")
    try bench.call("UpdatePool", ["PoolId": pool, "SelfManagedOptOutsEnabled": true])
    #expect(try refusal() == "ConflictException SELF_MANAGED_OPT_OUTS_MISMATCH")
    try bench.call(
      "UpdatePhoneNumber",
      ["PhoneNumberId": number, "SelfManagedOptOutsEnabled": true]
    )
    try bench.call(
      "PutKeyword",
      [
        "OriginationIdentity": number, "Keyword": "join", "KeywordMessage": "Welcome",
        "KeywordAction": "OPT_IN",
      ]
    )
    try bench.call("AssociateOriginationIdentity", join)
    #expect(try refusal() == "ConflictException RESOURCE_ALREADY_ASSOCIATED")
  }

  @Test func `compares messages of HELP too, unless only custom keywords are assumed to count`()
    throws
  {
    for (value, outcome) in [("all", "ConflictException KEYWORD_MISMATCH"), ("custom", "200")] {
      let (bench, pool) = try bench(seed: "phone-b", assume: ["keyword-match=\(value)"])
      try bench.call(
        "PutKeyword",
        ["OriginationIdentity": pool, "Keyword": "HELP", "KeywordMessage": "Call us"]
      )
      let join = association(pool, "phone-d")
      #expect(try bench.refusal("AssociateOriginationIdentity", join) == outcome)
    }
  }

  @Test func `owns its numbers`() throws {
    let (bench, pool) = try bench()
    let refusal = "ConflictException PHONE_NUMBER_ASSOCIATED_TO_POOL"
    let update: JSONObject = ["PhoneNumberId": "phone-a", "OptOutListName": "Default"]
    #expect(try bench.refusal("UpdatePhoneNumber", update) == refusal)
    #expect(try bench.refusal("ReleasePhoneNumber", ["PhoneNumberId": "phone-a"]) == refusal)
    let again: JSONObject = ["OriginationIdentity": "phone-a", "MessageType": "TRANSACTIONAL"]
    #expect(try bench.refusal("CreatePool", again) == refusal)
    let number = try #require(
      try bench.rows("DescribePhoneNumbers", "PhoneNumbers", ["PhoneNumberIds": ["phone-a"]]).first
    )
    #expect(number["PoolId"] == pool)
  }

  @Test func `can leave deletion protection to its numbers`() throws {
    let update: JSONObject = ["PhoneNumberId": "phone-a", "DeletionProtectionEnabled": true]
    let (strict, _) = try bench()
    #expect(try strict.refusal("UpdatePhoneNumber", update) != "200")
    let (lenient, _) = try bench(assume: ["pooled-number-deletion-protection=accepted"])
    try lenient.call("UpdatePhoneNumber", update)
  }

  @Test(arguments: [("pool", "Default"), ("own", "otp")])
  func `shows its settings on its numbers, or not`(value: String, list: String) throws {
    let (bench, pool) = try bench(assume: ["pooled-number-settings=\(value)"])
    try bench.call("UpdatePool", ["PoolId": pool, "OptOutListName": "Default"])
    let numbers = try bench.rows("DescribePhoneNumbers", "PhoneNumbers")
    #expect(numbers.first?["OptOutListName"] == .string(list))
  }

  @Test func `keeps its last number but lets others go`() throws {
    let (bench, pool) = try bench(seed: "phone-b")
    try bench.call("AssociateOriginationIdentity", association(pool, "BRAND", "DE"))
    let first = association(pool, "phone-b")
    let refusal = try bench.refusal("DisassociateOriginationIdentity", first)
    #expect(refusal == "ConflictException LAST_PHONE_NUMBER")
    try bench.call("AssociateOriginationIdentity", association(pool, "phone-d"))
    try bench.call("DisassociateOriginationIdentity", first)
    #expect(
      try bench.refusal("DisassociateOriginationIdentity", first)
        == "ConflictException PHONE_NUMBER_NOT_ASSOCIATED_TO_POOL"
    )
  }

  @Test func `releases its numbers a little after they left`() throws {
    let (bench, pool) = try bench(seed: "phone-b")
    bench.step = 1.5
    try bench.call("DeletePool", ["PoolId": pool])
    let release: JSONObject = ["PhoneNumberId": "phone-b"]
    #expect(
      try bench.refusal("ReleasePhoneNumber", release)
        == "ConflictException PHONE_NUMBER_ASSOCIATED_TO_POOL"
    )
    try bench.call("ReleasePhoneNumber", release)
  }

  @Test func `with deletion protection is not deleted`() throws {
    let (bench, pool) = try bench()
    try bench.call("UpdatePool", ["PoolId": pool, "DeletionProtectionEnabled": true])
    let refusal = try bench.refusal("DeletePool", ["PoolId": pool])
    #expect(refusal == "ConflictException DELETION_PROTECTION_ENABLED")
  }

  @Test func `can be assumed to show its members late`() throws {
    let (bench, pool) = try bench(
      seed: "phone-b",
      assume: ["pool-membership-reads=lagging"]
    )
    try bench.call("AssociateOriginationIdentity", association(pool, "phone-d"))
    let list: JSONObject = ["PoolId": pool]
    let operation = "ListPoolOriginationIdentities"
    #expect(try bench.rows(operation, "OriginationIdentities", list).count == 1)
    #expect(try bench.rows(operation, "OriginationIdentities", list).count == 2)
  }
}

@Suite struct `Two-way messaging` {
  private static let number: JSON = "phone-b"
  private static let channel: JSON = "arn:aws:sns:eu-west-1:123456789012:inbound"

  @Test func `needs a channel`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let on: JSONObject = ["PhoneNumberId": Self.number, "TwoWayEnabled": true]
    #expect(
      try bench.refusal("UpdatePhoneNumber", on)
        == "ValidationException TWO_WAY_CHANNEL_NOT_PRESENT"
    )
  }

  @Test func `is needed for self-managed opt-outs, also when it is switched off`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let refusal = "ValidationException TWO_WAY_NOT_ENABLED"
    let selfManaged: JSONObject = [
      "PhoneNumberId": Self.number, "SelfManagedOptOutsEnabled": true,
    ]
    #expect(try bench.refusal("UpdatePhoneNumber", selfManaged) == refusal)
    var both = selfManaged
    both["TwoWayEnabled"] = true
    both["TwoWayChannelArn"] = Self.channel
    try bench.call("UpdatePhoneNumber", both)
    let off: JSONObject = ["PhoneNumberId": Self.number, "TwoWayEnabled": false]
    #expect(try bench.refusal("UpdatePhoneNumber", off) == refusal)
  }

  @Test(arguments: [("kept", channel), ("cleared", nil)])
  func `keeps or clears its channel when it is switched off without one`(
    value: String,
    shown: JSON?
  ) throws {
    let bench = try Bench.make(
      assume: ["two-way-channel-after-disable=\(value)"],
      seed: numbersSeed
    )
    let number: JSON = "phone-a"
    let both: JSONObject = [
      "PhoneNumberId": number, "TwoWayEnabled": false, "TwoWayChannelArn": Self.channel,
    ]
    #expect(
      try bench.refusal("UpdatePhoneNumber", both)
        == "ValidationException PARAMETERS_CANNOT_BE_USED_TOGETHER"
    )
    let off: JSONObject = ["PhoneNumberId": number, "TwoWayEnabled": false]
    let row = try bench.call("UpdatePhoneNumber", off)
    #expect(row["TwoWayEnabled"] == false)
    #expect(row["TwoWayChannelArn"] == shown)
  }
}
