internal import Applying
internal import Diagnostics
internal import Foundation
internal import Synchronization

/// The file of `--report`: the plan and what became of it, true at any moment of a run.
final class RunReport: Sendable {
  private let file: OutputFile?
  private let document: Mutex<ReportDocument>

  /// Names the file; nil writes none.
  ///
  /// Throws `CommandFailure` when it cannot be written.
  init(_ path: String?, in host: Host) throws {
    file = try path.map { try OutputFile($0, title: "the report", in: host) }
    document = Mutex(ReportDocument())
    try write()
  }

  /// Does the work of a command and tells how it ended, however it did.
  static func covering(
    _ options: ReportOptions,
    in host: Host,
    _ work: (RunReport) async throws -> ExitStatus
  ) async throws -> ExitStatus {
    let report = try RunReport(options.report, in: host)
    let status: ExitStatus
    do {
      status = try await work(report)
    } catch {
      let failure = CommandFailure(error, renderer: DiagnosticRenderer(style: .plain))
      try? report.conclude(failure.status, failure.message)
      throw error
    }
    do {
      try report.conclude(status, nil)
      return status
    } catch let failure as CommandFailure {
      // What was done is done.
      host.writeError(failure.message + "\n")
      return status == .done ? .failed : status
    }
  }

  /// Keeps the plan.
  func note(_ run: PlannedRun) throws {
    document.withLock { $0.plan = run.document }
    try write()
  }

  /// Keeps what was done, beside what was done by earlier plans of the run.
  func note(_ summary: ApplySummary) {
    document.withLock { document in
      let result = ReportDocument.Result(summary)
      document.result = document.result?.followed(by: result) ?? result
    }
  }

  private func conclude(_ status: ExitStatus, _ message: String?) throws {
    document.withLock { document in
      document.result?.exitStatus = status.rawValue
      let isInterrupted = [129, 130, 143].contains(status.rawValue)
      let message = message ?? ""
      document.error =
        isInterrupted
        ? ReportDocument.Failure(message: "interrupted", exitStatus: status.rawValue)
        : message.isEmpty
          ? nil : ReportDocument.Failure(message: message, exitStatus: status.rawValue)
    }
    try write()
  }

  private func write() throws {
    guard let file else { return }
    let document = document.withLock { $0 }
    try file.write(try DocumentText.json(of: document))
  }
}
