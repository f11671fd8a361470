import Foundation
import Simulator
import Synchronization
import Testing

@Suite struct `Syncing opt-outs` {
  /// `marketing` lacks two numbers in Europe, where it has one of its own; `codes` is alike; `empty` and
  /// `americas` are in America alone, the latter with a number.
  private static let seed = seed(
    america: [
      "Default": ["+12065550101"],
      "americas": ["+12065550102"], "empty": [],
      "codes": ["+12065550103"],
      "marketing": ["+12065550104", "+12065550105", "+12065550106"],
    ],
    europe: [
      "Default": ["+12065550101"],
      "codes": ["+12065550103"],
      "marketing": ["+12065550105", "+447700900123"],
    ]
  )
  private static let regions = ["--from", "us-east-1", "--to", "eu-west-1"]
  private static let base = ["sync-opt-outs"] + regions + Fixture.fast
  private static let setup = Fixture.Setup(seed: seed)

  private static func seed(
    america: [String: [String]],
    europe: [String: [String]]
  ) -> String {
    func lists(_ lists: [String: [String]]) -> String {
      lists.sorted { $0.key < $1.key }.map { name, numbers in
        let entries = numbers.enumerated().map { index, number in
          index.isMultiple(of: 2)
            ? #"{ "number": "\#(number)", "byEndUser": true }"# : #""\#(number)""#
        }
        return #"{"name":"\#(name)","optedOutNumbers":[\#(entries.joined(separator: ","))]}"#
      }.joined(separator: ",")
    }
    return """
      {"version":1,"regions":{"us-east-1":{"optOutLists":[\(lists(america))]},
       "eu-west-1":{"optOutLists":[\(lists(europe))]}}}
      """
  }

  /// `count` numbers in America, of which Europe lacks the last ones.
  private static func crowd(_ count: Int, lacking: Int) -> String {
    let numbers = (0..<count).map { "+\(12_060_000_000 + $0)" }
    return seed(
      america: ["marketing": numbers],
      europe: ["marketing": Array(numbers.dropLast(lacking))]
    )
  }

