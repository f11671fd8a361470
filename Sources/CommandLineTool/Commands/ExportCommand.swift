package import ArgumentParser
internal import Resources

/// `smsctl export`: writes the manifest of what an account has.
package struct ExportCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "export",
    abstract: "Write manifests of what an account has already.",
    discussion: """
      Reads the regions and writes a manifest whose plan is empty. What the regions have alike is written once; what is as \
      on a new resource is left out. 'smsctl apply --adopt "*"' with it tags the resources and changes nothing else.

      Reads only, one tag read a second: an account with 200 sender IDs takes more than three minutes.

      Exit status: 0 done, 1 failed (nothing is written), 4 refused (wrong account).
      """
  )

  @OptionGroup package var options: ExportOptions
  @OptionGroup package var service: ServiceOptions

  package init() {}

  package func run(in host: Host) async throws -> ExitStatus {
    let log = CallLog(isVerbose: service.verbose, in: host)
    let trace = try service.httpTrace(in: host)
    let folder = options.output.map { ExportFolder(name: $0, host: host) }
    // Before minutes of reading.
    try folder?.check(force: options.force)
    let (run, status) = try await Interruption.watching(host: host, notice: "interrupted") {
      try await ExportRun.prepare(options, service, log: log, trace: trace, in: host)
    }
    if let status { return ExitStatus(rawValue: status) }
    if let folder {
      try write(run.manifest, to: folder, in: host)
    } else {
      host.writeOutput(run.manifest.text)
    }
    tell(of: run, in: host)
    return .done
  }

  private func write(
    _ manifest: ExportedManifest,
    to folder: ExportFolder,
    in host: Host
  ) throws {
    let names = try folder.write(manifest.files)
    for name in names { host.writeOutput("\(folder.name)/\(name)\n") }
    let others = folder.others
    if !others.isEmpty {
      host.writeError(
        "warning: '\(folder.name)' also has \(others.joined(separator: ", ")), which a plan of it reads, too\n"
      )
    }
  }

  private func tell(of run: ExportRun, in host: Host) {
    for change in run.plannedChanges {
      host.writeError("warning: the plan of this export is not empty: \(change)\n")
    }
    let count = run.resourceCount
    let left = run.manifest.omissionCount
    let tail = left == 0 ? "" : "; \(left) left out, told of in a comment"
    host.writeError("Exported \(count) \(count == 1 ? "resource" : "resources")\(tail).\n")
  }
}
