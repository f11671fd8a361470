import Foundation
import Simulator
import Testing

/// The way of an account that somebody made in the console into manifests.
@Suite struct `An account made by hand` {
  @Test func `is exported, adopted, edited, and in the end as declared`() async throws {
    try await Fixture.with(try Handmade.setup) { fixture in
      let export = await fixture.run(["export"] + Handmade.regions + Fixture.fast)
      try #require(export.status == 0, "\(export.transcript)")
      try fixture.write(export.output)
      try await expectEmptyPlan("after the export", fixture)

      let adopted = await fixture.run(["apply", "-y", "--adopt", "*"] + Fixture.fast)
      #expect(adopted.status == 0, "\(adopted.transcript)")
      #expect(Set(fixture.account.writes.map(\.operation)) == ["TagResource"])
      try await expectEmptyPlan("after the adoption", fixture)

      try fixture.write(try edited(export.output))
      let plan = await fixture.run(["plan", "--format", "json", "--out", "p"] + Fixture.fast)
      try #require(plan.status == 0, "\(plan.transcript)")
      #expect(try PlanReading(plan.output).writes == Self.writes)

      fixture.account.clearLog()
      let applied = await fixture.run(["apply", "-y", "--plan", "p"] + Fixture.fast)
      #expect(applied.status == 0, "\(applied.transcript)")
      let made = fixture.account.writes.map { "\($0.region) \($0.operation)" }
      #expect(made.sorted() == (try PlanJSON(plan.output).writes), "\(applied.transcript)")
      try await expectEmptyPlan("after the edit", fixture)
    }
  }

  private static let edits = [
    ("alerts: { tags: { team: platform } }", "alerts: { tags: { team: identity } }"),
    (#"ACMEALERT: { countries: [CH, DE, "NO"]"#, #"ACMEALERT: { countries: [CH, DE, "NO", PT]"#),
    ("You are subscribed. Reply STOP to leave.", "Welcome. Reply STOP to leave."),
    (
      #"default: BLOCK, allow: [CA, DE, FR, GB, "NO", PT, US], filter"#,
      #"default: BLOCK, allow: [CA, DE, GB, "NO", PT, US], filter"#
    ),
    ("events: [TEXT_ALL, MEDIA_ALL]", "events: [TEXT_ALL]"),
    ("empty: {}", "empty: { defaultMessageType: PROMOTIONAL }"),
    ("sharedRoutes: true", "sharedRoutes: false"),
  ]

  /// The calls that the edits take; eu-west-1 has a list of allowed countries of its own.
  private static let writes =
    (["eu-west-1", "us-east-1"].flatMap { region in
      [
        "\(region)/configuration-set/empty SetDefaultMessageType",
        "\(region)/configuration-set/offers/event-destination/topic UpdateEventDestination",
        "\(region)/opt-out-list/alerts TagResource",
        "\(region)/pool/One-time-codes/keyword/JOIN PutKeyword",
        "\(region)/pool/pool-2 UpdatePool",
        "\(region)/sender-id/ACMEALERT/PT RequestSenderId",
      ]
    } + ["us-east-1/protect-configuration/signup UpdateProtectConfigurationCountryRuleSet"])
    .sorted()

  private func edited(_ manifest: String) throws -> String {
    try Self.edits.reduce(manifest) { text, edit in
      try #require(text.ranges(of: edit.0).count == 1, "\(edit.0)")
      return text.replacing(edit.0, with: edit.1)
    }
  }

  private func expectEmptyPlan(_ when: Comment, _ fixture: Fixture) async throws {
    let plan = await fixture.run(["plan", "--format", "json"] + Fixture.fast)
    try #require(plan.status == 0, "\(plan.transcript)")
    let summary = try #require(try PlanJSON(plan.output).root["summary"] as? [String: Int])
    let actions = summary.filter { $0.value > 0 }.keys
    #expect(Set(actions).isSubset(of: ["none", "keep"]), when)
  }
}
