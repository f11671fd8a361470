import Foundation
import SMSVoice
import Testing

@testable import Resources

/// Every request that the kinds make, against the API description: names, types, what is required.
@Suite struct `The wire` {
  static let operations: [any ServiceOperation.Type] = [
    AssociateOriginationIdentity.self, AssociateProtectConfiguration.self,
    CreateConfigurationSet.self, CreateEventDestination.self, CreateOptOutList.self,
    CreatePool.self, CreateProtectConfiguration.self,
    DeleteAccountDefaultProtectConfiguration.self, DeleteConfigurationSet.self,
    DeleteDefaultMessageType.self, DeleteDefaultSenderId.self, DeleteEventDestination.self,
    DeleteProtectConfiguration.self, DeleteProtectConfigurationRuleSetNumberOverride.self,
    DeleteKeyword.self, DeleteOptOutList.self, DeletePool.self,
    DescribeConfigurationSets.self, DescribeKeywords.self,
    DescribeOptOutLists.self, DescribeOptedOutNumbers.self, DescribePhoneNumbers.self,
    DescribePools.self, DescribeProtectConfigurations.self, DescribeSenderIds.self,
    DisassociateOriginationIdentity.self, DisassociateProtectConfiguration.self,
    GetProtectConfigurationCountryRuleSet.self,
    ListPoolOriginationIdentities.self, ListProtectConfigurationRuleSetNumberOverrides.self,
    ListTagsForResource.self, PutKeyword.self, PutOptedOutNumber.self,
    PutProtectConfigurationRuleSetNumberOverride.self,
    ReleaseSenderId.self, RequestSenderId.self, SetAccountDefaultProtectConfiguration.self,
    SetDefaultMessageFeedbackEnabled.self, SetDefaultMessageType.self, SetDefaultSenderId.self,
    TagResource.self, UntagResource.self, UpdateEventDestination.self, UpdatePhoneNumber.self,
    UpdatePool.self, UpdateProtectConfiguration.self,
    UpdateProtectConfigurationCountryRuleSet.self, UpdateSenderId.self,
  ]

  @Test(arguments: operations)
  func `has every member of an answer that is read`(operation: any ServiceOperation.Type) throws {
    try read(operation, APIDescription.bundled.answer(of: operation.operation).data())
  }

  private func read<Request: ServiceOperation>(_ type: Request.Type, _ answer: Data) throws {
    let response = try type.response(from: answer)
    let members = APIDescription.bundled.answerMembers(of: type.operation)
    for label in Mirror(reflecting: response).children.compactMap(\.label) {
      #expect(members.contains(label.prefix(1).uppercased() + label.dropFirst()))
    }
  }

  /// The members of each request of the service as the source declares them, by operation.
  private static func declared() throws -> [String: Set<String>] {
    let sources = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../Sources/Resources").standardizedFileURL
    let files = FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
    var result: [String: Set<String>] = [:]
    for case let file as URL in files?.allObjects ?? [] where file.pathExtension == "swift" {
      var operation: String?
      for line in try String(contentsOf: file, encoding: .utf8).split(separator: "\n") {
        if let match = line.firstMatch(of: #/^struct (\w+): (Service|Paginated)Operation/#) {
          operation = String(match.1)
          result[String(match.1)] = []
        } else if let other = operation, line.hasPrefix("  static let service = ") {
          // The description has no operations of other services.
          result[other] = nil
          operation = nil
        } else if line == "}" {
          operation = nil
        } else if let operation, let match = line.firstMatch(of: #/^  var (\w+): /#) {
          let name = match.1.prefix(1).uppercased() + match.1.dropFirst()
          result[operation]?.insert(name)
        }
      }
    }
    return result
  }

