import Foundation
import Resources
import SMSVoice
import Synchronization
import Testing

/// `--bulk-tags` where what it reads is not, or not only, as declared.
@Suite struct `Tags in bulk` {
  static let countries = ["AE", "CA", "DE", "FR", "MX", "NO", "PT", "US"]
  static let brands = ["AAA", "BBB", "CCC"]
  static let doubtful = "sender-id/BBB/DE"
  static let ours = ["smsctl:project": "checkout", "team": "sms"]

  static let yaml = """
    formerProjects: [old]
    defaults: { tags: { team: sms } }
    senderIds:
      AAA: { countries: [AE, CA, DE, FR, MX, NO, PT, US] }
      BBB: { countries: [AE, CA, DE, FR, MX, NO, PT, US], deletionProtection: false }
      CCC: { countries: [AE, CA, DE, FR, MX, NO, PT, US] }

    """

  /// 24 sender IDs as `yaml` has them.
  static var cloud: Cloud {
    var cloud = Cloud()
    for brand in brands {
      for country in countries {
        cloud.senderIDs.append(.senderID(brand, country))
        cloud.tags[Cloud.arn("sender-id/\(brand)/\(country)")] = ours
      }
    }
    return cloud
  }

  /// Something about one sender ID for which the bulk answer does not do.
  struct Doubt: Sendable, CustomTestStringConvertible {
    var testDescription: String
    /// What the tagging API tells of it; nil for nothing.
    var told: [String: String]?
    /// What it really has.
    var real = ours
    var isProtected = false
    var adopt: [String] = []

    init(
      _ description: String,
      told: [String: String]?,
      real: [String: String] = ours,
      isProtected: Bool = false,
      adopt: [String] = []
    ) {
      testDescription = description
      self.told = told
      self.real = real
      self.isProtected = isProtected
      self.adopt = adopt
    }

    var cloud: Cloud {
      var cloud = `Tags in bulk`.cloud
      let arn = Cloud.arn(doubtful)
      cloud.bulkTags = cloud.tags
      cloud.bulkTags?[arn] = told
      cloud.tags[arn] = real
      let index = cloud.senderIDs.firstIndex { $0["SenderIdArn"]?.text == arn }
      if isProtected, let index {
        cloud.senderIDs[index] = .senderID("BBB", "DE", protected: true)
      }
      return cloud
    }
  }

  static let unowned = ["team": "sms"]
  static let foreign = ["smsctl:project": "other", "team": "sms"]

  static let doubts = [
    Doubt("it is not in the answer", told: nil),
    Doubt("it has no tag of ours", told: unowned, real: unowned),
    Doubt("it has no tag of ours any more", told: nil, real: unowned),
    Doubt("it is another project's", told: foreign, real: foreign),
    Doubt("it was another project's", told: foreign),
    Doubt("it is a former project's", told: ["smsctl:project": "old", "team": "sms"]),
    Doubt("a tag differs", told: ["smsctl:project": "checkout", "team": "ops"]),
    Doubt("a tag is missing", told: ["smsctl:project": "checkout"]),
    Doubt("a tag is missing indeed", told: ["smsctl:project": "checkout"], real: ["team": "ops"]),
    Doubt("an attribute differs", told: ours, isProtected: true),
    Doubt("an attribute differs, and the owner too", told: ours, real: foreign, isProtected: true),
    Doubt("--adopt names it", told: ours, adopt: ["us-east-1/sender-id/BBB/DE"]),
    Doubt("--adopt names it, and it is nobody's", told: ours, real: unowned, adopt: ["*/BBB/DE"]),
  ]

  /// The ARNs whose tags were read one by one.
  private func singles(_ plan: TestPlan) -> [String] {
    plan.service.calls.filter { $0.operation == "ListTagsForResource" }
      .compactMap { $0.body["ResourceArn"]?.text?.replacing(Cloud.arn(""), with: "") }.sorted()
  }

  private func pages(_ plan: TestPlan) -> Int {
    plan.service.calls.count { $0.operation == "GetResources" }
  }

