package import ArgumentParser
internal import Planning
internal import Resources

/// `smsctl plan`: shows what would be done.
package struct PlanCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what apply would do, and how long it would take.",
    discussion: """
      Marks: + create, ~ update, adopt, = kept though different, ! blocked until you decide, waiting for \
      AWS or a carrier.

      Exit status: 0 done, 1 failed, 4 refused (wrong account). With --detailed-exitcode also 2 when \
      there are changes.
      """
  )

  @OptionGroup package var manifest: ManifestOptions
  @OptionGroup package var planning: PlanningOptions
  @OptionGroup package var service: ServiceOptions
  @OptionGroup package var output: OutputOptions

  @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 when there are changes.")
  package var detailedExitCode = false

  package init() {}

  package func run(in host: Host) async throws -> ExitStatus {
    let log = try CallLog(file: nil, isVerbose: service.verbose, in: host)
    let trace = try service.httpTrace(in: host)
    let (plan, status) = try await Interruption.watching(host: host, notice: "interrupted") {
      let run = try await PlannedRun.prepare(
        manifest,
        planning,
        service,
        log: log,
        trace: trace,
        in: host
      )
      await run.connection.close()
      host.tell(warnings: run.manifest.warnings + run.doubts + run.plan.warnings, output)
      return run.plan
    }
    if let status { return ExitStatus(rawValue: status) }
    let terminal = Terminal(host, noColor: output.noColor)
    let refusals = plan.refusals(
      maxOpens: planning.maxOpens,
      maxDeletes: planning.maxDeletes
    )
    host.writeOutput(PlanText(plan: plan, refusals: refusals, terminal: terminal).text)
    return detailedExitCode && !plan.isEmpty ? .changes : .done
  }
}
