internal import ArgumentParser

/// The options of a command line that decide what is planned, as a saved plan keeps them.
///
/// The names of the members are those of the file.
package struct PlanningChoices: Codable, Equatable, Sendable {
  var regions: [String]
  var targets: [String]
  var excludes: [String]
  var adopt: [String]
  var allowConsentChange: [String]
  var allowReplace: [String]
  var prune: Bool
  var complete: Bool
  var allowDelete: [String]
  var disableDeletionProtection: [String]
  var bulkTags: Bool
  var maxDeletes: Int?
  var maxOpens: Int?

  /// What a command line says.
  init(_ planning: PlanningOptions, _ manifest: ManifestOptions) {
    regions = manifest.regions
    targets = planning.targets
    excludes = planning.excludes
    adopt = planning.adopt
    allowConsentChange = planning.allowConsentChange
    allowReplace = planning.allowReplace
    prune = planning.prune
    complete = planning.complete
    allowDelete = planning.allowDelete
    disableDeletionProtection = planning.disableDeletionProtection
    bulkTags = planning.bulkTags
    maxDeletes = planning.maxDeletes
    maxOpens = planning.maxOpens
  }

  /// The options given, by name; empty when all is as without any.
  var given: [String] {
    let all = [
      ("--region", !regions.isEmpty), ("--target", !targets.isEmpty),
      ("--exclude", !excludes.isEmpty), ("--adopt", !adopt.isEmpty),
      ("--allow-consent-change", !allowConsentChange.isEmpty),
      ("--allow-replace", !allowReplace.isEmpty), ("--prune", prune), ("--complete", complete),
      ("--allow-delete", !allowDelete.isEmpty),
      ("--disable-deletion-protection", !disableDeletionProtection.isEmpty),
      ("--bulk-tags", bulkTags), ("--max-deletes", maxDeletes != nil),
      ("--max-opens", maxOpens != nil),
    ]
    return all.filter(\.1).map(\.0)
  }

  /// Puts them in the place of what a command line says.
  func replace(_ planning: inout PlanningOptions, _ manifest: inout ManifestOptions) {
    manifest.regions = regions
    planning.targets = targets
    planning.excludes = excludes
    planning.adopt = adopt
    planning.allowConsentChange = allowConsentChange
    planning.allowReplace = allowReplace
    planning.prune = prune
    planning.complete = complete
    planning.allowDelete = allowDelete
    planning.disableDeletionProtection = disableDeletionProtection
    planning.bulkTags = bulkTags
    planning.maxDeletes = maxDeletes
    planning.maxOpens = maxOpens
  }
}
