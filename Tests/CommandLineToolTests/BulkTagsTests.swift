import Foundation
import SMSVoice
import Simulator
import Testing

/// `--bulk-tags`, in an account with 137 sender IDs whose tags are managed.
@Suite struct `Bulk tags` {
  private static let countries = CountryTable.bundled.withoutRegistration.map(\.iso)

  private static let manifest = """
    version: 1
    project: shop
    regions: { eu-west-1: {} }
    defaults: { tags: { team: sms } }
    senderIds:
      BRAND: { countries: { all: no-registration } }

    """

  /// All of the manifest is there.
  private static var setup: Fixture.Setup {
    let rows = countries.map {
      #"{"name": "BRAND", "country": "\#($0)", "tags": {"smsctl:project": "shop", "team": "sms"}}"#
    }
    return Fixture.Setup(
      files: ["smsctl.yaml": manifest],
      seed: #"{"regions": {"eu-west-1": {"senderIds": [\#(rows.joined(separator: ","))]}}}"#
    )
  }

  private static let plan = ["plan", "--format", "json", "--detailed-exitcode"] + Fixture.fast

  @Test func `take two pages instead of a call for each sender ID`() async throws {
    try await Fixture.with(Self.setup) { fixture in
      let plain = await fixture.run(Self.plan)
      #expect(fixture.account.calls == ["DescribeSenderIds": 2, "ListTagsForResource": 137])
      fixture.account.clearLog()
      let bulk = await fixture.run(Self.plan + ["--bulk-tags"])
      #expect(fixture.account.calls == ["DescribeSenderIds": 2, "GetResources": 2])
      #expect(bulk.status == 0)
      #expect(bulk.output == plain.output)
      #expect(bulk.errors == plain.errors)
    }
  }

  /// Why the API does not tell.
  struct Trouble: Sendable, CustomTestStringConvertible {
    var testDescription: String
    var fault: Fault.Effect?
    /// What the caller may do; nil for everything.
    var policy: String?
    var environment: [String: String] = [:]
    /// How many requests reach it.
    var requests = 1

    static func fault(_ name: String, _ effect: Fault.Effect) -> Trouble {
      Trouble(testDescription: name, fault: effect)
    }
  }

  static let troubles: [Trouble] = [
    .fault("500", .internalFailure), .fault("503", .gateway(status: 503)),
    .fault("throttled", .throttle), .fault("expired", .expired), .fault("reset", .reset),
    .fault("no answer", .drop), .fault("half an answer", .truncate), .fault("garbage", .garbage),
    .fault("unknown type", .error(code: "InvalidParameterException", reason: nil)),
    Trouble(
      testDescription: "not allowed",
      policy: #"{"Statement": [{"Effect": "Allow", "Action": "sms-voice:*", "Resource": "*"}]}"#
    ),
    Trouble(
      testDescription: "nobody there",
      environment: ["AWS_ENDPOINT_URL_RESOURCE_GROUPS_TAGGING_API": "http://127.0.0.1:1"],
      requests: 0
    ),
  ]

  @Test(arguments: troubles)
  func `change nothing where they cannot be had`(_ trouble: Trouble) async throws {
    var setup = Self.setup
    setup.policy = trouble.policy
    setup.faults =
      trouble.fault.map { [Fault(operation: "GetResources", effect: $0, count: nil)] } ?? []
    // One country is to be made, one tag to be changed.
    setup.files["smsctl.yaml"]? += "  OTHER: { countries: [DE] }\n"
    setup.seed = setup.seed?.replacing(
      #""country": "SE", "tags": {"smsctl:project": "shop", "team": "sms"}"#,
      with: #""country": "SE", "tags": {"smsctl:project": "shop", "team": "ops"}"#
    )
    try await Fixture.with(setup) { fixture in
      let plain = await fixture.run(Self.plan, environment: trouble.environment)
      fixture.account.clearLog()
      let bulk = await fixture.run(Self.plan + ["--bulk-tags"], environment: trouble.environment)
      #expect(bulk.status == 2, "\(bulk.transcript)")
      #expect(bulk.status == plain.status)
      #expect(bulk.output == plain.output)
      #expect(bulk.errors == plain.errors)
      let asked = fixture.account.requests.count { $0.operation == "GetResources" }
      #expect(asked == trouble.requests)
      #expect(fixture.account.calls["ListTagsForResource"] == 137)
    }
  }

  @Test func `are not what an apply is checked by`() async throws {
    var setup = Self.setup
    setup.seed = setup.seed?.replacing(
      #""country": "SE", "tags": {"smsctl:project": "shop", "team": "sms"}"#,
      with: #""country": "SE", "tags": {"smsctl:project": "shop", "team": "ops"}"#
    )
    try await Fixture.with(setup) { fixture in
      let applied = await fixture.run(["apply", "-y", "--bulk-tags"] + Fixture.fast)
      #expect(applied.status == 0, "\(applied.transcript)")
      #expect(
        fixture.account.calls == [
          "GetResources": 2, "DescribeSenderIds": 2 * 2, "TagResource": 1,
          // Before the write and after it.
          "ListTagsForResource": 2,
        ]
      )
    }
  }

  @Test func `go along with a saved plan`() async throws {
    try await Fixture.with(Self.setup) { fixture in
      let saved = await fixture.run(["plan", "--bulk-tags", "--out", "p.json"] + Fixture.fast)
      #expect(saved.status == 0, "\(saved.transcript)")
      fixture.account.clearLog()
      let applied = await fixture.run(["apply", "-y", "--plan", "p.json"] + Fixture.fast)
      #expect(applied.status == 0, "\(applied.transcript)")
      #expect(fixture.account.calls == ["GetResources": 2, "DescribeSenderIds": 2])
    }
  }

  @Test func `are in the policy that asks for them`() async throws {
    var setup = Self.setup
    let policies = try await ManifestFolder.with(setup.files) { folder in
      let account = ["--account", "123456789012", "--for", "plan"]
      return (
        await folder.run(["iam-policy"] + account),
        await folder.run(["iam-policy", "--bulk-tags"] + account)
      )
    }
    #expect(!policies.0.output.contains("tag:"))
    #expect(policies.1.status == 0, "\(policies.1.transcript)")
    setup.policy = policies.1.output
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(Self.plan + ["--bulk-tags"])
      #expect(run.status == 0, "\(run.transcript)")
      #expect(fixture.account.calls == ["GetResources": 2, "DescribeSenderIds": 2])
    }
  }
}

extension SimulatedAccount {
  /// The calls that were answered well, by operation; STS is no part of the service.
  fileprivate var calls: [String: Int] {
    requests.reduce(into: [:]) { counts, request in
      guard request.outcome == "200", request.operation != "GetCallerIdentity" else { return }
      counts[request.operation, default: 0] += 1
    }
  }
}
