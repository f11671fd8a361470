import Foundation
import Resources
import Testing

@Suite struct `A sender ID` {
  static func yaml(_ fields: String) -> String { "senderIds: { EXAMPLECO: { \(fields) } }\n" }

  static func cloud(_ row: JSON = .senderID("EXAMPLECO", "DE"), ours: Bool = true) -> Cloud {
    var cloud = Cloud()
    cloud.senderIDs = [row]
    let tags = ["smsctl:project": "checkout"]
    cloud.tags[Cloud.arn("sender-id/EXAMPLECO/DE")] = ours ? tags : [:]
    return cloud
  }

  @Test func `is requested in each country, with a token of its own`() async throws {
    let yaml = Self.yaml(
      "countries: [DE, FR], messageTypes: [TRANSACTIONAL, PROMOTIONAL], deletionProtection: true"
    )
    let plan = try await TestPlan(yaml)
    #expect(
      plan.changes == """
        create sender-id/EXAMPLECO/DE
          messageTypes = [PROMOTIONAL, TRANSACTIONAL]
          deletionProtection = true
        create sender-id/EXAMPLECO/FR
          messageTypes = [PROMOTIONAL, TRANSACTIONAL]
          deletionProtection = true
        """
    )
    #expect(plan.plan.changes.map(\.family?.member) == ["DE", "FR"])
    let created = CreatedResources()
    let tags = #"[{"Key":"smsctl:project","Value":"checkout"}]"#
    #expect(
      try await plan.run(created: created) == [
        #"RequestSenderId {"ClientToken":"random-1","DeletionProtectionEnabled":true,"IsoCountryCode":"DE","MessageTypes":["PROMOTIONAL","TRANSACTIONAL"],"SenderId":"EXAMPLECO","Tags":\#(tags)}"#,
        #"RequestSenderId {"ClientToken":"random-2","DeletionProtectionEnabled":true,"IsoCountryCode":"FR","MessageTypes":["PROMOTIONAL","TRANSACTIONAL"],"SenderId":"EXAMPLECO","Tags":\#(tags)}"#,
      ]
    )
    #expect(created.monthlyPrice == Decimal(3))
  }

  @Test func `leaves out what the manifest does not say`() async throws {
    let plan = try await TestPlan(Self.yaml("countries: [DE]"))
    #expect(
      try await plan.run() == [
        #"RequestSenderId {"ClientToken":"random-1","IsoCountryCode":"DE","SenderId":"EXAMPLECO","Tags":[{"Key":"smsctl:project","Value":"checkout"}]}"#
      ]
    )
  }

  @Test func `is requested where the table has none, and waits where it has a registration`()
    async throws
  {
    let plan = try await TestPlan(Self.yaml("countries: [US, CA, GB]"))
    #expect(
      plan.actions == [
        "create sender-id/EXAMPLECO/US", "create sender-id/EXAMPLECO/CA",
        "waiting sender-id/EXAMPLECO/GB",
      ]
    )
    #expect(try await plan.run().count == 2)
  }

  @Test func `is known in whatever case the service tells its types`() async throws {
    let plan = try await TestPlan(
      "senderIds: { exampleco: { countries: [DE], messageTypes: [TRANSACTIONAL] } }\n",
      on: Self.cloud(.senderID("EXAMPLECO", "DE", types: ["Transactional"]))
    )
    #expect(plan.actions == ["none sender-id/EXAMPLECO/DE"])
  }

  @Test func `changes its deletion protection in place`() async throws {
    let plan = try await TestPlan(
      Self.yaml("countries: [DE], deletionProtection: true"),
      on: Self.cloud()
    )
    #expect(plan.changes == "update sender-id/EXAMPLECO/DE\n  deletionProtection: false -> true")
    #expect(
      try await plan.run() == [
        #"UpdateSenderId {"DeletionProtectionEnabled":true,"IsoCountryCode":"DE","SenderId":"EXAMPLECO"}"#
      ]
    )
  }

  @Test func `keeps the message types it was requested with`() async throws {
    let plan = try await TestPlan(
      Self.yaml("countries: [DE], messageTypes: [PROMOTIONAL], deletionProtection: true"),
      on: Self.cloud()
    )
    #expect(
      plan.changes == """
        blocked sender-id/EXAMPLECO/DE: its message types were fixed when it was requested; only a replacement changes them; to release it and request it again, add --allow-replace us-east-1/sender-id/EXAMPLECO/DE
          messageTypes: [TRANSACTIONAL] -> [PROMOTIONAL]
          deletionProtection: false -> true
        """
    )
    #expect(plan.steps.isEmpty)
  }

  @Test func `of nobody is adopted before it is changed`() async throws {
    let plan = try await TestPlan(
      Self.yaml("countries: [DE], deletionProtection: true, adopt: true"),
      on: Self.cloud(ours: false)
    )
    #expect(
      plan.steps == """
        us-east-1/sender-id/EXAMPLECO/DE TagResource
        us-east-1/sender-id/EXAMPLECO/DE UpdateSenderId
          after us-east-1/sender-id/EXAMPLECO/DE TagResource

        """
    )
  }

  @Test func `that needs a registration waits, and is managed once it is live`() async throws {
    let yaml = Self.yaml("countries: [JO], deletionProtection: true")
    let plan = try await TestPlan(yaml)
    #expect(
      plan.changes == "waiting sender-id/EXAMPLECO/JO: needs JO_SENDER_ID_REGISTRATION"
    )
    #expect(plan.steps.isEmpty)
    var cloud = Self.cloud(.senderID("EXAMPLECO", "JO"))
    cloud.tags[Cloud.arn("sender-id/EXAMPLECO/JO")] = ["smsctl:project": "checkout"]
    let live = try await TestPlan(yaml, on: cloud)
    #expect(live.actions == ["update sender-id/EXAMPLECO/JO"])
  }
}
