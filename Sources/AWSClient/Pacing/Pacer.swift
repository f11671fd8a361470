package import Foundation
package import SMSVoice

/// Lets calls go one after the other, so that the server never sees more than the quotas allow.
///
///     let slot = try await pacer.slot(in: lane, priority: 3)
///     // send at once, then, whatever happened:
///     await pacer.finish(slot, .left(response.timing, .admitted))
package actor Pacer {
  /// The right to make one call now; every slot must be finished exactly once.
  package struct Slot: Sendable {
    fileprivate let call: UInt64
  }

  /// What became of a slot.
  package enum Outcome: Sendable {
    /// The call left; the timing says when, as the transport measured it.
    case left(HTTPTiming, BucketPacing.Verdict)
    /// Nothing left the machine.
    case neverLeft
  }

  private let clock: any MonotonicClock
  private var schedule: PacingSchedule
  private var waiting: [UInt64: CheckedContinuation<Bool, Never>] = [:]
  private var alarm: (instant: ContinuousClock.Instant, task: Task<Void, Never>)?

  /// Starts with all buckets full.
  ///
  /// `date` is the time of day by `clock`, by which clients that share a quota know when to give way.
  package init(
    quotas: Quotas,
    clock: any MonotonicClock = ContinuousClock(),
    date: Date
  ) {
    self.clock = clock
    schedule = PacingSchedule(
      quotas: quotas,
      epoch: clock.now - .seconds(date.timeIntervalSince1970)
    )
  }

  /// Waits for a slot; cancellation while waiting gives the place up and throws.
  package func slot(in lane: Lane, priority: Int) async throws(CancellationError) -> Slot {
    guard !Task.isCancelled else { throw CancellationError() }
    let call = schedule.enqueue(lane, priority: priority)
    let isGranted = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiting[call] = continuation
        advance()
      }
    } onCancel: {
      // Nobody waits for this: it resumes the waiting call, unless that has its slot already.
      Task { await self.withdraw(call) }
    }
    guard isGranted else { throw CancellationError() }
    return Slot(call: call)
  }

  /// Says how it went, which decides when the next call of the bucket may leave.
  package func finish(_ slot: Slot, _ outcome: Outcome) {
    switch outcome {
    case .left(let timing, let verdict):
      schedule.finish(slot.call, timing: timing, verdict: verdict)
    case .neverLeft: schedule.abandon(slot.call)
    }
    advance()
  }

  private func withdraw(_ call: UInt64) {
    guard let continuation = waiting.removeValue(forKey: call) else { return }
    schedule.withdraw(call)
    continuation.resume(returning: false)
    advance()
  }

  /// Lets go whoever may leave, and sets the alarm for the next.
  private func advance() {
    for call in schedule.departures(at: clock.now) {
      waiting.removeValue(forKey: call)?.resume(returning: true)
    }
    setAlarm(schedule.nextDeparture(after: clock.now))
  }

  private func setAlarm(_ instant: ContinuousClock.Instant?) {
    guard instant != alarm?.instant else { return }
    alarm?.task.cancel()
    alarm = instant.map { instant in
      let clock = clock
      // Lives until it rings or is replaced; nobody else awaits it.
      let task = Task { [weak self] in
        guard (try? await clock.sleep(until: instant, tolerance: .zero)) != nil else { return }
        await self?.ring(instant)
      }
      return (instant, task)
    }
  }

  private func ring(_ instant: ContinuousClock.Instant) {
    if alarm?.instant == instant { alarm = nil }
    advance()
  }
}
