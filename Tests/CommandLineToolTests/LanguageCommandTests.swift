import Foundation
import Testing

@Suite struct `The command countries` {
  static func run(_ arguments: String..., files: [String: String] = [:]) async throws -> CommandRun
  {
    try await ManifestFolder.with(files) { folder in
      await folder.run(["countries"] + arguments)
    }
  }

  /// The codes of the rows.
  static func codes(_ run: CommandRun) -> [String] {
    run.output.split(separator: "\n").dropLast().map { String($0.prefix(2)) }
  }

  @Test func `lists all of them, or those of codes and groups, once and in order`() async throws {
    let all = try await Self.run()
    #expect(all.status == 0)
    #expect(Self.codes(all).count > 200)
    #expect(Self.codes(all) == Self.codes(all).sorted())
    #expect(Self.codes(try await Self.run("no-registration")).count == 137)
    let some = try await Self.run("NO", "south-america", "GB", "NO")
    #expect(
      some.output.hasPrefix(
        """
        BO  Bolivia         South America  supported
        GB  United Kingdom  Europe         needs GB_SENDER_ID_REGISTRATION
        GF  French Guiana   South America  supported
        GY  Guyana          South America  supported
        NO  Norway          Europe         supported
        SR  Suriname        South America  supported

        6 countries, as of 2026-10-01; source: AWS End User Messaging User Guide
        """
      ),
      "\(some.output)"
    )
    #expect(some.errors.isEmpty)
    let one = try await Self.run("US")
    #expect(
      one.output.hasPrefix("US  United States  North America  not supported\n\n1 country, as of")
    )
  }

  struct Table: Decodable {
    struct Country: Decodable, Equatable {
      var iso: String
      var name: String
      var continent: String
      var senderId: String
      var registration: String?
    }

    var asOf: String
    var source: String
    var countries: [Country]
  }

  @Test func `lists them as JSON`() async throws {
    let run = try await Self.run("JO", "US", "DE", "--format", "json")
    #expect(run.status == 0)
    let table = try JSONDecoder().decode(Table.self, from: Data(run.output.utf8))
    #expect(table.asOf == "2026-10-01")
    #expect(
      table.countries == [
        .init(iso: "DE", name: "Germany", continent: "Europe", senderId: "supported"),
        .init(
          iso: "JO",
          name: "Jordan",
          continent: "Asia",
          senderId: "registration-required",
          registration: "JO_SENDER_ID_REGISTRATION"
        ),
        .init(
          iso: "US",
          name: "United States",
          continent: "North America",
          senderId: "not-supported"
        ),
      ]
    )
  }

  @Test func `lists them as a file corrects them`() async throws {
    let file = "asOf: 2026-11-20\nsource: AWS\ncountries: { JO: { senderId: supported } }\n"
    let run = try await Self.run("JO", "--corrections", "c.yaml", files: ["c.yaml": file])
    #expect(
      run.output.hasPrefix(
        "JO  Jordan  Asia           supported\n\n1 country, as of 2026-11-20; source: c.yaml (AWS), over: AWS End"
      ),
      "\(run.output)"
    )
    let bad = try await Self.run("--corrections", "c.yaml", files: ["c.yaml": "asOf: 2026-11-20\n"])
    #expect(bad.status == 1)
    #expect(bad.errors.hasPrefix("c.yaml:1:1: error: 'countries' is missing"), "\(bad.errors)")
  }

  @Test(arguments: [
    ("europ", "'europ' is neither a country nor a group; did you mean 'europe'?"),
    ("de", "'de' is neither a country nor a group; did you mean 'DE'?"),
    ("XX", "'XX' is neither a country nor a group"),
    ("", "'' is neither a country nor a group"),
  ])
  func `knows no other words`(word: String, message: String) async throws {
    #expect(try await Self.run(word).transcript == "exit status 1\nerror: \(message)\n")
  }
}

@Suite struct `The command explain` {
  static func run(_ arguments: String...) async -> CommandRun {
    await CommandRun.of(["explain"] + arguments, directory: "/nonexistent")
  }

