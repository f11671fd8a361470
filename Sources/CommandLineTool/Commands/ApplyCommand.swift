package import ArgumentParser
internal import Planning
internal import Resources

/// `smsctl apply`: does what the plan says.
package struct ApplyCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Make the account what the manifest says.",
    discussion: """
      Shows the plan, asks, then makes the calls, as fast as the quotas allow. A failure stops only what \
      depends on it. Ctrl-C lets the calls in flight finish; running again goes on where it stopped.

      With --plan FILE it does what 'plan --out FILE' saved and nothing else: the options are those of \
      that plan, and when the account is not any more what it was, it refuses and tells what moved.

      With --wait-for active --timeout 30m it then looks, soon and later every 15 seconds, whether what waits for AWS or a \
      carrier is there, and shows, asks about and does what can be done then; exit status 3 when the \
      time is over.

      Exit status: 0 done, 1 failed, 3 partly done (failed, skipped, blocked or not converged), 4 refused \
      before any write, 129, 130 or 143 interrupted.
      """
  )

  @OptionGroup package var manifest: ManifestOptions
  @OptionGroup package var planning: PlanningOptions
  @OptionGroup package var service: ServiceOptions
  @OptionGroup package var output: OutputOptions
  @OptionGroup package var progress: ProgressOptions
  @OptionGroup package var reporting: ReportOptions
  @OptionGroup package var expectation: ExpectationOptions
  @OptionGroup package var waiting: WaitingOptions

  @Flag(name: [.customLong("auto-approve"), .customShort("y")], help: "Do not ask.")
  package var autoApprove = false

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
    try planning.checkPruning()
    try expectation.check(PlanningChoices(planning, manifest))
    try waiting.check(besides: expectation)
    try progress.check(besides: service)
  }

  package func run(in host: Host) async throws -> ExitStatus {
    try NamedFiles(manifest, service, in: host).reading("--plan", expectation.plan)
      .appending("--log", log).writing("--report", reporting.report).check()
    return try await Journal.covering(log, "apply", reporting, in: host) { report, journal in
      try waiting.check(autoApprove: autoApprove, in: host)
      let log = CallLog(isVerbose: service.verbose, journal: journal, in: host)
      let trace = try service.httpTrace(in: host)
      let saved = try expectation.savedPlan(in: host)
      let (planned, early) = try await Interruption.watching(host: host, notice: "interrupted") {
        try await host.telling(progress.quiet ? nil : "reading the account") {
          try await plan(saved, log: log, trace: trace, in: host)
        }
      }
      return try await planned.connection.closing {
        try report.note(planned)
        journal?.note(planned)
        if let early { return ExitStatus(rawValue: early) }
        let first = try await apply(planned, saved, report, journal, in: host)
        return try await planned.waiting(waiting, progress, after: first, in: host) { next in
          try report.note(next)
          journal?.note(next)
          return try await apply(next, nil, report, journal, in: host)
        }
      }
    }
  }

  private func plan(
    _ saved: SavedPlan?,
    log: CallLog,
    trace: HTTPTrace,
    in host: Host
  ) async throws -> PlannedRun {
    var manifest = manifest
    var planning = planning
    saved?.options.replace(&planning, &manifest)
    return try await PlannedRun.prepare(
      manifest,
      planning,
      service,
      log: log,
      trace: trace,
      saved: saved,
      in: host
    )
  }

  private func apply(
    _ planned: PlannedRun,
    _ saved: SavedPlan?,
    _ report: RunReport,
    _ journal: Journal?,
    in host: Host
  ) async throws -> ExitStatus {
    try saved?.check(planned)
    host.tell(warnings: planned.warnings, output)
    let terminal = Terminal(host, noColor: output.noColor)
    host.writeOutput(PlanText(run: planned, tellsRefusals: false, terminal: terminal).text)
    try expectation.check(planned)
    let execution = PlanExecution(
      run: planned,
      output: output,
      progress: progress,
      report: report,
      journal: journal,
      host: host
    )
    return try await execution.carryOut {
      try await host.requireConsent(
        to: "Apply this to the account \(planned.plan.account)?",
        isGiven: autoApprove,
        otherwise: planned.nothingChanged
      )
    }
  }
}
