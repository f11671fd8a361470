import Foundation
import Testing

@Suite struct `A report of validate` {
  static let good = """
    version: 1
    project: shop
    regions: { us-east-1: {}, eu-west-1: {} }
    optOutLists:
      codes:

    """
  /// One mistake with a note, one without, and a doubt.
  static let bad =
    good + """
          tags: { team: growth }
        codes: { colour: red }
      senderIds: { SHOP: { countries: [JO, UK] } }

      """
  static let doubtful = good + "senderIds: { SHOP: { countries: [JO] } }\n"
  static let doubt =
    "Jordan (JO) demands a registration: until JO_SENDER_ID_REGISTRATION is approved the sender ID waits (country table of 2026-10-01)"

  // MARK: - JSON

  /// One finding of a report.
  struct Finding: Decodable, Equatable {
    struct Note: Decodable, Equatable {
      var file: String?
      var line: Int?
      var column: Int?
      var endLine: Int?
      var endColumn: Int?
      var message: String
    }

    var file: String?
    var line: Int?
    var column: Int?
    var endLine: Int?
    var endColumn: Int?
    var severity: String
    var message: String
    var notes: [Note]
  }

  static func findings(_ run: CommandRun) -> [Finding] {
    do {
      return try JSONDecoder().decode([Finding].self, from: Data(run.output.utf8))
    } catch {
      Issue.record("\(error): \(run.transcript)")
      return []
    }
  }

