import Foundation
import Simulator
import Testing

/// `GetResources` of the Resource Groups Tagging API.
@Suite struct `Resources by their tags` {
  private static let seed = """
    {"eu-west-1": {
      "optOutLists": [{"name": "otp", "tags": {"team": "sms"}}],
      "senderIds": [
        {"name": "BRAND", "country": "DE", "tags": {"smsctl:project": "shop", "team": "sms"}},
        {"name": "BRAND", "country": "FR", "tags": {"smsctl:project": "shop"}},
        {"name": "BRAND", "country": "NO", "tags": {"smsctl:project": "other"}},
        {"name": "BRAND", "country": "SE"}
      ],
      "phoneNumbers": [
        {"id": "phone-a", "number": "+12065550100", "country": "US", "tags": {"smsctl:project": "shop"}}
      ]}}
    """

  private static func filter(_ key: String, _ values: JSON? = nil) -> JSON {
    .object(["Key": .string(key), "Values": values])
  }

  private static let shop: JSON = [filter("smsctl:project", ["shop"])]

  /// What the ARNs of an answer end in.
  private func names(_ answer: Answer) throws -> [String] {
    let body = try #require(try JSONReader.value(from: answer.body).fields)
    let rows = body["ResourceTagMappingList"]?.elements ?? []
    return rows.compactMap { $0.fields?["ResourceARN"]?.text }
      .map { $0.replacing("arn:aws:sms-voice:eu-west-1:123456789012:", with: "") }.sorted()
  }

  private func token(_ answer: Answer) throws -> String? {
    try JSONReader.value(from: answer.body).fields?["PaginationToken"]?.text
  }

  @Test(
    arguments: [
      (
        [:],
        [
          "opt-out-list/otp", "phone-number/phone-a", "sender-id/BRAND/DE", "sender-id/BRAND/FR",
          "sender-id/BRAND/NO",
        ]
      ),
      (
        ["TagFilters": shop],
        ["phone-number/phone-a", "sender-id/BRAND/DE", "sender-id/BRAND/FR"]
      ),
      (
        ["TagFilters": shop, "ResourceTypeFilters": ["sms-voice:sender-id"]],
        ["sender-id/BRAND/DE", "sender-id/BRAND/FR"]
      ),
      (
        ["TagFilters": [filter("team")], "ResourceTypeFilters": ["sms-voice"]],
        ["opt-out-list/otp", "sender-id/BRAND/DE"]
      ),
      (
        [
          "TagFilters": [filter("team"), filter("smsctl:project", ["shop", "other"])]
        ],
        ["sender-id/BRAND/DE"]
      ),
      (["ResourceTypeFilters": ["s3:bucket"]], []),
    ] as [(JSONObject, [String])]
  )
  func `are those that pass all filters`(_ input: JSONObject, _ expected: [String]) throws {
    let answer = try Bench.make(seed: Self.seed).resources(input)
    #expect(answer.status == 200)
    #expect(answer.contentType == "application/x-amz-json-1.1")
    #expect(try names(answer) == expected)
    #expect(try token(answer) == "")
  }

  @Test func `come with all their tags`() throws {
    let answer = try Bench.make(seed: Self.seed)
      .resources([
        "TagFilters": [Self.filter("team")], "ResourceTypeFilters": ["sms-voice:sender-id"],
      ])
    #expect(
      String(decoding: answer.body, as: UTF8.self) == """
        {"PaginationToken":"","ResourceTagMappingList":[{"ResourceARN":\
        "arn:aws:sms-voice:eu-west-1:123456789012:sender-id/BRAND/DE","Tags":[\
        {"Key":"smsctl:project","Value":"shop"},{"Key":"team","Value":"sms"}]}]}
        """
    )
  }

  @Test func `come in pages`() throws {
    let bench = try Bench.make(seed: Self.seed)
    var found: [String] = []
    var next = ""
    for size in [2, 2, 1] {
      let answer = bench.resources([
        "ResourcesPerPage": .integer(2), "PaginationToken": .string(next),
      ])
      let page = try names(answer)
      #expect(page.count == size)
      found += page
      next = try #require(try token(answer))
    }
    #expect(next == "")
    #expect(Set(found).count == 5)
  }

  @Test(
    arguments: [
      (["ResourcesPerPage": .integer(101)], "InvalidParameterException"),
      (["PaginationToken": "garbage"], "InvalidParameterException"),
      (["TagFilters": [.object(["Values": ["shop"]])]], "InvalidParameterException"),
      (["ResourceARNList": ["arn:aws:sms-voice:eu-west-1:1:pool/x"]], "InvalidParameterException"),
    ] as [(JSONObject, String)]
  )
  func `are not there for what cannot be asked`(_ input: JSONObject, _ code: String) throws {
    #expect(try Bench.make(seed: Self.seed).resources(input).outcome == code)
  }

  @Test func `are asked for in the name of their own service`() throws {
    let bench = try Bench.make(seed: Self.seed)
    #expect(bench.resources([:], signedFor: "sms-voice").outcome == "InvalidSignatureException")
    #expect(
      bench.resources([:], contentType: "application/x-amz-json-1.0").outcome
        == "SerializationException"
    )
    #expect(try bench.refusal("GetResources") == "UnknownOperationException")
  }

  @Test func `lag, fail and are throttled like all else`() throws {
    let lagging = try Bench.make(seed: Self.seed, consistencyLag: .seconds(3))
    _ = try names(lagging.resources([:]))
    try lagging.call(
      "UntagResource",
      [
        "ResourceArn": "arn:aws:sms-voice:eu-west-1:123456789012:opt-out-list/otp",
        "TagKeys": ["team"],
      ]
    )
    #expect(try names(lagging.resources([:])).count == 5)
    #expect(try names(lagging.resources([:])).count == 4)

    let failing = try Bench.make(seed: Self.seed, faults: ["GetResources:500"])
    #expect(failing.resources([:]).outcome == "InternalServerException")
    failing.step = 0
    #expect(failing.resources([:]).outcome == "200")
    #expect(failing.resources([:]).outcome == "ThrottlingException")
  }

  @Test func `take an action of their own`() throws {
    func policy(_ action: String) -> String {
      #"{"Statement": [{"Effect": "Allow", "Action": "\#(action)", "Resource": "*"}]}"#
    }
    let denied = try Bench.make(seed: Self.seed, policy: policy("sms-voice:*")).resources([:])
    #expect(denied.outcome == "AccessDeniedException")
    let allowed = try Bench.make(seed: Self.seed, policy: policy("tag:GetResources"))
    #expect(allowed.resources([:]).outcome == "200")
  }
}

extension Bench {
  /// Calls `GetResources`.
  fileprivate func resources(
    _ members: JSONObject,
    signedFor service: String = "tagging",
    contentType: String = "application/x-amz-json-1.1"
  ) -> Answer {
    send(
      ReceivedRequest(
        headers: [
          "content-type": contentType,
          "x-amz-target": "ResourceGroupsTaggingAPI_20170126.GetResources",
          "test-region": region, "test-service": service,
        ],
        body: Data(JSON.object(members).serialized.utf8)
      )
    )
  }
}
