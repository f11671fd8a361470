internal import AWSClient
internal import Applying
internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources

/// Carries out a plan under the eyes of the user.
struct PlanExecution {
  /// Closed by the caller, after the last use.
  let run: PlannedRun
  /// For the colours of what is told.
  let output: OutputOptions
  /// Decides how, and whether, it is told what goes on.
  let progress: ProgressOptions
  /// Keeps what was done; writes nothing without `--report`.
  let report: RunReport
  /// Nil without `--log`.
  let journal: Journal?
  /// Where it is told and asked.
  let host: Host

  /// Passes the gates, has `approve` ask, and carries the plan out.
  ///
  /// Throws a `CommandFailure` where a gate or `approve` refuses.
  func carryOut(asking approve: () async throws -> Void) async throws -> ExitStatus {
    try Approval.checkRefusals(of: run)
    guard !run.plan.graph.steps.isEmpty else {
      let blocked = run.plan.count(.blocked)
      guard blocked > 0 else { return .done }
      host.writeOutput("Nothing applied: \(blocked) blocked.\n")
      return .partlyDone
    }
    try await approve()
    return try await carryOut()
  }

  /// Makes the writes, reads what they touched again, and tells how it went.
  func carryOut() async throws -> ExitStatus {
    let progress = ApplyProgress(
      run.plan,
      quotas: run.connection.quotas,
      host: host,
      output,
      ApplyProgress.Form(host, progress)
    )
    let applier = Applier(
      service: run.connection.client,
      quotas: run.connection.quotas,
      randomToken: { UUID().uuidString },
      derivedToken: { TextDigest.hexadecimal(of: $0) }
    )
    let notice = Interruption.stopNotice
    let (summary, status) = try await Interruption.watching(host: host, notice: notice) { [self] in
      let result = await run.connection.calls.hearing({ progress.note($0) }) {
        await progress.showing {
          await applier.apply(run.plan) { event in
            // What is shown is in the file already, whatever happens next.
            journal?.note(event, of: run.plan)
            progress.note(event)
          }
        }
      }
      return await verify(ApplySummary(plan: run.plan, result: result, figures: progress.figures))
    }
    report.note(summary)
    journal?.note(summary)
    host.writeError(
      summary.problems(terminal: Terminal(host, errors: true, noColor: output.noColor))
    )
    host.writeOutput(summary.conclusion + "\n")
    if let status { return ExitStatus(rawValue: status) }
    return summary.isComplete ? .done : .partlyDone
  }

  /// Adds what the touched resources still lack to the summary.
  ///
  /// Reads can lag behind writes, so a lack is looked at again, until a look began when twice the time had passed
  /// for which they may. Whatever happens here, what was done is told.
  private func verify(_ summary: ApplySummary) async -> ApplySummary {
    guard !summary.result.isInterrupted, summary.result.doneCount > 0 else { return summary }
    var summary = summary
    do {
      let start = ContinuousClock.now
      let patience = max(.seconds(6), host.readLag * 2)
      var hasTold = false
      while true {
        let age = ContinuousClock.now - start
        let notice = progress.quiet ? nil : "reading back what was done"
        let remaining = try await host.telling(notice) { try await run.remaining() }
        summary.verification = .read(remaining)
        if summary.unconverged.isEmpty || age >= patience { break }
        if age > .seconds(3), !hasTold {
          hasTold = true
          let notice = Self.waiting(for: summary.unconverged.count, patience)
          if !progress.quiet { host.writeError(notice) }
        }
        try await Task.sleep(for: .seconds(2))
      }
    } catch is CancellationError {
      summary.verification = .failed("the reading was interrupted")
    } catch let error as DuplicatesError {
      summary.verification = .failed(DiagnosticRenderer(style: .plain).render(error.diagnostics))
    } catch {
      let failure = CommandFailure(error, renderer: DiagnosticRenderer(style: .plain))
      summary.verification = .failed(failure.message)
    }
    return summary
  }

  private static func waiting(for count: Int, _ patience: Duration) -> String {
    let resources = count == 1 ? "1 resource does" : "\(count) resources do"
    return
      "\(resources) not show yet what was done; looking again for \(patience.shown) at most\n"
  }
}
