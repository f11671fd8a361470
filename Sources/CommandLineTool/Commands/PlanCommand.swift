package import ArgumentParser
internal import Planning
internal import Resources

/// `smsctl plan`: shows what would be done.
package struct PlanCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "plan",
    abstract: "Show what apply would do, and how long it would take.",
    discussion: """
      Marks: + create, ~ update, - delete, -/+ replace, adopt, = kept though different, ! blocked until \
      you decide, waiting for AWS or a carrier.

      The digest stands for all that is decided: 'apply --expect-digest' refuses any other plan, and \
      'apply --plan FILE' any that is not what 'plan --out FILE' saved.

      Exit status: 0 done, 1 failed, 4 refused (another account than the manifest's, or --prune with \
      what may be a part of the project). A plan that apply would refuse or do only in part exits with \
      0, too, and says so. With --detailed-exitcode also 2 when there are changes.
      """
  )

  @OptionGroup package var manifest: ManifestOptions
  @OptionGroup package var planning: PlanningOptions
  @OptionGroup package var service: ServiceOptions
  @OptionGroup package var output: OutputOptions
  @OptionGroup package var reporting: ReportOptions

  @Option(help: "text, json (spec/plan.md), or markdown that fits a pull-request comment.")
  package var format = PlanFormat.text

  @Option(
    name: .customLong("out"),
    help: ArgumentHelp("Save the plan in this file, for 'apply --plan'.", valueName: "file")
  )
  package var savedPlan: String?

  @Flag(name: .customLong("detailed-exitcode"), help: "Exit with 2 when there are changes.")
  package var detailedExitCode = false

  package init() {}

  /// Checks what no single option can.
  package func validate() throws { try planning.checkPruning() }

  package func run(in host: Host) async throws -> ExitStatus {
    try NamedFiles(manifest, service, in: host)
      .writing("--out", savedPlan).writing("--report", reporting.report).check()
    return try await RunReport.covering(reporting, in: host) { report in
      let log = CallLog(isVerbose: service.verbose, in: host)
      let trace = try service.httpTrace(in: host)
      let file = try savedPlan.map {
        try OutputFile($0, title: "the plan", mode: 0o600, in: host)
      }
      let (run, status) = try await Interruption.watching(host: host, notice: "interrupted") {
        let run = try await host.telling("reading the account") {
          try await PlannedRun.prepare(
            manifest,
            planning,
            service,
            log: log,
            trace: trace,
            in: host
          )
        }
        await run.connection.close()
        return run
      }
      try report.note(run)
      host.tell(warnings: run.warnings, output)
      if let status { return ExitStatus(rawValue: status) }
      let terminal = Terminal(host, noColor: output.noColor)
      host.writeOutput(try format.view(of: run, on: terminal))
      if let file { try save(run, in: file, host) }
      return detailedExitCode && !run.plan.isEmpty ? .changes : .done
    }
  }

  private func save(_ run: PlannedRun, in file: OutputFile, _ host: Host) throws {
    let saved = SavedPlan(run, PlanningChoices(planning, manifest), created: host.now())
    try file.write(try saved.text)
  }
}
