package import SMSVoice

/// What was read of one region, by section.
package struct RegionObservation: Sendable {
  package let manifest: RegionManifest
  /// The `Kind.Observed` of each kind that the manifest has there.
  package let observed: [String: any Sendable]

  /// Reads all that a region's manifest needs, kinds and lists at once.
  ///
  /// `adopt` are the addresses that `--adopt` takes over.
  package static func observe(
    _ manifest: RegionManifest,
    adopting adopt: [Glob] = [],
    through service: any SMSVoiceService
  ) async throws -> RegionObservation {
    let reader = RegionReader(service: service, region: manifest.scope.region, adopt: adopt)
    let kinds = ResourceKinds.all.filter { !isEmpty($0, in: manifest) }
    let observed = try await withThrowingTaskGroup(of: (String, any Sendable).self) { group in
      for kind in kinds {
        group.addTask { (kind.section, try await observe(kind, in: manifest, with: reader)) }
      }
      var result: [String: any Sendable] = [:]
      for try await (section, value) in group { result[section] = value }
      return result
    }
    return RegionObservation(manifest: manifest, observed: observed)
  }

  private static func isEmpty<Kind: ResourceKind>(
    _ kind: Kind.Type,
    in manifest: RegionManifest
  ) -> Bool {
    manifest.desired(kind).isEmpty
  }

  private static func observe<Kind: ResourceKind>(
    _ kind: Kind.Type,
    in manifest: RegionManifest,
    with reader: RegionReader
  ) async throws -> any Sendable {
    try await kind.observe(manifest.desired(kind), in: manifest, with: reader)
  }
}
