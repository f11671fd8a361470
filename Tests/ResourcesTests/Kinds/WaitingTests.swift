import Resources
import Testing

/// What AWS or a carrier has to do first, and what waits with it.
@Suite struct `What waits` {
  private static let unsettled = ["PENDING", "ASSOCIATING", "DISASSOCIATING"]

  private static func actions(_ yaml: String, on cloud: Cloud) async throws -> [String] {
    try await TestPlan(yaml, on: cloud).actions.filter { !$0.hasPrefix("none") }
  }

  @Test(arguments: unsettled)
  func `keeps a number from joining a live pool`(_ status: String) async throws {
    var cloud = PoolBench.cloud(
      .number("+12065550100", pool: "pool-1"),
      .number("+12065550101", status: status)
    )
    cloud.pools = [.pool("pool-1")]
    cloud.members["pool-1"] = [.member(number: PoolBench.first)]
    cloud.tags[Cloud.arn("pool/pool-1")] = ["smsctl:project": "checkout", "smsctl:name": "otp"]
    let yaml = PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]")
    #expect(
      try await Self.actions(yaml, on: cloud) == [
        "waiting phone-number/b", "waiting pool/otp/originator/+12065550101",
      ]
    )
  }

  @Test(arguments: unsettled)
  func `keeps a number of others from joining, and a pool from being made of it`(
    _ status: String
  ) async throws {
    let yaml = """
      pools: { otp: { messageType: TRANSACTIONAL, originators: [{ phoneNumber: { external: '+12065550100' } }] } }

      """
    let cloud = PoolBench.cloud(.number("+12065550100", status: status))
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(plan.actions == ["waiting pool/otp"])
    #expect(plan.change("pool/otp")?.reason?.contains("is \(status)") == true)
  }

  @Test(arguments: unsettled)
  func `keeps a pool from being made that is to inherit from a number`(
    _ status: String
  ) async throws {
    let yaml = PoolBench.yaml(originators: "[{ phoneNumber: a }, { phoneNumber: b }]")
    let cloud = PoolBench.cloud(.number("+12065550100", status: status))
    #expect(
      try await Self.actions(yaml, on: cloud) == [
        "waiting phone-number/a", "waiting phone-number/b", "waiting pool/otp",
      ]
    )
  }

  /// By other hands: once it is out it is to join again.
  @Test func `is a number that leaves the pool that wants it`() async throws {
    var cloud = PoolBench.cloud(
      .number("+12065550100", status: "DISASSOCIATING", pool: "pool-1")
    )
    cloud.pools = [.pool("pool-1")]
    cloud.members["pool-1"] = [.member(number: PoolBench.first)]
    cloud.tags[Cloud.arn("pool/pool-1")] = ["smsctl:project": "checkout", "smsctl:name": "otp"]
    let yaml = PoolBench.yaml(originators: "[{ phoneNumber: a }]")
    #expect(try await Self.actions(yaml, on: cloud) == ["waiting phone-number/a"])
  }

  @Test func `is a pool in a state that nobody knows`() async throws {
    var cloud = PoolBench.cloud(.number("+12065550100", pool: "pool-1"))
    cloud.pools = [.pool("pool-1", status: "MOVING")]
    cloud.members["pool-1"] = [.member(number: PoolBench.first)]
    cloud.tags[Cloud.arn("pool/pool-1")] = ["smsctl:project": "checkout", "smsctl:name": "otp"]
    let yaml = PoolBench.yaml("sharedRoutes: true", originators: "[{ phoneNumber: a }]")
    let plan = try await TestPlan(yaml, on: cloud)
    #expect(plan.changes == "waiting pool/otp: the pool is MOVING")
    #expect(plan.steps.isEmpty)
  }

  @Test func `for a registration waits for somebody, and says so`() async throws {
    let plan = try await TestPlan(
      "senderIds: { SHOP: { countries: [DE, JO] } }\n",
      on: Cloud()
    )
    #expect(plan.change("sender-id/SHOP/JO")?.needsSomebody == true)
    #expect(plan.change("sender-id/SHOP/DE")?.needsSomebody == false)
  }
}
