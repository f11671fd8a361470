internal import Diagnostics
internal import Planning
internal import Resources
internal import SMSVoice

/// A manifest, the account it is for, and what is to be done there: what `plan` and `apply` share.
struct PlannedRun: Sendable {
  let connection: Connection
  let manifest: Manifest
  let plan: Plan
  let options: PlanOptions
  /// What is doubtful about the command line.
  let doubts: [Diagnostic]

  /// Reads the manifest, connects, reads the account and plans.
  ///
  /// The caller closes the connection.
  static func prepare(
    _ manifestOptions: ManifestOptions,
    _ planning: PlanningOptions,
    _ service: ServiceOptions,
    log: CallLog,
    trace: HTTPTrace,
    in host: Host
  ) async throws -> PlannedRun {
    try checkComplete(manifestOptions, planning, in: host)
    let input = try ManifestInput(manifestOptions, in: host)
    // Mistakes of the manifest are told before anything is asked of the network.
    let checked = try input.manifests()
    try checkTargets(planning.targets, in: checked)
    let connection = try await Connection.open(
      service,
      source: input.source,
      log: log,
      trace: trace,
      in: host
    )
    do {
      let full = try input.manifest(for: connection.account)
      guard !full.regions.isEmpty else {
        throw CommandFailure(
          .failed,
          "error: the manifest has none of these regions for the account \(connection.account)"
        )
      }
      let manifest = planning.targets.isEmpty ? full : full.targeted(planning.targets)
      let options = planning.planOptions(now: host.now())
      let plan = try await connection.plan(manifest, options: options)
      let doubts = try checkAddresses(planning, in: manifest, plan)
      return PlannedRun(
        connection: connection,
        manifest: manifest,
        plan: plan,
        options: options,
        doubts: doubts
      )
    } catch {
      await connection.close()
      throw error
    }
  }

  private static func checkTargets(_ targets: [String], in manifests: [Manifest]) throws {
    let addresses = manifests.flatMap(\.regions).flatMap(\.addresses)
    for target in targets where !addresses.contains(where: { $0.isTargeted(by: target) }) {
      let near = Suggestion.nearest(to: target, among: addresses.map(\.description))
      let hint =
        near.map { "; did you mean '\($0)'?" } ?? "; addresses look like 'us-east-1/pool/otp'"
      throw CommandFailure(
        .failed,
        "error: nothing in the manifest matches '--target \(target)'\(hint)"
      )
    }
  }

  /// Every address on the command line must be one of the plan: a slip there would go unnoticed.
  private static func checkAddresses(
    _ planning: PlanningOptions,
    in manifest: Manifest,
    _ plan: Plan
  ) throws -> [Diagnostic] {
    var doubts: [Diagnostic] = []
    let known = manifest.regions.flatMap(\.addresses) + plan.changes.map(\.address)
    let given =
      planning.targets.map { ("--target", $0) } + planning.adopt.map { ("--adopt", $0) }
      + planning.allowConsentChange.map { ("--allow-consent-change", $0) }
      + planning.allowReplace.map { ("--allow-replace", $0) }
      + planning.allowDelete.map { ("--allow-delete", $0) }
      + planning.disableDeletionProtection.map { ("--disable-deletion-protection", $0) }
    for (option, address) in given {
      let glob = Glob(address)
      guard !known.contains(where: { glob.matches($0.description) }) else { continue }
      let near = Suggestion.nearest(to: address, among: known.map(\.description))
      let hint = near.map { "; did you mean '\($0)'?" } ?? ""
      let message = "nothing in the manifest matches '\(option) \(address)'\(hint)"
      // What was to be deleted may be gone already, by a run before this one.
      if planning.prune, option != "--target", option != "--adopt" {
        doubts.append(.warning(Diagnostic.Message(message), at: nil))
      } else {
        throw CommandFailure(.failed, "error: " + message)
      }
    }
    return doubts
  }

  /// Refuses to prune what other files of the project may have.
  private static func checkComplete(
    _ manifestOptions: ManifestOptions,
    _ planning: PlanningOptions,
    in host: Host
  ) throws {
    guard planning.prune, !planning.complete,
      let file = manifestOptions.paths.first(where: { $0 == "-" || !host.isDirectory($0) })
    else { return }
    throw CommandFailure(
      .refused,
      "error: '\(file)' may be a part of the project, and --prune would delete what the other parts "
        + "have: name the directory, or say with --complete that this is all of it. Nothing was changed"
    )
  }

  /// What is still to be done for the resources that the plan touched, read anew.
  func remaining() async throws -> Plan {
    // What the manifest does not have goes away, so none of it may be left out.
    if options.prune { return try await connection.plan(manifest, options: options) }
    let touched = Set(plan.graph.steps.values.flatMap(\.address.lineage))
    return try await connection.plan(manifest.filtered { touched.contains($0) }, options: options)
  }
}

extension Manifest {
  /// The part that any of the targets picks, with all it refers to.
  func targeted(_ targets: [String]) -> Manifest {
    filtered { address in targets.contains { address.isTargeted(by: $0) } }
  }
}

extension Address {
  /// Whether a target picks this resource, or a child of it, which takes the resource along.
  func isTargeted(by target: String) -> Bool {
    if Glob(target).matches(description) { return true }
    let depth = description.split(separator: "/").count
    let parts = target.split(separator: "/")
    guard parts.count > depth else { return false }
    return Glob(parts.prefix(depth).joined(separator: "/")).matches(description)
  }
}
