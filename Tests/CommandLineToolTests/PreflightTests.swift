import Foundation
import Simulator
import Testing

/// What is looked at once more before anything is written.
@Suite struct `Before the first write` {
  private static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {}, eu-west-1: {} }
    optOutLists: { codes: , marketing: }
    senderIds: { SHOP: { countries: [DE, FR, PT], messageTypes: [TRANSACTIONAL], regions: [us-east-1] } }

    """

  /// An account in America with so many sender IDs of others, and the lists with so many people on each.
  private static func seed(senderIDs: Int = 0, lists: [String: Int] = [:]) -> String {
    let senders = (0..<senderIDs).map { #"{"name":"S\#($0)","country":"SE"}"# }
    let rows = lists.sorted { $0.key < $1.key }.map { name, count in
      let numbers = (0..<count).map { #""+1206555\#(1000 + $0)""# }.joined(separator: ",")
      return #"{"name":"\#(name)","optedOutNumbers":[\#(numbers)]}"#
    }
    return """
      {"version":1,"regions":{"us-east-1":{"senderIds":[\(senders.joined(separator: ","))],
       "optOutLists":[\(rows.joined(separator: ","))]}}}
      """
  }

  private func with(
    seed: String,
    policy: String? = nil,
    manifest: String = manifest,
    _ body: (Fixture) async throws -> Void
  ) async throws {
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest], seed: seed)
    setup.policy = policy
    try await Fixture.with(setup, body)
  }

  private static let shortfall =
    "us-east-1: the plan makes 3 sender IDs, and the account has 2 of 200 left; ask AWS to raise SENDER_IDS"

  @Test func `a plan that cannot fit is told, and not applied`() async throws {
    try await with(seed: Self.seed(senderIDs: 198)) { fixture in
      let plan = await fixture.run(["plan"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
      #expect(plan.output.contains("apply will refuse this plan: \(Self.shortfall)\n"))
      let apply = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(apply.status == 4, "\(apply.transcript)")
      #expect(apply.errors.hasSuffix("error: \(Self.shortfall)\nnothing was changed\n"))
      #expect(fixture.account.writes.isEmpty)
    }
  }

  @Test func `a plan that fits to the last is applied`() async throws {
    try await with(seed: Self.seed(senderIDs: 197)) { fixture in
      let apply = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(apply.status == 0, "\(apply.transcript)")
      #expect(!apply.errors.contains("warning"))
      let asked = fixture.account.requests.filter { $0.operation == "DescribeAccountLimits" }
      #expect(asked.map(\.region).sorted() == ["eu-west-1", "us-east-1"])

      fixture.account.clearLog()
      let plan = await fixture.run(["plan"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
      // Nothing is made, so nobody asks.
      #expect(!fixture.account.requests.contains { $0.operation == "DescribeAccountLimits" })
    }
  }

  @Test(arguments: [
    ("DescribeAccountLimits", "eu-west-1: whether the quotas leave room is not known: "),
    ("DescribeOptedOutNumbers", "whether the one of us-east-1 has people on it is not known: "),
  ])
  func `a look that is denied is a warning`(_ operation: String, _ told: String) async throws {
    let policy = """
      {"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},
       {"Effect":"Deny","Action":"sms-voice:\(operation)","Resource":"*"}]}
      """
    try await with(seed: Self.seed(lists: ["marketing": 1]), policy: policy) { fixture in
      let apply = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(apply.status == 0, "\(apply.transcript)")
      #expect(apply.errors.contains(told), "\(apply.errors)")
      #expect(apply.errors.contains(" may not call sms-voice:\(operation) on "))
    }
  }

  @Test func `a new list is compared with its namesake in another region`() async throws {
    let lists = ["codes": 0, "marketing": 3]
    try await with(seed: Self.seed(lists: lists)) { fixture in
      let plan = await fixture.run(["plan"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
      #expect(
        plan.errors.contains(
          """
          warning: the new opt-out list 'marketing' of eu-west-1 is empty, and the one of us-east-1 has people \
          on it, who would be texted from eu-west-1; fill it with 'smsctl sync-opt-outs --from us-east-1 --to \
          eu-west-1 marketing'
          """
        ),
        "\(plan.errors)"
      )
      #expect(!plan.errors.contains("'codes'"))
      let looks = fixture.account.requests.filter { $0.operation == "DescribeOptedOutNumbers" }
      #expect(looks.map(\.region) == ["us-east-1", "us-east-1"])

      let apply = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(apply.status == 0, "\(apply.transcript)")
      let sync = await fixture.run(
        ["sync-opt-outs", "--from", "us-east-1", "--to", "eu-west-1", "marketing", "-y"]
          + Fixture.fast
      )
      #expect(sync.output.contains("3 of 3 numbers added in eu-west-1"), "\(sync.transcript)")
      let again = await fixture.run(["plan"] + Fixture.fast)
      #expect(again.errors.isEmpty, "\(again.errors)")
    }
  }

  @Test func `protect configurations count by what was read`() async throws {
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      protectConfigurations: { signup: { sms: { default: ALLOW }, voice: { default: ALLOW }, mms: { default: ALLOW } } }

      """
    let others = Array(repeating: "{}", count: 25).joined(separator: ",")
    let seed =
      #"{"version":1,"regions":{"us-east-1":{"protectConfigurations":[\#(others)]}}}"#
    try await with(seed: seed, manifest: manifest) { fixture in
      let plan = await fixture.run(["plan"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
      #expect(
        plan.errors.contains(
          "us-east-1: the plan makes 1 protect configuration, and the account has 0 of 25 left; "
        ),
        "\(plan.errors)"
      )
      #expect(!plan.output.contains("apply will refuse"))
    }
  }

  @Test func `what a live pool holds already counts, whoever made it`() async throws {
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      limits: { identitiesPerPool: 3 }
      senderIds: { SHOP: { countries: [DE, FR], messageTypes: [TRANSACTIONAL] } }
      pools: { codes: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }] } }

      """
    let tags = #""tags":{"smsctl:project":"shop","smsctl:name":"codes"}"#
    let seed = """
      {"version":1,"regions":{"us-east-1":{
       "senderIds":[{"name":"OLD","country":"SE"},{"name":"OLD","country":"NO"}],
       "pools":[{"members":[{"senderId":"OLD","country":"SE"},{"senderId":"OLD","country":"NO"}],\(tags)}]}}}
      """
    try await with(seed: seed, manifest: manifest) { fixture in
      let plan = await fixture.run(["plan"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
      #expect(
        plan.errors.contains(
          "warning: us-east-1/pool/codes holds at most 3 originators, has 2 and would have 4; "
        ),
        "\(plan.errors)"
      )
    }
  }
}
