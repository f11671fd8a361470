import Simulator
import Testing

/// The service remembers for a day what a token made.
///
/// What has another name or owner by then must not be taken for what is to be made.
@Suite struct `A creation whose token is remembered` {
  private static let rules = "{ default: BLOCK }"
  private static let guarded = "sms: \(rules), voice: \(rules), mms: \(rules), accountDefault: true"

  @Test(arguments: ["formerly: signup", "formerProjects"])
  func `leaves alone what has another name or owner since`(_ way: String) async throws {
    let isRenamed = way != "formerProjects"
    let first = Self.manifest("p", "signup: { \(Self.guarded) }")
    try await Fixture.with(manifest: first) { fixture in
      let made = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(made.status == 0, "\(made.transcript)")
      let moved =
        isRenamed
        ? Self.manifest("p", "production: { formerly: signup, \(Self.guarded) }")
        : Self.manifest("q", "signup: { \(Self.guarded) }", "formerProjects: [p]\n")
      try fixture.write(moved)
      let renamed = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(renamed.status == 0, "\(renamed.transcript)")

      // The body of the creation, and so its token, is that of the first run.
      let open = "signup: { sms: { default: ALLOW, block: [TR] } }"
      try fixture.write(
        isRenamed
          ? Self.manifest("p", "production: { \(Self.guarded) }\n  \(open)")
          : Self.manifest("p", open)
      )
      let again = await fixture.run(["apply", "-y"] + Fixture.fast)
      #expect(again.status == 0, "\(again.transcript)")
      let settled = moved.replacing("formerly: signup, ", with: "")
      try fixture.write(settled.replacing("formerProjects: [p]\n", with: ""))
      let plan = await fixture.run(["plan", "--detailed-exitcode"] + Fixture.fast)
      #expect(plan.status == 0, "\(plan.transcript)")
      #expect(!plan.output.contains("ALLOW"))
    }
  }

  private static func manifest(
    _ project: String,
    _ configurations: String,
    _ more: String = ""
  ) -> String {
    "version: 1\nproject: \(project)\nregions: { us-east-1: {} }\n\(more)"
      + "protectConfigurations:\n  \(configurations)\n"
  }
}
