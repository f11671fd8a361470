package import ArgumentParser
internal import Diagnostics
internal import Resources

/// `smsctl validate`: checks manifests without network and credentials.
package struct ValidateCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "validate",
    abstract: "Check manifests without network or credentials.",
    discussion: "Prints every mistake with its place. Exit status: 0 valid, 1 not valid."
  )

  @OptionGroup package var manifest: ManifestOptions
  @OptionGroup package var output: OutputOptions

  package init() {}

  package func run(in host: Host) async throws -> ExitStatus {
    let source = try manifest.source(in: host)
    let resolved = try manifest.manifest(
      source,
      account: source.account?.value ?? Self.placeholderAccount,
      in: host
    )
    host.tell(warnings: resolved.warnings, output)
    let count = resolved.regions.reduce(0) { $0 + $1.addresses.count }
    let resources = count == 1 ? "1 resource" : "\(count) resources"
    let regions = resolved.regions.count == 1 ? "1 region" : "\(resolved.regions.count) regions"
    host.writeOutput("valid: \(resources) in \(regions)\n")
    return .done
  }

  /// What `${account}` stands for where nobody says which account it is.
  static let placeholderAccount = "000000000000"
}

extension Host {
  /// Tells warnings on standard error.
  func tell(warnings: [Diagnostic], _ output: OutputOptions) {
    guard !warnings.isEmpty else { return }
    let terminal = Terminal(self, errors: true, noColor: output.noColor)
    writeError(DiagnosticRenderer(style: terminal.isColoured ? .colour : .plain).render(warnings))
  }
}
