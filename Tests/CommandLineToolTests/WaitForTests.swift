import CommandLineTool
import Foundation
import Simulator
import Testing

/// `apply --wait-for active --timeout T` against the simulator.
@Suite struct `Applying and waiting` {
  private static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {} }
    phoneNumbers:
      desk: { number: "+12065550100", adopt: true, tags: { use: desk } }
    senderIds:
      SHOP: { countries: [DE], messageTypes: [TRANSACTIONAL] }
    pools:
      codes:
        messageType: TRANSACTIONAL
        originators: [{ senderId: SHOP }, { phoneNumber: desk }]

    """

  private static func seed(_ more: String) -> String {
    """
    {"version":1,"regions":{"us-east-1":{"phoneNumbers":[
     {"number":"+12065550100","country":"US","type":"TEN_DLC",\(more)}]}}}
    """
  }

  private static let pending = #""status":"PENDING""#
  private static let waiting = ["apply", "--wait-for", "active"] + Fixture.fast

  /// With a slow service the number becomes active while the first plan is carried out.
  @Test(arguments: [0, 6_000])
  func `does the rest once the number is active`(_ milliseconds: Int) async throws {
    // The first plan must come before the number is active, however slow the machine is.
    for delay in [5.0, 12, 40] {
      let isDone = try await Turnstile.pass {
        try await withTemporaryDirectory { directory in
          let active = Date().timeIntervalSince1970 + delay
          try Self.manifest
            .write(toFile: "\(directory)/smsctl.yaml", atomically: true, encoding: .utf8)
          try Self.seed(#""activeAt":\#(active)"#)
            .write(toFile: "\(directory)/seed.json", atomically: true, encoding: .utf8)
          var configuration = SimulatorConfiguration()
          configuration.rateScale = 1e12
          configuration.seedFile = "\(directory)/seed.json"
          configuration.faults = [
            Fault(
              operation: "RequestSenderId",
              effect: .delay(milliseconds: milliseconds),
              count: nil
            )
          ]
          let account = try await SimulatedAccount.start(configuration)
          let fixture = Fixture(directory: directory, account: account)
          let run = await fixture.run(
            Self.waiting + ["--timeout", "2m", "-y", "--report", "report.json"]
          )
          let plan = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
          await account.stop()
          #expect(run.status == 0, "\(run.transcript)")
          #expect(plan.status == 0, "\(plan.transcript)")
          guard run.errors.contains("waiting for 2, for at most 2m 00s:\n") else { return false }
          #expect(
            run.errors.contains(
              "  us-east-1/phone-number/desk: the number is PENDING at AWS or the carrier\n"
            )
          )
          #expect(run.output.contains("\n  adopt phone-number/desk\n"), "\(run.output)")
          #expect(run.output.contains("Waited "))
          #expect(run.output.hasSuffix(": nothing waits any more.\n"))
          #expect(account.writes.map(\.operation).contains("AssociateOriginationIdentity"))
          // Of both plans, the one before the wait and the one after it.
          let report = try PlanJSON(file: "report.json", in: fixture)
          let steps = try #require(report["result.steps"] as? [[String: Any]])
          let ids = steps.compactMap { $0["id"] as? String }
          #expect(ids.contains("us-east-1/pool/codes CreatePool"), "\(ids)")
          #expect(ids.contains { $0.contains("AssociateOriginationIdentity") }, "\(ids)")
          #expect(ids == ids.sorted())
          return true
        }
      }
      if isDone { return }
    }
    Issue.record("the first plan never came before the number was active")
  }

  @Test func `gives up with the time, and names what still waits`() async throws {
    let setup = Fixture.Setup(
      files: ["smsctl.yaml": Self.manifest],
      seed: Self.seed(Self.pending)
    )
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(Self.waiting + ["--timeout", "1s", "-y"])
      #expect(run.status == 3, "\(run.transcript)")
      #expect(
        run.errors.hasSuffix(
          """
          error: after 1s 2 still waiting:
            us-east-1/phone-number/desk: the number is PENDING at AWS or the carrier
            us-east-1/pool/codes/originator/+12065550100: the number is PENDING at AWS or the carrier
          run again to go on

          """
        ),
        "\(run.errors)"
      )
      // The rest was done before.
      #expect(fixture.account.writes.map(\.operation).contains("CreatePool"))
      let again = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(again.status == 0, "\(again.transcript)")
    }
  }

  @Test func `tells at once of what nobody has begun`() async throws {
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      senderIds: { SHOP: { countries: [JO], messageTypes: [TRANSACTIONAL] } }

      """
    try await Fixture.with(manifest: manifest) { fixture in
      let run = await fixture.run(Self.waiting + ["--timeout", "1s", "-y"])
      #expect(run.status == 3, "\(run.transcript)")
      #expect(
        run.errors.contains(
          """
          waiting for 1, for at most 1s:
            us-east-1/sender-id/SHOP/JO: needs JO_SENDER_ID_REGISTRATION, which somebody has to begin: smsctl \
          does not

          """
        ),
        "\(run.errors)"
      )
    }
  }

  @Test func `waits for nothing where nothing waits, or where something failed`() async throws {
    let setup = Fixture.Setup(
      files: ["smsctl.yaml": Self.manifest],
      seed: Self.seed(#""status":"ACTIVE""#)
    )
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(Self.waiting + ["--timeout", "30d", "-y"])
      #expect(run.status == 0, "\(run.transcript)")
      #expect(!run.errors.contains("waiting for"))
    }
    var broken = Fixture.Setup(files: ["smsctl.yaml": Self.manifest], seed: Self.seed(Self.pending))
    broken.faults = [
      Fault(
        operation: "RequestSenderId",
        effect: .error(code: "ValidationException", reason: nil),
        count: nil
      )
    ]
    try await Fixture.with(broken) { fixture in
      let run = await fixture.run(Self.waiting + ["--timeout", "30d", "-y"])
      #expect(run.status == 3, "\(run.transcript)")
      #expect(run.errors.hasSuffix("not waiting, since not everything else could be done\n"))
    }
  }

  @Test(arguments: [(SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `is ended by a signal`(_ signal: Int32, _ status: Int32) async throws {
    let setup = Fixture.Setup(
      files: ["smsctl.yaml": Self.manifest],
      seed: Self.seed(Self.pending)
    )
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        Self.waiting + ["--timeout", "1d", "-y"],
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      try await process.waits { $0.errors.contains("waiting for 2, for at most 24h 00m:\n") }
      process.send(signal: signal)
      let run = await process.run()
      #expect(run.status == status, "\(run.transcript)")
      #expect(run.errors.hasSuffix("\ninterrupted\n"), "\(run.errors)")
    }
  }

  static let mistakes: [([String], Int32, String)] = [
    (["--wait-for", "active", "-y"], 64, "--wait-for goes with --timeout, such as --timeout 30m"),
    (["--timeout", "30m", "-y"], 64, "--timeout goes with --wait-for active"),
    (["--wait-for", "ready", "--timeout", "30m", "-y"], 64, "'ready' is invalid"),
    (
      ["--wait-for", "active", "--timeout", "30m"], 4,
      "--wait-for then goes with --auto-approve (-y)"
    ),
  ]

  @Test(arguments: mistakes)
  func `tells a mistake before anything is read`(
    _ arguments: [String],
    _ status: Int32,
    _ told: String
  ) async throws {
    try await Fixture.with(manifest: Self.manifest) { fixture in
      let run = await fixture.run(["apply"] + arguments)
      #expect(run.status == status, "\(run.transcript)")
      #expect(run.errors.contains(told), "\(run.errors)")
      #expect(fixture.account.requests.isEmpty)
    }
  }

  @Test(arguments: [
    ("90s", 90), ("30m", 1_800), ("2h", 7_200), ("1h30m", 5_400), ("30d", 2_592_000), ("1m1s", 61),
  ])
  func `takes times with their units`(_ text: String, _ seconds: Int) throws {
    #expect(try WaitingTime(parsing: text).duration == .seconds(seconds))
  }

  @Test(arguments: [
    "", "30", "0s", "m", "-5m", "1.5h", "5x", "30 m", "31d", "5m5", "99999999999999999999s", "٣m",
  ])
  func `takes no other times`(_ text: String) {
    #expect(throws: (any Error).self) { try WaitingTime(parsing: text) }
  }
}
