import Foundation
import Simulator
import Testing

@Suite struct `The page of a run` {
  /// Applies the journal's manifest under faults, and draws that.
  private static func page(
    manifest: String = `The journal`.manifest,
    faults: [String] = [],
    of commands: [[String]] = [["apply", "-y"]],
    _ options: [String] = []
  ) async throws -> PageDocument {
    var setup = Fixture.Setup(files: ["smsctl.yaml": manifest])
    setup.faults = try faults.map { try Fault(parsing: $0) }
    return try await Fixture.with(setup) { fixture in
      for command in commands { _ = await fixture.run(command + ["--log", "log"] + Fixture.fast) }
      let run = await fixture.run(["report", "log"] + options)
      try #require(run.status == 0, "\(run.transcript)")
      #expect(run.errors.isEmpty)
      return try PageDocument(run.output)
    }
  }

  @Test func `tells what ran and how it ended`() async throws {
    let page = try await Self.page()
    let head = try #require(page.root.all("header").first)
    #expect(head.all("h1").first?.text == "shop Done")
    #expect(head.all("span", "good").count == 1)
    for fact in ["account 123456789012", "us-east-1, eu-west-1", "Bound by", "planned"] {
      #expect(head.text.contains(fact), "\(fact)")
    }
    let title = try #require(page.root.all("title").first)
    #expect(title.text.hasPrefix("apply of shop, 20"))
    #expect(page["failures"] == nil)
  }

  @Test func `draws each write where it happened, and counts it`() async throws {
    let page = try await Self.page(faults: ["CreatePool:throttle:1", "CreateOptOutList:500:1"])
    let writes = try #require(page["writes"])
    #expect(writes.all("h3").map(\.text) == ["us-east-1", "eu-west-1"])
    let rows = writes.rows.filter { $0.count == 12 }
    #expect(rows.count == writes.all("svg").count)
    for row in rows {
      let drawing = writes.all("svg").first {
        $0.attributes["aria-label"]?.hasPrefix("\(row[1]) in \(row[0]): \(row[2]) call") == true
      }
      #expect(drawing?.all("rect").isEmpty == false, "\(row)")
      let passed = (Int(row[2]) ?? 0) - (Int(row[3]) ?? 0)
      #expect(drawing?.all("path", "earliest").count == (passed > 1 ? 1 : 0), "\(row)")
    }
    let pools = rows.filter { $0[1] == "CreatePool" }
    #expect(pools.compactMap { Int($0[2]) }.reduce(0, +) == 3)
    #expect(pools.compactMap { Int($0[3]) }.reduce(0, +) == 1)
    #expect(pools.compactMap { Int($0[4]) }.reduce(0, +) == 1)
    let lists = rows.filter { $0[1] == "CreateOptOutList" }
    #expect(lists.compactMap { Int($0[5]) }.reduce(0, +) == 1)
    #expect(writes.all("rect", "throttled").count == 1)
    #expect(writes.all("rect", "failed").count == 1)
    // The reads are apart, without a pace.
    let reads = try #require(page["reads"])
    #expect(reads.rows.allSatisfy { $0[1].contains(/^(Describe|Get|List)/) })
    #expect(!rows.contains { $0[1].hasPrefix("Describe") })
    #expect(reads.all("path", "earliest").isEmpty)
  }

