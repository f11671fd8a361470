import Foundation
import SMSVoice
import Testing

@Suite struct `Bundled facts` {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../spec/aws").standardizedFileURL

  @Test func `have the description of the API as the spec file has it`() throws {
    let text = try String(
      contentsOf: Self.folder.appending(path: "sms-voice-v2-api.json"),
      encoding: .utf8
    )
    let embedded = BundledFacts.serviceDescriptionJSON
    #expect(
      embedded.trimmingCharacters(in: .newlines) == text.trimmingCharacters(in: .newlines),
      "run Scripts/generate-facts.sh"
    )
  }

  @Test func `have the countries of the spec file`() throws {
    struct File: Decodable {
      struct Row: Decodable, Equatable {
        let iso: String
        let name: String
        let senderId: String
        let continent: String
        let dialPrefixes: [String]
      }
      let asOf: String
      let countries: [Row]
    }
    let file = try decode(File.self, "countries.json")
    let table = CountryTable.bundled
    #expect(table.asOf == file.asOf)
    let rows = table.countries.map {
      File.Row(
        iso: $0.iso,
        name: $0.name,
        senderId: $0.senderId.rawValue,
        continent: $0.continent,
        dialPrefixes: $0.dialPrefixes
      )
    }
    #expect(rows == file.countries.sorted { $0.iso < $1.iso }, "run Scripts/generate-facts.sh")
  }

  @Test func `have the regions of the spec file`() throws {
    struct File: Decodable {
      struct Row: Decodable, Equatable {
        let region: String
        let name: String
        let partition: String
        let hostname: String
        let fipsHostname: String?
        let dualstackHostname: String?
        let fipsDualstackHostname: String?
      }
      let regions: [Row]
    }
    let file = try decode(File.self, "regions.json")
    let rows = RegionTable.bundled.regions.map {
      File.Row(
        region: $0.region,
        name: $0.name,
        partition: $0.partition,
        hostname: $0.hostname,
        fipsHostname: $0.fipsHostname,
        dualstackHostname: $0.dualstackHostname,
        fipsDualstackHostname: $0.fipsDualstackHostname
      )
    }
    #expect(rows == file.regions.sorted { $0.region < $1.region }, "run Scripts/generate-facts.sh")
  }

  @Test func `have the sender ID rules of the spec file`() throws {
    struct File: Decodable {
      struct Row: Decodable, Equatable {
        let iso: String
        let messageType: String?
        let minLength: Int?
        let maxLength: Int?
        let dash: Bool?
        let promotional: Bool?
        let since: String?
      }
      let asOf: String
      let rules: [Row]
    }
    let file = try decode(File.self, "sender-id-rules.json")
    #expect(SenderIDRule.bundled.asOf == file.asOf)
    for (iso, rules) in Dictionary(grouping: file.rules, by: \.iso) {
      let bundled = SenderIDRule.bundled.byCountry[iso, default: []].map {
        File.Row(
          iso: $0.iso,
          messageType: $0.messageType,
          minLength: $0.minLength,
          maxLength: $0.maxLength,
          dash: $0.dash,
          promotional: $0.promotional,
          since: $0.since
        )
      }
      #expect(bundled == rules, "run Scripts/generate-facts.sh")
    }
    #expect(SenderIDRule.bundled.byCountry.values.reduce(0) { $0 + $1.count } == file.rules.count)
  }

  @Test func `have the IAM actions of the spec file`() throws {
    struct File: Decodable {
      struct Row: Decodable {
        let action: String
        let required: [String]
        let optional: [String]
        let requestTags: Bool
        let passRole: Bool
      }
      let actions: [Row]
    }
    let rows = try decode(File.self, "iam-actions.json").actions
    for row in rows {
      let action = try #require(IAMAction.bundled[SMSVoice.Operation(rawValue: row.action)])
      #expect(action.requiredTypes == row.required, "run Scripts/generate-facts.sh")
      #expect(action.optionalTypes == row.optional, "run Scripts/generate-facts.sh")
      #expect(action.takesRequestTags == row.requestTags, "run Scripts/generate-facts.sh")
      #expect(action.passesRole == row.passRole, "run Scripts/generate-facts.sh")
    }
    #expect(IAMAction.bundled.count == rows.count)
    #expect(Set(IAMAction.bundled.keys).isSubset(of: Operation.all))
  }

  private func decode<File: Decodable>(_ type: File.Type, _ name: String) throws -> File {
    try JSONDecoder().decode(type, from: Data(contentsOf: Self.folder.appending(path: name)))
  }

  @Test func `have 137 countries without registration, as the guide of 2026-10-01 lists`() {
    #expect(CountryTable.bundled.withoutRegistration.count == 137)
    #expect(CountryTable.bundled["JO"]?.senderId == .registrationRequired)
    #expect(CountryTable.bundled["ZZ"] == nil)
  }

  @Test func `have the endpoint of a region`() {
    #expect(RegionTable.bundled["eu-west-1"]?.hostname == "sms-voice.eu-west-1.amazonaws.com")
  }
}
