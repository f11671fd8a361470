internal import Diagnostics
internal import Planning
internal import Resources
internal import SMSVoice

/// A manifest, the account it is for, and what is to be done there: what `plan` and `apply` share.
struct PlannedRun: Sendable {
  /// Open until the caller closes it.
  let connection: Connection
  /// The part of the manifest that was planned.
  let scope: Scope
  /// Of all regions in scope.
  let plan: Plan
  /// As the command line says, with the time of planning.
  let options: PlanOptions
  /// Why `apply` must not begin; empty when it may.
  let refusals: [String]
  /// What is doubtful about the manifest, the command line and the account.
  let warnings: [Diagnostic]
  /// The plan as JSON, reports and saved plans have it.
  let document: PlanDocument
  /// What the manifests were, for a saved plan.
  let manifests: ManifestDigest
  private let input: ManifestInput
  private let planning: PlanningOptions
  /// What was left of them when this was planned.
  private let limits: RunLimits
  /// Whether the run has carried out a plan before this one.
  private let isFurther: Bool

  /// What to say when this plan is not carried out.
  var nothingChanged: String {
    isFurther ? "nothing more was changed" : "nothing was changed"
  }

  /// The manifest as far as it is in scope.
  var manifest: Manifest { scope.manifest }

  /// Reads the manifest, connects, reads the account and plans.
  ///
  /// With a saved plan nothing is read when it is for other manifests or another account. The caller
  /// closes the connection.
  static func prepare(
    _ manifestOptions: ManifestOptions,
    _ planning: PlanningOptions,
    _ service: ServiceOptions,
    log: CallLog,
    trace: HTTPTrace,
    saved: SavedPlan? = nil,
    wanting wanted: Wanted = .manifest,
    in host: Host
  ) async throws -> PlannedRun {
    try checkComplete(manifestOptions, planning, in: host)
    let input = try ManifestInput(manifestOptions, in: host)
    // Mistakes of the manifest are told before anything is asked of the network.
    let checked = try input.manifests()
    try checkScope(planning, in: checked)
    try saved?.check(input)
    let connection = try await Connection.open(
      service,
      source: input.source,
      log: log,
      trace: trace,
      in: host
    )
    do {
      try saved?.check(account: connection.account)
      let scope = try Scope(
        of: wanted.part(of: try input.wholeManifest(for: connection.account)),
        regions: input.regions,
        targets: planning.targets,
        excludes: planning.excludes
      )
      guard !scope.manifest.regions.isEmpty else {
        throw CommandFailure(
          .failed,
          "error: the manifest has none of these regions for the account \(connection.account)"
        )
      }
      return try await plan(
        scope,
        of: input,
        planning,
        within: RunLimits(
          maxOpens: planning.maxOpens ?? PlanningOptions.defaultMaximum,
          maxDeletes: planning.maxDeletes ?? PlanningOptions.defaultMaximum
        ),
        isSaved: saved != nil,
        on: connection,
        in: host
      )
    } catch {
      await connection.close()
      throw error
    }
  }

  /// What the account is to be.
  enum Wanted {
    /// What the manifest says.
    case manifest
    /// Without anything of the manifest's project.
    case nothing

    fileprivate func part(of manifest: Manifest) -> Manifest {
      switch self {
      case .manifest: manifest
      case .nothing: manifest.emptied
      }
    }
  }

  private static func plan(
    _ scope: Scope,
    of input: ManifestInput,
    _ planning: PlanningOptions,
    within limits: RunLimits,
    isFurther: Bool = false,
    isSaved: Bool,
    on connection: Connection,
    in host: Host
  ) async throws -> PlannedRun {
    let options = planning.planOptions(in: host)
    let plan = try await connection.checkedPlan(scope.manifest, options: options)
    let doubts = try checkAddresses(planning, in: scope.manifest, plan)
    let warnings = scope.manifest.warnings + doubts + plan.warnings
    let refusals = plan.refusals(within: limits, isSaved: isSaved)
    return PlannedRun(
      connection: connection,
      scope: scope,
      plan: plan,
      options: options,
      refusals: refusals,
      warnings: warnings,
      document: PlanDocument(
        plan,
        scope: scope,
        warnings: warnings,
        refusals: refusals
      ),
      manifests: ManifestDigest(input),
      input: input,
      planning: planning,
      limits: limits,
      isFurther: isFurther
    )
  }

  /// The same planned anew, from what the account has now, once `done` were carried out, this one among them.
  func again(after done: [Plan], in host: Host) async throws -> PlannedRun {
    try await Self.plan(
      scope,
      of: input,
      planning,
      within: done.reduce(limits) { $0.after($1) },
      isFurther: true,
      isSaved: false,
      on: connection,
      in: host
    )
  }

  private static func checkScope(_ planning: PlanningOptions, in manifests: [Manifest]) throws {
    let addresses = manifests.flatMap(\.addresses)
    // With --prune it may name something that the manifest does not have; the plan shows.
    let targets = planning.prune ? [] : planning.targets
    for target in targets where !addresses.contains(where: { $0.isTargeted(by: target) }) {
      throw noMatch(of: target, for: "--target", among: addresses)
    }
    for exclude in planning.prune ? [] : planning.excludes {
      let glob = Glob(exclude)
      if addresses.contains(where: { glob.matches($0.description) }) { continue }
      guard let parent = addresses.first(where: { $0.isTargeted(by: exclude) }) else {
        throw noMatch(of: exclude, for: "--exclude", among: addresses)
      }
      throw CommandFailure(
        .failed,
        "error: '--exclude \(exclude)' picks a part of '\(parent)', which can be left out only as a whole"
      )
    }
  }

  private static func noMatch(
    of pattern: String,
    for option: String,
    among addresses: [Address]
  ) -> CommandFailure {
    let near = Suggestion.nearest(to: pattern, among: addresses.map(\.description))
    let hint =
      near.map { "; did you mean '\($0)'?" } ?? "; addresses look like 'us-east-1/pool/otp'"
    return CommandFailure(
      .failed,
      "error: nothing in the manifest matches '\(option) \(pattern)'\(hint)"
    )
  }

  /// Every address on the command line must be one of the plan: a slip there would go unnoticed.
  private static func checkAddresses(
    _ planning: PlanningOptions,
    in manifest: Manifest,
    _ plan: Plan
  ) throws -> [Diagnostic] {
    var doubts: [Diagnostic] = []
    let known =
      manifest.regions.flatMap(\.whole.addresses) + plan.changes.map(\.address)
    let given =
      planning.targets.map { ("--target", $0) } + planning.excludes.map { ("--exclude", $0) }
      + planning.adopt.map { ("--adopt", $0) }
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
      if planning.prune, option != "--exclude", option != "--adopt" {
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
      let file = try ManifestFiles(manifestOptions.paths, in: host).partOfProject
    else { return }
    throw CommandFailure(
      .refused,
      "error: '\(file)' may be a part of the project, and --prune would delete what the other parts "
        + "have: name the directory, or say with --complete that this is all of it. Nothing was changed"
    )
  }

  /// What is still to be done for the resources that the plan touched, read anew.
  func remaining() async throws -> Plan {
    let touched = Set(plan.graph.steps.values.flatMap(\.address.lineage))
    var options = options
    // Tags in bulk would still tell how it was before.
    options.readsTagsInBulk = false
    return try await connection.plan(
      manifest.filtered(
        { touched.contains($0) },
        concerning: { $0.lineage.contains(where: touched.contains) }
      ),
      options: options
    )
  }
}
