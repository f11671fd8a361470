import Planning
import Resources
import SMSVoice
import Testing

@Suite struct `Room in a quota` {
  typealias Room = QuotaHeadroom.Room

  private static func headroom(
    _ creations: Int,
    _ removals: Int = 0,
    source: ResourceQuota.Source = .account("SENDER_IDS"),
    known: Room? = nil
  ) -> QuotaHeadroom {
    QuotaHeadroom(
      region: "us-east-1",
      noun: "sender ID",
      source: source,
      creations: creations,
      removals: removals,
      known: known
    )
  }

  @Test(arguments: [
    (179, 200, 21, 0), (0, 25, 25, 0), (200, 200, 0, 5), (24, 25, 1, 3), (0, 1, 1, 0),
  ])
  func `is enough`(_ used: Int, _ limit: Int, _ creations: Int, _ removals: Int) {
    let verdict = Self.headroom(creations, removals)
      .verdict(["SENDER_IDS": Room(used: used, limit: limit)])
    #expect(verdict == .fits)
  }

  @Test(arguments: [
    (
      179, 200, 43, 0,
      "us-east-1: the plan makes 43 sender IDs, and the account has 21 of 200 left; ask AWS to raise SENDER_IDS"
    ),
    (
      200, 200, 1, 0,
      "us-east-1: the plan makes 1 sender ID, and the account has 0 of 200 left; ask AWS to raise SENDER_IDS"
    ),
    // More used than there may be, after AWS lowered the limit.
    (
      210, 200, 3, 2,
      "us-east-1: the plan makes 3 sender IDs and takes 2 away, and the account has 0 of 200 left; ask AWS to raise SENDER_IDS"
    ),
  ])
  func `is surely too little`(
    _ used: Int,
    _ limit: Int,
    _ creations: Int,
    _ removals: Int,
    _ told: String
  ) {
    let verdict = Self.headroom(creations, removals)
      .verdict(["SENDER_IDS": Room(used: used, limit: limit)])
    #expect(verdict == .impossible(told))
  }

  @Test(arguments: [(200, 1, 1), (198, 4, 2), (195, 6, 9)])
  func `may come too late`(_ used: Int, _ creations: Int, _ removals: Int) {
    let verdict = Self.headroom(creations, removals)
      .verdict(["SENDER_IDS": Room(used: used, limit: 200)])
    guard case .doubtful(let told) = verdict else {
      Issue.record("\(verdict)")
      return
    }
    #expect(told.hasPrefix("us-east-1: the plan makes \(creations) sender ID"))
    #expect(told.hasSuffix("what is made first may fail; a second run then makes it"))
  }

  @Test func `is not judged where the service does not tell it`() {
    #expect(Self.headroom(1000).verdict([:]) == .fits)
    #expect(Self.headroom(1000).verdict(["POOLS": Room(used: 25, limit: 25)]) == .fits)
    #expect(Self.headroom(1000, source: .manifest("pools")).verdict([:]) == .fits)
  }

  @Test(arguments: [(24, 1, true), (25, 1, false), (20, 6, false)])
  func `never fails for certain where the limit is only written down`(
    _ used: Int,
    _ creations: Int,
    _ isEnough: Bool
  ) {
    let source = ResourceQuota.Source.manifest("protectConfigurations")
    let known = Room(used: used, limit: 25)
    let verdict = Self.headroom(creations, source: source, known: known)
      .verdict(["SENDER_IDS": Room(used: 0, limit: 0)])
    switch verdict {
    case .fits: #expect(isEnough)
    case .doubtful(let told):
      #expect(!isEnough)
      #expect(told.contains("the account has \(25 - used) of 25 left"))
      #expect(told.contains("'limits: { protectConfigurations: ... }'"))
    case .impossible: Issue.record("\(verdict)")
    }
  }

  @Test func `is wanted where a plan makes something, by region and kind`() async throws {
    let yaml = """
      optOutLists: { a: , b: }
      senderIds: { EXAMPLECO: { countries: [DE, FR, JO] } }

      """
    let regions = "{ us-east-1: , eu-west-1: }"
    let all = try await Plan.headrooms(yaml, regions: regions)
    #expect(
      all.map { "\($0.region) \($0.creations) \($0.noun)" } == [
        "us-east-1 2 opt-out list", "us-east-1 2 sender ID", "eu-west-1 2 opt-out list",
        "eu-west-1 2 sender ID",
      ]
    )
    let lists = #"{"OptOutLists":[{"OptOutListArn":"arn:a","OptOutListName":"a"}]}"#
    let none = try await Plan.headrooms(
      "optOutLists: { a: }\n",
      ["DescribeOptOutLists": lists]
    )
    #expect(none.isEmpty)
  }

  @Test func `of protect configurations is known from those that were read`() async throws {
    let rows = (1...25).map {
      #"{"ProtectConfigurationArn":"arn:\#($0)","ProtectConfigurationId":"p\#($0)","AccountDefault":false,"DeletionProtectionEnabled":false,"CreatedTimestamp":0}"#
    }
    let answer = #"{"ProtectConfigurations":[\#(rows.joined(separator: ","))]}"#
    let all = try await Plan.headrooms(
      "protectConfigurations: { new: { sms: { default: BLOCK } } }\n",
      ["DescribeProtectConfigurations": answer]
    )
    #expect(all.map(\.known) == [Room(used: 25, limit: 25)])
  }
}
