import Foundation
import Resources
import SMSVoice
import Testing

/// A resource with a name that another run makes while a plan says that there is none.
struct RivalCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  /// The manifest that makes it.
  let yaml: String
  let creation: SMSVoice.Operation
  let listing: SMSVoice.Operation
  /// What the listing answers once it shows the resource, as it was to be made.
  let rows: JSON
  /// The same, made otherwise; nil where only its tags can differ.
  var others: JSON?

  static let all = [
    RivalCase(
      testDescription: "an opt-out list",
      yaml: "optOutLists: { codes: }\n",
      creation: "CreateOptOutList",
      listing: "DescribeOptOutLists",
      rows: [
        "OptOutLists": [
          ["OptOutListArn": "\(Cloud.arn("opt-out-list/codes"))", "OptOutListName": "codes"]
        ]
      ]
    ),
    RivalCase(
      testDescription: "a sender ID",
      yaml: "senderIds: { EXAMPLECO: { countries: [DE], messageTypes: [TRANSACTIONAL] } }\n",
      creation: "RequestSenderId",
      listing: "DescribeSenderIds",
      rows: ["SenderIds": [.senderID("EXAMPLECO", "DE")]],
      others: ["SenderIds": [.senderID("EXAMPLECO", "DE", types: ["Promotional"])]]
    ),
    RivalCase(
      testDescription: "a configuration set",
      yaml: "configurationSets: { otp: }\n",
      creation: "CreateConfigurationSet",
      listing: "DescribeConfigurationSets",
      rows: ["ConfigurationSets": [.configurationSet("otp")]]
    ),
  ]

  /// The plan that makes it, whose creation is refused; the listing shows it from the given look on.
  func plan(
    seenAtLook first: Int,
    as rows: JSON? = nil,
    tags: [String: String] = ["smsctl:project": "checkout"]
  ) async throws -> TestPlan {
    var cloud = Cloud()
    for kind in ["opt-out-list/codes", "sender-id/EXAMPLECO/DE", "configuration-set/otp"] {
      cloud.tags[Cloud.arn(kind)] = tags
    }
    let plan = try await TestPlan(yaml, on: cloud)
    plan.service.tell(creation) { _ in
      throw ServiceError.make(.conflict, "RESOURCE_ALREADY_EXISTS")
    }
    let looks = Counter()
    plan.service.tell(listing) { [shown = rows ?? self.rows] _ in
      guard looks.next() >= first else { throw ServiceError.make(.notFound) }
      return shown
    }
    return plan
  }
}

@Suite struct `What another run has made meanwhile` {
  @Test(arguments: RivalCase.all, [1, 2, 10])
  func `is as good as made, once it is seen`(_ rival: RivalCase, _ look: Int) async throws {
    let plan = try await rival.plan(seenAtLook: look)
    let writes = try await plan.run()
    #expect(writes.count == 1)
    #expect(plan.service.calls.count { $0.operation == rival.listing } == look + 1)
  }

  @Test(arguments: RivalCase.all)
  func `is a failure in the service's words when it is never seen`(
    _ rival: RivalCase
  ) async throws {
    let plan = try await rival.plan(seenAtLook: .max)
    await #expect(throws: ServiceError.make(.conflict, "RESOURCE_ALREADY_EXISTS")) {
      try await plan.run()
    }
    #expect(plan.service.calls.count { $0.operation == rival.listing } == 17)
  }

  struct Owner: Sendable, CustomTestStringConvertible {
    let tags: [String: String]
    let words: String
    /// How often it is looked at.
    let looks: Int
    var testDescription: String { words }
  }

  static let owners = [
    Owner(
      tags: ["smsctl:project": "billing"],
      words: "it exists already and belongs to the project 'billing'",
      looks: 1
    ),
    Owner(
      tags: ["aws:cloudformation:stack-name": "web"],
      words: "it exists already and belongs to the CloudFormation stack 'web'",
      looks: 1
    ),
    Owner(
      tags: [:],
      words:
        "it exists already, without smsctl's tag; run again, and the plan says how to take it over",
      looks: 16
    ),
  ]

  @Test(arguments: RivalCase.all, owners)
  func `is left alone when it is not ours`(_ rival: RivalCase, _ owner: Owner) async throws {
    let plan = try await rival.plan(seenAtLook: 1, tags: owner.tags)
    await #expect(throws: StepFailure(owner.words)) { try await plan.run() }
    #expect(plan.service.calls.count { $0.operation == rival.listing } == owner.looks + 1)
    #expect(plan.service.calls.count { !$0.operation.isRead } == 1)
  }

  @Test(arguments: RivalCase.all)
  func `is left to the next plan when it differs`(_ rival: RivalCase) async throws {
    let tagged = rival.yaml + "defaults: { tags: { team: a } }\n"
    let rows = rival.others
    let subject = RivalCase(
      testDescription: rival.testDescription,
      yaml: rows == nil ? tagged : rival.yaml,
      creation: rival.creation,
      listing: rival.listing,
      rows: rival.rows
    )
    let plan = try await subject.plan(seenAtLook: 1, as: rows)
    let difference = rows == nil ? "tags.team" : "messageTypes"
    let words =
      "another run has made it meanwhile, but not so: \(difference) differ; run again, and the plan shows how"
    await #expect(throws: StepFailure(words)) { try await plan.run() }
    #expect(plan.service.calls.count { !$0.operation.isRead } == 1)
  }

  @Test func `costs nothing`() async throws {
    let created = CreatedResources()
    let rival = try #require(RivalCase.all.first { $0.creation == "RequestSenderId" })
    _ = try await rival.plan(seenAtLook: 1).run(created: created)
    #expect(created.monthlyPrice == 0)
  }

  @Test func `fails at once where the refusal says something else`() async throws {
    let rival = try #require(RivalCase.all.first)
    let plan = try await rival.plan(seenAtLook: 1)
    plan.service.tell(rival.creation) { _ in throw ServiceError.make(.conflict, "OTHER") }
    await #expect(throws: ServiceError.make(.conflict, "OTHER")) { try await plan.run() }
    #expect(plan.service.calls.last?.operation == rival.creation)
  }
}
