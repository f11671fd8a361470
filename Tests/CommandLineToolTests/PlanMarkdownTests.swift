import Foundation
import Testing

/// Markdown as a reader sees it: lines in code blocks, and lines that can be markup.
private struct MarkdownLines {
  var code: [String] = []
  var markup: [String] = []
  /// Whether every block has an end.
  var isClosed = true

  init(_ text: String) {
    var fence: String?
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).map(String.init) {
      if let open = fence {
        // https://spec.commonmark.org/0.31.2/#fenced-code-blocks: up to three spaces before the end.
        let end = line.drop { $0 == " " }
        let isEnd = line.count - end.count < 4 && end.allSatisfy { $0 == "`" }
        if isEnd, end.count >= open.count { fence = nil } else { code.append(line) }
      } else if line.hasPrefix("```") {
        fence = String(line.prefix { $0 == "`" })
      } else {
        markup.append(line)
      }
    }
    isClosed = fence == nil
  }
}

@Suite struct `A plan in Markdown` {
  private func plan(
    _ manifest: String,
    seed: String? = nil,
    _ arguments: [String] = []
  ) async throws -> String {
    let setup = Fixture.Setup(files: ["smsctl.yaml": manifest], seed: seed)
    return try await Fixture.with(setup) { fixture in
      let command = ["plan", "--format", "markdown", "--max-opens", "1000"]
      let run = await fixture.run(command + arguments)
      try #require(run.status == 0, "\(run.errors)")
      #expect(run.output.hasSuffix("\n"))
      #expect(run.output.utf8.count < 65_536)
      #expect(MarkdownLines(run.output).isClosed)
      return run.output
    }
  }

  @Test func `has totals, what opens, warnings and a section for each region`() async throws {
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {}, eu-west-1: {} }
      senderIds: { SHOP: { countries: [DE, FR], regions: [us-east-1] } }
      protectConfigurations: { signup: { sms: { default: BLOCK, allow: [US, CA] } } }

      """
    let seed = """
      { "version": 1, "regions": { "us-east-1": { "protectConfigurations": [{
        "rules": { "SMS": { "CA": "BLOCK", "MX": "BLOCK" } },
        "tags": { "smsctl:project": "shop", "smsctl:name": "signup" }
      }] } } }
      """
    let rest = manifest.replacing("default: BLOCK, allow: [US, CA]", with: "allow: [CA, MX]")
    let text = try await plan(rest, seed: seed, ["--region", "us-east-1"])
    let digest = try #require(text.firstMatch(of: #/Digest: `([0-9a-f]{12})`/#)).1
    #expect(
      text == """
        ### smsctl plan: 2 to create, 1 to update, 0 to delete, 0 unchanged

        Project `shop`, account `123456789012`: `3 writes, about 1s (RequestSenderId in us-east-1: 2 at 1/s)`

        **This plan opens what was blocked:**

        ```text
        us-east-1/protect-configuration/signup sms: BLOCK -> ALLOW for 2: CA, MX
        ```

        **Only a part of the manifest:**

        ```text
        1 resource of the manifest was left out by --region
        ```

        <details open><summary>us-east-1: 2 create, 1 update</summary>

        ```diff
        ~ protect-configuration/signup
            sms.CA: BLOCK -> ALLOW
            sms.MX: BLOCK -> ALLOW
        + sender-id SHOP in 2 countries: DE, FR
        ```

        </details>

        Digest: `\(digest)`

