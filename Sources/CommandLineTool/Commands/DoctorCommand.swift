internal import AWSClient
package import ArgumentParser
internal import Diagnostics
internal import Resources
internal import SMSVoice

/// `smsctl doctor`: checks all that `plan` needs before it can read anything.
package struct DoctorCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "Check credentials, account, regions, permissions, clock and quotas.",
    discussion: """
      Prints a line for each check. Reads only. The regions are the manifest's; where there is no \
      manifest, those of --region, else the region of the environment or the profile.

      Exit status: 0 when plan can work, 1 when something failed.
      """
  )

  @OptionGroup package var manifest: ManifestOptions
  @OptionGroup package var service: ServiceOptions
  @OptionGroup package var output: OutputOptions

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    if service.simulate != nil {
      throw ValidationError("there is nothing to check in a simulated account")
    }
  }

  package func run(in host: Host) async throws -> ExitStatus {
    let view = CheckupText(terminal: Terminal(host, noColor: output.noColor))
    let log = CallLog(isVerbose: service.verbose, in: host)
    let trace = try service.httpTrace(in: host)
    let settings = try ClientSettings(host.surroundings, profile: service.profile)
    let subject = try DoctorSubject(manifest, settings, in: host)
    let setup = try ClientSetup(
      service,
      endpoint: service.endpointURL,
      settings: settings,
      region: subject.regions.first ?? "us-east-1",
      log: log,
      trace: trace
    )
    let checkup = Checkup(
      setup: setup,
      regions: subject.regions,
      accounts: subject.accounts,
      reads: subject.reads,
      now: host.now
    )
    let (isBroken, status) = try await Interruption.watching(host: host, notice: "interrupted") {
      host.writeOutput(view.text(of: Finding(.fine, "manifest", subject.text)))
      var isBroken = false
      try await checkup.run { finding in
        if finding.verdict == .broken { isBroken = true }
        host.writeOutput(view.text(of: finding))
      }
      return isBroken
    }
    if let status { return ExitStatus(rawValue: status) }
    return isBroken ? .failed : .done
  }
}

/// What the checks are about: the manifest's regions, or those that somebody named.
private struct DoctorSubject {
  let regions: [String]
  let accounts: [String]?
  let reads: [SMSVoice.Operation]
  let text: String

  init(_ options: ManifestOptions, _ settings: ClientSettings, in host: Host) throws {
    guard try options.paths.isEmpty && !ManifestFiles([], in: host).hasDefault else {
      let input = try ManifestInput(options, in: host)
      let manifests = try input.manifests()
      let used = Set(manifests.flatMap(\.regions).map(\.scope.region))
      regions = input.source.regionNames.filter { used.contains($0) }
      accounts = input.source.accountIDs
      reads = Self.reads(of: manifests)
      text = "\(input.source.project.value), \(regions.joined(separator: ", "))"
      return
    }
    regions =
      options.regions.isEmpty
      ? [settings.region].compactMap(\.self)
      : options.regions.enumerated().filter { options.regions.firstIndex(of: $1) == $0 }.map(\.1)
    guard !regions.isEmpty else {
      throw CommandFailure(
        .failed,
        "error: there is no manifest here and no region is set; name one with --region"
      )
    }
    accounts = nil
    reads = Self.allReads
    text = "none here; checking \(regions.joined(separator: ", "))"
  }

  /// The lists that plan reads for these manifests; what it reads of single resources depends on what
  /// there is.
  private static func reads(of manifests: [Manifest]) -> [SMSVoice.Operation] {
    var permissions = Permissions()
    for manifest in manifests { permissions.add(manifest) }
    let actions = Set(permissions.reads.map(\.action))
    return allReads.filter { actions.contains("sms-voice:\($0)") }
  }

  private static let allReads: [SMSVoice.Operation] = [
    "DescribeConfigurationSets", "DescribeOptOutLists", "DescribePhoneNumbers", "DescribePools",
    "DescribeProtectConfigurations", "DescribeSenderIds",
  ]
}
