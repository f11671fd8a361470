import AWSClient
import Foundation
import SMSVoice
import Testing

@Suite struct `A pacer` {
  private let clock = ManualClock()
  private let lane = Lane(region: "eu-west-1", operation: "CreatePool")
  private let pacer: Pacer

  init() {
    pacer = Pacer(quotas: Quotas(), clock: clock, date: Date(timeIntervalSince1970: 10))
  }

  private var answeredNow: Pacer.Outcome {
    .left(HTTPTiming(sentAt: clock.now, receivedAt: clock.now), .admitted)
  }

  @Test func `lets calls leave an interval apart`() async throws {
    await pacer.finish(try await pacer.slot(in: lane, priority: 0), answeredNow)
    let second = Task { [pacer, lane] in try await pacer.slot(in: lane, priority: 0) }
    #expect(await clock.leap() == .microseconds(1_002_500))
    await pacer.finish(try await second.value, answeredNow)
  }

  @Test func `goes on at once after a call that never left`() async throws {
    await pacer.finish(try await pacer.slot(in: lane, priority: 0), .neverLeft)
    await pacer.finish(try await pacer.slot(in: lane, priority: 0), .neverLeft)
  }

  @Test func `forgets a call that is cancelled while it waits`() async throws {
    await pacer.finish(try await pacer.slot(in: lane, priority: 0), answeredNow)
    let cancelled = Task { [pacer, lane] in try await pacer.slot(in: lane, priority: 9) }
    await clock.sleeper()
    let patient = Task { [pacer, lane] in try await pacer.slot(in: lane, priority: 0) }
    cancelled.cancel()
    await #expect(throws: CancellationError.self) { try await cancelled.value }
    await clock.leap()
    await pacer.finish(try await patient.value, answeredNow)
  }

  @Test func `refuses a cancelled task`() async {
    let task = Task { [pacer, lane] in
      withUnsafeCurrentTask { $0?.cancel() }
      return try await pacer.slot(in: lane, priority: 0)
    }
    await #expect(throws: CancellationError.self) { try await task.value }
  }
}
