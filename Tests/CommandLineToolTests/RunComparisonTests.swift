import CommandLineTool
import Planning
import Resources
import SMSVoice
import Testing

@Suite struct `The time a run took` {
  func text(_ steps: [Step], elapsed: Double, waited: Double = 0) throws -> String {
    let estimate = Estimate(try StepGraph(steps), quotas: Quotas())
    return RunComparison(estimate, elapsed: .seconds(elapsed), waited: .seconds(waited)).text
  }

  @Test func `stands beside the one that was planned, and what bounded it`() throws {
    #expect(
      try text(Step.many(137), elapsed: 137.4)
        == "2m 17s (planned 2m 16s; bound by RequestSenderId in us-east-1: 137 calls at 1/s)"
    )
  }

  @Test func `names the waits that no plan foresees`() throws {
    #expect(
      try text(Step.many(137), elapsed: 151, waited: 12)
        == "2m 31s, of which 12s waiting for AWS "
        + "(planned 2m 16s; bound by RequestSenderId in us-east-1: 137 calls at 1/s)"
    )
  }

  @Test func `stands alone where there was nothing to foresee`() throws {
    #expect(try text(Step.many(1), elapsed: 0.2) == "less than 1s")
    #expect(try text(Step.many(1), elapsed: 3) == "3s (planned less than 1s)")
  }
}

@Suite struct `The time waited for AWS` {
  static let create = Step.imagined("codes", "CreatePool", kind: "pool")
  static let wait = Step.imagined(
    "codes",
    "DescribePools",
    kind: "pool",
    role: .wait(timeout: .seconds(600)),
    after: [create]
  )

  /// What held a run up in which each step ended at a time, after so many seconds of its own.
  func waited(_ ends: [(step: Step, time: Double, took: Double)]) throws -> Duration {
    var run = try ImaginedRun(ends.map(\.step))
    for end in ends {
      run.time = end.time
      run.end(end.step, took: end.took)
    }
    return WaitedTime(run.graph, finishes: run.state.finishes, quotas: Quotas()).duration
  }

  /// Associations that wait for the pool, one a second from `start` on.
  func joins(_ count: Int, from start: Double) -> [(step: Step, time: Double, took: Double)] {
    (1...count).map { number in
      let step = Step.imagined(
        "codes",
        "AssociateOriginationIdentity",
        kind: "pool-\(number)",
        after: [Self.wait]
      )
      return (step, start + Double(number), Double(number))
    }
  }

  @Test func `counts where all the rest came after it`() throws {
    #expect(
      try waited([(Self.create, 1, 1), (Self.wait, 13, 12)] + joins(20, from: 13)) == .seconds(12)
    )
  }

  @Test func `does not count where something else took longer`() throws {
    let requests = Step.many(60).enumerated().map { ($1, Double($0 + 1), Double($0 + 1)) }
    #expect(
      try waited([(Self.create, 1, 1), (Self.wait, 13, 12)] + joins(20, from: 13) + requests)
        == .zero
    )
  }

  /// The last association waits for the last request, but it stands in a line that began after the pool.
  @Test func `counts where it made a line for a quota begin late`() throws {
    let requests = Step.many(30)
    var ends = [(Self.create, 1.0, 1.0), (Self.wait, 21.0, 20.0)]
    for (index, request) in requests.enumerated() {
      ends.append((request, Double(index + 1), Double(index + 1)))
      let join = Step.imagined(
        "\(index)",
        "AssociateOriginationIdentity",
        kind: "pool",
        after: [Self.wait, request]
      )
      ends.append((join, 21 + Double(index + 1), Double(index + 1)))
    }
    #expect(try waited(ends) == .seconds(20))
  }
}
