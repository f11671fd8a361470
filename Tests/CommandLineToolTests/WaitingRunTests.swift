import CommandLineTool
import Testing

@Suite struct `Waiting for AWS` {
  typealias Waiter = WaitingRun.Waiter

  static let number = Waiter(address: "us-east-1/phone-number/a", reason: "PENDING")
  static let sender = Waiter(address: "us-east-1/sender-id/B/JO", reason: "needs JO")

  /// What one look shows, and what comes of acting on it.
  struct Script {
    var waiters: [Waiter] = []
    var act: CommandLineTool.ExitStatus?
    /// How long reading and acting take.
    var takes = Duration.zero
    var isUnreadable = false
  }

  /// Plays a run in virtual time; after the script's end the last look repeats.
  func play(
    _ script: [Script],
    first: [Waiter] = [number, sender],
    timeout: Duration = .seconds(60)
  ) async throws -> (
    status: CommandLineTool.ExitStatus, pauses: [Duration], events: [WaitingRun.Event], acts: Int
  ) {
    var time = Duration.zero
    var pauses: [Duration] = []
    var events: [WaitingRun.Event] = []
    var acts = 0
    let run = WaitingRun(
      timeout: timeout,
      elapsed: { time },
      tell: { events.append($0) },
      look: { pause in
        time += pause
        pauses.append(pause)
        let step = script[min(pauses.count, script.count) - 1]
        time += step.takes
        guard !step.isUnreadable else { return nil }
        return WaitingRun.Look(
          waiters: step.waiters,
          act: step.act.map { status in
            {
              acts += 1
              return status
            }
          }
        )
      }
    )
    let status = try await run.run(first)
    return (status, pauses, events, acts)
  }

  @Test func `ends when nothing waits any more`() async throws {
    let waits = Script(waiters: [Self.number, Self.sender])
    let result = try await play([waits, waits, Script(waiters: [Self.sender]), Script()])
    #expect(result.status == .done)
    #expect(result.pauses == [.seconds(2), .seconds(4), .seconds(8), .seconds(15)])
    #expect(
      result.events == [
        .waiting([Self.number, Self.sender], atMost: .seconds(60)),
        // Only what has changed is told.
        .waiting([Self.sender], atMost: .seconds(46)),
        .finished(.seconds(29)),
      ]
    )
  }

  @Test func `ends with the time, after a last look`() async throws {
    let result = try await play([Script(waiters: [Self.number])], first: [Self.number])
    #expect(result.status == .partlyDone)
    #expect(
      result.pauses
        == [
          .seconds(2), .seconds(4), .seconds(8), .seconds(15), .seconds(15), .seconds(15),
          .seconds(1),
        ]
    )
    #expect(result.events.last == .timedOut([Self.number], .seconds(60)))
  }

  @Test func `does what can be done, and looks again soon`() async throws {
    let result = try await play(
      [
        Script(waiters: [Self.number, Self.sender]),
        Script(waiters: [Self.sender], act: .done, takes: .seconds(3)),
        Script(waiters: [Self.sender]), Script(act: .done),
      ]
    )
    #expect(result.status == .done)
    #expect(result.acts == 2)
    #expect(result.pauses == [.seconds(2), .seconds(4), .seconds(2), .seconds(4)])
  }

  @Test func `ends with what could not be done`() async throws {
    for status in [CommandLineTool.ExitStatus.partlyDone, .failed] {
      let result = try await play([Script(waiters: [Self.sender], act: status)])
      #expect(result.status == status)
      #expect(result.pauses.count == 1)
    }
  }

  @Test func `is done when the last thing was done, however late`() async throws {
    let result = try await play([Script(act: .done, takes: .seconds(100))])
    #expect(result.status == .done)
    #expect(result.events.last == .finished(.seconds(102)))
  }

  @Test func `outlives looks that fail`() async throws {
    let lost = Script(isUnreadable: true)
    let result = try await play([lost, lost, Script()])
    #expect(result.status == .done)
    let never = try await play([lost], timeout: .seconds(5))
    #expect(never.status == .partlyDone)
    #expect(never.events.last == .timedOut([Self.number, Self.sender], .seconds(5)))
  }

  @Test func `passes errors on`() async throws {
    let run = WaitingRun(
      timeout: .seconds(5),
      elapsed: { .zero },
      tell: { _ in },
      look: { _ in throw CommandFailure(130, "") }
    )
    await #expect(throws: CommandFailure.self) { try await run.run([Self.number]) }
  }
}
