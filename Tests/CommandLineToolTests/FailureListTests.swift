import Simulator
import Testing

@Suite struct `Failures of a run` {
  /// The sender ID is asked for in so many countries, and each request is denied.
  private static func failures(of countries: [String]) async throws -> CommandRun {
    var setup = Fixture.Setup(files: [
      "smsctl.yaml": """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      senderIds: { SHOP: { countries: [\(countries.joined(separator: ", "))], messageTypes: [TRANSACTIONAL] } }
      pools: { codes: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }] } }

      """
    ])
    setup.faults = [try Fault(parsing: "RequestSenderId:error=AccessDeniedException:all")]
    return try await Fixture.with(setup) { fixture in
      await fixture.run(["apply", "-y", "--quiet"] + Fixture.fast)
    }
  }

  @Test func `are told of as one where many have the same cause`() async throws {
    let run = try await Self.failures(of: ["DE", "DK", "FR", "NO", "PT"])
    #expect(run.status == 3)
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count { $0.hasPrefix("failed: ") } == 1, "\(run.errors)")
    #expect(lines.first == "failed: us-east-1/sender-id/SHOP/DE RequestSenderId")
    #expect(run.errors.split(separator: "request id ").count == 1 + 5, "\(run.errors)")
    #expect(run.errors.contains("\n  failed in the same way (4): us-east-1/sender-id/SHOP/DK "))
    #expect(run.errors.contains("us-east-1/sender-id/SHOP/PT RequestSenderId (smsctl.yaml:4:"))
    #expect(run.errors.contains("\n  skipped because of that ("), "\(run.errors)")
    #expect(run.output.contains(": 0 of 10 writes done, 5 failed, "), "\(run.output)")
  }

  @Test func `are told of one by one where they are few`() async throws {
    let run = try await Self.failures(of: ["DE", "DK", "FR"])
    #expect(run.errors.split(separator: "\n").count { $0.hasPrefix("failed: ") } == 3)
    #expect(!run.errors.contains("in the same way"), "\(run.errors)")
  }
}
