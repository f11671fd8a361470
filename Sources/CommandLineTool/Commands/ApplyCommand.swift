internal import AWSClient
internal import Applying
package import ArgumentParser
internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice

/// `smsctl apply`: does what the plan says.
package struct ApplyCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Make the account what the manifest says.",
    discussion: """
      Shows the plan, asks, then makes the calls, as fast as the quotas allow. A failure stops only what \
      depends on it. Ctrl-C lets the calls in flight finish; running again goes on where it stopped.

      Exit status: 0 done, 1 failed, 3 partly done (failed, skipped, blocked or not converged), 4 refused \
      before any write, 130 or 143 interrupted.
      """
  )

  @OptionGroup package var manifest: ManifestOptions
  @OptionGroup package var planning: PlanningOptions
  @OptionGroup package var service: ServiceOptions
  @OptionGroup package var output: OutputOptions

  @Flag(name: [.customLong("auto-approve"), .customShort("y")], help: "Do not ask.")
  package var autoApprove = false

  @Option(help: ArgumentHelp("Append every call to this file as JSON lines.", valueName: "file"))
  package var log: String?

  package init() {}

  package func run(in host: Host) async throws -> ExitStatus {
    let log = try CallLog(file: log, isVerbose: service.verbose, in: host)
    let trace = try service.httpTrace(in: host)
    let (planned, early) = try await Interruption.watching(host: host, notice: "interrupted") {
      try await PlannedRun.prepare(manifest, planning, service, log: log, trace: trace, in: host)
    }
    if let early {
      await planned.connection.close()
      return ExitStatus(rawValue: early)
    }
    do {
      let status = try await apply(planned, in: host)
      await planned.connection.close()
      guard log.hasLostCalls else { return status }
      host.writeError("error: some calls could not be written to the log\n")
      return status == .done ? .partlyDone : status
    } catch {
      await planned.connection.close()
      throw error
    }
  }

  private func apply(_ planned: PlannedRun, in host: Host) async throws -> ExitStatus {
    let plan = planned.plan
    host.tell(warnings: planned.manifest.warnings + planned.doubts + plan.warnings, output)
    let terminal = Terminal(host, noColor: output.noColor)
    host.writeOutput(PlanText(plan: plan, terminal: terminal).text)
    let refusals = plan.refusals(
      maxOpens: planning.maxOpens,
      maxDeletes: planning.maxDeletes
    )
    guard refusals.isEmpty else {
      throw CommandFailure(
        .refused,
        refusals.map { "error: " + DisplayText.escape($0) }.joined(separator: "\n")
          + "\nnothing was changed"
      )
    }
    guard !plan.graph.steps.isEmpty else {
      guard plan.count(.blocked) > 0 else { return .done }
      host.writeOutput("Nothing applied: \(plan.count(.blocked)) blocked.\n")
      return .partlyDone
    }
    try ask(plan, in: host)
    return try await carryOut(planned, in: host)
  }

  private func ask(_ plan: Plan, in host: Host) throws {
    guard !autoApprove else { return }
    guard host.canAsk else {
      throw CommandFailure(
        .refused,
        "error: there is no terminal to ask at; with --auto-approve (-y) nobody is asked. Nothing was changed"
      )
    }
    host.writeError("Apply this to the account \(plan.account)? Only 'yes' is taken for consent: ")
    guard host.readAnswer()?.trimmingCharacters(in: .whitespaces) == "yes" else {
      throw CommandFailure(.refused, "nothing was changed")
    }
  }

  private func carryOut(_ planned: PlannedRun, in host: Host) async throws -> ExitStatus {
    let progress = ApplyProgress(planned.plan, host: host, output)
    let applier = Applier(
      service: planned.connection.client,
      randomToken: { UUID().uuidString },
      derivedToken: { TextDigest.hexadecimal(of: $0) }
    )
    let notice = "stopping: no new calls; those in flight finish. Ctrl-C again leaves at once"
    let (summary, status) = try await Interruption.watching(host: host, notice: notice) {
      let result = await applier.apply(planned.plan) { progress.note($0) }
      progress.finish()
      return await verify(ApplySummary(plan: planned.plan, result: result), planned)
    }
    host.writeError(
      summary.problems(terminal: Terminal(host, errors: true, noColor: output.noColor))
    )
    host.writeOutput(summary.conclusion + "\n")
    if let status { return ExitStatus(rawValue: status) }
    return summary.isComplete ? .done : .partlyDone
  }

  /// Adds what the touched resources still lack to the summary.
  ///
  /// Reads can lag behind writes, so a lack is looked at again. Whatever happens here, what was done is
  /// told.
  private func verify(_ summary: ApplySummary, _ planned: PlannedRun) async -> ApplySummary {
    guard !summary.result.isInterrupted, summary.result.doneCount > 0 else { return summary }
    var summary = summary
    do {
      for attempt in 1...4 {
        summary.verification = .read(try await planned.remaining())
        if summary.unconverged.isEmpty || attempt == 4 { break }
        try await Task.sleep(for: .seconds(2))
      }
    } catch {
      let failure = CommandFailure(error, renderer: DiagnosticRenderer(style: .plain))
      summary.verification = .failed(failure.message)
    }
    return summary
  }
}
