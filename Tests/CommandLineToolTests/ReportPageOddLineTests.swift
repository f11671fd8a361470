import Foundation
import Testing

@Suite struct `The page of odd lines` {
  private static let id = "aaaa00000001"

  private static func line(
    _ type: String,
    _ members: String,
    at time: String = "2026-11-21T19:52:45.123Z"
  ) -> String {
    #"{"type":"\#(type)","run":"\#(id)","time":"\#(time)",\#(members)}"#
  }

  private static let start = line(
    "run",
    #""formatVersion":"1","toolVersion":"0.1.0","command":"apply""#
  )
  private static let end = line("end", #""exitStatus":0,"elapsedMs":1500"#)

  private static func coverage(_ countries: String) -> String {
    line("coverage", #""region":"us-east-1","senderId":"SHOP","countries":{\#(countries)}"#)
  }

  private static func step(
    _ operation: String,
    _ country: String,
    _ outcome: String = "done"
  ) -> String {
    let address = "us-east-1/sender-id/SHOP/\(country)"
    return line(
      "step",
      #""id":"\#(address) \#(operation)","address":"\#(address)","operation":"\#(operation)","#
        + #""outcome":"\#(outcome)""#
    )
  }

  private static func plan(
    _ estimate: String = "1000",
    steps: String = "2",
    bound: String = #""kind":"chain","steps":2,"address":"a""#
  ) -> String {
    line(
      "plan",
      #""project":"shop","regions":["us-east-1"],"digest":"d","summary":{},"steps":\#(steps),"#
        + #""writes":2,"estimateMs":\#(estimate),"bound":{\#(bound)}"#
    )
  }

  private static func result(_ elapsed: String = "1500", unconverged: [String] = []) -> String {
    let addresses = unconverged.map { "\"\($0)\"" }.joined(separator: ",")
    return line(
      "result",
      #""elapsedMs":\#(elapsed),"done":2,"failed":0,"skipped":0,"interrupted":0,"#
        + #""notConverged":[\#(addresses)]"#
    )
  }

  private static func call(
    _ members: String,
    at time: String = "2026-11-21T19:52:45.123Z"
  )
    -> String
  {
    line(
      "call",
      #""region":"us-east-1","operation":"RequestSenderId","outcome":"ok",\#(members)"#,
      at: time
    )
  }

  private static func quota(_ rate: String) -> String {
    line("quota", #""region":"us-east-1","operation":"RequestSenderId","rate":\#(rate)"#)
  }

  private func report(_ lines: [String], _ options: [String] = []) async -> CommandRun {
    await CommandRun.of(["report", "-"] + options, input: lines.joined(separator: "\n"))
  }

  @Test func `tells what a killed run released, and what it requested after that`() async throws {
    let run = await report([
      Self.start, Self.plan(), Self.coverage(#""DE":"live","FR":"live","PT":"live""#),
      Self.step("ReleaseSenderId", "DE"), Self.step("ReleaseSenderId", "FR"),
      Self.step("RequestSenderId", "FR"),
    ])
    #expect(
      try PageDocument(run.output)["coverage"]?.rows == [
        ["DE", "Germany", "X"], ["FR", "France", "R"], ["PT", "Portugal", "L"],
      ]
    )
  }

  private static let wild = [
    call(#""attempt":1,"latencyMs":1e300"#), call(#""attempt":1,"latencyMs":-1e300"#),
    call(#""attempt":1,"latencyMs":-1"#), call(#""attempt":1,"retryAfterMs":1e300"#),
    call(#""attempt":0"#), call(#""attempt":9223372036854775807"#),
    quota("0"), quota("-1"), quota("1e22"), quota("1e-300"),
    plan("1e300"), plan("-1"), plan(steps: "9223372036854775807"), plan(steps: "-1"),
    plan(bound: #""kind":"quota","operation":"RequestSenderId","calls":2,"rate":1e300"#),
    plan(bound: #""kind":"quota","operation":"RequestSenderId","calls":2,"rate":0"#),
    plan(bound: #""kind":"chain","steps":9223372036854775807"#),
    result("1e300"), result("-1"),
    line("step", #""id":"i","address":"a","operation":"o","outcome":"done","elapsedMs":1e300"#),
    line("end", #""exitStatus":0,"elapsedMs":1e300"#),
  ]

  @Test(arguments: wild) func `takes a wild number for damage`(_ line: String) async throws {
    let calls = [
      Self.call(#""attempt":1,"latencyMs":40"#),
      Self.call(#""attempt":1,"latencyMs":40"#, at: "2026-11-21T19:52:46.123Z"),
    ]
    // Twice, since two may be too much where one is not.
    let run = await report([Self.start, line, line, Self.plan()] + calls + [Self.end])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors == "warning: left out as damaged: lines 2, 3 of '-'\n")
    let head = try #require(try PageDocument(run.output).root.all("header").first)
    #expect(head.all("h1").first?.text == "shop Done")
  }

  @Test func `draws the widest numbers that there may be`() async throws {
    let run = await report([
      Self.start, Self.plan("999999999999", steps: "999999999"), Self.quota("999999999999"),
      Self.call(#""attempt":999999999,"latencyMs":999999999999"#, at: "0001-01-01T00:00:00.000Z"),
      Self.call(#""attempt":1,"latencyMs":0"#, at: "9999-12-31T23:59:59.999Z"),
      Self.result("999999999999"), Self.end,
    ])
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.errors.isEmpty)
    #expect(try PageDocument(run.output)["writes"]?.rows.count == 1)
  }

  @Test func `names a run of another format, and does not draw it`() async throws {
    let strange = #"{"type":"run","run":"bbbb00000002","time":"2026-11-21T20:00:00.000Z","#
    let later = [
      strange + #""formatVersion":"2.0","tool":{"version":"9"}}"#,
      #"{"type":"call","run":"bbbb00000002","time":"2026-11-21T20:00:01.000Z","where":"here"}"#,
    ]
    let refusal =
      "error: run 'bbbb00000002' is told in format '2.0', and this smsctl reads format '1': "
      + "use a version that knows it\n"
    let run = await report([Self.start, Self.end] + later)
    #expect(run.transcript == "exit status 1\n\(refusal)")
    let list = await report([Self.start, Self.end] + later, ["--list"])
    #expect(
      list.transcript == """
        exit status 0
        aaaa00000001  2026-11-21 19:52:45  apply  exit status 0 after 1.5 s
        bbbb00000002  2026-11-21 20:00:00  run    is told in format '2.0'

        """
    )
    let first = await report([Self.start, Self.end] + later, ["--run", "aaaa"])
    #expect(first.status == 0 && first.errors.isEmpty, "\(first.errors)")
    // What is only added to leaves the first number as it is.
    let added = Self.start.replacing("\"1\"", with: "\"1.1\"")
    #expect(await report([added, Self.end]).status == 0)
  }

  @Test func `tells the first 200 failures, and how many more there are`() async throws {
    let failures = (0..<250).map { number in
      Self.line(
        "step",
        #""id":"i\#(number)","address":"a\#(number)","operation":"o","outcome":"failed""#
      )
    }
    let differing = Self.result(unconverged: (0..<1234).map { "b\($0)" })
    let run = await report([Self.start, Self.plan()] + failures + [differing, Self.end])
    let section = try #require(try PageDocument(run.output)["failures"])
    let heads = section.all("h3").map(\.text)
    #expect(heads.count { $0.hasPrefix("a") } == 200)
    #expect(heads.count { $0.hasPrefix("b") } == 200)
    #expect(section.all("p", "hint").map(\.text).joined().contains("50 more steps failed"))
    #expect(section.all("p", "hint").map(\.text).joined().contains("1,034 more still differ"))
  }

  @Test func `passes over states that it does not know`() async throws {
    let run = await report([
      Self.start, Self.plan(), Self.coverage(#""DE":"live","FR":"dreaming""#), Self.end,
    ])
    #expect(run.errors.isEmpty, "\(run.errors)")
    #expect(try PageDocument(run.output)["coverage"]?.rows == [["DE", "Germany", "L"]])
  }

  @Test func `compares times only when every plan has come to its end`() async throws {
    let whole = await report([
      Self.start, Self.plan(), Self.result(), Self.plan(), Self.result(), Self.end,
    ])
    #expect(try Self.times(whole) == "3.0 splanned 2.0 s, 1.0 s more")
    let half = await report([Self.start, Self.plan(), Self.result(), Self.plan(), Self.end])
    #expect(try Self.times(half) == "1.5 sfor 1 of 2 plans")
  }

  /// What the figure of the time says.
  private static func times(_ run: CommandRun) throws -> String? {
    try PageDocument(run.output).root.all("header").first?.all("div")
      .first { $0.all("dt").first?.text == "Time" }?.all("dd").first?.text
  }
}
