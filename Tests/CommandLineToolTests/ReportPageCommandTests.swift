import Foundation
import Testing

@Suite struct `The report command` {
  private static func line(_ type: String, _ run: String, _ members: String) -> String {
    #"{"type":"\#(type)","run":"\#(run)","time":"2026-11-21T19:52:45.123Z",\#(members)}"#
  }

  private static func run(_ id: String, _ command: String) -> [String] {
    [
      line("run", id, #""formatVersion":"1","toolVersion":"0.1.0","command":"\#(command)""#),
      line("end", id, #""exitStatus":0,"elapsedMs":1500"#),
    ]
  }

  private static let journal =
    (run("aaaa00000001", "apply") + run("aaaa00000002", "destroy")
    + run("bbbb00000003", "sync-opt-outs").dropLast()).joined(separator: "\n")

  private func report(
    _ arguments: String...,
    input: String = journal,
    directory: String = "/"
  ) async -> CommandRun {
    await CommandRun.of(["report"] + arguments, directory: directory, input: input)
  }

  @Test func `draws the last run, or the one that is asked for`() async throws {
    let last = await report("-")
    #expect(
      try PageDocument(last.output).root.all("header").first?.text.contains("Not finished") == true
    )
    for (id, command) in [("aaaa00000001", "apply"), ("b", "sync-opt-outs")] {
      let run = await report("-", "--run", id)
      #expect(run.status == 0, "\(run.transcript)")
      #expect(
        try PageDocument(run.output).root.all("p", "eyebrow").map(\.text) == ["smsctl \(command)"]
      )
    }
  }

  @Test func `lists the runs`() async {
    let run = await report("-", "--list")
    #expect(
      run.transcript == """
        exit status 0
        aaaa00000001  2026-11-21 19:52:45  apply          exit status 0 after 1.5 s
        aaaa00000002  2026-11-21 19:52:45  destroy        exit status 0 after 1.5 s
        bbbb00000003  2026-11-21 19:52:45  sync-opt-outs  has no end

        """
    )
  }

  /// Arguments, standard input, and what is said.
  private static let refusals:
    [(arguments: [String], input: String, status: Int32, words: String)] = [
      (["-"], "", 1, "error: '-' is empty\n"),
      (["-"], "\n\n", 1, "error: '-' is no journal: no line of it is what --log writes\n"),
      (["-"], "version: 1\n", 1, "error: '-' is no journal: no line of it is what --log writes\n"),
      (
        ["missing"], "", 1,
        "error: the journal 'missing' cannot be read: no such file or directory\n"
      ),
      (["/"], "", 1, "error: the journal '/' cannot be read: is a directory\n"),
      (
        ["-", "--run", "c"], journal, 1,
        "error: no run of the journal has an id that begins with 'c'; --list tells them\n"
      ),
      (
        ["-", "--run", "aaaa"], journal, 1,
        "error: 2 runs of the journal have an id that begins with 'aaaa': aaaa00000001, aaaa00000002\n"
      ),
      (
        ["-", "-o", "missing/page"], journal, 1,
        "error: the page 'missing/page' cannot be written\n"
      ),
      (["log", "-o", "./log"], "", 64, "error: --output './log' is the journal itself\n"),
    ]

  @Test(arguments: refusals.indices)
  func `refuses what it cannot do`(_ index: Int) async throws {
    let refusal = Self.refusals[index]
    try await withTemporaryDirectory { directory in
      try Self.journal.write(toFile: "\(directory)/log", atomically: true, encoding: .utf8)
      let run = await CommandRun.of(
        ["report"] + refusal.arguments,
        directory: directory,
        input: refusal.input
      )
      #expect(run.transcript == "exit status \(refusal.status)\n\(refusal.words)")
      let log = try String(contentsOfFile: "\(directory)/log", encoding: .utf8)
      #expect(log == Self.journal)
    }
  }

  @Test func `leaves damaged lines out, and names them`() async throws {
    let foreign = Array(repeating: #"{"method":"POST"}"#, count: 7)
    let known = Self.run("aaaa00000001", "apply")
    // Lines of types to come are no damage.
    let lines = [known[0], "{\"type\":\"ca", "", Self.line("later", "aaaa00000001", "\"x\":1")]
    let run = await report("-", input: (lines + foreign + [known[1]]).joined(separator: "\n"))
    #expect(run.status == 0)
    #expect(run.errors == "warning: left out as damaged: lines 2, 5, 6, 7, 8 and 3 more of '-'\n")
    let page = try PageDocument(run.output)
    #expect(
      page.root.all("p", "note").map(\.text) == [
        "Left out as damaged: lines 2, 5, 6, 7, 8 and 3 more."
      ]
    )
  }

  @Test func `tells what a killed run had done`() async throws {
    let id = "aaaa00000001"
    let step = "us-east-1/sender-id/SHOP"
    let lines = [
      Self.line(
        "coverage",
        id,
        #""region":"us-east-1","senderId":"SHOP","countries":{"DE":"planned","FR":"planned","PT":"planned"}"#
      ),
      Self.line(
        "step",
        id,
        #""id":"a","address":"\#(step)/DE","operation":"RequestSenderId","outcome":"done""#
      ),
      Self.line(
        "step",
        id,
        #""id":"b","address":"\#(step)/FR","operation":"RequestSenderId","outcome":"failed""#
      ),
    ]
    let run = await report(
      "-",
      input: (Self.run(id, "apply").prefix(1) + lines).joined(separator: "\n")
    )
    let page = try PageDocument(run.output)
    #expect(
      page["coverage"]?.rows == [
        ["DE", "Germany", "R"], ["FR", "France", "F"], ["PT", "Portugal", "P"],
      ]
    )
    #expect(page.root.all("header").first?.text.contains("it was killed, or goes on") == true)
  }

  @Test(.timeLimit(.minutes(5))) func `copes with 100,000 calls, and says what it leaves out`()
    async throws
  {
    let id = "aaaa00000001"
    let calls = (0..<100_000).map { number in
      let second = Double(number) / 100
      let time = Date(timeIntervalSince1970: 1_790_000_000 + second)
        .formatted(Date.ISO8601FormatStyle(includingFractionalSeconds: true))
      let outcome = number % 10_000 == 9_999 ? "ConflictException" : "ok"
      return
        #"{"type":"call","run":"\#(id)","time":"\#(time)","region":"us-east-1","operation":"Put\#(number % 5)","#
        + #""attempt":1,"latencyMs":40,"outcome":"\#(outcome)"}"#
    }
    let run = await report("-", input: (Self.run(id, "apply") + calls).joined(separator: "\n"))
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.utf8.count < 2_000_000, "\(run.output.utf8.count)")
    let page = try PageDocument(run.output)
    #expect(page["writes"]?.rows.map { $0[2] } == Array(repeating: "20,000", count: 5))
    // What failed is never merged into what did not.
    #expect(page["writes"]?.all("rect", "failed").count == 10)
    #expect(page["calls"]?.rows.count == 1_000 + 10)
    let hints = page.root.all("p", "hint").map(\.text)
    #expect(hints.contains { $0.contains("share a bar") })
    #expect(
      hints.contains {
        $0.contains("the first 1,000 of 100,000 calls and 10 later ones that failed")
      }
    )
  }
}
