import Simulator
import Testing

/// `--consistency` and `--activation`.
@Suite struct `Reads that lag` {
  /// Calls come half a second apart, reads are two seconds behind.
  private func bench() throws -> Bench {
    let bench = try Bench.make(
      seed: numbersSeed,
      rateScale: 10,
      consistencyLag: .seconds(2)
    )
    bench.step = 0.5
    return bench
  }

  private func names(_ bench: Bench) throws -> [String] {
    try bench.rows("DescribeOptOutLists", "OptOutLists").compactMap { $0["OptOutListName"]?.text }
  }

  @Test func `show what the account was`() throws {
    let bench = try bench()
    #expect(try names(bench) == ["Default", "otp"])
    try bench.call("CreateOptOutList", ["OptOutListName": "first"])
    try bench.call("CreateOptOutList", ["OptOutListName": "second"])
    for _ in 0..<2 { #expect(try names(bench) == ["Default", "otp"]) }
    #expect(try names(bench) == ["Default", "otp", "first"])
    #expect(try names(bench) == ["Default", "otp", "first", "second"])
    try bench.call("DeleteOptOutList", ["OptOutListName": "first"])
    for _ in 0..<3 { #expect(try names(bench).contains("first")) }
    #expect(try names(bench) == ["Default", "otp", "second"])
  }

  @Test func `do not find by name what was just made`() throws {
    let bench = try bench()
    try bench.call("CreateOptOutList", ["OptOutListName": "new"])
    let byName: JSONObject = ["OptOutListNames": ["new"]]
    #expect(try bench.refusal("DescribeOptOutLists", byName) == "ResourceNotFoundException")
    let tags: JSONObject = [
      "ResourceArn": "arn:aws:sms-voice:eu-west-1:123456789012:opt-out-list/new"
    ]
    #expect(try bench.refusal("ListTagsForResource", tags) == "ResourceNotFoundException")
    bench.step = 2
    #expect(try bench.rows("DescribeOptOutLists", "OptOutLists", byName).count == 1)
  }

  @Test func `do not keep writes from the present`() throws {
    let bench = try bench()
    let tagged: JSONObject = ["OptOutListName": "new", "ClientToken": "t"]
    let made = try bench.call("CreateOptOutList", tagged)
    #expect(try bench.call("CreateOptOutList", tagged) == made)
    #expect(
      try bench.refusal("CreateOptOutList", ["OptOutListName": "new"])
        == "ConflictException RESOURCE_ALREADY_EXISTS"
    )
    try bench.call("UpdatePhoneNumber", ["PhoneNumberId": "phone-b", "OptOutListName": "new"])
    try bench.call(
      "TagResource",
      [
        "ResourceArn": made["OptOutListArn"],
        "Tags": [.object(["Key": "team", "Value": "growth"])],
      ]
    )
  }

  @Test func `show a pool as it was, active or not`() throws {
    let bench = try bench()
    let pool = try bench.call(
      "CreatePool",
      ["OriginationIdentity": "phone-b", "MessageType": "TRANSACTIONAL"]
    )
    let byID: JSONObject = ["PoolIds": .array([try #require(pool["PoolId"])])]
    for _ in 0..<3 {
      #expect(try bench.refusal("DescribePools", byID) == "ResourceNotFoundException")
    }
    let states = try (0..<2).map { _ in
      try bench.rows("DescribePools", "Pools", byID).first?["Status"]?.text
    }
    #expect(states == ["CREATING", "ACTIVE"])
  }

  @Test func `are of their own region`() throws {
    let bench = try bench()
    try bench.call("CreateOptOutList", ["OptOutListName": "new"])
    bench.region = "us-east-1"
    #expect(try names(bench) == ["Default"])
    bench.step = 2
    bench.region = "eu-west-1"
    #expect(try names(bench).contains("new"))
  }
}

@Suite struct `Activation` {
  @Test func `takes as long as it is told`() throws {
    let bench = try Bench.make(seed: numbersSeed, activation: .seconds(3))
    let pool = try bench.call(
      "CreatePool",
      ["OriginationIdentity": "phone-b", "MessageType": "TRANSACTIONAL"]
    )
    let byID: JSONObject = ["PoolIds": .array([try #require(pool["PoolId"])])]
    let states = try (0..<2).map { _ in
      try bench.rows("DescribePools", "Pools", byID).first?["Status"]?.text
    }
    #expect(states == ["CREATING", "ACTIVE"])
  }
}
