internal import Diagnostics
internal import Planning
internal import Resources

extension PlannedRun {
  /// Goes on after an apply that returned `status`, as the options of waiting say, and returns the status
  /// of all of it.
  ///
  /// Nothing happens without `--wait-for`, when nothing waits, or when the apply was not complete: then
  /// what failed should be looked at first. `apply` shows, asks about and carries out a further plan.
  func waiting(
    _ options: WaitingOptions,
    _ progress: ProgressOptions,
    after status: ExitStatus,
    in host: Host,
    apply: @escaping (PlannedRun) async throws -> ExitStatus
  ) async throws -> ExitStatus {
    guard let timeout = options.timeout?.duration, !plan.waiters.isEmpty else { return status }
    guard status == .done else {
      if status == .partlyDone {
        host.writeError("not waiting, since not everything else could be done\n")
      }
      return status
    }
    let start = ContinuousClock.now
    var toldFailures: Set<String> = []
    var done = [plan]
    let run = WaitingRun(
      timeout: timeout,
      elapsed: { ContinuousClock.now - start },
      tell: { event in
        switch event {
        case .finished: host.writeOutput(WaitingText.lines(event))
        case .timedOut: host.writeError(WaitingText.lines(event))
        case .waiting: if !progress.quiet { host.writeError(WaitingText.lines(event)) }
        }
      },
      look: { pause in
        switch try await look(after: pause, done, in: host) {
        case .success(let next):
          toldFailures = []
          return next.look {
            done.append(next.plan)
            return try await next.applyFurther(apply, in: host)
          }
        case .failure(let failure):
          // Hours may have gone by: what is wrong now may be right at the next look.
          if toldFailures.insert(failure.message).inserted {
            host.writeError("\(failure.message)\nlooking again later\n")
          }
          return nil
        }
      }
    )
    return try await run.run(plan.waiters)
  }

  /// The same manifest planned anew, after a pause; `done` are the plans that the run has carried out.
  ///
  /// Throws `CommandFailure` without words when a signal came, of which it has told.
  private func look(
    after pause: Duration,
    _ done: [Plan],
    in host: Host
  ) async throws -> Result<PlannedRun, CommandFailure> {
    let (result, signal) = try await Interruption.watching(host: host, notice: "interrupted") {
      try await Task.sleep(for: pause)
      do {
        return Result<PlannedRun, CommandFailure>.success(try await again(after: done, in: host))
      } catch is CancellationError {
        throw CancellationError()
      } catch {
        return .failure(CommandFailure(error, renderer: DiagnosticRenderer(style: .plain)))
      }
    }
    if let signal { throw CommandFailure(signal, "") }
    return result
  }

  private func look(_ act: @escaping () async throws -> ExitStatus) -> WaitingRun.Look {
    let hasWork = !plan.graph.steps.isEmpty || plan.count(.blocked) > 0
    return WaitingRun.Look(waiters: plan.waiters, act: hasWork ? act : nil)
  }

  /// A refusal comes after earlier writes here, so that it is not the status of one that comes before all.
  private func applyFurther(
    _ apply: (PlannedRun) async throws -> ExitStatus,
    in host: Host
  ) async throws -> ExitStatus {
    do {
      return try await apply(self)
    } catch let failure as CommandFailure where failure.status == .refused {
      host.writeError(failure.message + "\n")
      return .partlyDone
    }
  }
}

extension Plan {
  /// What waits for AWS or a carrier, by address.
  var waiters: [WaitingRun.Waiter] {
    changes.filter { $0.action == .waiting }.map { change in
      WaitingRun.Waiter(
        address: change.address.description,
        reason: change.reason ?? "",
        needsSomebody: change.needsSomebody
      )
    }
  }
}
