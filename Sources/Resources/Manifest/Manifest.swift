package import Diagnostics
package import Foundation
package import SMSVoice

/// A project's manifest, resolved: what is wanted in each region, every value known.
package struct Manifest: Sendable {
  /// The value of the tag `smsctl:project` on what is ours.
  package let project: String
  /// In the order of the manifest.
  package let regions: [RegionManifest]
  /// What is doubtful about it, though not wrong.
  package let warnings: [Diagnostic]

  /// Resolves a manifest.
  ///
  /// - Parameters:
  ///   - source: the merged documents.
  ///   - account: what `${account}` stands for; where the manifest has `accounts`, which of them is taken.
  ///   - variables: values from the command line and the environment, which win over the manifest's.
  ///   - countries: the table that groups expand from.
  ///   - now: what is past.
  /// - Throws: every mistake found, each once although it may show in several regions.
  package init(
    _ source: ManifestSource,
    account: String,
    variables: [String: String] = [:],
    countries: CountryTable = .bundled,
    now: Date = .distantPast
  ) throws(DiagnosticsError) {
    var resolver = ManifestResolver(
      source: source,
      account: account,
      variables: variables,
      countries: countries,
      now: now
    )
    project = source.project.value
    regions = resolver.resolve()
    try resolver.diagnostics.throwIfErrors()
    warnings = resolver.diagnostics.sorted
  }

  private init(project: String, regions: [RegionManifest], warnings: [Diagnostic]) {
    self.project = project
    self.regions = regions
    self.warnings = warnings
  }

  /// The same manifest with only the regions that `isWanted` picks.
  package func limited(to isWanted: (RegionManifest) -> Bool) -> Manifest {
    Manifest(project: project, regions: regions.filter(isWanted), warnings: warnings)
  }

  /// The same regions with nothing wanted in them.
  package var emptied: Manifest {
    Manifest(project: project, regions: regions.map(\.emptied), warnings: [])
  }

  /// The same manifest with only the resources that `isWanted` picks and all they refer to.
  ///
  /// For the others see `RegionManifest.filtered`.
  package func filtered(
    _ isWanted: (Address) -> Bool,
    concerning concerns: @escaping @Sendable (Address) -> Bool,
    excluding excludes: @escaping @Sendable (Address) -> Bool = { _ in false }
  ) -> Manifest {
    let parts = regions.map {
      $0.filtered(isWanted, concerning: concerns, excluding: excludes)
    }
    return Manifest(project: project, regions: parts, warnings: warnings)
  }
}
