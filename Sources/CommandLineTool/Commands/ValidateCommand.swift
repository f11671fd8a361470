package import ArgumentParser
internal import Diagnostics
internal import Resources

/// `smsctl validate`: checks manifests without network and credentials.
package struct ValidateCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check manifests without network or credentials.",
    discussion: """
      Prints every mistake with its place. A manifest with 'accounts' is checked for each of them.

      Exit status: 0 valid, 1 not valid, or with --strict doubtful.
      """
  )

  /// How the findings are told.
  package enum Format: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// Mistakes with their lines on standard error, one line about a valid manifest on standard output.
    case text
    /// An array of all mistakes and doubts; empty for a manifest without any.
    case json
  }

  @OptionGroup package var manifest: ManifestOptions
  @OptionGroup package var output: OutputOptions

  @Option(help: "text, or json: an array of mistakes and doubts on standard output.")
  package var format = Format.text

  @Flag(help: "Take warnings for errors.")
  package var strict = false

  package init() {}

  package func run(in host: Host) async throws -> ExitStatus {
    switch format {
    case .text:
      let manifests = try ManifestInput(manifest, in: host).manifests()
      let warnings = manifests.warnings
      host.tell(warnings: warnings, output)
      if strict, !warnings.isEmpty {
        throw CommandFailure(.failed, "not valid: --strict takes warnings for errors")
      }
      host.writeOutput("valid: \(manifests.extent)\n")
      return .done
    case .json:
      let findings = try findings(in: host)
      host.writeOutput(DiagnosticReport.json(findings).text)
      host.annotate(findings)
      let isValid = findings.allSatisfy { $0.severity != .error } && !(strict && !findings.isEmpty)
      return isValid ? .done : .failed
    }
  }

  /// Mistakes and doubts, those that have no place among them.
  private func findings(in host: Host) throws -> [Diagnostic] {
    do {
      return try ManifestInput(manifest, in: host).manifests().warnings
    } catch let error as DiagnosticsError {
      return error.diagnostics
    } catch let failure as CommandFailure where failure.status == .failed {
      return [failure.diagnostic(at: nil)]
    }
  }
}

extension [Manifest] {
  /// The doubts about any of them, each once.
  var warnings: [Diagnostic] {
    var list = DiagnosticList()
    for manifest in self { list.append(contentsOf: manifest.warnings) }
    return list.sorted
  }

  /// For example `12 resources in 2 regions`.
  fileprivate var extent: String {
    let resources = reduce(0) { $0 + $1.resourceCount }
    let regions = Set(flatMap { $0.regions.map(\.scope.region) }).count
    let text = "\(resources.counting("resource")) in \(regions.counting("region"))"
    return count > 1 ? text + " of \(count) accounts" : text
  }
}
