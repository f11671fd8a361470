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
    ]
    for (text, fault) in cases { #expect(try Fault(parsing: text) == fault) }
  }

  @Test(arguments: [
    "", "CreatePool", ":drop", "A:b", "A:drop:x", "A:drop:0", "A:delay=x", "A:error=",
  ])
  func `that makes no sense is refused`(text: String) {
    #expect(throws: SimulatorError.self) { try Fault(parsing: text) }
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

  @Test func `can lose the answer after the work`() throws {
    let bench = try Bench.make(faults: ["CreateOptOutList:drop"])
    let answer = bench.send("CreateOptOutList", ["OptOutListName": "otp"])
    #expect(answer.isDropped)
    #expect(answer.outcome == "dropped")
    #expect(try bench.rows("DescribeOptOutLists", "OptOutLists").count == 2)
  }

  @Test func `can hold the answer back`() throws {
    let bench = try Bench.make(faults: ["Describe*:delay=250"])
    #expect(bench.send("DescribePools").delay == .milliseconds(250))
    #expect(bench.send("DescribePools").delay == .milliseconds(250))
  }
}