        """
    )
    let both = try await plan(manifest)
    #expect(
      both.matches(of: #/<details open><summary>(\S+):/#).map(\.1) == ["us-east-1", "eu-west-1"]
    )
    let warnings = try #require(both.range(of: "**Warnings:**"))
    #expect(warnings.lowerBound < (both.range(of: "<details")?.lowerBound ?? both.startIndex))
  }

  @Test func `is one line when there is nothing to do`() async throws {
    let text = try await plan("version: 1\nproject: shop\nregions: { us-east-1: }\n")
    #expect(text == "**smsctl plan:** no changes: 0 resources are as declared\n")
  }

  /// Texts that would do something in a comment.
  @Test(arguments: [
    "@octocat and @org/team", "```\n</details>\n# hello @octocat", "````````` @octocat",
    "<img src=x onerror=alert(1)> @octocat", "<!-- @octocat", "[click](javascript:alert) @octocat",
    "`` ` ``` @octocat", "\u{202E}@octocat", "    ```\n@octocat", "~~~\n@octocat",
  ])
  func `lets no text of a manifest be markup`(_ text: String) async throws {
    let quoted = String(
      decoding: try JSONEncoder().encode(text.replacing("\n", with: " ")),
      as: UTF8.self
    )
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      vars: { text: \(quoted) }
      senderIds: { SHOP: { countries: [DE] } }
      optOutLists: { codes: { tags: { '@octocat': "@octocat" } } }
      pools:
        codes:
          messageType: TRANSACTIONAL
          originators: [{ senderId: SHOP }]
          keywords:
            HELP: { message: \(quoted) }
            '@TEAM': { message: "@octocat" }

      """
    let lines = MarkdownLines(try await plan(manifest))
    #expect(lines.code.contains { $0.contains("@octocat") })
    // In a span of code nothing is markup either; no text here has ticks in an address.
    let markup = lines.markup.joined(separator: "\n").replacing(#/`[^`]*`/#, with: "")
    #expect(!markup.contains("@"), "\(markup)")
    let tags = markup.matches(of: #/<[^>]*>?/#).map { String($0.0) }
    #expect(tags == ["<details open>", "<summary>", "</summary>", "</details>"])
  }

  // MARK: - Long plans

  /// The head of a manifest with many opt-out lists, each of which is told by itself.
  private func lists(_ count: Int, _ body: String) -> String {
    let keys = (0..<count).map { "  list\($0): \(body)" }.joined(separator: "\n")
    return "version: 1\nproject: shop\nregions: { us-east-1: {} }\noptOutLists:\n\(keys)\n"
  }

  /// A seed in which the first lists exist and are not ours.
  private func seed(_ count: Int) -> String {
    let lists = (0..<count).map { #"{ "name": "list\#($0)", "tags": { "team": "ops" } }"# }
    return """
      { "version": 1, "regions": { "us-east-1": { "optOutLists": [
        \(lists.joined(separator: ",\n"))
      ] } } }
      """
  }

  private let tagged = "{ tags: { team: growth, purpose: codes } }"

  @Test func `leaves attributes out first`() async throws {
    let text = try await plan(lists(1000, tagged), Fixture.fast)
    #expect(text.contains("_Too long for a comment: without attributes._"))
    #expect(text.split(separator: "\n").count { $0.hasPrefix("+ opt-out-list/list") } == 1000)
    #expect(!text.contains("growth"))
  }

  @Test func `counts then, and lists what is blocked`() async throws {
    let text = try await plan(lists(4000, tagged), seed: seed(200), Fixture.fast)
    #expect(text.contains("only counts, and what is deleted, replaced, opened or blocked._"))
    let lines = text.split(separator: "\n")
    #expect(lines.contains("+ 3800 opt-out-list"))
    #expect(lines.contains("! 200 opt-out-list"))
    #expect(lines.count { $0.hasPrefix("! opt-out-list/list") } == 200)
    #expect(lines.count { $0.contains("take it over with 'adopt: true'") } == 200)
  }

  @Test func `leaves out reasons before names`() async throws {
    let text = try await plan(lists(2000, tagged), seed: seed(1000), Fixture.fast)
    let lines = text.split(separator: "\n")
    #expect(lines.count { $0.wholeMatch(of: #/! opt-out-list/list\d+/#) != nil } == 1000)
    #expect(!text.contains("take it over"))
  }

  @Test func `counts only, when not even the names fit`() async throws {
    let text = try await plan(lists(3000, tagged), seed: seed(3000), Fixture.fast)
    #expect(text.contains("_Too long for a comment: only counts. `smsctl plan` prints all of it._"))
    #expect(text.contains("\n! 3000 opt-out-list\n"))
    #expect(!text.contains("opt-out-list/list"))
  }

  @Test(.timeLimit(.minutes(25)))
  func `fits with 100,000 changes`() async throws {
    let brands = (0..<365).map { "  BRAND\($0): { countries: { all: no-registration } }" }
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {}, eu-west-1: {} }
      senderIds:
      \(brands.joined(separator: "\n"))

      """
    let text = try await plan(manifest, Fixture.fast)
    #expect(text.hasPrefix("### smsctl plan: 100,010 to create, 0 to update"))
    #expect(text.contains("+ 50005 sender-id\n"))
  }
}