  @Test func `counts, and adds what the target lacks, once`() async throws {
    try await Fixture.with(Self.setup) { fixture in
      let first = await fixture.run(Self.base + ["-y", "marketing", "codes", "marketing"])
      #expect(first.status == 0, "\(first.transcript)")
      #expect(
        first.output == """
          marketing: 3 in us-east-1, 2 in eu-west-1, 2 to add, less than 1s
          codes: 1 in us-east-1, 1 in eu-west-1, none to add
          in all: 2 to add, less than 1s
          Done in less than 1s: 2 of 2 numbers added in eu-west-1.

          """
      )
      #expect(first.errors.isEmpty)
      let writes = fixture.account.writes
      #expect(writes.map(\.operation) == ["PutOptedOutNumber", "PutOptedOutNumber"])
      #expect(writes.allSatisfy { $0.region == "eu-west-1" })

      let second = await fixture.run(Self.base + ["-y", "marketing"])
      #expect(second.status == 0, "\(second.transcript)")
      #expect(
        second.output == """
          marketing: 3 in us-east-1, 4 in eu-west-1, none to add
          eu-west-1 lacks none of the numbers of us-east-1

          """
      )
      #expect(fixture.account.writes.count == 2)
    }
  }

  @Test func `tells how long it will take at the quota`() async throws {
    try await Fixture.with(Fixture.Setup(seed: Self.crowd(1_300, lacking: 827))) { fixture in
      let run = await fixture.run(
        ["sync-opt-outs"] + Self.regions + ["--check", "--rate", "Describe*=1000", "marketing"]
      )
      #expect(
        run.output == "marketing: 1,300 in us-east-1, 473 in eu-west-1, 827 to add, about 1m 23s\n",
        "\(run.transcript)"
      )
    }
  }

  @Test func `takes all lists that both regions have, and tells of those in use that one lacks`()
    async throws
  {
    try await Fixture.with(Self.setup) { fixture in
      let run = await fixture.run(Self.base + ["-y"])
      #expect(run.status == 3, "\(run.transcript)")
      #expect(
        run.output == """
          Default: 1 in us-east-1, 1 in eu-west-1, none to add
          codes: 1 in us-east-1, 1 in eu-west-1, none to add
          marketing: 3 in us-east-1, 2 in eu-west-1, 2 to add, less than 1s
          americas: has numbers in us-east-1, but eu-west-1 has no such list: make it, for example by a \
          manifest that has it there, and run this again
          in all: 2 to add, less than 1s
          Done in less than 1s: 2 of 2 numbers added in eu-west-1.

          """
      )
      #expect(fixture.account.writes.count == 2)
    }
  }

  @Test(
    arguments: [
      (["marketing"], 2), (["codes"], 0), (["codes", "Default"], 0), ([], 2),
    ] as [([String], Int32)]
  )
  func `only compares with --check`(_ lists: [String], _ status: Int32) async throws {
    try await Fixture.with(Self.setup) { fixture in
      let run = await fixture.run(Self.base + ["--check"] + lists)
      #expect(run.status == status, "\(run.transcript)")
      #expect(run.errors.isEmpty)
      #expect(fixture.account.writes.isEmpty)
    }
  }

  @Test(
    arguments: [
      (["yes"], 0, 2, ""), (["no"], 4, 0, "nothing was changed"), ([], 4, 0, "nothing was"),
      (nil, 4, 0, "there is no terminal to ask at; with --auto-approve (-y) nobody is asked"),
    ] as [([String]?, Int32, Int, String)]
  )
  func `asks before it adds`(
    _ answers: [String]?,
    _ status: Int32,
    _ writes: Int,
    _ told: String
  ) async throws {
    try await Fixture.with(Self.setup) { fixture in
      let run = await fixture.run(Self.base + ["marketing"], answers: answers)
      #expect(run.status == status, "\(run.transcript)")
      #expect(run.errors.contains(told) || told.isEmpty)
      let question =
        "Add 2 numbers to opt-out lists of the account 123456789012 in eu-west-1? Only 'yes' is taken"
      #expect(run.errors.contains(question) == (answers != nil))
      #expect(fixture.account.writes.count == writes)
    }
  }

  static let mistakes: [([String], Int32, String)] = [
    (["--to", "us-east-1"], 64, "--from and --to are the same region, 'us-east-1'"),
    (
      ["--to", "eu-west-7"], 64,
      "'eu-west-7' is not a region that has the service; did you mean 'eu-west-1'?"
    ),
    (["--to", "us-gov-west-1"], 64, "'us-east-1' and 'us-gov-west-1' are in different partitions"),
    (["--to", "eu-west-1", "--check", "-y"], 64, "--check adds nothing"),
    (["--to", "eu-west-1", "--account", "12"], 64, "--account takes an account id of 12 digits"),
    (
      ["--to", "eu-west-1", "--account", "000000000000"], 4,
      "but --account says 000000000000; nothing"
    ),
    (
      ["--to", "eu-west-1", "marketting", "americas"], 1,
      """
      error: there is no opt-out list 'marketting' in us-east-1; did you mean 'marketing'?
      error: there is no opt-out list 'americas' in eu-west-1 yet: make it, for example by a manifest
      """
    ),
  ]

  @Test(arguments: mistakes)
  func `tells a mistake once, and does nothing`(
    _ arguments: [String],
    _ status: Int32,
    _ told: String
  ) async throws {
    try await Fixture.with(Self.setup) { fixture in
      let run = await fixture.run(["sync-opt-outs", "--from", "us-east-1"] + arguments)
      #expect(run.status == status, "\(run.transcript)")
      #expect(run.errors.contains(told), "\(run.errors)")
      #expect(run.output.isEmpty)
      #expect(fixture.account.writes.isEmpty)
    }
  }

  @Test func `goes on past numbers that are refused, and tells them by digests`() async throws {
    var setup = Self.setup
    setup.faults = [
      Fault(
        operation: "PutOptedOutNumber",
        effect: .error(code: "ValidationException", reason: "CANNOT_ADD_OPTED_OUT_NUMBER"),
        count: 1
      )
    ]
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(Self.base + ["-y", "marketing"])
      #expect(run.status == 3, "\(run.transcript)")
      #expect(run.errors.contains("refused: 1 number of marketing: "), "\(run.errors)")
      #expect(run.errors.contains("(ValidationException CANNOT_ADD_OPTED_OUT_NUMBER)\n"))
      // Of +12065550104 or +12065550106, by 'printf %s NUMBER | sha256sum'; calls may overtake others.
      #expect(
        run.errors.contains("  SHA-256 begins with eb1b9fc3\n")
          || run.errors.contains("  SHA-256 begins with 8df8b64f\n"),
        "\(run.errors)"
      )
      #expect(run.output.hasSuffix(": 1 of 2 numbers added in eu-west-1, 1 refused.\n"))
      let again = await fixture.run(Self.base + ["-y", "marketing"])
      #expect(again.status == 0, "\(again.transcript)")
      #expect(again.output.contains("1 of 1 number added in eu-west-1.\n"))
    }
  }

  @Test func `stops at what is in the way of every number`() async throws {
    var setup = Fixture.Setup(seed: Self.crowd(600, lacking: 400))
    setup.faults = [
      Fault(
        operation: "PutOptedOutNumber",
        effect: .error(code: "AccessDeniedException", reason: nil),
        count: nil
      )
    ]
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(Self.base + ["-y"])
      #expect(run.status == 3, "\(run.transcript)")
      #expect(run.errors.contains("stopped at marketing: access denied"), "\(run.errors)")
      #expect(
        run.output.contains("0 of 400 numbers added in eu-west-1, 400 left: run again to go on")
      )
      let attempts = fixture.account.requests.count { $0.operation == "PutOptedOutNumber" }
      #expect(attempts < 100)
    }
  }

  @Test(arguments: [(SIGKILL, Int32(137)), (SIGINT, Int32(130)), (SIGTERM, Int32(143))])
  func `goes on in another run where one was stopped`(_ signal: Int32, _ status: Int32) async throws
  {
    var setup = Fixture.Setup(seed: Self.crowd(500, lacking: 300))
    setup.rateScale = 4
    try await Fixture.with(setup) { fixture in
      let process = try ToolProcess(
        ["sync-opt-outs", "-y"] + Self.regions + ["--rate", "Describe*=4", "--rate", "Put*=40"],
        environment: fixture.account.environment,
        directory: fixture.directory
      )
      try await process.waits { _ in fixture.account.writes.count >= 20 }
      process.send(signal: signal)
      let first = await process.run()
      #expect(first.status == status, "\(first.transcript)")
      let added = fixture.account.writes.count
      #expect(added < 300)
      if signal != SIGKILL {
        #expect(first.output.contains("Interrupted in "), "\(first.transcript)")
        #expect(
          first.output.contains(": \(added) of 300 numbers added in eu-west-1, \(300 - added) left")
        )
      }
      let rates = ["--rate", "Describe*=4", "--rate", "Put*=40"]
      let second = await fixture.run(["sync-opt-outs", "-y"] + Self.regions + rates)
      #expect(second.status == 0, "\(second.transcript)")
      // Nothing is added twice, and nothing is left.
      #expect(fixture.account.writes.count == 300)
      let check = await fixture.run(Self.base + ["--check"])
      #expect(check.status == 0, "\(check.transcript)")
    }
  }

  @Test func `writes numbers nowhere`() async throws {
    var setup = Self.setup
    setup.faults = [
      Fault(
        operation: "PutOptedOutNumber",
        effect: .error(code: "ValidationException", reason: nil),
        count: 1
      )
    ]
    try await Fixture.with(setup) { fixture in
      let told = ["--verbose", "--debug", "--trace", "exchanges.trace", "--log", "calls.log"]
      let run = try await ToolProcess(
        Self.base + ["-y"] + told,
        environment: fixture.account.environment,
        directory: fixture.directory
      ).run()
      #expect(run.status == 3, "\(run.transcript)")
      let files = try FileManager.default.contentsOfDirectory(atPath: fixture.directory)
      #expect(files.contains("exchanges.trace") && files.contains("calls.log"))
      let digits = (101...106).map { "12065550\($0)" } + ["447700900123"]
      let leaks = try Leaks.find(digits, in: fixture.directory, except: ["account-seed.json"])
      #expect(leaks == [], "\(leaks)")
      // What may be told is found, so the search works.
      let found = try Leaks.find(
        ["marketing"],
        in: fixture.directory,
        except: ["account-seed.json"]
      )
      #expect(found.map(\.file).contains("calls.log"))
      #expect(run.errors.contains("<redacted, "))
    }
  }

  @Test(.timeLimit(.minutes(25))) func `copes with 100,000 numbers`() async throws {
    let setup = Fixture.Setup(seed: Self.crowd(100_000, lacking: 150))
    try await Fixture.with(setup) { fixture in
      let run = await fixture.run(Self.base + ["-y", "marketing"])
      #expect(run.status == 0, "\(run.transcript)")
      #expect(
        run.output.hasPrefix(
          "marketing: 100,000 in us-east-1, 99,850 in eu-west-1, 150 to add, less than 1s\n"
        )
      )
      #expect(run.errors.contains("marketing in us-east-1: 95,000 read\n"))
      let pages = fixture.account.requests.count { $0.operation == "DescribeOptedOutNumbers" }
      #expect(pages == 1_000 + 999)
      #expect(fixture.account.writes.count == 150)
    }
  }
}
