import Foundation
import SMSVoice
import Testing

@Suite struct `Bundled facts` {
  static let folder = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../spec/aws").standardizedFileURL

  @Test(
    arguments: [
      ("sms-voice-v2-api.json", BundledFacts.serviceDescriptionJSON),
      ("countries.json", BundledFacts.countriesJSON),
      ("regions.json", BundledFacts.regionsJSON),
      ("sender-id-rules.json", BundledFacts.senderIDRulesJSON),
    ]
  )
  func `are the text of the spec files`(name: String, embedded: String) throws {
    let text = try String(contentsOf: Self.folder.appending(path: name), encoding: .utf8)
    #expect(
      embedded.trimmingCharacters(in: .newlines) == text.trimmingCharacters(in: .newlines),
      "run Scripts/generate-facts.sh"
    )
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
