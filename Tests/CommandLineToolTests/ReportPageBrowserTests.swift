import Foundation
import Testing

@Suite struct `A browser that opens the page of a run` {
  @Test func `shows all of it, runs its script, and has nothing to complain of`() async throws {
    try await Fixture.with(manifest: `The journal`.manifest) { fixture in
      _ = await fixture.run(["apply", "-y", "--log", "log"] + Fixture.fast)
      let run = await fixture.run("report", "log", "-o", "page.html")
      try #require(run.status == 0, "\(run.transcript)")
      let path = "\(fixture.directory)/page.html"
      let written = try PageDocument(try String(contentsOfFile: path, encoding: .utf8))
      let visit = try await Browser.open(path)
      #expect(visit.console == [])

      let countries = try #require(written["coverage"]).rows
      try #require(countries.count == 3)
      for country in countries {
        #expect(visit.page.contains("<th scope=\"row\">\(country[1])</th>"))
      }
      let calls = try #require(written["calls"]).rows.count
      #expect(visit.page.ranges(of: "<td class=\"id\">").count == calls)
      // The script has taken over the browser's own tooltips, and offers to look for calls.
      let bars = written.root.all("rect").count
      #expect(visit.page.ranges(of: "data-words=").count == bars)
      #expect(visit.page.contains("<p class=\"filter\">"))
    }
  }

  /// Else the test above could not fail.
  @Test func `complains when something is forbidden`() async throws {
    try await withTemporaryDirectory { directory in
      let journal =
        #"{"type":"run","run":"00000000000a","time":"2026-11-21T19:52:45.123Z","formatVersion":"1","#
        + #""toolVersion":"0.1.0","command":"apply"}"#
      let run = await CommandRun.of(["report", "-"], directory: directory, input: journal)
      let evil = "<main><script>document.title = 'other'</script><b style='color: red'>b</b>"
      let path = "\(directory)/page.html"
      try run.output.replacing("<main>", with: evil).write(
        toFile: path,
        atomically: true,
        encoding: .utf8
      )
      let visit = try await Browser.open(path)
      #expect(visit.console.count == 2, "\(visit.console)")
      #expect(visit.console.allSatisfy { $0.contains("Content Security Policy") })
      #expect(!visit.page.contains("<title>other"))
    }
  }
}
