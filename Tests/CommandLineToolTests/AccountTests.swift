import Foundation
import Simulator
import Testing

/// The simulated account is 123456789012.
@Suite struct `The account of the credentials` {
  static func manifest(_ accounts: String) -> String {
    """
    version: 1
    project: shop
    regions: { us-east-1: {}, eu-west-1: {} }
    vars: { stage: none }
    \(accounts)
    optOutLists:
      codes: { tags: { stage: "${stage}" } }

    """
  }

  static let both = manifest(
    """
    accounts:
      "111122223333": { vars: { stage: test }, regions: { eu-central-1: {} } }
      "123456789012": { vars: { stage: live }, regions: { us-east-1: {} } }
    """
  )

  @Test func `decides which of 'accounts' is taken`() async throws {
    try await Fixture.with(manifest: Self.both) { fixture in
      let run = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.output.contains("tags.stage: live\n"), "\(run.output)")
      let writes = fixture.account.writes.map { "\($0.region) \($0.operation)" }
      #expect(writes == ["us-east-1 CreateOptOutList"])
    }
  }

  @Test(arguments: ["plan", "apply"])
  func `must be among 'accounts'`(command: String) async throws {
    let others = Self.manifest("accounts: { '111122223333': , '444455556666': {} }")
    try await Fixture.with(manifest: others) { fixture in
      let run = await fixture.run([command] + Fixture.fast)
      #expect(run.status == 4)
      #expect(run.output.isEmpty)
      #expect(run.errors.hasPrefix("error: the credentials belong to the account 123456789012 ("))
      #expect(
        run.errors.hasSuffix(
          "), which is not among the 'accounts' of the manifest (111122223333, 444455556666); nothing was read or changed\n"
        ),
        "\(run.errors)"
      )
      #expect(fixture.account.requests.map(\.operation) == ["GetCallerIdentity"])
    }
  }

  @Test func `may be the only one that is named`() async throws {
    for accounts in ["account: 123456789012", "accounts: { 123456789012: }"] {
      try await Fixture.with(manifest: Self.manifest(accounts)) { fixture in
        let run = await fixture.run(["plan"] + Fixture.fast)
        #expect(run.status == 0, "\(run.transcript)")
        #expect(run.output.contains("tags.stage: none\n"), "\(run.output)")
      }
    }
  }

  @Test func `may lack the region that is asked for`() async throws {
    try await Fixture.with(manifest: Self.both) { fixture in
      let run = await fixture.run(["plan", "--region", "eu-central-1"] + Fixture.fast)
      #expect(
        run.transcript
          == "exit status 1\nerror: the manifest has none of these regions for the account 123456789012\n"
      )
      #expect(fixture.account.requests.map(\.operation) == ["GetCallerIdentity"])
    }
  }

  @Test func `is not asked for by validate, which checks them all`() async throws {
    try await ManifestFolder.with(["smsctl.yaml": Self.both]) { folder in
      #expect(
        await folder.run("validate").transcript
          == "exit status 0\nvalid: 2 resources in 2 regions of 2 accounts\n"
      )
      let flawed = Self.both.replacing("stage: test", with: "stage: '${stag}'")
      try folder.write(flawed, to: "smsctl.yaml")
      let run = await folder.run("validate")
      #expect(run.status == 1)
      #expect(run.errors.hasPrefix("smsctl.yaml:9:27: error: '${stag}' is not defined"))
      try folder.write(
        Self.both.replacing("us-east-1: {} } }", with: "us-esat-1: {} } }"),
        to: "smsctl.yaml"
      )
      let other = await folder.run("validate")
      #expect(
        other.errors.split(separator: "\n").first?.contains("'us-esat-1' is not a region") == true
      )
      #expect(!other.errors.contains("2 errors"), "\(other.errors)")
    }
  }

  @Test func `is checked whichever of them has the mistake`() async throws {
    let flawed = Self.both.replacing("stage: test", with: "stage: '${stag}'")
    try await Fixture.with(manifest: flawed) { fixture in
      let run = await fixture.run(["plan"] + Fixture.fast)
      #expect(run.status == 1)
      #expect(run.errors.contains("'${stag}' is not defined"))
      #expect(fixture.account.requests.isEmpty)
    }
  }
}
