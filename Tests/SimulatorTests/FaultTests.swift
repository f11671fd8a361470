import Simulator
import Testing

@Suite struct `A fault` {
  @Test func `is read from text`() throws {
    let cases: [(String, Fault)] = [
      ("CreatePool:throttle:3", Fault(operation: "CreatePool", effect: .throttle, count: 3)),
      ("*:500", Fault(operation: "*", effect: .internalFailure, count: 1)),
      ("CreatePool:drop:1", Fault(operation: "CreatePool", effect: .drop, count: 1)),
      (
        "Describe*:delay=250",
        Fault(operation: "Describe*", effect: .delay(milliseconds: 250), count: nil)
      ),
      (
        "UpdatePool:error=ValidationException/RESOURCE_NOT_ACCESSIBLE:2",
        Fault(
          operation: "UpdatePool",
          effect: .error(code: "ValidationException", reason: "RESOURCE_NOT_ACCESSIBLE"),
          count: 2
        )
      ),
      (
        "eu-*/*:503:all",
        Fault(region: "eu-*", operation: "*", effect: .gateway(status: 503), extent: .all)
      ),
      (
        "TagResource:reset:2/5",
        Fault(operation: "TagResource", effect: .reset, extent: .each(2, of: 5))
      ),
      ("*:stall", Fault(operation: "*", effect: .stall(milliseconds: nil), count: 1)),
      (
        "PutKeyword:stall-before=20:all",
        Fault(operation: "PutKeyword", effect: .stallBefore(milliseconds: 20), count: nil)
      ),
      ("*:expired:3", Fault(operation: "*", effect: .expired, count: 3)),
      ("*:truncate", Fault(operation: "*", effect: .truncate, count: 1)),
      ("*:garbage", Fault(operation: "*", effect: .garbage, count: 1)),
      ("*:502", Fault(operation: "*", effect: .gateway(status: 502), count: 1)),
    ]
    for (text, fault) in cases { #expect(try Fault(parsing: text) == fault) }
  }

  @Test(arguments: [
    ("", "write OPERATION:EFFECT:COUNT, for example CreatePool:drop:1"),
    ("CreatePool", "write OPERATION:EFFECT:COUNT, for example CreatePool:drop:1"),
    (":drop", "write OPERATION:EFFECT:COUNT, for example CreatePool:drop:1"),
    ("*:drop:1:2", "write OPERATION:EFFECT:COUNT, for example CreatePool:drop:1"),
    ("CreatePol:drop", "the simulator has no operation 'CreatePol'"),
    ("us-east-1/:drop", "the simulator has no operation ''"),
    ("eu-wets-1/*:drop", "the service is in no region 'eu-wets-1'"),
    ("/*:drop", "the service is in no region ''"),
    ("*:drop:x", "'x' is not a number of calls; write 3, 1/5 for one of every five, or all"),
    ("*:drop:0", "'0' is not a number of calls; write 3, 1/5 for one of every five, or all"),
    ("*:drop:6/5", "'6/5' is not a number of calls; write 3, 1/5 for one of every five, or all"),
    ("*:drop:0/5", "'0/5' is not a number of calls; write 3, 1/5 for one of every five, or all"),
    ("*:drop:1/2/", "'1/2/' is not a number of calls; write 3, 1/5 for one of every five, or all"),
    ("*:delay=x", "'x' is not a number of milliseconds from 0 to 3600000"),
    ("*:stall=-1", "'-1' is not a number of milliseconds from 0 to 3600000"),
    ("*:stall=", "'' is not a number of milliseconds from 0 to 3600000"),
    ("*:error=", "the error has no code"),
    (
      "*:b",
      """
      'b' is none of throttle, 500, 502, 503, expired, error=CODE/REASON, reset, stall-before, \
      stall-before=MS, stall, stall=MS, drop, truncate, garbage, delay=MS
      """
    ),
    (
      "*:drop=3",
      """
      'drop=3' is none of throttle, 500, 502, 503, expired, error=CODE/REASON, reset, stall-before, \
      stall-before=MS, stall, stall=MS, drop, truncate, garbage, delay=MS
      """
    ),
  ])
  func `that makes no sense is refused in one sentence`(text: String, trouble: String) {
    let error = #expect(throws: SimulatorError.self) { try Fault(parsing: text) }
    #expect(error?.description == "'\(text)' is not a fault: \(trouble)")
  }

  @Test func `stands in for the work as often as it says`() throws {
    let bench = try Bench.make(
      faults: ["CreateOptOutList:throttle:2", "Create*:500", "CreateOptOutList:error=X/Y"]
    )
    let input: JSONObject = ["OptOutListName": "otp"]
    let outcomes = (0..<6).map { _ in bench.send("CreateOptOutList", input).outcome }
    #expect(
      outcomes == [
        "ThrottlingException", "ThrottlingException", "InternalServerException", "X", "200",
        "ConflictException",
      ]
    )
  }

  @Test(arguments: [
    ("drop", "dropped", Answer.Delivery.closed, true),
    ("truncate", "truncated", .cut, true),
    ("stall", "stalled", .stalled(milliseconds: nil), true),
    ("stall=20", "stalled", .stalled(milliseconds: 20), true),
    ("garbage", "garbled", .whole, true),
    ("reset", "reset", .closed, false),
    ("stall-before=20", "withheld", .stalled(milliseconds: 20), false),
    ("502", "502", .whole, false),
    ("503", "503", .whole, false),
    ("500", "InternalServerException", .whole, false),
    ("expired", "ExpiredTokenException", .whole, false),
  ])
  func `says whether the work was done, and what the client gets`(
    effect: String,
    outcome: String,
    delivery: Answer.Delivery,
    isDone: Bool
  ) throws {
    let bench = try Bench.make(faults: ["CreateOptOutList:\(effect)"])
    let answer = bench.send("CreateOptOutList", ["OptOutListName": "otp"])
    #expect(answer.outcome == outcome)
    #expect(answer.delivery == delivery)
    #expect(try bench.rows("DescribeOptOutLists", "OptOutLists").count == (isDone ? 2 : 1))
    #expect(bench.send("CreateOptOutList", ["OptOutListName": "sms"]).outcome == "200")
  }

  @Test(arguments: ["garbage", "502", "503"])
  func `can put a page in place of the answer`(effect: String) throws {
    let answer = try Bench.make(faults: ["*:\(effect)"]).send("DescribePools")
    #expect(answer.contentType == "text/html")
    #expect(answer.status == Int(effect) ?? 200)
    #expect(String(decoding: answer.body, as: UTF8.self).hasPrefix("<html>"))
  }

  @Test func `can strike some of every few calls, or one region`() throws {
    let bench = try Bench.make(faults: ["eu-west-1/*:500:2/5"])
    func outcomes() -> [Int] { (0..<10).map { _ in bench.send("DescribePools").status } }
    #expect(outcomes() == [500, 500, 200, 200, 200, 500, 500, 200, 200, 200])
    bench.region = "us-east-1"
    #expect(outcomes().allSatisfy { $0 == 200 })
  }

  @Test func `can hold the answer back`() throws {
    let bench = try Bench.make(faults: ["Describe*:delay=250"])
    #expect(bench.send("DescribePools").delay == .milliseconds(250))
    #expect(bench.send("DescribePools").delay == .milliseconds(250))
  }
}