  @Test func `is an array with every place as JSON`() async throws {
    try await ManifestFolder.with(["smsctl.yaml": Self.bad]) { folder in
      let run = await folder.run("validate", "--format", "json")
      #expect(run.status == 1)
      #expect(run.errors.isEmpty)
      let found = Self.findings(run)
      #expect(
        found == [
          Finding(
            file: "smsctl.yaml",
            line: 7,
            column: 3,
            endLine: 7,
            endColumn: 8,
            severity: "error",
            message: "the key 'codes' appears twice in this map",
            notes: [
              .init(
                file: "smsctl.yaml",
                line: 5,
                column: 3,
                endLine: 5,
                endColumn: 8,
                message: "first defined here"
              )
            ]
          )
        ]
      )
    }
  }

  @Test func `has doubts beside mistakes, in the order of their places`() async throws {
    let text = Self.bad.replacing("codes: { colour", with: "other: { colour")
    try await ManifestFolder.with(["smsctl.yaml": text]) { folder in
      let run = await folder.run("validate", "--format", "json")
      #expect(run.status == 1)
      let found = Self.findings(run)
      #expect(found.map(\.severity) == ["error", "warning", "error"])
      #expect(found.map(\.line) == [7, 8, 8])
      #expect(found.map(\.column) == [12, 34, 38])
    }
  }

  @Test(arguments: [([], 0), (["--strict"], 1)] as [([String], Int32)])
  func `takes doubts for mistakes only with --strict`(
    options: [String],
    status: Int32
  ) async throws {
    try await ManifestFolder.with(["smsctl.yaml": Self.doubtful]) { folder in
      let run = await folder.run(["validate", "--format", "json"] + options)
      #expect(run.status == status, "\(run.transcript)")
      #expect(Self.findings(run).map(\.severity) == ["warning"])
      #expect(Self.findings(run).map(\.message) == [Self.doubt])
      let text = await folder.run(["validate"] + options)
      #expect(text.status == status, "\(text.transcript)")
      #expect(text.errors.hasPrefix("smsctl.yaml:6:34: warning: \(Self.doubt)\n"))
      #expect(text.output == (status == 0 ? "valid: 4 resources in 2 regions\n" : ""))
      #expect(
        text.errors.hasSuffix("not valid: --strict takes warnings for errors\n") == (status == 1)
      )
    }
  }

  @Test func `is an empty array for a manifest without flaws`() async throws {
    try await ManifestFolder.with(["smsctl.yaml": Self.good]) { folder in
      for options in [[], ["--strict"]] {
        let run = await folder.run(["validate", "--format", "json"] + options)
        #expect(run.status == 0, "\(run.transcript)")
        #expect(Self.findings(run) == [])
        #expect(run.errors.isEmpty)
      }
    }
  }

  @Test(arguments: [
    (["nope.yaml"], "there is no file or directory 'nope.yaml'"),
    (
      ["--region", "us-west-2"], "the manifest has no region 'us-west-2'; did you mean 'us-east-1'?"
    ),
    (["--var", "a=b"], "'--var a' is used nowhere: no manifest has '${a}' in it"),
    (["--vars", "nope.yaml"], "there is no file or directory 'nope.yaml'"),
  ])
  func `has mistakes without a place`(arguments: [String], message: String) async throws {
    try await ManifestFolder.with(["smsctl.yaml": Self.good]) { folder in
      let run = await folder.run(["validate", "--format", "json"] + arguments)
      #expect(run.status == 1)
      let found = Self.findings(run)
      #expect(found == [Finding(severity: "error", message: message, notes: [])])
      #expect(run.errors.isEmpty)
      let text = await folder.run(["validate"] + arguments)
      #expect(text.transcript == "exit status 1\nerror: \(message)\n")
    }
  }

  @Test func `names the file that has the mistake`() async throws {
    let files = [
      "a.yaml": Self.good, "team/b.yaml": "pools:\n  codes: [\n", "c.yaml": "vars: { 2a: x }\n",
    ]
    try await ManifestFolder.with(files) { folder in
      let run = await folder.run("validate", "--format", "json", "a.yaml", "team/b.yaml")
      #expect(Self.findings(run).map(\.file) == ["team/b.yaml"])
      let other = await folder.run(
        ["validate", "--format", "json", "a.yaml", "-"],
        input: "vars: { 2a: x }\n"
      )
      #expect(Self.findings(other).map(\.file) == ["<stdin>"])
    }
  }

  // MARK: - Annotations

  @Test func `shows beside the lines under GitHub Actions`() async throws {
    let text = Self.bad.replacing("codes: { colour", with: "other: { colour")
    try await ManifestFolder.with(["team/sms/smsctl.yaml": text]) { folder in
      let environment = ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": folder.path]
      let annotations = """
        ::error file=team/sms/smsctl.yaml,line=7,endLine=7,col=12,endColumn=18::'colour' is not a field of an opt-out list; it has name, formerly, adopt, tags
        ::warning file=team/sms/smsctl.yaml,line=8,endLine=8,col=34,endColumn=36::\(Self.doubt)
        ::error file=team/sms/smsctl.yaml,line=8,endLine=8,col=38,endColumn=40::'UK' is not a country code; did you mean 'GB' (United Kingdom)?

        """
      let json = await folder.run(
        ["validate", "--format", "json"],
        in: "team/sms",
        environment: environment
      )
      #expect(json.status == 1)
      #expect(json.errors == annotations)
      #expect(Self.findings(json).count == 3)
      let plain = await folder.run(["validate"], in: "team/sms", environment: environment)
      #expect(plain.status == 1)
      #expect(plain.errors.hasPrefix("smsctl.yaml:7:12: error: 'colour' is not a field"))
      #expect(plain.errors.hasSuffix("2 errors\n" + annotations))
    }
  }

  @Test(arguments: [
    (workspace: "", file: "smsctl.yaml"), (workspace: "/", file: "team/sms/smsctl.yaml"),
    (workspace: "/team", file: "sms/smsctl.yaml"), (workspace: "/team/", file: "sms/smsctl.yaml"),
    (workspace: "/tea", file: "smsctl.yaml"), (workspace: "/elsewhere", file: "smsctl.yaml"),
  ])
  func `names files as the workspace has them`(workspace: String, file: String) async throws {
    try await ManifestFolder.with(["team/sms/smsctl.yaml": Self.doubtful]) { folder in
      let run = await folder.run(
        ["validate"],
        in: "team/sms",
        environment: [
          "GITHUB_ACTIONS": "true",
          "GITHUB_WORKSPACE": workspace.isEmpty ? "" : folder.path + workspace,
        ]
      )
      #expect(run.status == 0)
      #expect(
        run.errors.hasSuffix(
          "::warning file=\(file),line=6,endLine=6,col=34,endColumn=36::\(Self.doubt)\n"
        ),
        "\(run.errors)"
      )
    }
  }

  @Test(arguments: ["./smsctl.yaml", "../sms/smsctl.yaml", "../../team/sms/./smsctl.yaml"])
  func `names files as the workspace has them, however they are given`(path: String) async throws {
    try await ManifestFolder.with(["team/sms/smsctl.yaml": Self.doubtful]) { folder in
      let run = await folder.run(
        ["validate", path],
        in: "team/sms",
        environment: ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": folder.path]
      )
      #expect(run.errors.contains("\n::warning file=team/sms/smsctl.yaml,line=6,"), "\(run.errors)")
    }
  }

  @Test(arguments: ["false", "", "1", "TRUE"])
  func `shows nothing beside lines elsewhere`(value: String) async throws {
    try await ManifestFolder.with(["smsctl.yaml": Self.doubtful]) { folder in
      let run = await folder.run(["validate"], environment: ["GITHUB_ACTIONS": value])
      #expect(!run.errors.contains("::"), "\(run.errors)")
    }
  }

  @Test func `escapes what would end an annotation early`() async throws {
    let name = "a,b:c%\u{301},d.yaml"
    let text = Self.good + "pools: { \"x\\r\\n::error::y%0A%\": {} }\n"
    try await ManifestFolder.with([name: text]) { folder in
      let run = await folder.run(
        ["validate", "--format", "json", name],
        environment: ["GITHUB_ACTIONS": "true"]
      )
      let lines = run.errors.split(separator: "\n")
      #expect(lines.count == 1, "\(run.errors)")
      #expect(
        lines.first?.hasPrefix(
          "::error file=a%2Cb%3Ac%25\u{301}%2Cd.yaml,line=6,endLine=6,col=10,endColumn=31::expected a key"
        ) == true,
        "\(run.errors)"
      )
      #expect(run.errors.contains("got 'x%0D%0A::error::y%250A%25'"), "\(run.errors)")
    }
  }

  @Test func `leaves out the columns of what spans lines`() async throws {
    let text = Self.good + "pools: [\n  a\n]\n"
    try await ManifestFolder.with(["smsctl.yaml": text]) { folder in
      let run = await folder.run(
        ["validate", "--format", "json"],
        environment: ["GITHUB_ACTIONS": "true"]
      )
      #expect(
        run.errors
          == "::error file=smsctl.yaml,line=6,endLine=8::expected a map, such as 'pools: { KEY: { ... } }', got a list\n"
      )
    }
  }

  @Test func `shows the first fifty beside their lines, and has all as JSON`() async throws {
    let text = Self.good + "  a:\n" + (1...60).map { "    colour\($0): red\n" }.joined()
    try await ManifestFolder.with(["smsctl.yaml": text]) { folder in
      let run = await folder.run(
        ["validate", "--format", "json"],
        environment: ["GITHUB_ACTIONS": "true"]
      )
      #expect(Self.findings(run).count == 60)
      #expect(run.errors.split(separator: "\n").count == 50)
    }
  }

  @Test func `shows beside the lines what plan finds, too`() async throws {
    try await Fixture.with(manifest: Self.doubtful) { fixture in
      let run = await fixture.run(
        ["plan"] + Fixture.fast,
        environment: ["GITHUB_ACTIONS": "true", "GITHUB_WORKSPACE": fixture.directory]
      )
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.errors.contains("\n::warning file=smsctl.yaml,line=6,endLine=6,col=34,"))
    }
  }
}
