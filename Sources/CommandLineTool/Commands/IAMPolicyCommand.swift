package import ArgumentParser
internal import Diagnostics
internal import Resources

/// `smsctl iam-policy`: prints the least policy by which a manifest can be planned or applied.
package struct IAMPolicyCommand: HostedCommand {
  package static let configuration = CommandConfiguration(
    commandName: "iam-policy",
    abstract: "Print the least IAM policy that plan or apply needs for these manifests.",
    discussion: """
      Reads nothing but manifests: no network, no credentials. The policy allows what any state of the account may take \
      to reach the manifest, and no more. Pools, protect configurations and numbers have ids that only the service knows: \
      they may be written where they carry the project's tag, or, for a kind with 'adopt: true', whoever's they are. \
      --adopt on the command line of apply needs 'adopt: true' in the manifest here.
      """
  )

  /// Which command the policy is for.
  package enum Purpose: String, CaseIterable, ExpressibleByArgument, Sendable {
    /// Reads alone.
    case plan
    /// Reads and writes.
    case apply
  }

  @OptionGroup package var manifest: ManifestOptions
  @OptionGroup package var output: OutputOptions

  @Option(name: .customLong("for"), help: "The command that is to run: plan, or apply.")
  package var purpose = Purpose.apply

  @Flag(help: "Also what --prune, destroy and --allow-replace take: reading all, and deleting.")
  package var prune = false

  @Flag(help: "Also what --bulk-tags takes: reading tags by the Resource Groups Tagging API.")
  package var bulkTags = false

  @Option(
    help: ArgumentHelp(
      "Only this account of the manifest, or the one of a manifest that names none.",
      valueName: "id"
    )
  )
  package var account: String?

  package init() {}

  /// Checks what no single option can.
  package func validate() throws {
    try AccountID.check(account)
  }

  package func run(in host: Host) async throws -> ExitStatus {
    let input = try ManifestInput(manifest, in: host)
    // With an account of zeros, so that mistakes are told as everywhere.
    host.tell(warnings: try input.manifests().warnings, output)
    let manifests = try manifests(input)
    guard let first = manifests.flatMap(\.regions).first else {
      throw CommandFailure(.failed, "error: the manifest has none of these regions")
    }
    var permissions = Permissions()
    for manifest in manifests {
      permissions.add(manifest)
      if prune { permissions.addDeletions(manifest) }
    }
    if bulkTags { permissions.addBulkTags() }
    let policy = PolicyDocument(
      allowing: purpose == .plan
        ? permissions.reads : permissions.reads.union(permissions.writes),
      project: first.scope.project,
      formerProjects: first.scope.formerProjects
    )
    warn(of: policy, for: manifests, input, in: host)
    host.writeOutput(policy.text)
    return .done
  }

  /// The manifest for each account that the policy is for; a star stands for one that nobody names.
  private func manifests(_ input: ManifestInput) throws -> [Manifest] {
    let declared = input.source.accountIDs
    if let account {
      guard declared?.contains(account) != false else {
        throw CommandFailure(
          .failed,
          "error: the manifest is not for the account \(account); it is for "
            + (declared ?? []).joined(separator: ", ")
        )
      }
      return [try input.manifest(for: account)]
    }
    if let declared { return try declared.map { try input.manifest(for: $0) } }
    do {
      return [try input.manifest(for: "*")]
    } catch is DiagnosticsError {
      throw CommandFailure(
        .failed,
        "error: names in the manifest depend on '${account}': say which account it is with --account ID"
      )
    }
  }

  private func warn(
    of policy: PolicyDocument,
    for manifests: [Manifest],
    _ input: ManifestInput,
    in host: Host
  ) {
    var warnings: [Diagnostic] = []
    if account == nil, input.source.accountIDs == nil {
      warnings.append(
        .warning(
          "the policy is for any account, since the manifest names none: add 'account: \"ID\"' to it, or --account ID",
          at: nil
        )
      )
    }
    let partitions = Set(manifests.flatMap(\.regions).map(\.scope.partition)).sorted()
    if partitions.count > 1 {
      warnings.append(
        .warning(
          "the policy is for the partitions \(partitions.joined(separator: ", ")), and IAM of one takes no ARNs of another: make one for each with --region",
          at: nil
        )
      )
    }
    if policy.size > PolicyDocument.sizeLimit {
      warnings.append(
        .warning(
          "the policy has \(policy.size) characters without white space, and a managed policy takes \(PolicyDocument.sizeLimit): make one for each region with --region, or for each part of the manifest",
          at: nil
        )
      )
    }
    host.tell(warnings: warnings, output)
  }
}
