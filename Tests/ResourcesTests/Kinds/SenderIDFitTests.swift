import Resources
import Testing

@Suite struct `A sender ID of another message type than its pool` {
  private static func plan(_ yaml: String, live: [JSON]) async throws -> TestPlan {
    var cloud = PoolBench.cloud()
    cloud.senderIDs = live
    return try await TestPlan(yaml, on: cloud)
  }

  private static let blocked =
    "it is PROMOTIONAL for good, and the pool that it is to join is TRANSACTIONAL"

  @Test func `is left out when it is there already`() async throws {
    let plan = try await Self.plan(
      "senderIds: { EXAMPLECO: { countries: [DE, FR] } }\n"
        + PoolBench.yaml(originators: "[{ senderId: EXAMPLECO }]"),
      live: [.senderID("EXAMPLECO", "DE", types: ["Promotional"]), .senderID("EXAMPLECO", "FR")]
    )
    #expect(
      plan.changes.hasSuffix(
        "blocked pool/otp/originator/EXAMPLECO/DE: \(Self.blocked)"
      ),
      "\(plan.changes)"
    )
    #expect(plan.change("pool/otp")?.action == .create)
    #expect(!plan.steps.contains("AssociateOriginationIdentity"), "\(plan.steps)")
  }

  @Test func `is left out when it is yet to be requested`() async throws {
    let plan = try await Self.plan(
      "senderIds: { EXAMPLECO: { countries: [DE], messageTypes: [PROMOTIONAL] } }\n"
        + PoolBench.yaml(originators: "[{ senderId: EXAMPLECO }]"),
      live: []
    )
    #expect(plan.change("sender-id/EXAMPLECO/DE")?.action == .create)
    #expect(plan.change("pool/otp")?.action == .blocked)
    #expect(plan.change("pool/otp")?.reason?.contains(Self.blocked) == true)
  }

  @Test func `is left out when the manifest does not have it`() async throws {
    let plan = try await Self.plan(
      PoolBench.yaml(originators: "[{ senderId: { external: EXAMPLECO }, countries: [DE] }]"),
      live: [.senderID("EXAMPLECO", "DE", types: ["PROMOTIONAL"])]
    )
    #expect(plan.change("pool/otp")?.action == .blocked)
    #expect(plan.change("pool/otp")?.reason?.contains(Self.blocked) == true)
  }

  @Test func `is in doubt, and tried, where nobody says what it sends`() async throws {
    let plan = try await Self.plan(
      "senderIds: { EXAMPLECO: { countries: [DE] } }\n"
        + PoolBench.yaml(originators: "[{ senderId: EXAMPLECO }]"),
      live: []
    )
    #expect(plan.actions.contains("create pool/otp"))
  }
}
