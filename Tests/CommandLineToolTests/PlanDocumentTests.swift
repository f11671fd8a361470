import Foundation
import Resources
import Simulator
import Testing

@Suite struct `The plan document` {
  private static let schema = repository.appending(path: "spec/plan.schema.json")

  private func verdicts(
    on documents: [Data],
    schema: Data? = nil
  ) async throws -> [(word: String, line: String)] {
    let schema = try schema ?? Data(contentsOf: Self.schema)
    return try await SchemaCheck.verdicts(on: documents, schema: schema)
  }

  private static var strictSchema: Data {
    get throws { try SchemaCheck.closed(try Data(contentsOf: schema)) }
  }

  /// The plans and reports of every recorded scenario.
  private func scenarioDocuments() async throws -> [Data] {
    try await withThrowingTaskGroup(of: [Data].self) { group in
      for scenario in try GoldenScenario.all {
        group.addTask {
          try await scenario.stage { fixture, arguments in
            let plan = await fixture.run(["plan", "--format", "json"] + arguments)
            let commands = [
              ["plan", "--report", "plan.json"], ["apply", "-y", "--report", "apply.json"],
            ]
            for command in commands {
              _ = await fixture.run(command + arguments + Fixture.fast)
            }
            let reports = try ["plan.json", "apply.json"].map {
              try Data(contentsOf: URL(filePath: "\(fixture.directory)/\($0)"))
            }
            return [Data(plan.output.utf8)] + reports
          }
        }
      }
      return try await group.reduce(into: []) { $0 += $1 }
    }
  }

  @Test(.timeLimit(.minutes(25)))
  func `is what its schema says, and nothing that the schema does not name`() async throws {
    let documents = try await scenarioDocuments()
    try #require(documents.count >= 80)
    for schema in [try Data(contentsOf: Self.schema), try Self.strictSchema] {
      for (word, line) in try await verdicts(on: documents, schema: schema) {
        #expect(word == "accepts", "\(line)")
      }
    }
    let actions = try documents.flatMap {
      try PlanJSON(String(decoding: $0, as: UTF8.self)).changes.map(\.action)
    }
    #expect(Set(actions).isSuperset(of: ["adopt", "blocked", "create", "keep", "none", "update"]))
  }

  /// A change to a good document that makes it bad.
  struct Damage: Sendable, CustomTestStringConvertible {
    let testDescription: String
    /// Where, with numbers for places in arrays.
    let path: [String]
    /// JSON; nil takes the member away.
    let value: String?

    func applied(to value: Any, at path: ArraySlice<String>) throws -> Any? {
      guard let first = path.first else {
        return try self.value.map {
          try JSONSerialization.jsonObject(with: Data($0.utf8), options: .fragmentsAllowed)
        }
      }
      if var list = value as? [Any], let index = Int(first) {
        list[index] = try #require(try applied(to: list[index], at: path.dropFirst()))
        return list
      }
      var object = try #require(value as? [String: Any])
      let member = object[first] ?? NSNull()
      object[first] = try applied(to: member, at: path.dropFirst())
      return object
    }

    init(_ path: String, _ value: String?) {
      testDescription = "\(path) \(value ?? "gone")"
      self.path = path.split(separator: ".").map(String.init)
      self.value = value
    }
  }

  private static let damages = [
    Damage("formatVersion", nil), Damage("formatVersion", "\"2\""), Damage("formatVersion", "1"),
    Damage("toolVersion", nil), Damage("project", nil), Damage("account", "123456789012"),
    Damage("account", "\"1234\""), Damage("regions", "[]"), Damage("changes", nil),
    Damage("changes", "{}"), Damage("warnings", nil), Damage("opens", nil), Damage("digest", nil),
    Damage("digest", "\"3f9a\""), Damage("summary.create", nil), Damage("summary.create", "-1"),
    Damage("summary.none", "\"0\""), Damage("estimate", nil), Damage("estimate.seconds", "\"5s\""),
    Damage("estimate.bound", "{ \"kind\": \"quota\" }"), Damage("leftOut.target", nil),
    Damage("refusals", "[1]"), Damage("cameAlong", "[\"otp\"]"),
    Damage("changes.0.address", nil), Damage("changes.0.address", "\"pool\""),
    Damage("changes.0.action", "7"), Damage("changes.0.action", nil), Damage("changes.0.kind", nil),
    Damage("changes.0.name", "\"\""), Damage("changes.0.reason", "null"),
    Damage("changes.0.attributes.0.path", "\"events\""),
    Damage("changes.0.attributes.0.path", "[]"),
    Damage("changes.0.attributes.0.before", nil), Damage("changes.0.attributes.0.after", "7"),
    Damage("changes.0.attributes.0.after", "{ \"knownAfterApply\": false }"),
    Damage("changes.0.attributes.0.after", "[null]"), Damage("changes.0.steps.0.id", nil),
    Damage("changes.0.steps.0.operation", "\"create pool\""),
    Damage("changes.0.steps.0.role", "\"read\""), Damage("changes.0.steps.0.dependsOn", nil),
    Damage("changes.0.source.line", "0"), Damage("changes.0.source", "\"smsctl.yaml\""),
    Damage("result.steps.0.outcome", "\"well\""), Damage("result.seconds", nil),
    Damage("result.exitStatus", "\"0\""), Damage("error", "\"no\""), Damage("error", "{}"),
  ]

