import Foundation
import SMSVoice
import Testing

@Suite struct `The table of rates` {
  private struct File: Decodable {
    struct Row: Decodable {
      let operation: String
      let requestsPerSecond: Double
      let certainty: String
    }
    let rates: [Row]
  }

  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../spec/aws").standardizedFileURL

  @Test func `is that of the spec file`() throws {
    let data = try Data(contentsOf: Self.folder.appending(path: "rates.json"))
    let rows = try JSONDecoder().decode(File.self, from: data).rates
      .sorted { $0.operation < $1.operation }
      .map { "\($0.operation) \($0.requestsPerSecond) \($0.certainty)" }
    let bundled = RateTable.bundled.rows.map {
      "\($0.operation) \($0.requestsPerSecond) \($0.certainty.rawValue)"
    }
    #expect(bundled == rows, "run Scripts/generate-facts.sh")
  }

  @Test func `has a row for each operation of the API and no other`() throws {
    struct Description: Decodable {
      struct Entry: Decodable {}
      let operations: [String: Entry]
    }
    let data = try Data(contentsOf: Self.folder.appending(path: "sms-voice-v2-api.json"))
    let description = try JSONDecoder().decode(Description.self, from: data)
    #expect(
      RateTable.bundled.rows.map(\.operation.rawValue) == description.operations.keys.sorted()
    )
    #expect(SMSVoice.Operation.all.count == RateTable.bundled.rows.count)
  }

  @Test(
    arguments: [
      ("CreatePool", 1, .documented), ("PutMessageFeedback", 20, .documented),
      ("PutOptedOutNumber", 10, .documented), ("ListTagsForResource", 10, .documented),
      ("CarrierLookup", 1, .assumed), ("DescribeProtectConfigurations", 1, .inferred),
    ] as [(SMSVoice.Operation, Double, RateTable.Certainty)]
  )
  func `says how sure it is`(
    operation: SMSVoice.Operation,
    rate: Double,
    certainty: RateTable.Certainty
  ) {
    let row = RateTable.bundled[operation]
    #expect(row?.requestsPerSecond == rate)
    #expect(row?.certainty == certainty)
    #expect(operation.documentedRate == rate)
  }

  @Test func `counts 1 for what it does not have`() {
    #expect(RateTable.bundled["CreateNothing"] == nil)
    #expect(SMSVoice.Operation(rawValue: "CreateNothing").documentedRate == 1)
  }
}

@Suite struct `The rates that hold in a region` {
  private let quotas = Quotas(
    overrides: [.init(pattern: "Get*", rate: 7), .init(pattern: "GetResourcePolicy", rate: 8)],
    regional: [
      "eu-west-1": [
        .init(pattern: "*", rate: 3), .init(pattern: "Create*", rate: 4),
        .init(pattern: "GetResourcePolicy", rate: 5),
      ]
    ]
  )

  @Test(
    arguments: [
      ("CreatePool", "eu-west-1", 4), ("CreatePool", "us-east-1", 1),
      ("UpdatePool", "eu-west-1", 3), ("PutOptedOutNumber", "us-east-1", 10),
      ("GetResourcePolicy", "eu-west-1", 8), ("GetResourcePolicy", "us-east-1", 8),
      ("GetProtectConfigurationCountryRuleSet", "eu-west-1", 7),
    ] as [(SMSVoice.Operation, String, Double)]
  )
  func `are those of the region, under what holds in all`(
    operation: SMSVoice.Operation,
    region: String,
    rate: Double
  ) {
    #expect(quotas.rate(of: operation, in: region) == rate)
  }

  @Test(arguments: [1e-300, 1e-30, 1e-7])
  func `are never so slow that their interval is no duration`(rate: Double) {
    let quotas = Quotas(overrides: [.init(pattern: "*", rate: rate)])
    #expect(quotas.rate(of: "CreatePool", in: "us-east-1") == Quotas.slowest)
  }

  @Test func `put the more exact pattern over the others`() {
    let patterns = ["CreatePool", "*Pool", "*", "Create*", "C*l", "Describe*", "*ol", "**"]
    let ordered = patterns.map { Quotas.Override(pattern: $0, rate: 1) }
      .sorted { $0.isMoreExact(than: $1) }.map(\.pattern)
    #expect(
      ordered == ["CreatePool", "Describe*", "Create*", "*Pool", "C*l", "*ol", "**", "*"]
    )
  }
}
