import Resources
import Testing

/// Opt-outs that people manage themselves need two-way messaging, whichever of the two is declared.
@Suite struct `Self-managed opt-outs` {
  static let number = `A phone number`.self

  @Test func `keep two-way messaging on`() async throws {
    let row = JSON.number(
      Self.number.number,
      [
        "TwoWayEnabled": true, "TwoWayChannelArn": "arn:aws:sns:us-east-1:123456789012:inbound",
        "SelfManagedOptOutsEnabled": true,
      ]
    )
    let plan = try await TestPlan(Self.number.yaml("twoWay: false"), on: Self.number.cloud(row))
    #expect(
      plan.changes == """
        blocked phone-number/otp: its self-managed opt-outs are on and need two-way messaging; write 'selfManagedOptOuts: false' beside 'twoWay: false'
          twoWay: true -> false
        """
    )
    let both = Self.number.yaml("twoWay: false, selfManagedOptOuts: false")
    let allowed = try await TestPlan(both, on: Self.number.cloud(row))
    #expect(allowed.actions == ["update phone-number/otp"])
  }

  @Test func `are not switched on without it`() async throws {
    let plan = try await TestPlan(
      Self.number.yaml("selfManagedOptOuts: true"),
      on: Self.number.cloud(),
      allowConsentChange: ["us-east-1/phone-number/otp"]
    )
    #expect(
      plan.changes == """
        blocked phone-number/otp: self-managed opt-outs need two-way messaging, which is off; give it 'twoWay' with a channel
          selfManagedOptOuts: false -> true
        """
    )
  }

  @Test func `of a pool are the same`() async throws {
    let row = JSON.pool(
      "pool-1",
      [
        "TwoWayEnabled": true, "TwoWayChannelArn": "arn:aws:sns:us-east-1:123456789012:inbound",
        "SelfManagedOptOutsEnabled": true,
      ]
    )
    let plan = try await TestPlan(
      PoolBench.yaml("twoWay: false"),
      on: `A live pool`.cloud(row)
    )
    #expect(plan.change("pool/otp")?.action == .blocked)
  }
}
