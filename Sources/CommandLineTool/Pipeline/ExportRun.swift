internal import AWSClient
internal import Diagnostics
internal import Foundation
internal import Planning
internal import Resources
internal import SMSVoice

/// An account read, and the manifest of it.
struct ExportRun: Sendable {
  /// Of all regions together.
  let manifest: ExportedManifest
  /// How many resources the manifest has, those of all regions counted.
  let resourceCount: Int
  /// What a plan of the manifest would do now, as lines; empty as it should be.
  let plannedChanges: [String]

  /// Reads the regions, writes the manifest, and plans it against the same answers.
  ///
  /// Nothing comes out of it when a region could not be read.
  static func prepare(
    _ options: ExportOptions,
    _ service: ServiceOptions,
    log: CallLog,
    trace: HTTPTrace,
    in host: Host
  ) async throws -> ExportRun {
    let regions = try regions(options, service, in: host)
    let connection = try await Connection.open(
      service,
      to: ConnectionTarget(region: regions[0], account: options.account, service),
      log: log,
      trace: trace,
      in: host
    )
    return try await connection.closing {
      try await connection.export(regions, project: options.project, in: host)
    }
  }

  /// Those of the command line, each once, else the one that AWS's tools would use.
  private static func regions(
    _ options: ExportOptions,
    _ service: ServiceOptions,
    in host: Host
  ) throws -> [String] {
    let regions = options.regions.unique
    guard regions.isEmpty else { return regions }
    let profile = service.simulate == nil ? service.profile : nil
    guard let region = try ClientSettings(host.surroundings, profile: profile).region else {
      throw CommandFailure(.usage, "error: no region is set; name one or more with --region")
    }
    if let mistake = RegionTable.bundled.mistake(in: region) {
      throw CommandFailure(.usage, "error: \(mistake)")
    }
    return [region]
  }
}

extension Connection {
  fileprivate func export(
    _ regions: [String],
    project: String?,
    in host: Host
  ) async throws -> ExportRun {
    let service = RememberingService(client)
    let inventories = try await inventories(of: regions, through: service, in: host)
    let chosen = try project ?? Self.project(of: inventories)
    let now = host.now()
    let export = ManifestExport(
      inventories,
      scopes: regions.map {
        RegionScope(region: $0, account: account, project: chosen ?? "main", now: now)
      }
    )
    let manifest = ExportedManifest(export, isProjectChosen: chosen != nil)
    let resolved = try resolved(manifest, now: now)
    return ExportRun(
      manifest: manifest,
      resourceCount: resolved.resourceCount,
      plannedChanges: try await plannedChanges(of: resolved, through: service, now: now)
    )
  }

  /// The only project that tags name; nil when they name none.
  private static func project(of inventories: [RegionInventory]) throws -> String? {
    let projects = Set(inventories.flatMap(\.projects)).filter(\.isProjectName)
    guard projects.count > 1 else { return projects.first }
    let names = projects.sorted().map { "'\($0)'" }.joined(separator: ", ")
    throw CommandFailure(
      .failed,
      "error: the account has resources of the projects \(names): say with --project which one to export"
    )
  }

  /// Reads all regions at once.
  ///
  /// Throws one failure that names every region that could not be read.
  private func inventories(
    of regions: [String],
    through service: any SMSVoiceService,
    in host: Host
  ) async throws -> [RegionInventory] {
    try await RegionReadings(regions) { [quotas] index in
      try await RegionInventory.read(regions[index], through: service) { counts in
        let estimate = ReadingEstimate(counts, in: regions[index], quotas)
        if let line = estimate?.line { host.writeError(line) }
      }
    }.values(consequence: ", so nothing is exported")
  }

  /// The manifest as any command would read it.
  ///
  /// Throws when it has mistakes, which would be ours.
  private func resolved(_ manifest: ExportedManifest, now: Date) throws -> Manifest {
    do {
      return try Manifest(try manifest.source, account: account, now: now)
    } catch {
      throw CommandFailure(
        .failed,
        "error: what was read makes no manifest without mistakes, which is one of smsctl: "
          + error.words
      )
    }
  }

  /// What a plan of the manifest would do to the account as it was read.
  private func plannedChanges(
    of manifest: Manifest,
    through service: any SMSVoiceService,
    now: Date
  ) async throws -> [String] {
    let options = PlanOptions(now: now)
    var observations: [RegionObservation] = []
    for region in manifest.regions {
      observations.append(
        try await RegionObservation.observe(region, options: options, through: service)
      )
    }
    do {
      let plan = try Plan(observations, options: options, quotas: quotas)
      return plan.changes.filter(\.action.isChange).map { change in
        let reason = change.reason.map { " (\(DisplayText.escape($0)))" } ?? ""
        return "\(change.address): \(change.action)\(reason)"
      }
    } catch let error as DiagnosticsError {
      return [error.words]
    }
  }
}

extension DiagnosticsError {
  /// All its messages in one line.
  fileprivate var words: String {
    DisplayText.escape(diagnostics.map(\.message.text).joined(separator: "; "))
  }
}

extension String {
  /// Whether a manifest can have it as `project`.
  var isProjectName: Bool {
    (1...256).contains(utf8.count)
      && unicodeScalars.allSatisfy { $0.isNameScalar }
  }
}
