import Foundation
import Testing

@Suite struct `A value of the command line` {
  static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: { vars: { v: region } } }
    vars: { v: manifest, other: manifest }
    optOutLists:
      codes: { tags: { team: "${v}" } }

    """

  static let sources = ["SMSCTL_VAR_", "--vars a.yaml", "--vars b.yaml", "--var", "last --var"]

  /// Every selection of the sources.
  static let selections = (0..<(1 << sources.count)).map { bits in
    sources.indices.filter { bits & (1 << $0) != 0 }
  }

  /// The tag as the plan has it.
  static func team(_ run: CommandRun) -> String? {
    run.output.firstMatch(of: #/tags\.team: (.*)/#).map { String($0.1.replacing("\"", with: "")) }
  }

  @Test
  func `wins over the manifest, --var over --vars over the environment, the last over others`()
    async throws
  {
    var setup = Fixture.Setup(files: ["smsctl.yaml": Self.manifest])
    setup.files["a.yaml"] = "v: \(Self.sources[1])\n"
    setup.files["b.yaml"] = "v: \(Self.sources[2])\n"
    try await Fixture.with(setup) { fixture in
      for selection in Self.selections {
        let options = [
          [], ["--vars", "a.yaml"], ["--vars", "b.yaml"], ["--var", "v=--var"],
          ["--var", "v=last --var"],
        ]
        let environment = selection.contains(0) ? ["SMSCTL_VAR_v": Self.sources[0]] : [:]
        let run = await fixture.run(
          ["plan", "smsctl.yaml"] + selection.flatMap { options[$0] } + Fixture.fast,
          environment: environment
        )
        #expect(run.status == 0, "\(run.transcript)")
        let expected = selection.last.map { Self.sources[$0] } ?? "region"
        #expect(Self.team(run) == expected, "\(selection): \(run.output)")
      }
    }
  }

  @Test func `wins in the order of --vars, not of their names`() async throws {
    let files = ["smsctl.yaml": Self.manifest, "a.yaml": "v: a\n", "b.yaml": "v: b\n"]
    try await Fixture.with(Fixture.Setup(files: files)) { fixture in
      let arguments = ["plan", "smsctl.yaml", "--vars", "b.yaml", "--vars", "a.yaml"]
      #expect(Self.team(await fixture.run(arguments + Fixture.fast)) == "a")
    }
  }

  /// What is behind the first `=`, the text of a scalar, and values that need others.
  static let texts: [(options: [String], files: [String: String], team: String)] = [
    (["--var", "v=a=b"], [:], "a=b"),
    (["--var", "v=NO"], [:], "NO"),
    (["--var", "v=${region}-${other}"], [:], "us-east-1-manifest"),
    (["--var", "v=${w}", "--var", "w=x"], [:], "x"),
    (["--var", "w=x", "--vars", "v.yaml"], ["v.yaml": "v: ${w}\n"], "x"),
    (["--var", "v=$${x}"], [:], "${x}"),
    (["--vars", "v.yaml"], ["v.yaml": "v: NO\nunused: x\n"], "NO"),
    (["--vars", "v.yaml"], ["v.yaml": "v: 0123\n"], "0123"),
    (["--vars", "v.yaml"], ["v.yaml": "v: 'a b'\n---\nw: x\n"], "a b"),
    (["--vars", "v.yaml"], ["v.yaml": "v: a\n---\nv: b\n"], "b"),
    (["--vars", "v.yaml"], ["v.yaml": "# nothing\n"], "region"),
    (["--vars", "values"], ["values/a.yaml": "v: a\n", "values/b.yml": "v: b\n"], "b"),
    (["--vars", "v.json"], ["v.json": "{\"v\": \"json\"}\n"], "json"),
  ]

  @Test(arguments: texts.indices)
  func `is the text that was written`(index: Int) async throws {
    let text = Self.texts[index]
    let files = ["smsctl.yaml": Self.manifest]
    try await Fixture.with(Fixture.Setup(files: files)) { fixture in
      let folder = ManifestFolder(path: fixture.directory)
      for (name, content) in text.files { try folder.write(content, to: name) }
      let run = await fixture.run(["plan", "smsctl.yaml"] + text.options + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      #expect(Self.team(run) == text.team)
    }
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    var options: [String] = []
    var environment: [String: String] = [:]
    var file: String?
    var status: Int32 = 1
    let errors: String
    var testDescription: String { errors }
  }

  static let mistakes = [
    Mistake(
      options: ["--var", "tem=x"],
      errors: "error: '--var tem' is used nowhere: no manifest has '${tem}' in it\n"
    ),
    Mistake(
      options: ["--var", "V=x"],
      errors: "error: '--var V' is used nowhere: no manifest has '${V}' in it\n"
    ),
    Mistake(
      options: ["--var", "region=x"],
      status: 64,
      errors: "error: --var region cannot be set: '${region}' is built in\n"
    ),
    Mistake(
      options: ["--var", "account=x"],
      status: 64,
      errors: "error: --var account cannot be set: '${account}' is built in\n"
    ),
    Mistake(
      environment: ["SMSCTL_VAR_partition": "x"],
      status: 64,
      errors: "error: SMSCTL_VAR_partition cannot be set: '${partition}' is built in\n"
    ),
    Mistake(
      environment: ["SMSCTL_VAR_project": "x"],
      status: 64,
      errors: "error: SMSCTL_VAR_project cannot be set: '${project}' is built in\n"
    ),
    Mistake(
      options: ["--var", "a b=x"],
      status: 64,
      errors:
        "error: --var a b is not a name that '${...}' can have: letters, digits and '_', no digit first\n"
    ),
    Mistake(
      options: ["--var", "2a=x"],
      status: 64,
      errors:
        "error: --var 2a is not a name that '${...}' can have: letters, digits and '_', no digit first\n"
    ),
    Mistake(
      environment: ["SMSCTL_VAR_": "x"],
      status: 64,
      errors:
        "error: SMSCTL_VAR_ is not a name that '${...}' can have: letters, digits and '_', no digit first\n"
    ),
    Mistake(
      options: ["--vars", "nope.yaml"],
      errors: "error: there is no file or directory 'nope.yaml'\n"
    ),
    Mistake(
      options: ["--vars", "v.yaml"],
      file: "region: x\n",
      errors: """
        v.yaml:1:1: error: '${region}' is built in and cannot be set
          1 | region: x
            | ^~~~~~

        """
    ),
    Mistake(
      options: ["--vars", "v.yaml"],
      file: "a-b: x\n",
      errors: """
        v.yaml:1:1: error: 'a-b' cannot be the name of a variable; it takes letters, digits and '_', no digit first
          1 | a-b: x
            | ^~~

        """
    ),
    Mistake(
      options: ["--vars", "v.yaml"],
      file: "v: [x]\nw: ~\n",
      errors: """
        v.yaml:1:4: error: expected a text for a variable, got a list
          1 | v: [x]
            |    ^~~
        v.yaml:2:4: error: expected a text for a variable, got nothing
          2 | w: ~
            |    ^
        2 errors

        """
    ),
    Mistake(
      options: ["--vars", "v.yaml"],
      file: "- v: x\n",
      errors: """
        v.yaml:1:1: error: expected a map of variables, got a list
          1 | - v: x
            | ^~~~~~

        """
    ),
    Mistake(
      options: ["--vars", "v.yaml"],
      file: "v: x\nv: y\n",
      errors: """
        v.yaml:2:1: error: the key 'v' appears twice in this map
          2 | v: y
            | ^
        v.yaml:1:1: note: first defined here
          1 | v: x
            | ^

        """
    ),
    Mistake(
      options: ["--var", "v=${v}"],
      errors: """
        smsctl.yaml:6:26: error: '${v}' needs itself
          6 |   codes: { tags: { team: "${v}" } }
            |                          ^~~~~~

        """
    ),
  ]

  @Test(arguments: mistakes)
  func `is told what is wrong with it`(_ mistake: Mistake) async throws {
    var files = ["smsctl.yaml": Self.manifest]
    if let file = mistake.file { files["v.yaml"] = file }
    try await ManifestFolder.with(files) { folder in
      let run = await folder.run(
        ["validate", "smsctl.yaml"] + mistake.options,
        environment: mistake.environment
      )
      #expect(run.status == mistake.status)
      #expect(run.errors == mistake.errors)
      #expect(run.output.isEmpty)
    }
  }

  @Test(arguments: ["v", "=x", ""])
  func `is refused without a name or a value`(assignment: String) async throws {
    try await ManifestFolder.with(["smsctl.yaml": Self.manifest]) { folder in
      let run = await folder.run("validate", "--var", assignment)
      #expect(run.status == 64)
      #expect(run.errors.contains("--var"), "\(run.errors)")
    }
  }
}
