import Foundation
import Simulator
import Testing

@Suite struct `The end of a project` {
  private static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: , eu-west-1: }
    defaults: { deletionProtection: true }
    optOutLists: { codes: }
    senderIds: { SHOP: { countries: [DE, FR] } }
    phoneNumbers: { n: { number: "+12025550100", regions: [us-east-1], adopt: true } }
    pools:
      codes:
        messageType: TRANSACTIONAL
        originators: [{ senderId: SHOP }, { phoneNumber: n, regions: [us-east-1] }]
        optOutList: codes
        keywords: { JOIN: { action: OPT_IN, message: hi } }
    protectConfigurations:
      strict: { sms: { default: BLOCK, allow: [DE, FR] }, accountDefault: true }
    configurationSets:
      codes:
        protectConfiguration: strict
        eventDestinations:
          topic: { events: [ALL], sns: { topic: "arn:aws:sns:${region}:${account}:events" } }
    """

  private static let bystanders = """
    { "regions": { "us-east-1": {
      "optOutLists": [{ "name": "theirs", "tags": { "smsctl:project": "other" } }, { "name": "nobodys" }],
      "senderIds": [{ "name": "OTHER", "country": "DE" }],
      "phoneNumbers": [{ "number": "+12025550100", "country": "US", "type": "TEN_DLC" }],
      "configurationSets": [{ "name": "nobodys" }]
    } } }
    """

  private static let consent =
    ["us-east-1", "eu-west-1"].flatMap { region in
      [
        "opt-out-list/codes", "sender-id/SHOP/DE", "sender-id/SHOP/FR",
        "protect-configuration/strict",
      ]
      .flatMap { ["--allow-delete", "\(region)/\($0)"] }
        + ["pool/codes", "sender-id/SHOP/DE", "sender-id/SHOP/FR", "protect-configuration/strict"]
        .flatMap { ["--disable-deletion-protection", "\(region)/\($0)"] }
    } + ["--max-deletes", "40", "--max-opens", "1000"] + Fixture.fast

  private func setup() -> Fixture.Setup {
    var setup = Fixture.Setup(files: ["smsctl.yaml": Self.manifest], seed: Self.bystanders)
    setup.keepsState = true
    return setup
  }

  @Test func `leaves numbers, and what is not its own`() async throws {
    try await Fixture.with(setup()) { fixture in
      let made = await fixture.run(["apply", "-y"] + Fixture.fast)
      try #require(made.status == 0, "\(made.transcript)")
      let arguments = ["destroy", "--confirm", "123456789012"] + Self.consent
      let first = await fixture.run(arguments)
      // The number that was in the pool still uses its list.
      #expect(first.status == 3, "\(first.transcript)")
      #expect(
        first.output.contains(
          "! opt-out-list/codes: it is used by us-east-1/phone-number/+12025550100"
        ),
        "\(first.transcript)"
      )
      let left = try fixture.holdings()
      #expect(
        left == [
          "eu-west-1 optOutLists Default", "us-east-1 configurationSets nobodys",
          "us-east-1 optOutLists Default", "us-east-1 optOutLists codes",
          "us-east-1 optOutLists nobodys", "us-east-1 optOutLists theirs",
          "us-east-1 phoneNumbers +12025550100", "us-east-1 senderIds OTHER",
        ]
      )
    }
  }

  @Test func `shows the same as a manifest that wants nothing`() async throws {
    try await Fixture.with(setup()) { fixture in
      let made = await fixture.run(["apply", "-y"] + Fixture.fast)
      try #require(made.status == 0, "\(made.transcript)")
      fixture.account.clearLog()
      let head = "version: 1\nproject: shop\nregions: { us-east-1: , eu-west-1: }\n"
      try fixture.write(head, to: "empty.yaml")
      let pruned = await fixture.run(
        ["plan", "empty.yaml", "--prune", "--complete"] + Self.consent
      )
      let destroyed = await fixture.run(["destroy"] + Self.consent, answers: ["no"])
      #expect(destroyed.status == 4)
      #expect(!pruned.output.isEmpty)
      #expect(destroyed.output == pruned.output)
      #expect(fixture.account.writes.isEmpty)
    }
  }

  @Test(
    arguments: [
      ([], nil, "give the account's id with --confirm"),
      ([], ["yes"], "nothing was changed"),
      ([], ["123456789013"], "nothing was changed"),
      (["--confirm", "123456789013"], nil, "--confirm names the account 123456789013"),
      (
        ["--confirm", "123456789013"], ["123456789012"], "--confirm names the account 123456789013"
      ),
    ] as [([String], [String]?, String)]
  )
  func `does not come but for who types the account`(
    _ arguments: [String],
    _ answers: [String]?,
    _ message: String
  ) async throws {
    let setup = Fixture.Setup(
      files: ["smsctl.yaml": "version: 1\nproject: shop\nregions: { us-east-1: }\n"],
      seed: """
        { "regions": { "us-east-1": {
          "configurationSets": [{ "name": "codes", "tags": { "smsctl:project": "shop" } }]
        } } }
        """
    )
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["destroy"] + arguments + Fixture.fast, answers: answers)
      #expect(run.status == 4, "\(run.transcript)")
      #expect(run.errors.contains(message), "\(run.transcript)")
      #expect(fixture.account.writes.isEmpty)
      let typed = await fixture.run(["destroy"] + Fixture.fast, answers: ["123456789012"])
      #expect(typed.status == 0, "\(typed.transcript)")
      #expect(fixture.account.writes.map(\.operation) == ["DeleteConfigurationSet"])
    }
  }
}

extension Fixture {
  /// What the account holds: region, kind and name, in order.
  fileprivate func holdings() throws -> [String] {
    let file = try Data(contentsOf: URL(filePath: "\(directory)/account.json"))
    let root = try JSONSerialization.jsonObject(with: file) as? [String: Any]
    let regions = root?["regions"] as? [String: [String: Any]] ?? [:]
    return regions.flatMap { region, kinds in
      kinds.flatMap { kind, rows in
        (rows as? [[String: Any]] ?? []).compactMap { row in
          guard row["tags"] != nil || row["name"] != nil || row["number"] != nil else { return nil }
          let name = row["name"] ?? row["number"] ?? row["id"] ?? "?"
          return "\(region) \(kind) \(name)"
        }
      }
    }.sorted()
  }
}
