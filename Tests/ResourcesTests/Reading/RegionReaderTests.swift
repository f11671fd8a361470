import Foundation
import Resources
import SMSVoice
import Synchronization
import Testing

@Suite struct `The reader of a region` {
  static var lists: Cloud {
    var cloud = Cloud()
    cloud.optOutLists = ["a", "b", "c", "d", "e"]
    cloud.pageSize = 2
    return cloud
  }

  @Test func `asks for every page`() async throws {
    let service = FakeService(Self.lists)
    let reader = RegionReader(service: service, region: "us-east-1")
    #expect(try await reader.optOutLists().keys.sorted() == ["a", "b", "c", "d", "e"])
    #expect(
      service.calls.map(\.text) == [
        #"{"MaxResults":100,"Owner":"SELF"}"#,
        #"{"MaxResults":100,"NextToken":"2","Owner":"SELF"}"#,
        #"{"MaxResults":100,"NextToken":"4","Owner":"SELF"}"#,
      ]
    )
    #expect(service.calls.allSatisfy { $0.region == "us-east-1" })
  }

  @Test func `takes an empty token for the end`() async throws {
    let service = FakeService()
    service.tell("DescribeOptOutLists") { _ in ["OptOutLists": [], "NextToken": ""] }
    let reader = RegionReader(service: service, region: "us-east-1")
    #expect(try await reader.optOutLists().isEmpty)
    #expect(service.calls.count == 1)
  }

  @Test func `reads a list once, however many ask for it at once`() async throws {
    let service = FakeService(Self.lists)
    let reader = RegionReader(service: service, region: "us-east-1")
    try await withThrowingTaskGroup(of: Int.self) { group in
      for _ in 0..<10 { group.addTask { try await reader.optOutLists().count } }
      for try await count in group { #expect(count == 5) }
    }
    #expect(service.calls.count == 3)
  }

  @Test func `asks for the built-in keywords where they are not listed`() async throws {
    var cloud = Cloud()
    cloud.hidesBuiltInKeywords = true
    cloud.keywords["pool-1"] = [.keyword("join", "Hi", "OPT_IN")]
    let service = FakeService(cloud)
    let reader = RegionReader(service: service, region: "us-east-1")
    #expect(try await reader.keywords(of: "pool-1").keys.contains("JOIN"))
    #expect(
      service.calls.map(\.text) == [
        #"{"MaxResults":100,"OriginationIdentity":"pool-1"}"#,
        #"{"Keywords":["HELP","STOP"],"OriginationIdentity":"pool-1"}"#,
      ]
    )
  }

  @Test func `passes an error on to all who ask`() async throws {
    let service = FakeService()
    service.tell("DescribePools") { _ in throw ServiceError.make(.accessDenied) }
    let reader = RegionReader(service: service, region: "us-east-1")
    await #expect(throws: ServiceError.make(.accessDenied)) { try await reader.pools() }
    await #expect(throws: ServiceError.make(.accessDenied)) { try await reader.pools() }
    #expect(service.calls.count == 1)
  }

  /// The set's reading is over only when that of the protect configurations is, which it has cancelled
  /// and for which the other kind waits, too.
  @Test func `tells of the error, not of the readings that it cancelled`() async throws {
    let yaml = """
      protectConfigurations:
        strict: { sms: { default: BLOCK } }
      configurationSets:
        codes: { protectConfiguration: strict }

      """
    let region = try manifest(yaml).regions[0]
    for _ in 0..<20 {
      await #expect(throws: ServiceError.make(.accessDenied)) {
        try await RegionObservation.observe(
          region,
          options: PlanOptions(now: .distantPast),
          through: HaltingService()
        )
      }
    }
  }
}

/// Many sender IDs are many pages, and a tenth of the time that their tags take.
@Suite struct `Tags of sender IDs` {
  @Test(.timeLimit(.minutes(10)))
  func `are read while pages of the list are still to come`() async throws {
    let countries = ["DE", "DK", "FR", "NO", "PT"]
    let region = try manifest(
      "senderIds: { SHOP: { countries: [\(countries.joined(separator: ", "))], tags: { a: b } } }\n"
    ).regions[0]
    var cloud = Cloud()
    cloud.pageSize = 2
    cloud.senderIDs = countries.map { .senderID("SHOP", $0) }
    let service = PatientService(FakeService(cloud))
    _ = try await RegionObservation.observe(
      region,
      options: PlanOptions(now: .distantPast),
      through: service
    )
    let calls = service.fake.calls
    #expect(calls.count { $0.operation == "DescribeSenderIds" } == 3)
    #expect(calls.count { $0.operation == "ListTagsForResource" } == countries.count)
  }
}

/// Answers no page of sender IDs but the first before somebody has asked for tags.
private struct PatientService: SMSVoiceService {
  let fake: FakeService
  private let tags: AsyncStream<Never>
  private let isAsked: AsyncStream<Never>.Continuation

  init(_ fake: FakeService) {
    self.fake = fake
    (tags, isAsked) = AsyncStream.makeStream(of: Never.self)
  }

  func send(_ request: ServiceRequest) async throws -> ServiceResponse {
    switch request.operation {
    case "ListTagsForResource": isAsked.finish()
    case "DescribeSenderIds" where String(decoding: request.body, as: UTF8.self).contains("Token"):
      for await _ in tags {}
    default: break
    }
    return try await fake.send(request)
  }
}

/// Refuses to list configuration sets, and lists nothing else before it is cancelled.
private struct HaltingService: SMSVoiceService {
  func send(_ request: ServiceRequest) async throws -> ServiceResponse {
    if request.operation == "DescribeConfigurationSets" { throw ServiceError.make(.accessDenied) }
    for await _ in AsyncStream<Never>.makeStream().stream {}
    throw CancellationError()
  }
}

