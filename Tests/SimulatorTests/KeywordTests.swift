import Simulator
import Testing

@Suite struct `A keyword` {
  private static func put(
    _ keyword: String,
    _ message: String = "Hello",
    action: String? = nil,
    on identity: String = "phone-b"
  ) -> JSONObject {
    [
      "OriginationIdentity": .string(identity), "Keyword": .string(keyword),
      "KeywordMessage": .string(message), "KeywordAction": .text(action),
    ]
  }

  private static let identity: JSONObject = ["OriginationIdentity": "phone-b"]

  @Test func `is set, replaced and deleted, in upper case`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let put = try bench.call("PutKeyword", Self.put("info"))
    #expect(put["Keyword"] == "INFO")
    #expect(put["KeywordAction"] == "AUTOMATIC_RESPONSE")
    #expect(put["OriginationIdentity"] == "phone-b")
    try bench.call("PutKeyword", Self.put("Info", "Bye", action: "OPT_OUT"))
    var input = Self.identity
    input["Keywords"] = ["INFO"]
    let row = try #require(try bench.rows("DescribeKeywords", "Keywords", input).first)
    #expect(row["KeywordMessage"] == "Bye")
    #expect(row["KeywordAction"] == "OPT_OUT")
    var delete = Self.identity
    delete["Keyword"] = "INFO"
    try bench.call("DeleteKeyword", delete)
    #expect(try bench.refusal("DeleteKeyword", delete) == "ResourceNotFoundException")
    #expect(try bench.refusal("DescribeKeywords", input) == "ResourceNotFoundException")
  }

  @Test func `that is built in changes its message only and stays`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let row = try bench.call("PutKeyword", Self.put("stop", "Gone"))
    #expect(row["KeywordAction"] == "OPT_OUT")
    try bench.call("PutKeyword", Self.put("HELP", action: "AUTOMATIC_RESPONSE"))
    #expect(
      try bench.refusal("PutKeyword", Self.put("HELP", action: "OPT_IN"))
        == "ConflictException RESOURCE_MODIFICATION_NOT_ALLOWED"
    )
    var delete = Self.identity
    delete["Keyword"] = "HELP"
    #expect(
      try bench.refusal("DeleteKeyword", delete)
        == "ConflictException RESOURCE_DELETION_NOT_ALLOWED"
    )
    let names = try bench.rows("DescribeKeywords", "Keywords", Self.identity)
      .map { $0["Keyword"] }
    #expect(names == ["HELP", "STOP"])
  }

  @Test func `is one of thirty`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    for number in 0..<28 { try bench.call("PutKeyword", Self.put("K\(number)")) }
    #expect(
      try bench.refusal("PutKeyword", Self.put("ONE-MORE"))
        == "ServiceQuotaExceededException KEYWORDS_PER_PHONE_NUMBER"
    )
  }

  @Test func `of a pooled number belongs to the pool`() throws {
    let bench = try Bench.make(seed: numbersSeed)
    let pool = try bench.call(
      "CreatePool",
      ["OriginationIdentity": "phone-b", "MessageType": "TRANSACTIONAL"]
    )
    #expect(
      try bench.refusal("PutKeyword", Self.put("INFO"))
        == "ConflictException PHONE_NUMBER_ASSOCIATED_TO_POOL"
    )
    let id = try #require(pool["PoolId"]?.text)
    try bench.call("PutKeyword", Self.put("INFO", on: id))
    let names = try bench.rows("DescribeKeywords", "Keywords", Self.identity)
      .map { $0["Keyword"] }
    #expect(names == ["HELP", "STOP", "INFO"])
  }

  @Test func `can be assumed to appear late`() throws {
    let bench = try Bench.make(assume: ["keyword-reads=lagging"], seed: numbersSeed)
    try bench.call("PutKeyword", Self.put("INFO"))
    #expect(try bench.rows("DescribeKeywords", "Keywords", Self.identity).count == 2)
    #expect(try bench.rows("DescribeKeywords", "Keywords", Self.identity).count == 3)
  }
}
