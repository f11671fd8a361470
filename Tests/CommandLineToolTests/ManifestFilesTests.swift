import Foundation
import Testing

@Suite struct `The files of a manifest` {
  static let head = "version: 1\nproject: shop\nregions: { us-east-1: {} }\n"
  static let one = head + "optOutLists: { one: }\n"
  static let two = "optOutLists: { two: }\n"
  static let three =
    "# three\noptOutLists: { three: }\n---\nsenderIds: { SHOP: { countries: [DE] } }\n"

  static let all = ["one.yaml": one, "two.yaml": two, "three.yml": three]
  static let whole = "exit status 0\nvalid: 4 resources in 1 region\n"
  static let part = "exit status 0\nvalid: 1 resource in 1 region\n"

  // MARK: - What is read

  /// Arguments of `validate` among `all`, what is on standard input, and what it says.
  static let readings: [(arguments: [String], input: String, transcript: String)] = [
    ([], "", whole),
    (["."], "", whole),
    (["./"], "", whole),
    (["one.yaml"], "", part),
    (["one.yaml", "two.yaml", "three.yml"], "", whole),
    (["three.yml", "two.yaml", "one.yaml"], "", whole),
    (["two.yaml", "three.yml", "one.yaml"], "", whole),
    (["-"], one, part),
    (["-", "two.yaml", "three.yml"], one, whole),
    (["two.yaml", "three.yml", "-"], one, whole),
    (["-", "-"], one, part),
    // The same file under several names is one.
    (["one.yaml", "one.yaml"], "", part),
    (["one.yaml", "./one.yaml", "sub/../one.yaml"], "", part),
    (["one.yaml", "link.yaml", "sub/link.yaml"], "", part),
    ([".", "one.yaml", "sub/link.yaml"], "", whole),
    (["sub"], "", part),
    (["sub/"], "", part),
    (["sub/link.yaml", "two.yaml", "three.yml"], "", whole),
    (["one.yaml", "x.yaml"], "", "exit status 0\nvalid: 2 resources in 1 region\n"),
  ]

  /// Beside `all` there are links, a directory that is named like a manifest, and what is none.
  @Test(arguments: readings.indices)
  func `are those that are named, each once, in whatever order`(index: Int) async throws {
    let reading = Self.readings[index]
    try await ManifestFolder.with(Self.all) { folder in
      try folder.link("link.yaml", to: "one.yaml")
      try folder.makeDirectory("sub")
      try folder.link("sub/link.yaml", to: "../one.yaml")
      try folder.write("optOutLists: { nested: }\n", to: "x.yaml/nested.yaml")
      for name in [".hidden.yaml", "notes.txt", "yaml", "upper.YAML", "old.yaml~", "x.yaml.bak"] {
        try folder.write("this: is no manifest\n", to: name)
      }
      let run = await folder.run(["validate"] + reading.arguments, input: reading.input)
      #expect(run.transcript == reading.transcript, "\(reading.arguments)")
    }
  }

  @Test func `are smsctl.yaml alone where there is one`() async throws {
    var files = Self.all
    files["smsctl.yaml"] = Self.one
    try await ManifestFolder.with(files) { folder in
      #expect(await folder.run("validate").transcript == Self.part)
    }
  }

  @Test func `make the same plan in whatever order`() async throws {
    try await Fixture.with(Fixture.Setup(files: Self.all)) { fixture in
      var plans: Set<String> = []
      for order in [
        ["one.yaml", "two.yaml", "three.yml"], ["three.yml", "two.yaml", "one.yaml"],
        ["two.yaml", "one.yaml", "three.yml"], ["."],
      ] {
        plans.insert(await fixture.run(["plan"] + order + Fixture.fast).transcript)
      }
      #expect(plans.count == 1, "\(plans)")
      #expect(plans.first?.hasPrefix("exit status 0\nus-east-1\n") == true)
    }
  }

  @Test(.timeLimit(.minutes(1))) func `may be pipes and devices when they are named`() async throws
  {
    try await ManifestFolder.with(Self.all) { folder in
      try folder.makePipe("pipe")
      // Opening it waits for the reader, which must not keep others from running.
      Thread.detachNewThread {
        try? Self.one.write(toFile: "\(folder.path)/pipe", atomically: false, encoding: .utf8)
      }
      let run = await folder.run("validate", "pipe", "/dev/null")
      #expect(run.transcript == Self.part)
    }
  }

