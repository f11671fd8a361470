internal import AWSClient
package import ArgumentParser
internal import Diagnostics
internal import Resources
internal import SMSVoice

/// `smsctl sync-opt-outs`: brings the refusals of one region to another.
package struct SyncOptOutsCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "sync-opt-outs",
    abstract: "Bring who opted out in one region to the opt-out lists of another.",
    discussion: """
      Reads the opt-out lists in both regions, tells what the target lacks, asks, and adds it. Nothing is \
      ever removed; who opted in again in the target alone is opted out again as long as the source has the \
      number. Needs no manifest. Reads a hundred numbers and adds ten each second, as the quotas are; run \
      again after an interruption it goes on where it stopped.

      Without LIST it takes every list that both regions have, Default among them, and tells those that \
      only the source has. Numbers are nowhere shown: where one must be told from others it is by the first \
      eight digits of the SHA-256 of its text.

      Needs sms-voice:DescribeOptOutLists and sms-voice:DescribeOptedOutNumbers in both regions, and \
      sms-voice:PutOptedOutNumber in the target.

      Exit status: 0 done, 1 failed, 2 the target lacks numbers (--check), 3 partly done (numbers refused, or \
      lists in use that the target does not have), 4 refused before any write, 129, 130 or 143 interrupted.
      """
  )

  @Argument(
    help: ArgumentHelp("The opt-out lists, by name.", valueName: "list")
  )
  package var lists: [String] = []

  @Option(name: .customLong("from"), help: ArgumentHelp("The source.", valueName: "region"))
  package var source: String

  @Option(name: .customLong("to"), help: ArgumentHelp("The target.", valueName: "region"))
  package var target: String

  @Flag(help: "Only compare: exit with 2 when the target lacks a number.")
  package var check = false

  @Flag(name: [.customLong("auto-approve"), .customShort("y")], help: "Do not ask.")
  package var autoApprove = false

  @Option(help: ArgumentHelp("Refuse any other account.", valueName: "id"))
  package var account: String?

  @Option(
    help: ArgumentHelp(
      "Append what is done to this file, call by call, as JSON lines; 'smsctl report' draws it.",
      valueName: "file"
    )
  )
  package var log: String?

  @OptionGroup package var service: ServiceOptions
  @OptionGroup package var output: OutputOptions
  @OptionGroup package var progress: ProgressOptions

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    for region in [source, target] {
      if let mistake = RegionTable.bundled.mistake(in: region) { throw ValidationError(mistake) }
    }
    guard source != target else {
      throw ValidationError("--from and --to are the same region, '\(source)'")
    }
    let partitions = [source, target].map { RegionScope.partition(of: $0) }
    guard partitions[0] == partitions[1] else {
      throw ValidationError(
        "'\(source)' and '\(target)' are in different partitions, which have no account in common"
      )
    }
    if check, autoApprove {
      throw ValidationError(
        "--check adds nothing, so there is nothing that --auto-approve could approve"
      )
    }
    try AccountID.check(account)
    try progress.check(besides: service)
  }

  package func run(in host: Host) async throws -> ExitStatus {
    try await Journal.covering(log, "sync-opt-outs", in: host) { journal in
      try await run(CallLog(isVerbose: service.verbose, journal: journal, in: host), in: host)
    }
  }

  private func run(_ log: CallLog, in host: Host) async throws -> ExitStatus {
    let trace = try service.httpTrace(in: host)
    let (connection, early) = try await Interruption.watching(host: host, notice: "interrupted") {
      try await Connection.open(
        service,
        to: ConnectionTarget(region: target, account: account, service),
        log: log,
        trace: trace,
        in: host
      )
    }
    return try await connection.closing {
      if let early { ExitStatus(rawValue: early) } else { try await sync(connection, in: host) }
    }
  }

  private func sync(_ connection: Connection, in host: Host) async throws -> ExitStatus {
    let sync = OptOutSync(service: connection.client, source: source, target: target)
    let progress = OptOutSyncProgress(host, progress)
    let (difference, early) = try await Interruption.watching(host: host, notice: "interrupted") {
      let difference = try await OptOutDifference.read(lists, with: sync) { region, list, count in
        progress.noteRead(of: list, in: region, count)
      }
      progress.finish()
      return difference
    }
    if let early { return ExitStatus(rawValue: early) }
    let text = OptOutSyncText(source: source, target: target, rate: putRate(connection))
    host.writeOutput(text.lines(of: difference))
    if check { return difference.isEmpty ? .done : .changes }
    let unsynced: ExitStatus = difference.missingLists.isEmpty ? .done : .partlyDone
    guard difference.count > 0 else { return unsynced }
    try await host.requireConsent(
      to: "Add \(difference.count.counting("number")) to opt-out lists of the account "
        + "\(connection.account) in \(target)?",
      isGiven: autoApprove
    )
    let status = try await add(difference, sync, text, progress, in: host)
    return status == .done ? unsynced : status
  }

  private func add(
    _ difference: OptOutDifference,
    _ sync: OptOutSync,
    _ text: OptOutSyncText,
    _ progress: OptOutSyncProgress,
    in host: Host
  ) async throws -> ExitStatus {
    let start = ContinuousClock.now
    let notice = Interruption.stopNotice
    let (result, signal) = try await Interruption.watching(host: host, notice: notice) {
      var result = OptOutSyncResult(total: difference.count)
      for comparison in difference.comparisons where !result.isStopped && !Task.isCancelled {
        let addition = await sync.add(
          comparison.missing,
          to: comparison.list,
          digest: { String(TextDigest.hexadecimal(of: $0).prefix(8)) }
        ) { progress.noteAdded($0, of: comparison.missing.count, to: comparison.list) }
        result.additions.append((comparison.list, addition))
      }
      progress.finish()
      result.isInterrupted = Task.isCancelled
      return result
    }
    host.writeError(
      text.problems(of: result, Terminal(host, errors: true, noColor: output.noColor))
    )
    host.writeOutput(text.conclusion(of: result, after: ContinuousClock.now - start))
    if let signal { return ExitStatus(rawValue: signal) }
    return result.isComplete ? .done : .partlyDone
  }

  /// Numbers that are added each second.
  private func putRate(_ connection: Connection) -> Double {
    let rate = connection.quotas.rate(of: "PutOptedOutNumber", in: target)
    return min(rate, connection.quotas.writesPerRegion ?? rate)
  }
}
