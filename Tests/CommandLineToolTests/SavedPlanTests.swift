import CommandLineTool
import Foundation
import Simulator
import Testing

/// What an account held when a plan was saved, and what it holds when the plan is carried out.
struct Movement: Sendable, CustomTestStringConvertible {
  let testDescription: String
  var before = seed()
  let after: String
  /// Lines of standard error.
  let told: [String]

  static let manifest = """
    version: 1
    project: shop
    regions: { us-east-1: {} }
    optOutLists: { codes: , extra: }
    senderIds: { SHOP: { countries: [DE, FR] } }
    pools:
      codes: { messageType: TRANSACTIONAL, originators: [{ senderId: SHOP }], optOutList: codes }
    configurationSets:
      codes: { defaultMessageType: TRANSACTIONAL, messageFeedback: true }
    protectConfigurations:
      signup: { numberOverrides: { "+12065550199": { action: BLOCK } } }

    """

  private static let ours = #""tags": { "smsctl:project": "shop" }"#

  /// An account that lacks the list 'extra' and has another default message type.
  static func seed(
    lists: [String] = ["codes"],
    set: String? = #""defaultMessageType": "PROMOTIONAL", "messageFeedback": true"#,
    poolList: String = "codes",
    setTags: String = ours
  ) -> String {
    let named = #""tags": { "smsctl:project": "shop", "smsctl:name": "codes", "Name": "codes" }"#
    let guarding = named.replacing("codes", with: "signup")
    let lists = lists.map { #"{ "name": "\#($0)", \#(ours) }"# }.joined(separator: ", ")
    let senders = ["DE", "FR"].map { #"{ "name": "SHOP", "country": "\#($0)", \#(ours) }"# }
    let members = ["DE", "FR"].map { #"{ "senderId": "SHOP", "country": "\#($0)" }"# }
    let sets = set.map { #"{ "name": "codes", \#($0), \#(setTags) }"# } ?? ""
    return """
      { "version": 1, "regions": { "us-east-1": {
        "optOutLists": [\(lists)],
        "senderIds": [\(senders.joined(separator: ", "))],
        "pools": [{
          "members": [\(members.joined(separator: ", "))], "optOutList": "\(poolList)", \(named)
        }],
        "configurationSets": [\(sets)],
        "protectConfigurations": [{
          "numberOverrides": [{ "number": "+12065550199", "action": "BLOCK" }], \(guarding)
        }]
      } } }
      """
  }

  private static let set = "us-east-1/configuration-set/codes"

  static let all: [Movement] = [
    Movement(
      testDescription: "another attribute changed",
      after: seed(set: #""defaultMessageType": "PROMOTIONAL", "messageFeedback": false"#),
      told: ["  \(set) messageFeedback: was true when planned, is false now"]
    ),
    Movement(
      testDescription: "an attribute that was to change was set by somebody",
      after: seed(set: #""defaultMessageType": "TRANSACTIONAL", "messageFeedback": true"#),
      told: [
        "  \(set) defaultMessageType: was \"PROMOTIONAL\" when planned, is \"TRANSACTIONAL\" now"
      ]
    ),
    Movement(
      testDescription: "an attribute that was to change was unset",
      after: seed(set: #""messageFeedback": true"#),
      told: ["  \(set) defaultMessageType: was \"PROMOTIONAL\" when planned, is unset now"]
    ),
    Movement(
      testDescription: "a resource as declared was changed",
      after: seed(poolList: "Default"),
      told: ["  us-east-1/pool/codes optOutList: was \"codes\" when planned, is \"Default\" now"]
    ),
    Movement(
      testDescription: "a resource appeared",
      after: seed(lists: ["codes", "extra"]),
      told: ["  us-east-1/opt-out-list/extra was not there when planned, is there now"]
    ),
    Movement(
      testDescription: "a resource vanished",
      after: seed(set: nil),
      told: ["  \(set) was there when planned, is gone now"]
    ),
    Movement(
      testDescription: "another project took a resource over",
      after: seed(setTags: #""tags": { "smsctl:project": "another" }"#),
      told: [
        "  \(set) was to be updated when planned, is blocked (it belongs to the project 'another') now"
      ]
    ),
    Movement(
      testDescription: "several things moved",
      after: seed(
        lists: ["codes", "extra"],
        set: #""messageFeedback": false"#,
        poolList: "Default"
      ),
      told: [
        "  \(set) defaultMessageType: was \"PROMOTIONAL\" when planned, is unset now",
        "  \(set) messageFeedback: was true when planned, is false now",
        "  us-east-1/opt-out-list/extra was not there when planned, is there now",
        "  us-east-1/pool/codes optOutList: was \"codes\" when planned, is \"Default\" now",
      ]
    ),
  ]
}

@Suite struct `A saved plan` {
  /// Saves a plan of the first account and gives its text.
  private func saved(
    _ arguments: [String] = [],
    manifest: String = Movement.manifest,
    seed: String = Movement.seed()
  ) async throws -> String {
    let setup = Fixture.Setup(files: ["smsctl.yaml": manifest], seed: seed)
    return try await Fixture.with(setup) { fixture in
      let run = await fixture.run(["plan", "--out", "plan.json"] + arguments + Fixture.fast)
      try #require(run.status == 0, "\(run.transcript)")
      return try String(contentsOfFile: "\(fixture.directory)/plan.json", encoding: .utf8)
    }
  }

  /// Carries a saved plan out, on an account that may have moved.
  private func apply(
    _ plan: String,
    _ arguments: [String] = [],
    manifest: String = Movement.manifest,
    seed: String = Movement.seed()
  ) async throws -> (run: CommandRun, requests: [RequestRecord]) {
    let setup = Fixture.Setup(files: ["smsctl.yaml": manifest, "plan.json": plan], seed: seed)
    return try await Fixture.with(setup) { fixture in
      let command = ["apply", "-y", "--plan", "plan.json"]
      let run = await fixture.run(command + arguments + Fixture.fast)
      return (run, fixture.account.requests)
    }
  }

  @Test(arguments: Example.small)
  func `makes exactly the writes that it lists`(_ example: Example) async throws {
    try await Fixture.with(try example.setup) { fixture in
      let plan = await fixture.run("plan", "--out", "plan.json", "--report", "report.json")
      #expect(plan.status == 0, "\(plan.transcript)")
      let run = await fixture.run(
        ["apply", "-y", "--plan", "plan.json", "--log", "calls.jsonl"] + Fixture.fast
      )
      #expect(run.status == 0, "\(run.transcript)")
      let listed = try PlanJSON(file: "report.json", in: fixture).writes
      #expect(fixture.account.writes.map { "\($0.region) \($0.operation)" }.sorted() == listed)
      let logged = try fixture.journal("calls.jsonl").calls.map { "\($0.region) \($0.operation)" }
      #expect(logged.filter(Set(listed).contains).sorted() == listed)
    }
  }

  @Test(arguments: Movement.all)
  func `is refused when the account has moved`(_ movement: Movement) async throws {
    let plan = try await saved(seed: movement.before)
    let (run, requests) = try await apply(plan, seed: movement.after)
    #expect(run.status == 4, "\(run.transcript)")
    let lines = run.errors.split(separator: "\n").map(String.init)
    #expect(lines.first == "error: the account is not what it was when the plan was saved:")
    #expect(lines.dropFirst().dropLast() == movement.told[...], "\(run.errors)")
    #expect(lines.last == "plan again with --out; nothing was changed")
    #expect(run.output.isEmpty)
    #expect(requests.allSatisfy { !$0.isWrite })
  }

  @Test func `is refused when what waited can be made now, which was never there`() async throws {
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      phoneNumbers: { desk: { number: "+12065550100" } }
      senderIds: { SHOP: { countries: [DE], messageTypes: [TRANSACTIONAL] } }
      pools:
        codes:
          messageType: TRANSACTIONAL
          originators: [{ senderId: SHOP }, { phoneNumber: desk }]

      """
    func seed(_ status: String) -> String {
      """
      { "version": 1, "regions": { "us-east-1": { "phoneNumbers": [
        { "number": "+12065550100", "country": "US", "type": "TEN_DLC", "status": "\(status)" }
      ] } } }
      """
    }
    let plan = try await saved(manifest: manifest, seed: seed("PENDING"))
    let (run, _) = try await apply(plan, manifest: manifest, seed: seed("ACTIVE"))
    #expect(run.status == 4, "\(run.transcript)")
    #expect(run.errors.contains("was waiting ("), "\(run.errors)")
    #expect(!run.errors.contains("was there when planned"), "\(run.errors)")
  }

  @Test func `is refused in words that fit it, also in the report`() async throws {
    let scenario = try #require(try GoldenScenario.all.first { $0.name == "opens-too-many" })
    try await scenario.stage { fixture, arguments in
      let plan = await fixture.run(["plan", "--out", "plan.json"] + arguments)
      #expect(plan.status == 0, "\(plan.transcript)")
      let run = await fixture.run(["apply", "-y", "--plan", "plan.json", "--report", "report.json"])
      #expect(run.status == 4, "\(run.transcript)")
      let advice = "plan again with --out and --max-opens"
      #expect(run.errors.contains(advice), "\(run.errors)")
      let report = try PlanJSON(file: "report.json", in: fixture)
      let refusals = try #require(report["refusals"] as? [String])
      #expect(refusals.count == 1)
      #expect(refusals.allSatisfy { $0.contains(advice) }, "\(refusals)")
    }
  }

  @Test func `is carried out when nothing has moved`() async throws {
    let (run, requests) = try await apply(try await saved())
    #expect(run.status == 0, "\(run.transcript)")
    let writes = requests.filter(\.isWrite).map(\.operation).sorted()
    #expect(writes == ["CreateOptOutList", "SetDefaultMessageType"])
  }

  @Test func `tells of twenty differences and counts the rest`() async throws {
    let names = (10..<35).map { "list\($0)" }
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      optOutLists: { \(names.map { "\($0): " }.joined(separator: ", ")) }

      """
    let empty = #"{ "version": 1, "regions": {} }"#
    let plan = try await saved(manifest: manifest, seed: empty)
    let lists = names.map { #"{ "name": "\#($0)" }"# }.joined(separator: ", ")
    let full = #"{ "version": 1, "regions": { "us-east-1": { "optOutLists": [\#(lists)] } } }"#
    let (run, _) = try await apply(plan, manifest: manifest, seed: full)
    #expect(run.status == 4, "\(run.transcript)")
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 23)
    #expect(lines[21] == "  and 5 more")
  }

  @Test func `is refused when an override has expired since`() async throws {
    let soon = Date(timeIntervalSince1970: 1_796_083_200)
    let expiring = Movement.manifest.replacing(
      "action: BLOCK",
      with: "action: BLOCK, expires: 2026-12-01T00:10:00Z"
    )
    try await withTemporaryDirectory { directory in
      try expiring.write(toFile: "\(directory)/smsctl.yaml", atomically: true, encoding: .utf8)
      func run(_ arguments: [String], after: TimeInterval) async -> CommandRun {
        await CommandRun.of(
          arguments + ["--simulate=account.json"] + Fixture.fast,
          directory: directory,
          now: { soon + after }
        )
      }
      let plan = await run(["plan", "--out", "plan.json"], after: 0)
      #expect(plan.status == 0, "\(plan.transcript)")
      let late = await run(["apply", "-y", "--plan", "plan.json"], after: 1200)
      #expect(late.status == 4, "\(late.transcript)")
      #expect(
        late.errors.contains("us-east-1/protect-configuration/signup/override/+12065550199 "),
        "\(late.transcript)"
      )
    }
  }

  // MARK: - Other inputs

  /// A text of the file, what it becomes, and what is said then.
  @Test(arguments: [
    (
      "\"toolVersion\" : \"0.1.0\"", "\"toolVersion\" : \"0.0.9\"",
      "was saved by smsctl 0.0.9 (format 1), and this is 0.1.0 (format 1)"
    ),
    (
      "\"formatVersion\" : \"1\",\n  \"manifests\"", "\"formatVersion\" : \"2\",\n  \"manifests\"",
      "was saved by smsctl 0.1.0 (format 2), and this is 0.1.0 (format 1)"
    ),
    ("123456789012", "111122223333", "the saved plan is for the account 111122223333, and"),
    (
      "\"project\" : \"shop\"", "\"project\" : \"store\"",
      "the saved plan is for the project 'store', and the manifest is for 'shop'"
    ),
    ("\"options\" :", "\"choices\" :", "'plan.json' is no plan that smsctl saved\n"),
  ])
  func `of another account, project or version is refused`(
    _ part: String,
    _ other: String,
    _ message: String
  ) async throws {
    let plan = try #require(SealedText.opening(try await saved().utf8))
    #expect(plan.contains(part))
    let forged = SealedText.sealing(plan.replacing(part, with: other))
    let (run, requests) = try await apply(forged)
    #expect(run.status == 4, "\(run.transcript)")
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(requests.allSatisfy { $0.operation == "GetCallerIdentity" })
  }

  /// Texts of the plan in the file, what they become, and what is told then.
  @Test(
    arguments: [
      (
        [("\"SetDefaultMessageType\"", "\"DeleteConfigurationSet\"")],
        [
          "us-east-1/configuration-set/codes takes other calls than planned: SetDefaultMessageType, not DeleteConfigurationSet"
        ]
      ),
      (
        [("\"role\" : \"write\"", "\"role\" : \"wait\"")],
        [
          "us-east-1/configuration-set/codes takes the calls that were planned in another order or way",
          "us-east-1/opt-out-list/extra takes the calls that were planned in another order or way",
        ]
      ),
      (
        [("\"after\" : \"TRANSACTIONAL\"", "\"after\" : \"PROMOTIONAL\"")],
        [
          "us-east-1/configuration-set/codes defaultMessageType: was to become \"PROMOTIONAL\" when planned, would become \"TRANSACTIONAL\" now"
        ]
      ),
      (
        [("us-east-1/opt-out-list/extra", "us-east-1/opt-out-list/other")],
        [
          "us-east-1/opt-out-list/extra was not in the plan, would be created now",
          "us-east-1/opt-out-list/other was to be created when planned, is not in the plan now",
        ]
      ),
      (
        [("\"regions\" : [\n      \"us-east-1\"", "\"regions\" : [\n      \"eu-west-1\"")],
        ["the regions were eu-west-1 when planned, are us-east-1 now"]
      ),
      ([("\"digest\" : \"", "\"digest\" : \"0")], ["planning anew came to other decisions"]),
    ] as [([(String, String)], [String])]
  )
  func `is refused when it holds what planning anew does not come to`(
    _ changes: [(String, String)],
    _ told: [String]
  ) async throws {
    var plan = try #require(SealedText.opening(try await saved().utf8))
    for (part, other) in changes {
      #expect(plan.contains(part), "\(plan)")
      plan.replace(part, with: other)
    }
    let (run, requests) = try await apply(SealedText.sealing(plan))
    #expect(run.status == 4, "\(run.transcript)")
    let lines = run.errors.split(separator: "\n").dropFirst().dropLast()
    #expect(lines.map { $0.dropFirst(2) } == told.map { $0[...] }, "\(run.errors)")
    #expect(requests.allSatisfy { !$0.isWrite })
  }

  @Test func `of another manifest is refused, even if that asks for the same`() async throws {
    let plan = try await saved()
    let other = Movement.manifest + "# a comment\n"
    let (run, requests) = try await apply(plan, manifest: other)
    #expect(run.status == 4, "\(run.transcript)")
    #expect(
      run.errors == """
        error: the saved plan is for another manifest: 'smsctl.yaml' is not what it was; \
        plan again with --out. Nothing was read or changed

        """
    )
    #expect(requests.isEmpty)
  }

  @Test func `is for the values of variables that it was made with`() async throws {
    let manifest = Movement.manifest.replacing("extra:", with: "extra: { tags: { use: '${use}' } }")
    let plan = try await saved(["--var", "use=codes"], manifest: manifest)
    let (other, requests) = try await apply(plan, ["--var", "use=ads"], manifest: manifest)
    #expect(other.status == 4, "\(other.transcript)")
    #expect(other.errors.contains("other values are given for the variables of the manifest"))
    #expect(requests.isEmpty)
    let (same, _) = try await apply(plan, ["--var", "use=codes"], manifest: manifest)
    #expect(same.status == 0, "\(same.transcript)")
  }

  // MARK: - The file

  @Test func `is refused when any byte of it is another or is missing`() async throws {
    let short = Array(SealedText.sealing("{\n  \"plan\" : \"über\"\n}\n").utf8)
    for index in short.indices {
      for bit in 0..<8 {
        var damaged = short
        damaged[index] ^= 1 << bit
        #expect(SealedText.opening(damaged) == nil, "bit \(bit) of byte \(index)")
      }
      #expect(SealedText.opening(short.prefix(index)) == nil, "the first \(index) bytes")
    }
    let bytes = Array(try await saved().utf8)
    try #require(SealedText.opening(bytes) != nil)
    for index in stride(from: 0, to: bytes.count, by: 97) {
      var damaged = bytes
      damaged[index] ^= 1
      #expect(SealedText.opening(damaged) == nil, "byte \(index)")
      #expect(SealedText.opening(bytes.prefix(index)) == nil, "the first \(index) bytes")
    }
    #expect(SealedText.opening(bytes + [10]) == nil)
    for part in [bytes.prefix(0), bytes.prefix(1000), bytes.dropLast(1)] {
      let (run, requests) = try await apply(String(decoding: part, as: UTF8.self))
      #expect(run.status == 4, "\(run.transcript)")
      #expect(
        run.errors
          == "error: 'plan.json' is no plan that smsctl saved, or was changed or cut short since; plan again with --out\n"
      )
      #expect(requests.isEmpty)
    }
  }

  @Test func `holds no secrets, texts of manifests or variables, and is its owner's alone`()
    async throws
  {
    let manifest = Movement.manifest + "vars: { hush: canary-manifest }\n# canary-comment\n"
    try await Fixture.with(manifest: manifest) { fixture in
      try fixture.write("{ more: canary-file }\n", to: "values.yaml")
      let run = await fixture.run(
        ["plan", "--out", "plan.json", "--vars", "values.yaml"] + Fixture.fast,
        environment: ["SMSCTL_VAR_other": "canary-environment", "AWS_SESSION_TOKEN": ""]
      )
      #expect(run.status == 0, "\(run.transcript)")
      let path = "\(fixture.directory)/plan.json"
      let text = try String(contentsOfFile: path, encoding: .utf8)
      #expect(!text.contains("canary"))
      #expect(!text.contains(SimulatorConfiguration.defaultSecretAccessKey))
      #expect(!text.contains(SimulatorConfiguration.defaultAccessKeyID))
      var status = stat()
      #expect(stat(path, &status) == 0 && status.st_mode & 0o777 == 0o600)
    }
  }

  // MARK: - Options

  @Test(arguments: [
    ["--region", "us-east-1"], ["--target", "*"], ["--exclude", "*"], ["--adopt", "*"],
    ["--allow-consent-change", "a"], ["--allow-replace", "a"], ["--prune"],
    ["--prune", "--complete"], ["--prune", "--allow-delete", "a"],
    ["--disable-deletion-protection", "a"], ["--bulk-tags"], ["--max-deletes", "10"],
    ["--max-opens", "10"],
  ])
  func `takes no options beside those in its file`(_ options: [String]) async throws {
    let run = await CommandRun.of(["apply", "--plan", "plan.json"] + options)
    #expect(run.status == 64)
    #expect(run.errors.contains("does not go with --plan"), "\(run.errors)")
  }

  @Test func `knows every option that decides what is planned`() async throws {
    let options = Mirror(reflecting: PlanningOptions()).children
      .compactMap { $0.label?.trimmingPrefix("_") }.map(String.init)
    #expect(options.count >= 11)
    let text = try await saved(["--max-deletes", "10", "--max-opens", "10"])
    let object = try #require(text.firstMatch(of: #/"options" : \{([^}]*)\}/#)).1
    let kept = object.matches(of: #/"(\w+)" : /#).map { String($0.1) }
    #expect(Set(options + ["regions"]) == Set(kept))
  }

  @Test func `keeps the options that it was made with`() async throws {
    let plan = try await saved(["--target", "us-east-1/opt-out-list/*"])
    let (run, requests) = try await apply(plan)
    #expect(run.status == 0, "\(run.transcript)")
    #expect(requests.filter(\.isWrite).map(\.operation) == ["CreateOptOutList"])
  }

  @Test func `asks as apply does`() async throws {
    let setup = Fixture.Setup(
      files: ["smsctl.yaml": Movement.manifest, "plan.json": try await saved()],
      seed: Movement.seed()
    )
    try await Fixture.with(setup) { fixture in
      let command = ["apply", "--plan", "plan.json"] + Fixture.fast
      let no = await fixture.run(command, answers: ["no"])
      #expect(no.status == 4)
      #expect(fixture.account.writes.isEmpty)
      let yes = await fixture.run(command, answers: ["yes"])
      #expect(yes.status == 0, "\(yes.transcript)")
      #expect(!fixture.account.writes.isEmpty)
    }
  }
}

@Suite struct `The digest of a plan` {
  private static func digest(_ run: CommandRun) throws -> String {
    let line = try #require(run.output.split(separator: "\n").last)
    return String(try #require(line.wholeMatch(of: #/Digest: ([0-9a-f]{12})/#)).1)
  }

  @Test func `is expected by apply, in full or in part`() async throws {
    try await Fixture.with(manifest: Movement.manifest) { fixture in
      let digest = try Self.digest(await fixture.run("plan"))
      let json = try PlanJSON(await fixture.run("plan", "--format", "json").output)
      #expect(json.digest.count == 64)
      #expect(json.digest.hasPrefix(digest))
      let wrong = digest.prefix(8).map { $0 == "0" ? "1" : "0" }.joined()
      let refused = await fixture.run("apply", "-y", "--expect-digest", wrong)
      #expect(refused.status == 4)
      #expect(
        refused.errors.contains("the plan has the digest \(digest.prefix(8)), not \(wrong)"),
        "\(refused.errors)"
      )
      #expect(fixture.account.writes.isEmpty)
      let expected = digest.prefix(9).uppercased()
      let run = await fixture.run(["apply", "-y", "--expect-digest", expected] + Fixture.fast)
      #expect(run.status == 0, "\(run.transcript)")
      let again = await fixture.run(["apply", "-y", "--expect-digest", json.digest] + Fixture.fast)
      #expect(again.status == 4, "\(again.transcript)")
    }
  }

  @Test func `stays when only words and places change, and moves with every decision`()
    async throws
  {
    func digest(_ manifest: String, _ arguments: String...) async throws -> String {
      let setup = Fixture.Setup(files: ["smsctl.yaml": manifest], seed: Movement.seed())
      return try await Fixture.with(setup) { fixture in
        try Self.digest(await fixture.run(["plan"] + arguments))
      }
    }
    let manifest = Movement.manifest
    let first = try await digest(manifest)
    #expect(try await digest("# moved down\n\n" + manifest) == first)
    #expect(try await digest(manifest, "--rate", "*=20") == first)
    let others = [
      try await digest(manifest, "--target", "us-east-1/configuration-set/*"),
      try await digest(manifest.replacing("extra:", with: "other:")),
      try await digest(manifest.replacing("messageFeedback: true", with: "messageFeedback: false")),
      try await digest(manifest.replacing("[DE, FR]", with: "[DE, FR, PT]")),
    ]
    #expect(Set(others + [first]).count == 5)
  }

  @Test(arguments: ["", "1234567", "12345678g", String(repeating: "a", count: 65)])
  func `is at least eight hexadecimal digits`(_ digest: String) async throws {
    let run = await CommandRun.of(["apply", "--expect-digest", digest])
    #expect(run.status == 64)
    #expect(run.errors.contains("--expect-digest takes 8 to 64 hexadecimal digits"))
  }

  @Test func `is not shown when there is nothing to do`() async throws {
    try await Fixture.with(manifest: "version: 1\nproject: shop\nregions: { us-east-1: }\n") {
      let run = await $0.run("plan")
      #expect(run.output == "no changes: 0 resources are as declared\n")
    }
  }
}
