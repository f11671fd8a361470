import Foundation
import Simulator
import Testing

@Suite struct `A run that meets trouble` {
  /// The process dies between the service's work and the service's answer.
  @Test(.timeLimit(.minutes(25)), arguments: Example.small)
  func `is killed after any of its writes and run again`(_ example: Example) async throws {
    let (setup, command) = (try example.setup, Self.command)
    let (expected, requests) = try await setup.undisturbed(command)
    let count = requests.count { $0.isWrite }
    try #require(count > 10)
    try await withThrowingTaskGroup(of: Void.self) { group in
      for number in 1...count {
        if number > 6 { try await group.next() }
        group.addTask { try await setup.killed(command, afterWrite: number, expected) }
      }
      try await group.waitForAll()
    }
  }

  /// As a run leaves it that is killed right after `CreatePool`.
  @Test func `finds a pool that is still being created and goes on from there`() async throws {
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      senderIds:
        SHOP: { countries: [DE, FR], messageTypes: [TRANSACTIONAL] }
      pools:
        codes:
          messageType: TRANSACTIONAL
          sharedRoutes: true
          originators: [{ senderId: SHOP }]
          keywords: { HELP: { message: "Help: https://example.com" } }
      """
    let soon = Date().timeIntervalSince1970 + 2
    let tags = #""tags": { "smsctl:project": "shop", "smsctl:name": "codes" }"#
    let sender = #""name": "SHOP", "country": "DE", "tags": { "smsctl:project": "shop" }"#
    let pool =
      #""members": [{ "senderId": "SHOP", "country": "DE" }], "activeAt": \#(soon), \#(tags)"#
    let seed = """
      { "version": 1, "regions": { "us-east-1": {
        "senderIds": [{ \(sender) }], "pools": [{ \(pool) }]
      } } }
      """
    let setup = Fixture.Setup(files: ["smsctl.yaml": manifest], seed: seed)
    try await Fixture.with(setup) { fixture in
      let applied = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(applied.status == 0, "\(applied.transcript)")
      let operations = Set(fixture.account.writes.map(\.operation))
      #expect(
        operations == [
          "AssociateOriginationIdentity", "PutKeyword", "RequestSenderId", "UpdatePool",
        ]
      )
      let plan = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
      #expect(!plan.output.contains("waiting"), "\(plan.transcript)")
    }
  }

  @Test(.timeLimit(.minutes(25)), arguments: Trouble.allCases, Example.small)
  func `ends as an undisturbed one`(_ trouble: Trouble, _ example: Example) async throws {
    let (expected, requests) = try await example.setup.undisturbed(Self.command)
    let operations = Set(requests.map(\.operation)).subtracting(["GetCallerIdentity"])
    var setup = try example.setup
    setup.keepsState = true
    setup.faults = operations.sorted().map { trouble.fault(of: $0) }
    try await Fixture.with(setup) { fixture in
      let applied = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(applied.status == 0, "\(applied.transcript)")
      let disturbed = fixture.account.requests.count { $0.outcome != "200" }
      #expect(disturbed >= operations.count)
      let difference = try await fixture.account.finalState().difference(from: expected)
      #expect(difference.isEmpty, "\(difference.joined(separator: "\n"))")
    }
  }

  private static let command = ["apply", "-y"] + Fixture.fast
}

/// What happens to the first calls of every operation.
enum Trouble: String, CaseIterable, CustomTestStringConvertible {
  case serverFailure = "the first call of every operation gets a 500"
  case throttling = "every operation is throttled twice"
  case lostAnswer = "the first answer of every operation is lost"

  var testDescription: String { rawValue }

  fileprivate func fault(of operation: String) -> Fault {
    switch self {
    case .serverFailure: Fault(operation: operation, effect: .internalFailure, count: 1)
    case .throttling: Fault(operation: operation, effect: .throttle, count: 2)
    case .lostAnswer: Fault(operation: operation, effect: .drop, count: 1)
    }
  }
}
