import Foundation
import Simulator
import Testing

@Suite struct `A seed` {
  @Test func `is in the document as it can be used`() throws {
    let document = try String(
      contentsOf: URL(filePath: #filePath).deletingLastPathComponent()
        .appending(path: "../../spec/simulator.md"),
      encoding: .utf8
    )
    let start = try #require(document.range(of: "```json\n")).upperBound
    let end = try #require(document[start...].range(of: "```")).lowerBound
    try withTemporaryFile(String(document[start..<end])) { path in
      let bench = try Bench(SimulatorConfiguration(seedFile: path))
      bench.region = "us-east-1"
      #expect(try bench.rows("DescribePools", "Pools").count == 1)
      #expect(try bench.rows("DescribePhoneNumbers", "PhoneNumbers").count == 1)
    }
  }

  @Test func `can hold resources of every kind`() throws {
    let bench = try Bench.make(
      seed: """
        {"eu-west-1": {
          "phoneNumbers": [{"number": "12345", "country": "US", "type": "SHORT_CODE"}],
          "pools": [{
            "members": [{"phoneNumber": "12345"}], "sharedRoutes": true,
            "keywords": [{"keyword": "HELP", "message": "Call us"}],
            "tags": {"aws:cloudformation:stack-name": "messaging"}
          }],
          "configurationSets": [{
            "name": "otp", "defaultMessageType": "TRANSACTIONAL", "protectConfiguration": "protect-1",
            "eventDestinations": [{"name": "topic", "events": ["ALL"],
              "sns": {"topic": "arn:aws:sns:eu-west-1:123456789012:events"}}]
          }],
          "protectConfigurations": [{
            "id": "protect-1", "rules": {"SMS": {"DE": "BLOCK"}},
            "numberOverrides": [{"number": "+491711234567", "action": "ALLOW"}]
          }],
          "accountDefaultProtectConfiguration": "protect-1"
        }}
        """
    )
    let pool = try #require(try bench.rows("DescribePools", "Pools").first)
    #expect(pool["Status"] == "ACTIVE")
    let members = try bench.rows(
      "ListPoolOriginationIdentities",
      "OriginationIdentities",
      ["PoolId": pool["PoolId"]]
    )
    #expect(members.first?["PhoneNumber"] == "12345")
    let keywords = try bench.rows(
      "DescribeKeywords",
      "Keywords",
      ["OriginationIdentity": pool["PoolId"]]
    )
    #expect(keywords.map { $0["KeywordMessage"] }.contains("Call us"))
    let tags = try bench.call("ListTagsForResource", ["ResourceArn": pool["PoolArn"]])
    #expect(
      tags["Tags"] == [
        .object(["Key": "aws:cloudformation:stack-name", "Value": "messaging"])
      ]
    )
    let set = try bench.rows("DescribeConfigurationSets", "ConfigurationSets").first
    #expect(set?["ProtectConfigurationId"] == "protect-1")
    let configuration = try bench.rows("DescribeProtectConfigurations", "ProtectConfigurations")
    #expect(configuration.first?["AccountDefault"] == true)
  }

  @Test(
    arguments: [
      (#"{"eu-west-1": {"pool": []}}"#, "regions.eu-west-1: 'pool' is not known here"),
      (
        #"{"eu-west-1": {"senderIds": [{"name": "A"}]}}"#,
        "regions.eu-west-1.senderIds[0]: 'country' is missing"
      ),
      (
        #"{"eu-west-1": {"pools": [{"members": [{"phoneNumber": "+1"}]}]}}"#,
        "pools[0] has the unknown number '+1'"
      ),
      (
        #"{"eu-west-1": {"phoneNumbers": [{"number": "12345", "country": "US", "type": "SHORT"}]}}"#,
        "PhoneNumbers[0].NumberType 'SHORT' is not one of"
      ),
      (
        #"{"eu-west-1": {"configurationSets": [{"name": "a", "protectConfiguration": "b"}]}}"#,
        "there is no protect configuration 'b'"
      ),
      (
        #"{"eu-west-1": {"senderIds": [{"name": "A", "country": "DE"}, {"name": "A", "country": "DE"}]}}"#,
        "there are two of sender-id 'A/DE'"
      ),
      (#"{"eu-wst-1": {}}"#, "the service is not in a region 'eu-wst-1'"),
      ("[]", "is not a Dictionary"),
    ]
  )
  func `that is wrong is refused with its place`(seed: String, message: String) throws {
    let error = #expect(throws: SimulatorError.self) { try Bench.make(seed: seed) }
    #expect(error?.description.contains(message) == true, "\(String(describing: error))")
  }
}

@Suite struct `A state file` {
  @Test func `brings everything back, and wins over a seed`() async throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: UUID().uuidString)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let seed = folder.appending(path: "seed.json").path
    try Data(#"{"regions": \#(numbersSeed)}"#.utf8).write(to: URL(filePath: seed))
    let configuration = SimulatorConfiguration(
      stateFile: folder.appending(path: "state.json").path,
      seedFile: seed
    )
    let simulator = try Simulator(configuration) { _ in }
    _ = try await simulator.start(port: 0)
    await simulator.stop()
    try Data(#"{"regions": {"eu-west-1": {"optOutLists": [{"name": "other"}]}}}"#.utf8)
      .write(to: URL(filePath: seed))
    let bench = try Bench(configuration)
    let lists = try bench.rows("DescribeOptOutLists", "OptOutLists").map { $0["OptOutListName"] }
    #expect(lists == ["Default", "otp"])
    #expect(try bench.rows("DescribePhoneNumbers", "PhoneNumbers").count == 5)
  }
}