  @Test func `of two documents with one key are both named`() async throws {
    let files = ["a.yaml": Self.one, "b.yaml": "optOutLists:\n  two:\n  one: { tags: { a: b } }\n"]
    try await ManifestFolder.with(files) { folder in
      #expect(
        await folder.run("validate", "b.yaml", "a.yaml").errors == """
          a.yaml:4:16: error: 'one' is defined twice under 'optOutLists'
            4 | optOutLists: { one: }
              |                ^~~
          b.yaml:3:3: note: first defined here
            3 |   one: { tags: { a: b } }
              |   ^~~

          """
      )
    }
  }

  // MARK: - What cannot be read

  struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    var arguments: [String] = []
    var files: [String: String] = ["one.yaml": one]
    var prepare: @Sendable (ManifestFolder) throws -> Void = { _ in }
    let message: String
  }

  static let mistakes = [
    Mistake(
      testDescription: "an empty directory",
      files: [:],
      message: "there is no smsctl.yaml and no other manifest (*.yaml, *.yml) in this directory"
    ),
    Mistake(
      testDescription: "an empty directory that is named",
      arguments: ["one.yaml", "empty"],
      prepare: { try $0.makeDirectory("empty") },
      message: "there is no manifest (*.yaml, *.yml) in 'empty'"
    ),
    Mistake(
      testDescription: "a directory that is named like a manifest and holds none",
      arguments: ["x.yaml"],
      prepare: { try $0.makeDirectory("x.yaml") },
      message: "there is no manifest (*.yaml, *.yml) in 'x.yaml'"
    ),
    Mistake(
      testDescription: "smsctl.yaml as a directory",
      files: [:],
      prepare: { try $0.makeDirectory("smsctl.yaml") },
      message: "there is no smsctl.yaml and no other manifest (*.yaml, *.yml) in this directory"
    ),
    Mistake(
      testDescription: "a missing file",
      arguments: ["one.yaml", "two.yaml"],
      message: "there is no file or directory 'two.yaml'"
    ),
    Mistake(
      testDescription: "a file in a file",
      arguments: ["one.yaml/two.yaml"],
      message: "there is no file or directory 'one.yaml/two.yaml'"
    ),
    Mistake(
      testDescription: "an empty path",
      arguments: [""],
      message: "there is no file or directory ''"
    ),
    Mistake(
      testDescription: "a loop of links that is named",
      arguments: ["a.yaml"],
      prepare: {
        try $0.link("a.yaml", to: "b.yaml")
        try $0.link("b.yaml", to: "a.yaml")
      },
      message: "'a.yaml' is a symbolic link that leads back to itself"
    ),
    Mistake(
      testDescription: "a loop of links in a directory",
      prepare: { try $0.link("a.yaml", to: "a.yaml") },
      message: "'a.yaml' is a symbolic link that leads back to itself"
    ),
    Mistake(
      testDescription: "smsctl.yaml as a loop of links",
      prepare: { try $0.link("smsctl.yaml", to: "smsctl.yaml") },
      message: "'smsctl.yaml' is a symbolic link that leads back to itself"
    ),
    Mistake(
      testDescription: "a link to nothing that is named",
      arguments: ["a.yaml"],
      prepare: { try $0.link("a.yaml", to: "nothing.yaml") },
      message: "there is no file or directory 'a.yaml'"
    ),
    Mistake(
      testDescription: "a link to nothing in a directory",
      prepare: { try $0.link("a.yml", to: "nothing.yaml") },
      message: "'a.yml' is a symbolic link to nothing"
    ),
    Mistake(
      testDescription: "smsctl.yaml as a link to nothing",
      prepare: { try $0.link("smsctl.yaml", to: "nothing.yaml") },
      message: "'smsctl.yaml' is a symbolic link to nothing"
    ),
    Mistake(
      testDescription: "a link to nothing in a directory that is named",
      arguments: ["sub"],
      prepare: {
        try $0.makeDirectory("sub")
        try $0.link("sub/a.yaml", to: "nothing.yaml")
      },
      message: "'sub/a.yaml' is a symbolic link to nothing"
    ),
    Mistake(
      testDescription: "a pipe in a directory",
      prepare: { try $0.makePipe("a.yaml") },
      message: "'a.yaml' is not a file"
    ),
    Mistake(
      testDescription: "a link to a device in a directory",
      prepare: { try $0.link("a.yaml", to: "/dev/null") },
      message: "'a.yaml' is not a file"
    ),
    Mistake(
      testDescription: "nothing on standard input",
      arguments: ["-"],
      message: "there is no manifest: nothing but comments was read"
    ),
    Mistake(
      testDescription: "nothing but comments",
      files: ["a.yaml": "# one\n", "b.yaml": "---\n"],
      message: "there is no manifest: nothing but comments was read"
    ),
  ]

  @Test(arguments: mistakes)
  func `that cannot be read are named`(_ mistake: Mistake) async throws {
    try await ManifestFolder.with(mistake.files) { folder in
      try mistake.prepare(folder)
      let run = await folder.run(["validate"] + mistake.arguments)
      #expect(run.transcript == "exit status 1\nerror: \(mistake.message)\n")
    }
  }

  @Test(.enabled(if: geteuid() != 0, "the superuser may read everything"))
  func `that may not be read are named with the reason`() async throws {
    try await ManifestFolder.with(["one.yaml": Self.one, "sub/two.yaml": Self.two]) { folder in
      #expect(chmod("\(folder.path)/one.yaml", 0) == 0)
      #expect(
        await folder.run("validate", "one.yaml").errors
          == "error: the file 'one.yaml' cannot be read: permission denied\n"
      )
      #expect(chmod("\(folder.path)/sub", 0) == 0)
      #expect(
        await folder.run("validate", "sub").errors
          == "error: the directory 'sub' cannot be read: permission denied\n"
      )
      #expect(chmod("\(folder.path)/sub", 0o700) == 0)
    }
  }

  @Test func `have names that cannot play tricks with the terminal`() async throws {
    try await ManifestFolder.with(["a\u{1B}[2J\n.yaml": "pool: {}\n" + Self.head]) { folder in
      let run = await folder.run("validate")
      #expect(run.errors.hasPrefix("a\\u{1B}[2J\\n.yaml:1:1: error: 'pool' is not a section"))
    }
  }

  /// However the path is spelt.
  @Test(arguments: ["c.yaml", "./c.yaml", "../team/c.yaml"])
  func `leaves the file of corrections out of a directory`(path: String) async throws {
    let files = [
      "team/one.yaml": Self.head
        + "countriesFile: \(path)\nsenderIds: { ABC: { countries: [JO] } }\n",
      "team/c.yaml": "asOf: 2026-11-20\ncountries: { JO: { senderId: supported } }\n",
    ]
    try await ManifestFolder.with(files) { folder in
      let run = await folder.run(["validate", "--strict", "team"])
      #expect(run.status == 0, "\(run.transcript)")
    }
  }

  @Test func `takes no manifest for its own corrections`() async throws {
    let files = ["one.yaml": Self.head + "countriesFile: one.yaml\n"]
    try await ManifestFolder.with(files) { folder in
      let run = await folder.run(["validate", "one.yaml"])
      #expect(run.status == 1)
      #expect(run.errors.contains("a manifest cannot be the file that corrects"), "\(run.errors)")
    }
  }

  @Test func `may name a file beside them that corrects the countries`() async throws {
    let files = [
      "team/one.yaml": Self.head + "countriesFile: more/countries.yaml\n"
        + "senderIds: { SHOP: { countries: [JO] } }\n",
      "team/more/countries.yaml": "asOf: 2026-11-20\ncountries: { JO: { senderId: supported } }\n",
    ]
    try await ManifestFolder.with(files) { folder in
      #expect(await folder.run("validate", "team/one.yaml").transcript == Self.part)
      #expect(await folder.run(["validate", "one.yaml"], in: "team").transcript == Self.part)
      try folder.write("asOf: soon\ncountries: {}\n", to: "team/more/countries.yaml")
      #expect(
        await folder.run("validate", "team").errors == """
          team/more/countries.yaml:1:7: error: expected a day such as 2026-11-20, got 'soon'
            1 | asOf: soon
              |       ^~~~

          """
      )
      try FileManager.default.removeItem(atPath: "\(folder.path)/team/more")
      #expect(
        await folder.run("validate", "team").errors == """
          team/one.yaml:4:16: error: there is no file or directory 'team/more/countries.yaml'
            4 | countriesFile: more/countries.yaml
              |                ^~~~~~~~~~~~~~~~~~~

          """
      )
    }
  }
}
