import Foundation
import Simulator
import Testing

/// Whatever the manifest and the account, what README promises holds.
@Suite struct Properties {
  @Test(arguments: PropertyCase.all)
  func `an apply does what its plan says and nothing else`(_ example: PropertyCase) async throws {
    var (manifest, account, random) = example.make()
    let before = try await Self.canonical(account)
    try example.keep(manifest, seed: before)
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest.text])
    setup.seed = String(decoding: before, as: UTF8.self)
    setup.keepsState = true
    try await Fixture.with(setup) { fixture in
      guard let driver = try await ConsentingDriver.make(in: fixture, &random) else { return }
      let plan = driver.plan
      let applied = await driver.applySaved()
      guard plan.refusals.isEmpty else {
        #expect(applied.status == 4, "\(applied.transcript)")
        #expect(fixture.account.writes.isEmpty)
        return
      }
      #expect(applied.status == (plan.blocked.isEmpty ? 0 : 3), "\(applied.transcript)")
      #expect(try driver.loggedWrites == plan.writes, "\(applied.transcript)")
      let made = fixture.account.writes.map { "\($0.region) \($0.operation)" }.sorted()
      #expect(made == driver.promisedOperations, "\(applied.transcript)")

      try await driver.settle()
      let after = try await fixture.account.finalFile()
      let trespass = try Trespass(manifest, driver, before: before, after: after)
      #expect(trespass.findings == [], "\(applied.transcript)")
    }
  }

  /// Some of the cases: each is three times as long.
  @Test(arguments: PropertyCase.all.filter { $0.seed % 4 == 1 })
  func `a killed run and the next end as one`(_ example: PropertyCase) async throws {
    var (manifest, account, random) = example.make()
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest.text], seed: account.seed)
    setup.keepsState = true
    let (options, writes, expected) = try await Fixture.with(setup) {
      (fixture) -> ([String], Int, AccountState?) in
      guard let driver = try await ConsentingDriver.make(in: fixture, &random) else {
        return ([], 0, nil)
      }
      // Between release and request only the dead run knows the tags that others had put on.
      guard driver.plan.replaced.isEmpty else { return ([], 0, nil) }
      _ = await driver.apply()
      let writes = fixture.account.writes.count
      // What was blocked and no longer is.
      _ = await driver.apply()
      return (driver.options, writes, try await fixture.account.finalState())
    }
    guard let expected, writes > 0 else { return }

    let victim = Victim(dueAfterWrite: Int.random(in: 1...writes, using: &random))
    setup.onRequest = { _, writes in victim.note(writes: writes) }
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["apply", "-y"] + options,
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      victim.isKnown(as: process.identifier)
      let first = await process.run()
      #expect(first.status == 128 + SIGKILL, "\(first.transcript)")
      let second = await fixture.run(["apply", "-y"] + options)
      let third = await fixture.run(["apply", "-y"] + options)
      let difference = try await fixture.account.finalState().difference(from: expected)
      #expect(
        difference.isEmpty,
        "\(difference.joined(separator: "\n"))\n\(second.transcript)\(third.transcript)"
      )
    }
  }

  /// A seed as the simulator writes it, so that it can be compared.
  private static func canonical(_ account: RandomAccount) async throws -> Data {
    var setup = Fixture.Setup(seed: account.seed)
    setup.keepsState = true
    return try await Fixture.with(setup) { try await $0.account.finalFile() }
  }
}
