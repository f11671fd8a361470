package import ArgumentParser
internal import Resources

/// `smsctl destroy`: takes all away that a project has.
package struct DestroyCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "destroy",
    abstract: "Delete all that carries the project's tag, in the regions of the manifest.",
    discussion: """
      What 'apply --prune' would do with a manifest of the same project that wants nothing: the same plan, \
      the same gates. Opt-out lists, sender IDs and the account default need --allow-delete for each, \
      protected ones --disable-deletion-protection, and more than ten --max-deletes. Numbers are never \
      released. Shows the plan first and asks for the account's id.

      Exit status: 0 done, 1 failed, 3 partly done (failed, skipped, blocked or not converged), 4 \
      refused before any write, 129, 130 or 143 interrupted.
      """
  )

  @OptionGroup package var manifest: ManifestOptions
  @OptionGroup package var planning: PlanningOptions
  @OptionGroup package var service: ServiceOptions
  @OptionGroup package var output: OutputOptions
  @OptionGroup package var progress: ProgressOptions
  @OptionGroup package var reporting: ReportOptions

  @Option(
    help: ArgumentHelp(
      "The account's id, where nobody can be asked for it; with another one nothing happens.",
      valueName: "account"
    )
  )
  package var confirm: String?

  @Option(
    help: ArgumentHelp(
      "Append what is done to this file, call by call, as JSON lines; 'smsctl report' draws it.",
      valueName: "file"
    )
  )
  package var log: String?

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    try planning.checkDestroying()
    try progress.check(besides: service)
  }

  package func run(in host: Host) async throws -> ExitStatus {
    try NamedFiles(manifest, service, in: host)
      .appending("--log", log).writing("--report", reporting.report).check()
    return try await Journal.covering(log, "destroy", reporting, in: host) { report, journal in
      let log = CallLog(isVerbose: service.verbose, journal: journal, in: host)
      let trace = try service.httpTrace(in: host)
      let (run, early) = try await Interruption.watching(host: host, notice: "interrupted") {
        try await host.telling(progress.quiet ? nil : "reading the account") {
          try await plan(log: log, trace: trace, in: host)
        }
      }
      return try await run.connection.closing {
        try report.note(run)
        journal?.note(run)
        if let early { return ExitStatus(rawValue: early) }
        return try await destroy(run, report, journal, in: host)
      }
    }
  }

  private func plan(log: CallLog, trace: HTTPTrace, in host: Host) async throws -> PlannedRun {
    var planning = planning
    planning.prune = true
    planning.complete = true
    return try await PlannedRun.prepare(
      manifest,
      planning,
      service,
      log: log,
      trace: trace,
      wanting: .nothing,
      in: host
    )
  }

  private func destroy(
    _ run: PlannedRun,
    _ report: RunReport,
    _ journal: Journal?,
    in host: Host
  ) async throws -> ExitStatus {
    host.tell(warnings: run.warnings, output)
    let terminal = Terminal(host, noColor: output.noColor)
    host.writeOutput(PlanText(run: run, tellsRefusals: false, terminal: terminal).text)
    let execution = PlanExecution(
      run: run,
      output: output,
      progress: progress,
      report: report,
      journal: journal,
      host: host
    )
    return try await execution.carryOut {
      try await Approval.askForAccount(run.plan, confirmed: confirm, in: host)
    }
  }
}
