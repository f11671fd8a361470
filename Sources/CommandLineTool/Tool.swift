package import ArgumentParser
internal import Diagnostics

/// The root of the command line.
package struct Tool: ParsableCommand {
  /// The version of this build.
  package static let version = "0.1.0"

  package static let configuration = CommandConfiguration(
    commandName: "smsctl",
    abstract: "Declare AWS End User Messaging SMS in YAML; plan and apply the difference.",
    discussion: """
      Reads manifests (by default smsctl.yaml, else the *.yaml and *.yml of the directory), compares \
      them with what the account holds, and makes the difference go away with calls paced to the \
      service's quotas. Nothing is deleted unless --prune or destroy says so.

      Try it without an AWS account: add --simulate to plan and apply.
      """,
    version: version,
    subcommands: [
      ValidateCommand.self, PlanCommand.self, ApplyCommand.self, DestroyCommand.self,
      ReportCommand.self, ExportCommand.self, SyncOptOutsCommand.self, SimulateCommand.self,
      SchemaCommand.self,
      ExplainCommand.self, CountriesCommand.self, DoctorCommand.self, IAMPolicyCommand.self,
    ]
  )

  package init() {}

  /// Runs a command line, without the program's name.
  ///
  /// Returns the exit status.
  package static func run(_ arguments: [String], in host: Host) async -> Int32 {
    do {
      var command = try parseAsRoot(arguments.map(spellOut))
      guard let hosted = command as? any HostedCommand else {
        // `help`, and what the parser answers by itself.
        try command.run()
        return ExitStatus.done.rawValue
      }
      let status = try await run(hosted, in: host)
      guard host.lostOutput() else { return status }
      host.writeError("error: the results could not be written to standard output\n")
      return status == ExitStatus.done.rawValue ? ExitStatus.failed.rawValue : status
    } catch {
      return report(parserError: error, in: host)
    }
  }

  private static func run(_ command: any HostedCommand, in host: Host) async throws -> Int32 {
    do {
      return try await command.run(in: host).rawValue
    } catch {
      let renderer = DiagnosticRenderer(
        style: Terminal(host, errors: true).isColoured ? .colour : .plain
      )
      let failure = CommandFailure(error, renderer: renderer)
      let text = failure.message
      if !text.isEmpty { host.writeError(text.hasSuffix("\n") ? text : text + "\n") }
      if let error = error as? DiagnosticsError { host.annotate(error.diagnostics) }
      return failure.status.rawValue
    }
  }

  private static func report(parserError error: any Error, in host: Host) -> Int32 {
    let status = exitCode(for: error).rawValue
    let text = fullMessage(for: error)
    guard !text.isEmpty else { return status }
    if status == ExitStatus.done.rawValue {
      host.writeOutput(text + "\n")
    } else {
      host.writeError(text + "\n")
    }
    return status
  }

  /// `--simulate` alone is short for the default state file; with `=FILE` it names one.
  private static func spellOut(_ argument: String) -> String {
    argument == "--simulate" ? "--simulate=\(ServiceOptions.defaultStateFile)" : argument
  }
}

/// A command that touches the world only through a `Host`.
package protocol HostedCommand: ParsableCommand {
  /// Runs it. Throws what `CommandFailure.init(_:renderer:)` knows.
  func run(in host: Host) async throws -> ExitStatus
}
