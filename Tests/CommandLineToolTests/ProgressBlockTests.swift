import Applying
import CommandLineTool
import Diagnostics
import Foundation
import Resources
import SMSVoice
import Testing

@Suite struct `The live block` {
  static let noon = Date(timeIntervalSince1970: 1_800_014_400)

  static func block(_ run: ImaginedRun, columns: Int = 80, rows: Int = 24) throws -> String {
    let size = TerminalSize(columns: columns, rows: rows)
    let zone = try #require(TimeZone(secondsFromGMT: 0))
    let block = ProgressBlock(run.state, start: noon, timeZone: zone)
    let lines = block.lines(in: size, at: run.elapsed)
    #expect(lines.allSatisfy { DisplayText.width(of: $0) < columns })
    #expect(lines.count <= max(1, rows / 2))
    return lines.joined(separator: "\n")
  }

  /// Two regions, of which one waits for a pool.
  static func run() throws -> (run: ImaginedRun, requests: [Step]) {
    let requests = Step.many(20)
    let create = Step.imagined("codes", "CreatePool", kind: "pool", in: "eu-west-1")
    let wait = Step.imagined(
      "codes",
      "DescribePools",
      kind: "pool",
      in: "eu-west-1",
      role: .wait(timeout: .seconds(600)),
      after: [create]
    )
    let update = Step.imagined("codes", "UpdatePool", kind: "pool", in: "eu-west-1", after: [wait])
    var run = try ImaginedRun(
      requests + [create, wait, update],
      regions: ["us-east-1", "eu-west-1"],
      planned: 140
    )
    run.work(on: requests.prefix(8))
    run.end(create)
    return (run, requests)
  }

