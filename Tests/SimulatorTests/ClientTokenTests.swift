import Simulator
import Testing

@Suite struct `A client token` {
  @Test func `brings the same result again and makes nothing twice`() throws {
    let bench = try Bench.make()
    let input: JSONObject = ["ClientToken": "t1", "Tags": [.object(["Key": "a", "Value": "b"])]]
    let first = try bench.call("CreateProtectConfiguration", input)
    let second = try bench.call("CreateProtectConfiguration", input)
    #expect(first == second)
    let rows = try bench.rows("DescribeProtectConfigurations", "ProtectConfigurations")
    #expect(rows.count == 1)
  }

  @Test func `brings a refusal for the state of things again`() throws {
    let bench = try Bench.make()
    let input: JSONObject = ["OptOutListName": "otp", "ClientToken": "t1"]
    try bench.call("CreateOptOutList", ["OptOutListName": "otp"])
    let refusal = "ConflictException RESOURCE_ALREADY_EXISTS"
    #expect(try bench.refusal("CreateOptOutList", input) == refusal)
    try bench.call("DeleteOptOutList", ["OptOutListName": "otp"])
    #expect(try bench.refusal("CreateOptOutList", input) == refusal)
    try bench.call("CreateOptOutList", ["OptOutListName": "otp", "ClientToken": "t2"])
  }

  @Test func `can be made to forget refusals`() throws {
    let bench = try Bench.make(assume: ["client-token-failures=forgotten"])
    let input: JSONObject = ["OptOutListName": "otp", "ClientToken": "t1"]
    try bench.call("CreateOptOutList", ["OptOutListName": "otp"])
    _ = try bench.refusal("CreateOptOutList", input)
    try bench.call("DeleteOptOutList", ["OptOutListName": "otp"])
    try bench.call("CreateOptOutList", input)
  }

  @Test func `does not pin what throttling or validation refuse`() throws {
    let bench = try Bench.make()
    let wrong: JSONObject = ["OptOutListName": "a b", "ClientToken": "t1"]
    _ = try bench.refusal("CreateOptOutList", wrong)
    try bench.call("CreateOptOutList", ["OptOutListName": "a", "ClientToken": "t1"])
  }

  @Test(
    arguments: [
      ("conflict", "ConflictException"), ("validation", "ValidationException INVALID_PARAMETER"),
    ]
  )
  func `with other parameters is refused`(value: String, refusal: String) throws {
    let bench = try Bench.make(assume: ["client-token-mismatch=\(value)"])
    try bench.call("CreateOptOutList", ["OptOutListName": "a", "ClientToken": "t1"])
    let other: JSONObject = ["OptOutListName": "b", "ClientToken": "t1"]
    #expect(try bench.refusal("CreateOptOutList", other) == refusal)
  }

  @Test func `counts for one operation and region`() throws {
    let bench = try Bench.make()
    try bench.call("CreateOptOutList", ["OptOutListName": "a", "ClientToken": "t1"])
    try bench.call("CreateConfigurationSet", ["ConfigurationSetName": "a", "ClientToken": "t1"])
    bench.region = "us-east-1"
    try bench.call("CreateOptOutList", ["OptOutListName": "b", "ClientToken": "t1"])
  }
}