  @Test(arguments: doubts)
  func `are not believed where`(_ doubt: Doubt) async throws {
    let plain = try await TestPlan(Self.yaml, on: doubt.cloud, adopt: doubt.adopt)
    let bulk = try await TestPlan(
      Self.yaml,
      on: doubt.cloud,
      adopt: doubt.adopt,
      readsTagsInBulk: true
    )
    #expect(singles(plain).count == 24)
    #expect(singles(bulk) == [Self.doubtful])
    #expect(bulk.changes == plain.changes)
    #expect(bulk.actions == plain.actions)
    #expect(bulk.steps == plain.steps)
  }

  @Test func `are believed where they leave nothing to do`() async throws {
    var cloud = Self.cloud
    cloud.bulkTags = cloud.tags
    // The next plan finds it.
    cloud.tags[Cloud.arn(Self.doubtful)] = Self.unowned
    let plan = try await TestPlan(Self.yaml, on: cloud, readsTagsInBulk: true)
    #expect(singles(plan) == [])
    #expect(plan.changes == "")
    #expect(
      plan.reads.sorted() == [
        #"DescribeSenderIds {"MaxResults":100,"Owner":"SELF"}"#,
        #"GetResources {"ResourceTypeFilters":["sms-voice:sender-id"],"ResourcesPerPage":100,"TagFilters":[{"Key":"smsctl:project","Values":["checkout"]}]}"#,
      ]
    )
  }

  @Test(arguments: [(20, 0), (21, 1)])
  func `are read where that saves calls`(_ count: Int, _ expected: Int) async throws {
    let fields = "defaults: { tags: { team: sms } }\nsenderIds:\n"
    let yaml = zip(Self.brands, [8, 8, count - 16]).reduce(into: fields) { text, brand in
      let countries = Self.countries.prefix(brand.1).joined(separator: ", ")
      text += "  \(brand.0): { countries: [\(countries)] }\n"
    }
    let plan = try await TestPlan(yaml, on: Self.cloud, readsTagsInBulk: true)
    #expect(pages(plan) == expected)
    #expect(singles(plan).count == (expected == 0 ? count : 0))
  }

  @Test func `are not read where no tag is managed`() async throws {
    let lines = Self.yaml.split(separator: "\n").dropFirst(2).joined(separator: "\n") + "\n"
    let plan = try await TestPlan(lines, on: Self.cloud, readsTagsInBulk: true)
    #expect(pages(plan) == 0)
    #expect(singles(plan) == [])
  }

  @Test func `are not what a deletion goes by`() async throws {
    var cloud = Self.cloud
    cloud.senderIDs += [.senderID("DDD", "DE"), .senderID("DDD", "FR")]
    cloud.tags[Cloud.arn("sender-id/DDD/DE")] = Self.ours
    cloud.bulkTags = cloud.tags
    cloud.bulkTags?[Cloud.arn("sender-id/DDD/FR")] = Self.ours
    let plan = try await TestPlan(
      Self.yaml,
      on: cloud,
      prune: true,
      allowDelete: ["us-east-1/sender-id/DDD/DE", "us-east-1/sender-id/DDD/FR"],
      readsTagsInBulk: true
    )
    let expected = ["opt-out-list/Default", "sender-id/DDD/DE", "sender-id/DDD/FR"]
    #expect(singles(plan) == expected)
    #expect(plan.actions.filter { !$0.hasPrefix("none") } == ["delete sender-id/DDD/DE"])
  }

  @Test(arguments: [1, 2, 3])
  func `count for nothing when a page is not there`(_ failing: Int) async throws {
    var cloud = Self.cloud
    cloud.pageSize = 10
    let count = Mutex(0)
    let plan = try await TestPlan(
      Self.yaml,
      on: cloud,
      answering: { operation, answer in
        guard operation == "GetResources" else { return answer }
        let page = count.withLock { count in
          count += 1
          return count
        }
        // A list where a text is expected: nobody can read that.
        return page == failing ? ["PaginationToken": []] : answer
      },
      readsTagsInBulk: true
    )
    #expect(pages(plan) == failing)
    #expect(singles(plan).count == 24)
    #expect(plan.changes == "")
  }
}