  @Test func `tells failures with what they cost`() async throws {
    let page = try await Self.page(faults: ["CreatePool:error=ConflictException/POOL:9"])
    #expect(page.root.all("h1").first?.text == "shop Partly done")
    let failures = try #require(page["failures"]).all("li")
    #expect(
      failures.compactMap { $0.all("h3").first?.text }.sorted()
        == ["eu-west-1/pool/codes", "us-east-1/pool/codes"]
    )
    for failure in failures {
      #expect(failure.text.contains("ConflictException"))
      #expect(failure.text.contains("request 00000000-0000-4000-8000-"))
      #expect(failure.all("p", "cost").first?.text.contains("AssociateOriginationIdentity") == true)
    }
  }

  @Test func `shows sender IDs by country and region`() async throws {
    let page = try await Self.page(faults: ["RequestSenderId:error=ConflictException:9"])
    let table = try #require(page["coverage"])
    #expect(table.all("thead").first?.text == "Countryus-east-1eu-west-1")
    #expect(
      table.rows.sorted { $0[0] < $1[0] } == [
        ["DE", "Germany", "F", "F"], ["FR", "France", "F", "F"], ["JO", "Jordan", "W", "W"],
      ]
    )
    #expect(table.all("i", "bad").count == 4 + 1)
  }

  @Test func `puts several sender IDs side by side`() async throws {
    let manifest = """
      version: 1
      project: shop
      regions: { us-east-1: {} }
      senderIds: { SHOP: { countries: [DE] }, SHOPINFO: { countries: [FR] } }
      """
    let page = try await Self.page(manifest: manifest)
    let table = try #require(page["coverage"])
    #expect(table.rows == [["DE", "Germany", "R", "·"], ["FR", "France", "·", "R"]])
    #expect(table.all("th").compactMap { $0.attributes["colspan"] }.contains("1"))
    #expect(table.all("h3").map(\.text) == ["SHOP, SHOPINFO"])
  }

  @Test func `lists all calls`() async throws {
    let page = try await Self.page()
    let calls = try #require(page["calls"])
    #expect(calls.rows.contains { $0[2] == "GetCallerIdentity" && $0[6] == "ok" })
    #expect(calls.rows.contains { $0[3] == "eu-west-1/sender-id/SHOP/DE" })
    #expect(calls.all("summary").first?.text.contains("\(calls.rows.count)") == true)
  }

  /// The example of `spec/journal.md`; the style and the script are not recorded.
  @Test func `is as recorded for the example of the documentation`() async throws {
    let text = try String(
      contentsOf: repository.appending(path: "spec/journal.md"),
      encoding: .utf8
    )
    let example = try #require(text.firstMatch(of: #/```json\n((?s:.+?))```/#)).1
    let run = await CommandRun.of(["report", "-"], input: String(example))
    let body = try #require(run.output.firstMatch(of: #/<header>(?s:.+)<\/footer>\n/#)).0
    let file = URL(filePath: #filePath).deletingLastPathComponent().appending(
      path: "Pages/example.html"
    )
    try Golden.compare(String(body), with: file)
  }

  @Test func `is forbidden to load anything or to run anything but its script`() async throws {
    let page = try await Self.page()
    let policy = page.root.all("meta").first {
      $0.attributes["http-equiv"] == "Content-Security-Policy"
    }
    let content = try #require(policy?.attributes["content"])
    #expect(content.hasPrefix("default-src 'none'; style-src 'sha256-"))
    #expect(!content.contains("unsafe"))
    let names = page.root.descendants.flatMap { $0.attributes.keys }
    #expect(!names.contains { ["src", "href", "style", "action"].contains($0) })
    #expect(!names.contains { $0.hasPrefix("on") })
    #expect(page.root.all("script").count == 1)
    #expect(page.root.all("style").first?.text.contains("url(") == false)
  }

  /// Lines that whoever may write to an account or to the file could bring about.
  @Test func `takes names for text`() async throws {
    let evil = #"<script>alert(1)</script>"#
    let lines = [
      #"{"type":"run","run":"00000000000a","time":"2026-11-21T19:52:45.123Z","formatVersion":"1","toolVersion":"<b>","command":"EVIL"}"#,
      #"{"type":"caller","run":"00000000000a","time":"2026-11-21T19:52:45.123Z","account":"EVIL","arn":"\"'&\u001b[31m\u202e","simulated":false}"#,
      #"{"type":"call","run":"00000000000a","time":"2026-11-21T19:52:46.123Z","region":"EVIL","operation":"EVIL","address":"EVIL","attempt":1,"requestId":"EVIL","outcome":"EVIL","reason":"<\u0301img src=x>"}"#,
      #"{"type":"coverage","run":"00000000000a","time":"2026-11-21T19:52:46.123Z","region":"EVIL","senderId":"EVIL","countries":{"EVIL":"live"}}"#,
      #"{"type":"step","run":"00000000000a","time":"2026-11-21T19:52:46.123Z","id":"EVIL","address":"EVIL","operation":"EVIL","outcome":"failed","error":"EVIL\u0000","code":"EVIL"}"#,
      #"{"type":"end","run":"00000000000a","time":"2026-11-21T19:52:47.123Z","exitStatus":1,"elapsedMs":2000,"error":"EVIL"}"#,
    ].map { $0.replacing("EVIL", with: evil) }
    try await withTemporaryDirectory { directory in
      let run = await CommandRun.of(
        ["report", "-"],
        directory: directory,
        input: lines.joined(separator: "\n")
      )
      #expect(run.status == 0, "\(run.transcript)")
      let page = try PageDocument(run.output)
      #expect(page.root.all("script").count == 1)
      #expect(page.root.all("img").isEmpty && page.root.all("b").allSatisfy { $0.text != "" })
      #expect(run.output.ranges(of: "<script>").count == 1)
      #expect(page.root.text.ranges(of: evil).count > 10)
      let hidden = run.output.unicodeScalars.filter { $0.value < 0x20 && $0 != "\n" }
      #expect(hidden.isEmpty && !run.output.unicodeScalars.contains("\u{202E}"))
    }
  }
}
