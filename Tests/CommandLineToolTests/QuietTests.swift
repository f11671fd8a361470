import Foundation
import Simulator
import Testing

@Suite struct `With --quiet` {
  private static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {} }
    optOutLists: { codes: }
    senderIds: { SHOP: { countries: [DE, JO] } }

    """

  @Test func `apply and destroy tell results and warnings, and no progress`() async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let loud = await fixture.run(["plan"] + Fixture.fast)
      let apply = await fixture.run(["apply", "-y", "-q"] + Fixture.fast)
      #expect(apply.status == 0, "\(apply.transcript)")
      #expect(apply.output.contains("Applied in "))
      #expect(!loud.errors.isEmpty)
      #expect(apply.errors == loud.errors, "the warnings of the plan and nothing else")
      let destroy = await fixture.run(
        ["destroy", "--quiet", "--confirm", SimulatorConfiguration().account, "--allow-delete"]
          + ["us-east-1/opt-out-list/codes", "--allow-delete", "us-east-1/sender-id/SHOP/DE"]
          + Fixture.fast
      )
      #expect(destroy.status == 0, "\(destroy.transcript)")
      #expect(!destroy.errors.contains("[1/"), "\(destroy.errors)")
    }
  }

  @Test func `failures are told`() async throws {
    var setup = Fixture.Setup(files: ["smsctl.yaml": Self.manifest])
    setup.faults = [try Fault(parsing: "CreateOptOutList:error=ValidationException")]
    try await Fixture.with(setup) { fixture in
      let apply = await fixture.run(["apply", "-y", "-q"] + Fixture.fast)
      #expect(apply.status == 3, "\(apply.transcript)")
      #expect(apply.errors.contains("failed: us-east-1/opt-out-list/codes CreateOptOutList\n"))
    }
  }

  @Test(
    arguments: [
      ["apply", "-y"], ["destroy"], ["sync-opt-outs", "--from", "us-east-1", "--to", "eu-west-1"],
    ]
  )
  func `nothing is told in full`(_ command: [String]) async throws {
    let run = await CommandRun.of(command + ["--quiet", "--verbose"])
    #expect(run.status == 64)
    #expect(run.errors.contains("--quiet and --verbose exclude each other"), "\(run.errors)")
  }
}