  @Test func `is refused by its schema when it is damaged`() async throws {
    let good = try await Fixture.with(try Example.quickstart.setup) { fixture in
      let run = await fixture.run(["apply", "-y", "--report", "report.json"] + Fixture.fast)
      try #require(run.status == 0, "\(run.transcript)")
      return try Data(contentsOf: URL(filePath: "\(fixture.directory)/report.json"))
    }
    let root = try JSONSerialization.jsonObject(with: good)
    let damaged = try Self.damages.map { damage in
      let document = try #require(try damage.applied(to: root, at: damage.path[...]))
      return try JSONSerialization.data(withJSONObject: document)
    }
    let verdicts = try await verdicts(on: [good] + damaged)
    #expect(verdicts.first?.word == "accepts", "\(verdicts.first?.line ?? "")")
    for (damage, verdict) in zip(Self.damages, verdicts.dropFirst()) {
      #expect(verdict.word == "rejects", "\(damage.testDescription)")
    }
  }

  @Test(arguments: Example.small)
  func `adds up, and its steps wait for steps that there are`(_ example: Example) async throws {
    try await Fixture.with(try example.setup) { fixture in
      let run = await fixture.run("plan", "--format", "json")
      let again = await fixture.run("plan", "--format", "json")
      #expect(run.output == again.output)
      let plan = try PlanJSON(run.output)
      let summary = try #require(plan.root["summary"] as? [String: Int])
      let actions = Dictionary(plan.changes.map { ($0.action, 1) }, uniquingKeysWith: +)
      #expect(summary.filter { $0.value > 0 } == actions)
      #expect(Set(summary.keys) == Set(Action.allCases.map(\.rawValue)))
      #expect(plan.changes.map(\.address) == plan.changes.map(\.address).sorted())
      #expect(plan["estimate.writes"] as? Int == plan.writes.count)
      let ids = Set(plan.changes.flatMap(\.steps).compactMap { $0["id"] as? String })
      let needed = plan.changes.flatMap(\.steps).flatMap { $0["dependsOn"] as? [String] ?? [] }
      #expect(!needed.isEmpty)
      #expect(Set(needed).isSubset(of: ids))
      for change in plan.changes {
        let region = change.members["region"] as? String ?? ""
        let kind = change.members["kind"] as? String ?? ""
        let name = change.members["name"] as? String ?? ""
        #expect(change.address.hasPrefix(region + "/"))
        #expect(change.address.hasSuffix("/\(kind)/\(name)"))
      }
    }
  }

  @Test func `has equal creations one by one, and what is as declared`() async throws {
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      optOutLists: { codes: }
      senderIds: { SHOP: { countries: [DE, FR, PT] } }
      """
    try await Fixture.with(manifest: manifest) { fixture in
      let arguments = ["--target", "us-east-1/opt-out-list/codes"] + Fixture.fast
      _ = await fixture.run(["apply", "-y"] + arguments)
      let run = await fixture.run(["plan", "--format", "json"] + Fixture.fast)
      let changes = try PlanJSON(run.output).changes.map { "\($0.action) \($0.address)" }
      #expect(
        changes == [
          "none us-east-1/opt-out-list/codes", "create us-east-1/sender-id/SHOP/DE",
          "create us-east-1/sender-id/SHOP/FR", "create us-east-1/sender-id/SHOP/PT",
        ]
      )
    }
  }
}