  @Test func `tells how far it is, and what each region does or waits for`() throws {
    #expect(
      try Self.block(try Self.run().run) == """
        [###########...................] 9/23, about 2m 12s left (12:02), 1 call/s
        us-east-1  8/20  RequestSenderId SHOP/8, 12 waiting for its quota
        eu-west-1   1/3  waiting for AWS: pool/codes
        """
    )
  }

  @Test func `begins with nothing done`() throws {
    let run = try ImaginedRun(Step.many(3), planned: 2.15)
    #expect(
      try Self.block(run) == """
        [..............................] 0/3, about 2s left, 0 calls/s
        us-east-1  0/3  RequestSenderId, 3 waiting for its quota
        """
    )
  }

  @Test func `says which region gives no answers`() throws {
    let steps = Step.many(3) + Step.many(2, in: "eu-west-1")
    var run = try ImaginedRun(steps, regions: ["us-east-1", "eu-west-1"], planned: 2)
    for _ in 1...2 { run.call(steps[3], .unanswered) }
    #expect(try !Self.block(run).contains("answer"))
    run.call(steps[3], .unanswered)
    #expect(
      try Self.block(run).split(separator: "\n").dropFirst() == [
        "us-east-1  0/3  RequestSenderId, 3 waiting for its quota",
        "eu-west-1  0/2  does not answer, trying again",
      ]
    )
    run.call(steps[3], .throttled)
    #expect(try !Self.block(run).contains("answer"))
  }

  @Test func `has nothing to tell of nothing`() throws {
    let run = try ImaginedRun([], planned: 0)
    #expect(try Self.block(run) == "0/0, less than 1s left, 0 calls/s")
  }

  @Test func `counts what went wrong`() throws {
    var (run, requests) = try Self.run()
    run.call(requests[8], .throttled)
    run.end(requests[8], .failed(.other("no")))
    run.end(requests[9], .skipped(because: requests[8].id))
    #expect(
      try Self.block(run) == """
        [##############................] 11/23, about 2m 12s left (12:02), 1.1 calls/s
        us-east-1  10/20  RequestSenderId SHOP/9, 10 waiting for its quota
        eu-west-1    1/3  waiting for AWS: pool/codes
        1 call throttled, 1 failed, 1 skipped
        """
    )
    for request in requests.dropFirst(10) { run.end(request) }
    #expect(try Self.block(run).contains("us-east-1  20/20  1 failed, 1 skipped\n"))
  }

  @Test func `says that it stops`() throws {
    var run = try Self.run().run
    run.state.stop()
    #expect(
      try Self.block(run).hasPrefix("[###########...................] 9/23, stopping, 1 call/s\n")
    )
  }

  @Test func `names the day on which a long run ends`() throws {
    let run = try ImaginedRun(Step.many(2), planned: 100_000)
    #expect(try Self.block(run).contains("0/2, about 27h 46m left (01-16 15:46), "))
  }

  struct Window: Sendable, CustomTestStringConvertible {
    let columns: Int
    var rows = 24
    let block: String

    var testDescription: String { "\(columns) x \(rows)" }
  }

  @Test(arguments: [
    Window(
      columns: 60,
      block: """
        [#####..........] 9/23, about 2m 12s left (12:02), 1 call/s
        us-east-1  8/20  RequestSenderId SHOP/8, 12 waiting
        eu-west-1   1/3  waiting for AWS: pool/codes
        """
    ),
    Window(
      columns: 40,
      block: """
        9/23, about 2m 12s left (12:02), 1 c...
        us-east-1  8/20  RequestSenderId SHOP/8
        eu-west-1   1/3  waiting for AWS: po...
        """
    ),
    Window(
      columns: 20,
      block: """
        9/23, about 2m 1...
        us-east-1  8/20  Re
        eu-west-1   1/3  wa
        """
    ),
    Window(columns: 5, block: "9/23\nus-e\neu-w"),
    Window(
      columns: 80,
      rows: 5,
      block: """
        [###########...................] 9/23, about 2m 12s left (12:02), 1 call/s
        and 2 more regions: 9/23
        """
    ),
    Window(
      columns: 80,
      rows: 1,
      block: "[###########...................] 9/23, about 2m 12s left (12:02), 1 call/s"
    ),
  ])
  func `fits into a small window`(_ window: Window) throws {
    let block = try Self.block(try Self.run().run, columns: window.columns, rows: window.rows)
    #expect(block == window.block)
  }

  @Test func `shortens a long name in its middle`() throws {
    let name = "a-pool-whose-name-takes-a-lot-of-room/keyword/INFORMATION"
    let step = Step.imagined(name, "PutKeyword", kind: "pool")
    var run = try ImaginedRun([step, .imagined("b", "PutKeyword", kind: "pool")], planned: 1)
    run.call(step)
    #expect(
      try Self.block(run, columns: 60).hasSuffix(
        "us-east-1  0/2  PutKeyword a-pool-wh...FORMATION, 2 waiting"
      )
    )
  }

  @Test func `measures wide characters as the terminal does`() throws {
    let name = "注文番号のお知らせと確認のための送信元/JP"
    let step = Step.imagined(name)
    var run = try ImaginedRun([step], planned: 1)
    run.call(step)
    #expect(
      try Self.block(run, columns: 60).hasSuffix(
        "us-east-1  0/1  RequestSenderId 注文番号のお...の送信元/JP"
      )
    )
  }

  @Test func `shows the regions with most to do when there is no room for all`() throws {
    let names = (1...12).map { "region-\($0)" }
    let steps = names.enumerated().flatMap { Step.many($0 + 1, in: $1) }
    var run = try ImaginedRun(steps, regions: names, planned: 12)
    run.work(on: steps.filter { $0.address.region == "region-12" }.prefix(10))
    let block = try Self.block(run, columns: 70)
    #expect(
      block == """
        [###...........................] 10/78, about 2s left, 1 call/s
        region-2     0/2  RequestSenderId, 2 waiting for its quota
        region-3     0/3  RequestSenderId, 3 waiting for its quota
        region-4     0/4  RequestSenderId, 4 waiting for its quota
        region-5     0/5  RequestSenderId, 5 waiting for its quota
        region-6     0/6  RequestSenderId, 6 waiting for its quota
        region-7     0/7  RequestSenderId, 7 waiting for its quota
        region-8     0/8  RequestSenderId, 8 waiting for its quota
        region-9     0/9  RequestSenderId, 9 waiting for its quota
        region-10   0/10  RequestSenderId, 10 waiting for its quota
        region-11   0/11  RequestSenderId, 11 waiting for its quota
        and 2 more regions: 10/13
        """
    )
  }

  @Test func `names further operations while there is room`() throws {
    let steps = Step.many(3) + [.imagined("codes", "PutKeyword", kind: "pool")]
    let run = try ImaginedRun(steps, planned: 3)
    let line = "us-east-1  0/4  RequestSenderId, 3 waiting for its quota"
    #expect(try Self.block(run).hasSuffix("\(line); also PutKeyword"))
    #expect(try Self.block(run, columns: 58).hasSuffix(line))
  }
}