  @Test func `is tested for every request there is`() throws {
    #expect(
      try Set(Self.declared().keys) == Set(Self.operations.map { $0.operation.rawValue })
    )
  }

  // The fake service holds every body against the description; here every member is sent once.
  @Test func `has every member that a request declares`() async throws {
    var sent: [String: Set<String>] = [:]
    for plan in try await Self.plans() {
      _ = try await plan.run()
      for call in plan.service.calls {
        sent[call.operation.rawValue, default: []].formUnion(call.body.members.keys)
      }
    }
    // No plan makes it.
    let service = FakeService()
    let put = PutOptedOutNumber(optOutListName: "codes", optedOutNumber: "+12065550100")
    _ = try await service.call(put, region: "us-east-1")
    // Steps make these when they are refused.
    let lists = DescribeOptOutLists(optOutListNames: ["codes"])
    _ = try await service.call(lists, region: "us-east-1")
    let key = DescribeSenderIds.Key(senderId: "EXAMPLECO", isoCountryCode: "DE")
    _ = try await service.call(DescribeSenderIds(senderIds: [key]), region: "us-east-1")
    let sets = DescribeConfigurationSets(configurationSetNames: ["otp"])
    _ = try await service.call(sets, region: "us-east-1")
    for call in service.calls {
      sent[call.operation.rawValue, default: []].formUnion(call.body.members.keys)
    }
    for (operation, members) in try Self.declared() {
      #expect(sent[operation] == members, "\(operation)")
    }
  }

  static let topic = PoolBench.topic
  static let role = PoolBench.role
  static let stream = "arn:aws:firehose:us-east-1:123456789012:deliverystream/events"
  static let logGroup = "arn:aws:logs:us-east-1:123456789012:log-group:events"

  private static func plans() async throws -> [TestPlan] {
    let made = try await TestPlan(
      """
      senderIds: { EXAMPLECO: { countries: [DE, FR], messageTypes: [TRANSACTIONAL] } }
      defaults: { deletionProtection: true }
      """ + "\n"
        + PoolBench.yaml(
          "optOutList: codes, sharedRoutes: true, keywords: { JOIN: { message: Hi } }",
          originators: "[{ senderId: EXAMPLECO }, { phoneNumber: a }]"
        ) + `A new protect configuration`.yaml
        + SetBench.yaml(
          """
          defaultMessageType: TRANSACTIONAL, defaultSenderId: A1, messageFeedback: true,
          protectConfiguration: signup,
          eventDestinations: {
            a: { events: [ALL], sns: { topic: '\(topic)' } },
            b: { events: [ALL], firehose: { deliveryStream: '\(stream)', role: '\(role)' } },
            c: { events: [ALL], cloudWatchLogs: { logGroup: '\(logGroup)', role: '\(role)' } } }
          """
        ),
      on: accountToFill
    )
    let changed = try await TestPlan(
      """
      optOutLists: { codes: { tags: { old: , team: a } } }
      senderIds: { EXAMPLECO: { countries: [DE], deletionProtection: true } }
      phoneNumbers:
        a:
          number: '+12065550100'
          twoWay: &two { channel: '\(topic)', role: '\(role)' }
          selfManagedOptOuts: true
          internationalSending: true
          deletionProtection: true
          optOutList: codes
      pools:
        otp:
          messageType: TRANSACTIONAL
          originators: [{ senderId: EXAMPLECO }]
          twoWay: *two
          selfManagedOptOuts: true
          sharedRoutes: true
          deletionProtection: true
          optOutList: codes
      protectConfigurations:
        signup:
          accountDefault: false
          deletionProtection: true
          numberOverrides: { '+1206': { action: ALLOW, expires: 2027-01-01T00:00:00Z } }
      configurationSets:
        otp:
          defaultMessageType:
          defaultSenderId:
          protectConfiguration:
          eventDestinations:
            a: { events: [TEXT_ALL], enabled: false, sns: { topic: '\(topic)2' } }
            b: { events: [ALL], firehose: { deliveryStream: '\(stream)2', role: '\(role)' } }
            c: { events: [ALL], cloudWatchLogs: { logGroup: '\(logGroup)2', role: '\(role)' } }

      """,
      on: accountToChange,
      allowConsentChange: ["us-east-1/phone-number/a", "us-east-1/pool/otp"],
      allowReplace: ["us-east-1/protect-configuration/signup", "us-east-1/configuration-set/otp"]
    )
    let pruned = try await TestPlan(
      PoolBench.yaml("keywords: { HELP: { message: Help text } }"),
      on: accountToPrune,
      prune: true,
      allowDelete: ["us-east-1/opt-out-list/old", "us-east-1/sender-id/OLD/DE"]
    )
    var protections = PruneBench.cloud(["signup", "old"], sets: [PruneBench.set("old")])
    protections.overrides["protect-signup"] = [.override("+1", "ALLOW")]
    let sns = `An event destination`.sns
    protections.configurationSets.append(
      .configurationSet("otp", destinations: [.destination("a", events: ["ALL"], sns)])
    )
    protections.tags[SetBench.arn] = PruneBench.ours
    let removed = try await TestPlan(
      ProtectBench.yaml("numberOverrides: {}") + SetBench.yaml("eventDestinations: {}"),
      on: protections,
      prune: true
    )
    return [made, changed, pruned, removed]
  }

  private static var accountToFill: Cloud {
    var cloud = PoolBench.cloud()
    cloud.protectConfigurations = [.protectConfiguration("x"), .protectConfiguration("y")]
    cloud.configurationSets = [.configurationSet("x"), .configurationSet("y")]
    cloud.senderIDs = [.senderID("X1", "DE"), .senderID("Y1", "DE")]
    cloud.pools = [.pool("x"), .pool("y")]
    cloud.keywords[PoolBench.first] = [.keyword("JOIN", "Hi", "AUTOMATIC_RESPONSE")]
    cloud.optOutLists = ["Default", "other"]
    cloud.hidesBuiltInKeywords = true
    cloud.pageSize = 1
    return cloud
  }

  private static var accountToPrune: Cloud {
    var cloud = PoolBench.cloud()
    let ours = ["smsctl:project": "checkout"]
    cloud.optOutLists = ["Default", "old"]
    cloud.tags[Cloud.arn("opt-out-list/old")] = ours
    cloud.senderIDs = [.senderID("OLD", "DE")]
    cloud.tags[Cloud.arn("sender-id/OLD/DE")] = ours
    cloud.pools = [.pool("pool-1"), .pool("pool-2")]
    cloud.tags[Cloud.arn("pool/pool-1")] = `A live pool`.ours
    cloud.tags[Cloud.arn("pool/pool-2")] = ours
    cloud.members = [
      "pool-1": [.member(number: PoolBench.first), .member(sender: "OLD", "DE")],
      "pool-2": [.member(sender: "OTHER", "DE"), .member(sender: "OTHER", "FR")],
    ]
    cloud.keywords["pool-1"] = [.keyword("OLD", "x", "OPT_IN")]
    return cloud
  }

  private static var accountToChange: Cloud {
    var cloud = PoolBench.cloud()
    let ours = ["smsctl:project": "checkout", "old": "x"]
    cloud.tags[Cloud.arn("opt-out-list/codes")] = ours
    cloud.senderIDs = [.senderID("EXAMPLECO", "DE")]
    cloud.tags[Cloud.arn("sender-id/EXAMPLECO/DE")] = ours
    cloud.pools = [.pool("pool-1")]
    cloud.tags[Cloud.arn("pool/pool-1")] = `A live pool`.ours
    cloud.members["pool-1"] = [
      .member(sender: "EXAMPLECO", "DE"), .member(sender: "EXAMPLECO", "FR"),
    ]
    cloud.protectConfigurations = [.protectConfiguration("protect-1", isDefault: true)]
    cloud.tags[ProtectBench.arn] = ProtectBench.ours
    cloud.overrides["protect-1"] = [.override("+1", "ALLOW"), .override("+2", "ALLOW")]
    cloud.configurationSets = [
      .configurationSet(
        "otp",
        destinations: [
          .destination("a", events: ["ALL"], ["SnsDestination": ["TopicArn": "\(topic)"]]),
          .destination(
            "b",
            events: ["ALL"],
            [
              "KinesisFirehoseDestination": [
                "DeliveryStreamArn": "\(stream)", "IamRoleArn": "\(role)",
              ]
            ]
          ),
          .destination(
            "c",
            events: ["ALL"],
            ["CloudWatchLogsDestination": ["LogGroupArn": "\(logGroup)", "IamRoleArn": "\(role)"]]
          ),
        ],
        [
          "DefaultMessageType": "PROMOTIONAL", "DefaultSenderId": "OLD",
          "ProtectConfigurationId": "protect-1",
        ]
      )
    ]
    cloud.tags[SetBench.arn] = ours
    cloud.optedOut = ["Default": ["+1", "+2"], "codes": ["+1", "+2"]]
    cloud.pageSize = 1
    return cloud
  }

  @Test func `knows the events of the description, but the one that is not supported`() {
    let described = APIDescription.bundled.values(of: "EventType")
    #expect(described.count == 43)
    #expect(EventType.all == described.filter { $0 != "TEXT_SENT" })
  }
}
