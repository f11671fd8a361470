import Foundation
import Simulator
import Testing

/// Two runs, or two manifests, that want the same.
@Suite struct `Two who want the same` {
  /// Writes that make something, each of which may take effect once.
  private static func creations(_ account: SimulatedAccount) -> [String: Int] {
    let made = account.writes.filter { record in
      ["Create", "Request"].contains { record.operation.hasPrefix($0) }
    }
    return Dictionary(grouping: made) { "\($0.region) \($0.operation)" }.mapValues(\.count)
  }

  /// With reads that lag, so that neither sees what the other does.
  @Test(.timeLimit(.minutes(10)), arguments: Example.small)
  func `apply one manifest at the same moment and make no twins`(
    _ example: Example
  ) async throws {
    let (expected, requests) = try await example.setup.undisturbed(["apply", "-y"] + Fixture.fast)
    var setup = try example.setup
    setup.keepsState = true
    setup.consistencyLag = .milliseconds(500)
    try await Fixture.with(setup) { fixture in
      let command = ["apply", "-y"] + Fixture.fast
      async let one = fixture.run(command)
      async let other = fixture.run(command)
      for run in await [one, other] { #expect(run.status == 0, "\(run.transcript)") }
      try await Task.sleep(for: .milliseconds(600))
      let third = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(third.status == 0, "\(third.transcript)")
      let undisturbed = Dictionary(grouping: requests.filter(\.isWrite)) {
        "\($0.region) \($0.operation)"
      }.mapValues(\.count)
      // An answer under a token that came twice is given twice: the state shows that one was made.
      let named = Self.creations(fixture.account)
        .filter { !$0.key.hasSuffix("Pool") && !$0.key.hasSuffix("CreateProtectConfiguration") }
      for (operation, count) in named { #expect(count == undisturbed[operation], "\(operation)") }
      let difference = try await fixture.account.finalState().difference(from: expected)
      #expect(difference.isEmpty, "\(difference.joined(separator: "\n"))")
    }
  }

  private static let head = "version: 1\nproject: shop\nregions: { us-east-1: }\n"

  /// What CreatePool sends differs, so that the service takes the calls for two.
  private static func pools(_ project: String, _ tag: String) -> String {
    """
    version: 1
    project: \(project)
    regions: { us-east-1: }
    pools:
      codes:
        messageType: TRANSACTIONAL
        originators: [{ senderId: { external: SHOP }, countries: [DE] }]
        tags: { team: \(tag) }
    protectConfigurations:
      signup: { tags: { team: \(tag) } }
    """
  }

  private static let seed = """
    { "version": 1, "regions": { "us-east-1": {
      "senderIds": [{ "name": "SHOP", "country": "DE" }]
    } } }
    """

  @Test(arguments: ["plan", "apply"])
  func `have made two of one name, and are told which`(_ command: String) async throws {
    let setup = Fixture.Setup(files: ["smsctl.yaml": Self.pools("shop", "a")], seed: Self.twins)
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run([command] + (command == "apply" ? ["-y"] : []) + Fixture.fast)
      #expect(run.status == 4, "\(run.transcript)")
      #expect(run.errors.contains("the pool 'codes' could be any of pool-1, pool-2 in us-east-1"))
      #expect(run.errors.contains("'signup' could be any of protect-1, protect-2 in us-east-1"))
      #expect(run.errors.contains("smsctl.yaml:5:3"), "\(run.transcript)")
      #expect(run.errors.hasSuffix("nothing was changed\n"), "\(run.transcript)")
      #expect(fixture.account.writes.isEmpty)
    }
  }

  private static let twins = """
    { "version": 1, "regions": { "us-east-1": {
      "senderIds": [{ "name": "SHOP", "country": "DE" }],
      "pools": [\(twin("pool-1")), \(twin("pool-2"))],
      "protectConfigurations": [
        { "id": "protect-1", "tags": { "smsctl:project": "shop", "smsctl:name": "signup" } },
        { "id": "protect-2", "tags": { "smsctl:project": "shop", "smsctl:name": "signup" } }
      ]
    } } }
    """

  private static func twin(_ id: String) -> String {
    """
    { "id": "\(id)", "members": [{ "senderId": "SHOP", "country": "DE" }],
      "tags": { "smsctl:project": "shop", "smsctl:name": "codes" } }
    """
  }

  @Test func `have made two of one name, and say with an id which one is meant`() async throws {
    let manifest = Self.pools("shop", "a")
      .replacing("signup: {", with: "signup: { id: protect-2,")
      .replacing("  codes:\n", with: "  codes:\n    id: pool-1\n")
    let setup = Fixture.Setup(files: ["smsctl.yaml": manifest], seed: Self.twins)
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["apply", "-y", "--prune"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let deletions = fixture.account.writes.map(\.operation).filter { $0.hasPrefix("Delete") }
      #expect(deletions.sorted() == ["DeletePool", "DeleteProtectConfiguration"])
      let plan = await fixture.run(["plan", "--detailed-exitcode", "--prune"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
    }
  }

  /// Reads show neither what the other has done, so that there are two in the end, or one.
  @Test func `apply different manifests of one name, and are told where that made two`()
    async throws
  {
    var setup = Fixture.Setup(seed: Self.seed)
    setup.consistencyLag = .milliseconds(500)
    try await Fixture.with(setup) { fixture in
      try fixture.write(Self.pools("shop", "a"), to: "a.yaml")
      try fixture.write(Self.pools("shop", "b"), to: "b.yaml")
      async let one = fixture.run(["apply", "-y", "a.yaml"] + Fixture.fast)
      async let other = fixture.run(["apply", "-y", "b.yaml"] + Fixture.fast)
      _ = await [one, other]
      try await Task.sleep(for: .milliseconds(600))
      let made = fixture.account.writes.count { $0.operation == "CreatePool" }
      let plan = await fixture.run(["plan", "a.yaml"] + Fixture.fast)
      #expect(plan.status == (made == 2 ? 4 : 0), "\(plan.transcript)")
      #expect(plan.errors.contains("could be any of") == (made == 2), "\(plan.transcript)")
    }
  }

  @Test func `are of different projects, of which the second is refused`() async throws {
    let manifest =
      "optOutLists: { codes: }\nconfigurationSets: { otp: { messageFeedback: true } }\n"
    try await Fixture.with(manifest: Self.head + manifest) { fixture in
      let first = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(first.status == 0, "\(first.transcript)")
      let writes = fixture.account.writes.count
      let other = "defaults: { tags: { team: b } }\n"
      try fixture.write(Self.head.replacing("shop", with: "billing") + manifest + other)
      let second = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(second.status == 4, "\(second.transcript)")
      for address in ["opt-out-list/codes", "configuration-set/otp"] {
        let words = "us-east-1/\(address): it belongs to the project 'shop'"
        #expect(second.errors.contains(words), "\(second.transcript)")
      }
      #expect(fixture.account.writes.count == writes)
    }
  }

  /// Each plans an empty account; the service gives the names to whoever comes first.
  @Test func `are of different projects and come at the same moment`() async throws {
    let manifest =
      "optOutLists: { codes: }\nconfigurationSets: { otp: { messageFeedback: true } }\n"
    let head = Self.head
    var setup = Fixture.Setup()
    setup.consistencyLag = .seconds(2)
    try await Fixture.with(setup) { fixture in
      try fixture.write(head + manifest, to: "a.yaml")
      try fixture.write(head.replacing("shop", with: "billing") + manifest, to: "b.yaml")
      async let first = fixture.run(["apply", "-y", "a.yaml"] + Fixture.fast)
      while fixture.account.writes.count < 3 { try await Task.sleep(for: .milliseconds(10)) }
      let second = await fixture.run(["apply", "-y", "b.yaml"] + Fixture.fast)
      let status = await first.status
      #expect(status == 0)
      #expect([3, 4].contains(second.status), "\(second.transcript)")
      #expect(second.errors.contains("belongs to the project 'shop'"), "\(second.transcript)")
    }
  }
}
