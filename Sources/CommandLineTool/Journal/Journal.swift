internal import AWSClient
internal import Diagnostics
internal import Foundation
internal import Synchronization

/// The file of `--log`: what a run does, a line for each thing as it happens.
final class Journal: Sendable {
  private struct Bucket: Hashable {
    var region: String
    var operation: String
  }

  private let file: LineFile
  private let run: String
  private let host: Host
  private let start = ContinuousClock.now
  private let buckets = Mutex<Set<Bucket>>([])

  /// Opens the file to append to, and writes the run's first line.
  ///
  /// `command` is its name, for example `apply`. Throws `CommandFailure`.
  init(_ path: String, command: String, in host: Host) throws {
    file = try LineFile(path, name: "the log", in: host)
    run = String(UUID().uuidString.lowercased().filter { $0 != "-" }.prefix(12))
    self.host = host
    write(.run(JournalLine.Start(toolVersion: Tool.version, command: command)))
  }

  /// Does the work of a command and tells how it ended; nil `path` keeps no journal.
  ///
  /// A run whose lines were lost is not all done.
  static func covering(
    _ path: String?,
    _ command: String,
    in host: Host,
    _ work: (Journal?) async throws -> ExitStatus
  ) async throws -> ExitStatus {
    guard let path else { return try await work(nil) }
    let journal = try Journal(path, command: command, in: host)
    let status: ExitStatus
    do {
      status = try await work(journal)
    } catch {
      journal.end(CommandFailure(error, renderer: DiagnosticRenderer(style: .plain)))
      throw error
    }
    journal.end(CommandFailure(status, ""))
    guard journal.file.hasLostLines else { return status }
    host.writeError("error: the log could not be written and lacks lines\n")
    return status == .done ? .partlyDone : status
  }

  /// The same for a command that has a report.
  static func covering(
    _ path: String?,
    _ command: String,
    _ reporting: ReportOptions,
    in host: Host,
    _ work: (RunReport, Journal?) async throws -> ExitStatus
  ) async throws -> ExitStatus {
    try await RunReport.covering(reporting, in: host) { report in
      try await covering(path, command, in: host) { try await work(report, $0) }
    }
  }

  /// Tells in whose name the run acts.
  func note(_ caller: CallerIdentity, isSimulated: Bool) {
    write(
      .caller(
        JournalLine.Caller(account: caller.account, arn: caller.arn, simulated: isSimulated)
      )
    )
  }

  /// Tells one attempt, and before the first of its bucket the quota.
  func note(_ record: CallRecord) {
    let line = JournalLine.Call(record)
    if let rate = record.rate {
      let bucket = Bucket(region: line.region, operation: line.operation)
      if buckets.withLock({ $0.insert(bucket).inserted }) {
        write(
          .quota(JournalLine.Quota(region: line.region, operation: line.operation, rate: rate)),
          at: record.date
        )
      }
    }
    write(.call(line), at: record.date)
  }

  private func end(_ failure: CommandFailure) {
    // Errors in manifests go on with the lines in question, which may hold anything.
    let error = failure.message.split(separator: "\n").first
    write(
      .end(
        JournalLine.End(
          exitStatus: failure.status.rawValue,
          elapsedMs: (ContinuousClock.now - start).inMilliseconds,
          error: error.map(String.init)
        )
      )
    )
  }

  /// Writes a line of this moment, or of another one.
  func write(_ line: JournalLine, at time: Date? = nil) {
    file.append(encoding: JournalEntry(run: run, time: time ?? host.now(), line: line))
  }
}
