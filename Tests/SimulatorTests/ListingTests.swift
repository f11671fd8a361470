import Simulator
import Testing

@Suite struct `A listing` {
  @Test func `comes in pages that a token links`() throws {
    let bench = try Bench.make()
    for name in ["a", "b", "c", "d"] {
      try bench.call("CreateOptOutList", ["OptOutListName": .string(name)])
    }
    var names: [String] = []
    var sizes: [Int] = []
    var input: JSONObject = ["MaxResults": .integer(2)]
    repeat {
      let page = try bench.call("DescribeOptOutLists", input)
      let rows = page["OptOutLists"]?.elements?.compactMap(\.fields) ?? []
      names += rows.compactMap { $0["OptOutListName"]?.text }
      sizes.append(rows.count)
      input["NextToken"] = page["NextToken"]
    } while input["NextToken"] != nil
    #expect(names == ["Default", "a", "b", "c", "d"])
    #expect(sizes == [2, 2, 1])
  }

  @Test func `refuses tokens it did not give`() throws {
    let bench = try Bench.make(assume: ["default-page-size=10"])
    for number in 0..<12 {
      try bench.call("CreateOptOutList", ["OptOutListName": .string("list-\(number)")])
    }
    let refusal = "ValidationException INVALID_NEXT_TOKEN"
    #expect(try bench.refusal("DescribeOptOutLists", ["NextToken": "abc"]) == refusal)
    let token = try bench.call("DescribeOptOutLists")["NextToken"]
    #expect(token != nil)
    #expect(try bench.refusal("DescribePools", ["NextToken": token]) == refusal)
  }

  @Test func `by id is all or nothing and excludes an owner`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let some: JSONObject = ["PhoneNumberIds": ["phone-a", "phone-x"]]
    #expect(try bench.refusal("DescribePhoneNumbers", some) == "ResourceNotFoundException")
    let owned: JSONObject = ["PhoneNumberIds": ["phone-a"], "Owner": "SELF"]
    let refusal = "ValidationException PARAMETERS_CANNOT_BE_USED_TOGETHER"
    #expect(try bench.refusal("DescribePhoneNumbers", owned) == refusal)
  }

  @Test func `is narrowed by filters, all of which must hold`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    func ids(_ filters: [(String, [String])]) throws -> [String] {
      let list = filters.map { name, values in
        JSON.object(["Name": .string(name), "Values": .strings(values)])
      }
      return try bench.rows("DescribePhoneNumbers", "PhoneNumbers", ["Filters": .array(list)])
        .compactMap { $0["PhoneNumberId"]?.text }
    }
    #expect(try ids([("two-way-enabled", ["true"])]) == ["phone-a"])
    #expect(try ids([("number-capability", ["VOICE"])]) == ["phone-a"])
    #expect(try ids([("status", ["PENDING"]), ("iso-country-code", ["US"])]) == ["phone-p"])
    #expect(try ids([("opt-out-list-name", ["otp", "other"])]) == ["phone-a"])
    #expect(try ids([("message-type", ["PROMOTIONAL"]), ("status", ["PENDING"])]) == [])
  }

  @Test func `shows what others share only when asked, unless assumed otherwise`() throws {
    let bench = try Bench.make()
    #expect(try bench.rows("DescribePools", "Pools").isEmpty)
    #expect(try bench.rows("DescribePools", "Pools", ["Owner": "SHARED"]).count == 1)
    let open = try Bench.make(assume: ["owner-omitted=all"])
    let names = try open.rows("DescribeOptOutLists", "OptOutLists").map { $0["OptOutListName"] }
    #expect(names == ["Default", "shared-by-another-account"])
    #expect(try open.rows("DescribeOptOutLists", "OptOutLists", ["Owner": "SELF"]).count == 1)
  }
}
