import Simulator
import Testing

@Suite struct `An opt-out list` {
  @Test func `called Default is always there and stays`() throws {
    let bench = try Bench.make()
    let rows = try bench.rows("DescribeOptOutLists", "OptOutLists")
    #expect(rows.map { $0["OptOutListName"] } == ["Default"])
    #expect(
      try bench.refusal("DeleteOptOutList", ["OptOutListName": "Default"])
        == "ConflictException RESOURCE_DELETION_NOT_ALLOWED"
    )
  }

  @Test func `in use cannot be deleted`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    #expect(
      try bench.refusal("DeleteOptOutList", ["OptOutListName": "otp"])
        == "ConflictException RESOURCE_DELETION_NOT_ALLOWED"
    )
  }

  @Test func `is one of twenty-five, with Default`() throws {
    let bench = try Bench.make()
    for number in 1..<25 {
      try bench.call("CreateOptOutList", ["OptOutListName": .string("list-\(number)")])
    }
    #expect(
      try bench.refusal("CreateOptOutList", ["OptOutListName": "one-more"])
        == "ServiceQuotaExceededException OPT_OUT_LISTS_PER_ACCOUNT"
    )
  }

  @Test func `holds numbers, with their plus`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let key: JSONObject = ["OptOutListName": "otp", "OptedOutNumber": "491717654321"]
    let put = try bench.call("PutOptedOutNumber", key)
    #expect(put["OptedOutNumber"] == "+491717654321")
    #expect(put["EndUserOptedOut"] == false)
    let list: JSONObject = ["OptOutListName": "otp"]
    let rows = try bench.rows("DescribeOptedOutNumbers", "OptedOutNumbers", list)
    #expect(rows.map { $0["OptedOutNumber"] } == ["+491711234567", "+491717654321"])
    try bench.call("DeleteOptedOutNumber", key)
    #expect(try bench.refusal("DeleteOptedOutNumber", key) == "ResourceNotFoundException")
  }
}

@Suite struct Tags {
  private static let arn: JSON = "arn:aws:sms-voice:eu-west-1:123456789012:opt-out-list/otp"

  private static func tag(_ key: String, _ value: String) -> JSON {
    .object(["Key": .string(key), "Value": .string(value)])
  }

  @Test func `are given at creation, changed and removed`() throws {
    let bench = try Bench.make()
    let created = try bench.call(
      "CreateOptOutList",
      ["OptOutListName": "otp", "Tags": [Self.tag("b", "2"), Self.tag("a", "1")]]
    )
    #expect(created["Tags"] == [Self.tag("a", "1"), Self.tag("b", "2")])
    try bench.call("TagResource", ["ResourceArn": Self.arn, "Tags": [Self.tag("a", "3")]])
    try bench.call("UntagResource", ["ResourceArn": Self.arn, "TagKeys": ["b", "missing"]])
    let list = try bench.call("ListTagsForResource", ["ResourceArn": Self.arn])
    #expect(list["Tags"] == [Self.tag("a", "3")])
  }

  @Test func `cannot begin with aws, be more than fifty, or belong to nothing`() throws {
    let bench = try Bench.make()
    try bench.call("CreateOptOutList", ["OptOutListName": "otp"])
    let reserved: JSONObject = ["ResourceArn": Self.arn, "Tags": [Self.tag("aws:x", "1")]]
    #expect(
      try bench.refusal("TagResource", reserved) == "ValidationException INVALID_PARAMETER"
    )
    let many = (0..<51).map { Self.tag("k\($0)", "") }
    #expect(
      try bench.refusal("TagResource", ["ResourceArn": Self.arn, "Tags": .array(many)])
        == "ServiceQuotaExceededException TAGS_PER_RESOURCE"
    )
    let missing: JSON = "arn:aws:sms-voice:eu-west-1:123456789012:pool/pool-x"
    #expect(
      try bench.refusal("ListTagsForResource", ["ResourceArn": missing])
        == "ResourceNotFoundException"
    )
    let foreign: JSON = "arn:aws:sns:eu-west-1:123456789012:topic"
    #expect(
      try bench.refusal("ListTagsForResource", ["ResourceArn": foreign])
        == "ValidationException INVALID_ARN"
    )
  }
}
