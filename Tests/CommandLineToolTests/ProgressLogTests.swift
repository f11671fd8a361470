import Applying
import CommandLineTool
import Planning
import Resources
import SMSVoice
import Testing

@Suite struct `Progress in a build log` {
  /// The lines of a run in which each event comes so many seconds after the one before, and in which it is
  /// looked each second whether there is something to tell.
  func lines(
    _ steps: [Step],
    planned: Double = 100,
    _ events: [(after: Int, step: Step, outcome: StepOutcome)],
    until end: Int
  ) throws -> [String] {
    var run = try ImaginedRun(steps, planned: planned)
    var log = ProgressLog(Quotas())
    var lines: [String] = []
    var events = events[...]
    var due = events.first?.after ?? .max
    for second in 1...end {
      run.time = Double(second)
      while second == due, let event = events.popFirst() {
        run.end(event.step, event.outcome)
        let what = ApplyEvent.finished(event.step.id, event.outcome, elapsed: .zero)
        lines.append(log.line(what, run.state.tally, at: run.elapsed))
        due = events.first.map { second + $0.after } ?? .max
      }
      if let line = log.heartbeat(run.state, at: run.elapsed) { lines.append("\(second): \(line)") }
    }
    return lines.filter { !$0.isEmpty }
  }

  @Test func `is a line for each step that ended`() throws {
    let steps = Step.many(3)
    #expect(
      try lines(
        steps,
        [
          (1, steps[0], .done), (1, steps[1], .failed(.other("no\n"))),
          (0, steps[2], .skipped(because: steps[1].id)),
        ],
        until: 5
      ) == [
        "[1/3] us-east-1/sender-id/SHOP/1 RequestSenderId: done\n",
        "[2/3] us-east-1/sender-id/SHOP/2 RequestSenderId: failed: no\\n\n",
        "[3/3] us-east-1/sender-id/SHOP/3 RequestSenderId: skipped\n",
      ]
    )
  }

  @Test func `says each half minute without a line that it goes on, and what it waits for`() throws
  {
    let steps = Step.many(12)
    #expect(
      try lines(steps, [(40, steps[0], .done)], until: 101) == [
        "30: still going: 0/12 done, waiting for RequestSenderId in us-east-1 (1/s), about 1m 10s left\n",
        "[1/12] us-east-1/sender-id/SHOP/1 RequestSenderId: done\n",
        "70: still going: 1/12 done, waiting for RequestSenderId in us-east-1 (1/s), about 30s left\n",
        "100: still going: 1/12 done, waiting for RequestSenderId in us-east-1 (1/s)\n",
      ]
    )
  }

  @Test func `names what AWS has to do`() throws {
    let wait = Step.imagined(
      "codes",
      "DescribePools",
      kind: "pool",
      role: .wait(timeout: .seconds(600))
    )
    #expect(
      try lines([wait], planned: 0, [], until: 30) == [
        "30: still going: 0/1 done, waiting for AWS: us-east-1/pool/codes\n"
      ]
    )
  }

  @Test func `names a region that gives no answers`() throws {
    let steps = Step.many(2)
    var run = try ImaginedRun(steps, planned: 0)
    var log = ProgressLog(Quotas())
    for _ in 1...3 { run.call(steps[0], .unanswered) }
    run.time = 30
    #expect(
      log.heartbeat(run.state, at: run.elapsed)
        == "still going: 0/2 done, us-east-1 does not answer, trying again\n"
    )
  }

  @Test func `is silent once the run is interrupted`() throws {
    let steps = Step.many(2)
    var run = try ImaginedRun(steps)
    var log = ProgressLog(Quotas())
    run.state.stop()
    run.time = 60
    run.end(steps[0], .interrupted)
    let event = ApplyEvent.finished(steps[0].id, .interrupted, elapsed: .zero)
    #expect(log.line(event, run.state.tally, at: run.elapsed).isEmpty)
    #expect(log.heartbeat(run.state, at: run.elapsed) == nil)
  }
}
