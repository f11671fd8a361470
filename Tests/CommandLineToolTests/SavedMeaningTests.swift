import CommandLineTool
import Foundation
import Simulator
import Testing

/// What a deletion took with it, or opened, when a plan was saved, and when it is carried out.
struct MeaningCase: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var before: String
  var after: String
  var options: [String] = []
  /// Lines of standard error, as far as they are about this.
  var told: [String]

  private static let ours = #""smsctl:project": "shop""#

  /// A seed of us-east-1.
  private static func seed(_ text: String) -> String {
    #"{ "version": 1, "regions": { "us-east-1": { \#(text) } } }"#
  }

  static func accountDefault(blocking countries: [String]) -> String {
    let rules = countries.map { #""\#($0)": "BLOCK""# }.joined(separator: ", ")
    return seed(
      """
      "protectConfigurations": [{
        "id": "protect-old", "rules": { "SMS": { \(rules) } },
        "tags": { \(ours), "smsctl:name": "old" }
      }],
      "accountDefaultProtectConfiguration": "protect-old"
      """
    )
  }

  static func set(destinations count: Int) -> String {
    let topic = #""sns": { "topic": "arn:aws:sns:us-east-1:123456789012:out" }"#
    let rows = (0..<count).map { #"{ "name": "d\#($0)", "events": ["ALL"], \#(topic) }"# }
    return seed(
      """
      "configurationSets": [{
        "name": "gone", "tags": { \(ours) },
        "eventDestinations": [\(rows.joined(separator: ", "))]
      }]
      """
    )
  }

  static func sender(isRegistered: Bool) -> String {
    seed(
      """
      "senderIds": [{
        "name": "SHOP", "country": "DE", "registered": \(isRegistered), "tags": { \(ours) }
      }]
      """
    )
  }

  static func pool(of sender: String) -> String {
    seed(
      """
      "senderIds": [{ "name": "SHOP", "country": "DE" }, { "name": "MARKET", "country": "DE" }],
      "pools": [{
        "id": "pool-gone", "members": [{ "senderId": "\(sender)", "country": "DE" }],
        "tags": { \(ours), "smsctl:name": "gone" }
      }]
      """
    )
  }

  private static let old = "us-east-1/protect-configuration/old"
  private static let gone = "us-east-1/configuration-set/gone"

  static let all = [
    MeaningCase(
      testDescription: "more countries would be opened",
      before: accountDefault(blocking: ["DE"]),
      after: accountDefault(blocking: ["DE", "FR"]),
      options: ["--allow-delete", old],
      told: ["  \(old) opens sms FR, which it did not when planned"]
    ),
    MeaningCase(
      testDescription: "another country would be opened",
      before: accountDefault(blocking: ["DE"]),
      after: accountDefault(blocking: ["FR"]),
      options: ["--allow-delete", old],
      told: [
        "  \(old) does not open sms DE any more, which it did when planned",
        "  \(old) opens sms FR, which it did not when planned",
      ]
    ),
    MeaningCase(
      testDescription: "a sender ID was registered",
      before: sender(isRegistered: false),
      after: sender(isRegistered: true),
      options: ["--allow-delete", "us-east-1/sender-id/SHOP/DE"],
      told: [
        #"  us-east-1/sender-id/SHOP/DE was planned with "what is released may not be had again", is with "it is registered, and what is released must be registered again" now"#
      ]
    ),
    MeaningCase(
      testDescription: "the only member of a pool is another one",
      before: pool(of: "SHOP"),
      after: pool(of: "MARKET"),
      told: [
        #"  us-east-1/pool/gone was planned with "in no pool then: SHOP/DE", is with "in no pool then: MARKET/DE" now"#
      ]
    ),
    MeaningCase(
      testDescription: "event destinations were added",
      before: set(destinations: 0),
      after: set(destinations: 5),
      told: ["  \(gone) took 0 with it when planned, takes 5 now"]
    ),
    MeaningCase(
      testDescription: "event destinations were taken away",
      before: set(destinations: 2),
      after: set(destinations: 1),
      told: ["  \(gone) took 2 with it when planned, takes 1 now"]
    ),
  ]
}

@Suite struct `What a deletion means` {
  private static let manifest = "version: 1\nproject: shop\nregions: { us-east-1: }\n"

  private func run<Result>(
    _ files: [String: String] = [:],
    seed: String,
    _ body: (Fixture) async throws -> Result
  ) async throws -> Result {
    let files = files.merging(["smsctl.yaml": Self.manifest]) { $1 }
    return try await Fixture.with(Fixture.Setup(files: files, seed: seed), body)
  }

  private static func prune(_ options: [String]) -> [String] {
    ["--prune", "--complete"] + options
  }

  @Test(arguments: MeaningCase.all)
  func `is what was planned, or apply refuses`(_ meaning: MeaningCase) async throws {
    let options = Self.prune(meaning.options)
    let (plan, digest) = try await run(seed: meaning.before) { fixture in
      let run = await fixture.run(["plan", "--out", "plan.json"] + options + Fixture.fast)
      try #require(run.status == 0, "\(run.transcript)")
      let json = try PlanJSON(await fixture.run(["plan", "--format", "json"] + options).output)
      let path = "\(fixture.directory)/plan.json"
      return (try String(contentsOfFile: path, encoding: .utf8), json.digest)
    }
    try await run(["plan.json": plan], seed: meaning.after) { fixture in
      let run = await fixture.run(["apply", "-y", "--plan", "plan.json"] + Fixture.fast)
      #expect(run.status == 4, "\(run.transcript)")
      let lines = run.errors.split(separator: "\n").map(String.init)
      let told = lines.filter { !$0.contains(" was planned with ") || meaning.told.contains($0) }
      #expect(told.dropFirst().dropLast() == meaning.told[...], "\(run.errors)")
      let expecting = ["apply", "-y", "--expect-digest", digest] + options + Fixture.fast
      let other = await fixture.run(expecting)
      #expect(other.status == 4, "\(other.transcript)")
      #expect(fixture.account.writes.isEmpty)
    }
    try await run(["plan.json": plan], seed: meaning.before) { fixture in
      let run = await fixture.run(["apply", "-y", "--plan", "plan.json"] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
    }
  }

  @Test func `is compared in its words where there is something to do`() async throws {
    let seed = """
      { "version": 1, "regions": { "us-east-1": {
        "senderIds": [{ "name": "SHOP", "country": "DE" }, { "name": "SHOP", "country": "FR" }],
        "pools": [{
          "members": [
            { "senderId": "SHOP", "country": "DE" }, { "senderId": "SHOP", "country": "FR" }
          ],
          "tags": { "smsctl:project": "shop", "smsctl:name": "old" }
        }]
      } } }
      """
    try await run(seed: seed) { fixture in
      let plan = await fixture.run(["plan", "--out", "plan.json"] + Self.prune([]))
      try #require(plan.status == 0, "\(plan.transcript)")
      let path = "\(fixture.directory)/plan.json"
      let saved = try #require(SealedText.opening(try Data(contentsOf: URL(filePath: path))))
      let planned = try #require(saved.firstMatch(of: #/"reason" : "(in no [^"]*)"/#)).1
      let forged = saved.replacing(planned, with: "its only originator is in no pool then")
      try fixture.write(SealedText.sealing(forged), to: "plan.json")
      let run = await fixture.run(["apply", "-y", "--plan", "plan.json"] + Fixture.fast)
      #expect(run.status == 4, "\(run.transcript)")
      let told =
        "  us-east-1/pool/old was planned with \"its only originator is in no pool then\", "
        + "is with \"\(planned)\" now\n"
      #expect(run.errors.contains(told), "\(run.errors)")
      #expect(fixture.account.writes.isEmpty)
    }
  }

  @Test(arguments: ["text", "markdown"])
  func `is counted where no reason tells it`(_ format: String) async throws {
    try await run(seed: MeaningCase.set(destinations: 5)) { fixture in
      let plan = await fixture.run(["plan", "--format", format] + Self.prune([]))
      #expect(
        plan.output.contains("- configuration-set/gone and 5 with it\n"),
        "\(plan.transcript)"
      )
    }
  }

  @Test(arguments: [
    (MeaningCase.set(destinations: 5), "--max-deletes", "5", "6"),
    (MeaningCase.accountDefault(blocking: ["DE", "FR"]), "--max-opens", "1", "2"),
  ])
  func `can be too much for a saved plan, which is then made anew`(
    _ seed: String,
    _ option: String,
    _ limit: String,
    _ needed: String
  ) async throws {
    let consent = option == "--max-opens" ? "us-east-1/protect-configuration/old" : nil
    let options = Self.prune(consent.map { ["--allow-delete", $0] } ?? []) + [option, limit]
    try await run(seed: seed) { fixture in
      let plan = await fixture.run(["plan", "--out", "plan.json"] + options)
      #expect(plan.output.contains("if that is intended, add \(option) \(needed)\n"))
      let run = await fixture.run(["apply", "-y", "--plan", "plan.json"] + Fixture.fast)
      #expect(run.status == 4, "\(run.transcript)")
      let told = "if that is intended, plan again with --out and \(option) \(needed)\n"
      #expect(run.errors.contains(told), "\(run.errors)")
      #expect(fixture.account.writes.isEmpty)
    }
  }

  @Test(arguments: [["--prune"], ["--complete"], ["--adopt", "*"], ["--bulk-tags"]])
  func `is not up to some options with destroy`(_ options: [String]) async throws {
    let run = await CommandRun.of(["destroy"] + options)
    #expect(run.status == 64)
    #expect(run.errors.contains("\(options[0]) does not go with destroy"), "\(run.errors)")
  }
}
