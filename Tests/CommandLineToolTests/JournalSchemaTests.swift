import Foundation
import Simulator
import Testing

@Suite struct `A line of the journal` {
  private static let schema = repository.appending(path: "spec/journal.schema.json")
  private static let page = repository.appending(path: "spec/journal.md")

  /// A command, and what goes wrong with it.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var files: [String: String] = ["smsctl.yaml": `The journal`.manifest]
    var seed: String?
    var faults: [String] = []
    /// Run before, without a journal.
    var before: [String]?
    let command: [String]
  }

  private static let lists = """
    {"version": 1, "regions": {
      "us-east-1": {"optOutLists": [{"name": "codes", "optedOutNumbers": ["+12065550101"]}]},
      "eu-west-1": {"optOutLists": [{"name": "codes", "optedOutNumbers": []}]}}}
    """

  private static let cases = [
    Case(testDescription: "a run that does all", command: ["apply", "-y"]),
    Case(
      testDescription: "a run with faults",
      faults: [
        "CreatePool:error=ConflictException/RESOURCE_ALREADY_EXISTS:9",
        "RequestSenderId:throttle:1", "DescribePools:drop:1", "CreateOptOutList:500:1",
      ],
      command: ["apply", "-y"]
    ),
    Case(
      testDescription: "a run that comes to nothing",
      faults: ["DescribePools:error=AccessDeniedException:9"],
      command: ["apply", "-y"]
    ),
    Case(
      testDescription: "a run that takes all away",
      before: ["apply", "-y"],
      command: [
        "destroy", "--confirm", "123456789012", "--allow-delete", "us-east-1/opt-out-list/codes",
        "--max-deletes", "100",
      ]
    ),
    Case(
      testDescription: "a run that syncs",
      seed: lists,
      command: ["sync-opt-outs", "-y", "--from", "us-east-1", "--to", "eu-west-1"]
    ),
  ]

  @Test(arguments: cases)
  func `is what its schema says, and has nothing that the schema does not name`(
    _ item: Case
  ) async throws {
    var setup = Fixture.Setup(files: item.files, seed: item.seed)
    setup.faults = try item.faults.map { try Fault(parsing: $0) }
    try await Fixture.with(setup) { fixture in
      if let before = item.before { _ = await fixture.run(before + Fixture.fast) }
      let run = await fixture.run(item.command + ["--log", "log"] + Fixture.fast)
      let text = try String(contentsOfFile: "\(fixture.directory)/log", encoding: .utf8)
      let lines = text.split(separator: "\n")
      try #require(lines.count > 4, "\(run.transcript)")
      let schema = try SchemaCheck.closed(try Data(contentsOf: Self.schema))
      let stream = Data(lines.joined(separator: "\n---\n").utf8)
      let verdicts = try await SchemaCheck.verdicts(on: [stream], schema: schema)
      #expect(verdicts.map(\.word) == ["accepts"], "\(verdicts)\n\(run.transcript)")
    }
  }

  /// A change to a good line that makes it bad.
  private static let damages: [(type: String, member: String, value: String?)] = [
    ("run", "formatVersion", "\"2\""), ("run", "command", nil), ("caller", "account", "\"12\""),
    ("caller", "simulated", nil), ("quota", "rate", "0"), ("call", "attempt", "0"),
    ("call", "outcome", nil), ("call", "time", "\"today\""), ("call", "run", nil),
    ("call", "type", "\"cal\""), ("plan", "digest", "\"3f9a\""), ("plan", "regions", "[]"),
    ("plan", "bound", "{ \"kind\": \"quota\" }"),
    ("coverage", "countries", "{ \"DE\": \"gone\" }"),
    ("coverage", "countries", "{ \"Germany\": \"live\" }"), ("step", "outcome", "\"well\""),
    ("step", "address", "\"pool\""), ("result", "done", "-1"), ("result", "notConverged", nil),
    ("end", "exitStatus", "\"0\""),
  ]

  @Test func `is refused by its schema when it is damaged`() async throws {
    let example = try JournalText(try Self.example)
    let damaged = try Self.damages.map { damage in
      var line = try #require(example.lines(damage.type).first)
      line[damage.member] = try damage.value.map {
        try JSONSerialization.jsonObject(with: Data($0.utf8), options: .fragmentsAllowed)
      }
      return try JSONSerialization.data(withJSONObject: line)
    }
    let schema = try Data(contentsOf: Self.schema)
    let verdicts = try await SchemaCheck.verdicts(on: damaged, schema: schema)
    for (damage, verdict) in zip(Self.damages, verdicts) {
      #expect(verdict.word == "rejects", "\(damage.type) \(damage.member)")
    }
  }

  /// The example of `spec/journal.md`.
  private static var example: String {
    get throws {
      let text = try String(contentsOf: page, encoding: .utf8)
      let block = try #require(text.firstMatch(of: #/```json\n((?s:.)+?)```/#))
      return String(block.1)
    }
  }

  @Test func `is in the documentation as it is written`() async throws {
    let example = try JournalText(try Self.example)
    let types: Set = [
      "run", "caller", "quota", "call", "plan", "coverage", "step", "result", "end",
    ]
    #expect(Set(example.lines.compactMap { $0["type"] as? String }) == types)
    let schema = try SchemaCheck.closed(try Data(contentsOf: Self.schema))
    let stream = Data(try Self.example.split(separator: "\n").joined(separator: "\n---\n").utf8)
    let verdicts = try await SchemaCheck.verdicts(on: [stream], schema: schema)
    #expect(verdicts.map(\.word) == ["accepts"], "\(verdicts)")
    // Keys sorted, no blanks, as the encoder has it.
    for line in try Self.example.split(separator: "\n") {
      let value = try JSONSerialization.jsonObject(with: Data(line.utf8))
      let options: JSONSerialization.WritingOptions = [.sortedKeys, .withoutEscapingSlashes]
      let again = try JSONSerialization.data(withJSONObject: value, options: options)
      #expect(String(decoding: again, as: UTF8.self) == line)
    }
  }

  @Test func `of every type and member is named in the documentation`() throws {
    let text = try String(contentsOf: Self.page, encoding: .utf8)
    let schema = try JSONSerialization.jsonObject(with: Data(contentsOf: Self.schema))
    let definitions = try #require((schema as? [String: Any])?["$defs"] as? [String: [String: Any]])
    for definition in definitions.values {
      guard let members = definition["properties"] as? [String: Any] else { continue }
      for member in members.keys { #expect(text.contains("`\(member)`"), "\(member)") }
      let type = (members["type"] as? [String: Any])?["const"] as? String ?? ""
      #expect(text.contains("### `\(type)`:"), "\(type)")
    }
  }
}