  @Test func `tells what a field is for and what may stand there`() async {
    #expect(
      await Self.run("pools.keywords").transcript == #"""
        exit status 0
        pools.KEY.keywords
          What it answers to words, by keyword. Keywords that are not named stay.

          value:         a map from a keyword of 1 to 30 characters without spaces at its ends
                         to a keyword
          when absent:   unmanaged
          example:       { JOIN: { action: OPT_IN, message: "Welcome." } }
          null:          allowed
          keys match:    ^\S([ \S]*\S)?$

          fields of a keyword:

            message: a message of 1 to 1600 characters that is not blank (required)
                The answer.
            action: AUTOMATIC_RESPONSE, OPT_OUT, OPT_IN
                What the word does beside the answer. HELP and STOP have theirs for good and
                take none; words that AWS takes for an opt-out must have OPT_OUT.

        """#
    )
  }

  @Test(arguments: [
    ("senderIds", "senderIds\n"), ("senderIds.EXAMPLECO.countries", "senderIds.KEY.countries\n"),
    ("version", "version\n"), ("accounts.vars", "accounts.KEY.vars\n"), ("", "a manifest\n"),
  ])
  func `begins with the path`(path: String, first: String) async {
    let run = await Self.run(path)
    #expect(run.status == 0)
    #expect(run.output.hasPrefix(first), "\(run.output)")
    #expect(run.errors.isEmpty)
  }

  @Test func `lists every field below, a line each`() async {
    let all = await Self.run("--recursive")
    #expect(all.status == 0)
    let lines = all.output.split(separator: "\n")
    #expect(lines.count > 80)
    #expect(lines[0].hasPrefix("version  "))
    #expect(Set(lines.map { $0.prefix { $0 != " " } }).count == lines.count)
    for path in [
      "project", "accounts.KEY.regions.KEY.vars", "limits.identitiesPerPool",
      "senderIds.KEY.countries.except", "pools.KEY.originators.[].senderId.external",
      "configurationSets.KEY.eventDestinations.KEY.cloudWatchLogs.role",
      "protectConfigurations.KEY.numberOverrides.KEY.expires",
    ] {
      #expect(lines.contains { $0.hasPrefix("\(path) ") }, "\(path)")
    }
    #expect(lines.contains { $0.hasPrefix("pools.KEY.messageType ") && $0.hasSuffix("(required)") })
    let some = await Self.run("-r", "pools.keywords").output.split(separator: "\n")
    #expect(
      some.map { $0.prefix { $0 != " " } } == [
        "pools.KEY.keywords.KEY.message", "pools.KEY.keywords.KEY.action",
      ]
    )
  }

  @Test func `explains each field that it lists`() async {
    for line in await Self.run("--recursive").output.split(separator: "\n") {
      let path = String(line.prefix { $0 != " " })
      let run = await Self.run(path)
      #expect(run.status == 0, "\(run.transcript)")
      #expect(run.output.hasPrefix(path + "\n"), "\(run.output)")
    }
  }

  @Test(arguments: [
    ("pool", "a manifest has no field 'pool'; did you mean 'pools'?"),
    ("pools.keyword", "'pools' has no field 'keyword'; did you mean 'keywords'?"),
    ("version.x", "'version' has no fields, so no 'x'"),
  ])
  func `names what is near`(path: String, message: String) async {
    #expect(await Self.run(path).transcript == "exit status 1\nerror: \(message)\n")
  }
}

@Suite struct `The command schema` {
  @Test func `prints JSON Schema that refers to nothing it lacks`() async throws {
    let run = await CommandRun.of(["schema"], directory: "/nonexistent")
    #expect(run.status == 0)
    #expect(run.errors.isEmpty)
    let schema = try JSONSerialization.jsonObject(with: Data(run.output.utf8)) as? [String: Any]
    #expect(schema?["$schema"] as? String == "https://json-schema.org/draft/2020-12/schema")
    let definitions = Set((schema?["$defs"] as? [String: Any] ?? [:]).keys)
    let referred = Set(run.output.matches(of: #/"#\/\$defs\/(.*?)"/#).map { String($0.1) })
    #expect(!referred.isEmpty)
    #expect(referred == definitions)
  }
}