/// The reads of a plan, call by call.
@Suite struct `The budget of reads` {
  static func reads(_ yaml: String, on cloud: Cloud = Cloud()) async throws -> [String] {
    try await TestPlan(yaml, on: cloud).reads.map {
      $0.replacing("arn:aws:sms-voice:us-east-1:123456789012:", with: "")
    }.sorted()
  }

  static let all = #"{"MaxResults":100,"Owner":"SELF"}"#

  @Test func `of an empty manifest is nothing`() async throws {
    #expect(try await Self.reads("optOutLists: {}\n") == [])
  }

  @Test func `is one list for each kind that the manifest has`() async throws {
    #expect(
      try await Self.reads("optOutLists: { a: , b: }\n") == ["DescribeOptOutLists \(Self.all)"]
    )
    #expect(
      try await Self.reads("senderIds: { EXAMPLECO: { countries: { all: no-registration } } }\n")
        == ["DescribeSenderIds \(Self.all)"]
    )
    #expect(
      try await Self.reads(ProtectBench.yaml("sms: { default: BLOCK }"))
        == [#"DescribeProtectConfigurations {"MaxResults":100}"#]
    )
    #expect(
      try await Self.reads(SetBench.yaml("messageFeedback: true"))
        == [#"DescribeConfigurationSets {"MaxResults":100}"#]
    )
  }

  @Test func `has no numbers for a pool without any`() async throws {
    let creation = `The creation of what has no name`.self
    #expect(
      try await Self.reads(creation.yaml, on: creation.cloud)
        == ["DescribePools \(Self.all)", "DescribeSenderIds \(Self.all)"]
    )
  }

  @Test func `has a page for each hundred`() async throws {
    var cloud = Cloud()
    cloud.senderIDs = CountryTable.bundled.withoutRegistration.map {
      .senderID("EXAMPLECO", $0.iso)
    }
    let yaml = "senderIds: { EXAMPLECO: { countries: { all: no-registration } } }\n"
    #expect(try await Self.reads(yaml, on: cloud).count == 2)
  }

  @Test func `has the tags of what is managed by tags or about to be written`() async throws {
    var cloud = Cloud()
    cloud.senderIDs = [.senderID("EXAMPLECO", "DE"), .senderID("EXAMPLECO", "FR", protected: true)]
    let changed = try await Self.reads(
      "senderIds: { EXAMPLECO: { countries: [DE, FR], deletionProtection: true } }\n",
      on: cloud
    )
    #expect(
      changed == [
        "DescribeSenderIds \(Self.all)",
        #"ListTagsForResource {"ResourceArn":"sender-id/EXAMPLECO/DE"}"#,
      ]
    )
    let tagged = try await Self.reads(
      "defaults: { tags: { a: b } }\nsenderIds: { EXAMPLECO: { countries: [DE, FR] } }\n",
      on: cloud
    )
    #expect(tagged.count == 3)
  }

  @Test func `has what hangs on each parent that the manifest names`() async throws {
    var cloud = `A live pool`.cloud(members: [.member(number: PoolBench.first)])
    cloud.pools.append(.pool("pool-2"))
    cloud.protectConfigurations = [
      .protectConfiguration("protect-1"), .protectConfiguration("protect-2"),
    ]
    cloud.tags[ProtectBench.arn] = ProtectBench.ours
    cloud.configurationSets = [
      .configurationSet("otp", ["ProtectConfigurationId": "protect-1"]), .configurationSet("x"),
    ]
    let yaml =
      PoolBench.yaml(
        "keywords: { HELP: { message: Help text } }",
        originators: "[{ phoneNumber: a }, { phoneNumber: b }]"
      )
      + ProtectBench.yaml("sms: { default: ALLOW }, voice: { allow: [US] }, numberOverrides: {}")
      + SetBench.yaml("protectConfiguration: signup")
    #expect(
      try await Self.reads(yaml, on: cloud) == [
        #"DescribeConfigurationSets {"MaxResults":100}"#,
        #"DescribeKeywords {"MaxResults":100,"OriginationIdentity":"phone-12065550101"}"#,
        #"DescribeKeywords {"MaxResults":100,"OriginationIdentity":"pool-1"}"#,
        "DescribeOptOutLists \(Self.all)", "DescribePhoneNumbers \(Self.all)",
        "DescribePools \(Self.all)", #"DescribeProtectConfigurations {"MaxResults":100}"#,
        #"GetProtectConfigurationCountryRuleSet {"NumberCapability":"SMS","ProtectConfigurationId":"protect-1"}"#,
        #"GetProtectConfigurationCountryRuleSet {"NumberCapability":"VOICE","ProtectConfigurationId":"protect-1"}"#,
        #"ListPoolOriginationIdentities {"MaxResults":100,"PoolId":"pool-1"}"#,
        #"ListProtectConfigurationRuleSetNumberOverrides {"MaxResults":100,"ProtectConfigurationId":"protect-1"}"#,
        #"ListTagsForResource {"ResourceArn":"phone-number/phone-12065550101"}"#,
        #"ListTagsForResource {"ResourceArn":"pool/pool-1"}"#,
        #"ListTagsForResource {"ResourceArn":"pool/pool-2"}"#,
        #"ListTagsForResource {"ResourceArn":"protect-configuration/protect-1"}"#,
        #"ListTagsForResource {"ResourceArn":"protect-configuration/protect-2"}"#,
      ]
    )
  }
}
