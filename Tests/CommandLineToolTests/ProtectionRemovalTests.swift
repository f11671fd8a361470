import Foundation
import Simulator
import Testing

/// What protects and reports goes away, moves, changes its name or its place, as an account sees it.
@Suite struct `Protection and events` {
  static let head = "version: 1\nproject: p\nregions: { us-east-1: {} }\n"
  static let topic = "arn:aws:sns:us-east-1:123456789012:out"
  static let stream = "arn:aws:firehose:us-east-1:123456789012:deliverystream/out"
  static let role = "arn:aws:iam::123456789012:role/out"
  static let firehose = "firehose: { deliveryStream: '\(stream)', role: '\(role)' }"
  static let liveTopic = #""events": ["ALL"], "sns": { "topic": "\#(topic)" }"#
  static let liveStream =
    #""events": ["ALL"], "firehose": { "deliveryStream": "\#(stream)", "role": "\#(role)" }"#

  private static func setup(_ manifest: String, seed: String) -> Fixture.Setup {
    Fixture.Setup(
      files: ["smsctl.yaml": Self.head + manifest + "\n"],
      seed: #"{ "version": 1, "regions": { "us-east-1": { \#(seed) } } }"#
    )
  }

  /// Applies as one who may do just that, and expects a plan that is empty; answers the operations in order.
  private func converge(_ setup: Fixture.Setup, _ arguments: [String]) async throws -> [String] {
    var setup = setup
    setup.policy = try await ManifestFolder.with(setup.files) { folder in
      let account = ["--account", "123456789012"]
      let policy = await folder.run(["iam-policy", "--for", "apply", "--prune"] + account)
      try #require(policy.status == 0, "\(policy.transcript)")
      return policy.output
    }
    return try await Fixture.with(setup) { fixture in
      let applied = await fixture.run(["apply", "-y"] + Fixture.fast + arguments)
      #expect(applied.status == 0, "\(applied.transcript)")
      let operations = fixture.account.writes.map(\.operation)
      let plan = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast + arguments)
      #expect(plan.status == 0, "\(plan.transcript)")
      return operations
    }
  }

  static let tags = #""smsctl:project": "p""#
  static let account = """
    "protectConfigurations": [
      {
        "id": "protect-old", "deletionProtection": true, "rules": { "SMS": { "DE": "BLOCK" } },
        "tags": { \(tags), "smsctl:name": "old" }
      },
      {
        "id": "protect-signup", "tags": { \(tags), "smsctl:name": "signup" },
        "numberOverrides": [{ "number": "+12065550100", "action": "BLOCK" }]
      }
    ],
    "accountDefaultProtectConfiguration": "protect-old",
    "configurationSets": [
      { "name": "otp", "protectConfiguration": "protect-old", "tags": { \(tags) },
        "eventDestinations": [{ "name": "topic", \(liveTopic) }] },
      { "name": "news", "protectConfiguration": "protect-old", "tags": { \(tags) } }
    ]
    """
  static let consent = [
    "--prune", "--allow-delete", "us-east-1/protect-configuration/old",
    "--disable-deletion-protection", "us-east-1/protect-configuration/old",
  ]

  @Test func `go away altogether when nothing is wanted`() async throws {
    let operations = try await converge(Self.setup("", seed: Self.account), Self.consent)
    #expect(
      operations.sorted() == [
        "DeleteAccountDefaultProtectConfiguration", "DeleteConfigurationSet",
        "DeleteConfigurationSet", "DeleteProtectConfiguration", "DeleteProtectConfiguration",
        "UpdateProtectConfiguration",
      ]
    )
  }

  @Test func `go away after what takes their place`() async throws {
    let manifest = """
      protectConfigurations: { signup: { accountDefault: true, numberOverrides: {}, sms: { block: [DE] } } }
      configurationSets: { otp: { protectConfiguration: signup, eventDestinations: {} } }
      """
    let operations = try await converge(Self.setup(manifest, seed: Self.account), Self.consent)
    let last = ["UpdateProtectConfiguration", "DeleteProtectConfiguration"]
    #expect(operations.suffix(2) == last[...])
    #expect(
      operations.dropLast(2).sorted() == [
        "AssociateProtectConfiguration", "DeleteConfigurationSet", "DeleteEventDestination",
        "DeleteProtectConfigurationRuleSetNumberOverride", "SetAccountDefaultProtectConfiguration",
        "UpdateProtectConfigurationCountryRuleSet",
      ]
    )
  }

  /// A manifest under which all of that happens at once, and a destination is replaced.
  static var upheaval: Fixture.Setup {
    let manifest = """
      protectConfigurations: { signup: { accountDefault: true, numberOverrides: {}, sms: { block: [DE] } } }
      configurationSets:
        otp:
          protectConfiguration: signup
          eventDestinations: { topic: { events: [TEXT_ALL], \(firehose) } }
      """
    return setup(manifest, seed: account)
  }

  static let consentToAll =
    consent + ["--allow-replace", "us-east-1/configuration-set/otp/event-destination/topic"]

  @Test(arguments: Deviation.all)
  func `go away or move whatever nobody knows of the service`(_ deviation: Deviation) async throws {
    var setup = Self.upheaval
    setup.assumptions[deviation.assumption] = deviation.value
    #expect(try await converge(setup, Self.consentToAll).contains("DeleteEventDestination"))
  }

  @Test func `keep what they are when their keys change`() async throws {
    let manifest = """
      protectConfigurations: { strict: { formerly: old }, signup: }
      configurationSets:
        codes: { formerly: otp, protectConfiguration: strict }
        mail: { formerly: news }
      """
    let operations = try await converge(Self.setup(manifest, seed: Self.account), ["--prune"])
    #expect(operations == ["TagResource"])
  }

  @Test func `are handed over from a former project`() async throws {
    let manifest = """
      formerProjects: [p]
      protectConfigurations: { old: , signup: }
      configurationSets: { otp: , news: }
      """
    var setup = Self.setup(manifest, seed: Self.account)
    setup.files["smsctl.yaml"]?.replace("project: p\n", with: "project: q\n")
    #expect(
      try await converge(setup, ["--prune"]) == Array(repeating: "TagResource", count: 4)
    )
  }

  static let replace = [
    "--allow-replace", "us-east-1/configuration-set/otp/event-destination/out",
  ]
  static let replaced = """
    configurationSets: { otp: { eventDestinations: { out: { events: [ALL], \(firehose) } } } }
    """

  /// What the set holds when a run was killed, and what the next one does.
  struct Interruption: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let destinations: [String]
    let operations: [String]
  }

  private static let out = #"{ "name": "out", \#(liveTopic) }"#
  private static let done = #"{ "name": "out", \#(liveStream) }"#
  private static let standIn = #"{ "name": "out-smsctl-replacing", \#(liveStream) }"#
  private static let create = "CreateEventDestination"
  private static let delete = "DeleteEventDestination"

  static let interruptions = [
    Interruption(
      testDescription: "before anything",
      destinations: [out],
      operations: [create, delete, create, delete]
    ),
    Interruption(
      testDescription: "after the stand-in was made",
      destinations: [out, standIn],
      operations: [delete, create, delete]
    ),
    Interruption(
      testDescription: "after the old one was taken away",
      destinations: [standIn],
      operations: [create, delete]
    ),
    Interruption(
      testDescription: "after the new one was made",
      destinations: [done, standIn],
      operations: [delete]
    ),
    Interruption(testDescription: "in the end", destinations: [done], operations: []),
  ]

  @Test(arguments: interruptions)
  func `are replaced wherever an earlier run was killed`(_ case: Interruption) async throws {
    let seed = """
      "configurationSets": [{
        "name": "otp", "tags": { \(Self.tags) },
        "eventDestinations": [\(`case`.destinations.joined(separator: ", "))]
      }]
      """
    let operations = try await converge(Self.setup(Self.replaced, seed: seed), Self.replace)
    #expect(operations == `case`.operations)
  }

  @Test func `are told of a replacement that loses events, or does not`() async throws {
    for (others, told) in [
      (0, "'out-smsctl-replacing' takes the events meanwhile"),
      (4, "events between its deletion and its creation are lost"),
    ] {
      let rows = (0..<others).map { #", { "name": "other\#($0)", \#(Self.liveTopic) }"# }
      let seed = """
        "configurationSets": [{
          "name": "otp", "tags": { \(Self.tags) },
          "eventDestinations": [\(Self.out)\(rows.joined())]
        }]
        """
      try await Fixture.with(Self.setup(Self.replaced, seed: seed)) { fixture in
        let plan = await fixture.run(["plan"] + Fixture.fast + Self.replace)
        #expect(plan.output.contains("-/+ configuration-set/otp/event-destination/out"))
        #expect(plan.output.contains(told), "\(plan.transcript)")
        #expect(plan.output.contains("1 to replace"), "\(plan.transcript)")
      }
    }
  }
}
