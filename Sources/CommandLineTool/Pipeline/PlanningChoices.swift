internal import ArgumentParser

/// The options of a command line that decide what is planned, as a saved plan keeps them.
///
/// The names of the members are those of the file.
package struct PlanningChoices: Codable, Equatable, Sendable {
  /// `--region`; empty for all, as are the other lists for none.
  var regions: [String]
  /// `--target`: addresses, in which `*` stands for any text.
  var targets: [String]
  /// `--exclude`: the same.
  var excludes: [String]
  /// `--adopt`: the same.
  var adopt: [String]
  /// `--allow-consent-change`: exact addresses.
  var allowConsentChange: [String]
  /// `--allow-replace`: exact addresses.
  var allowReplace: [String]
  /// `--prune`.
  var prune: Bool
  /// `--complete`: whether the files that were named are the whole project.
  var complete: Bool
  /// `--allow-delete`: exact addresses.
  var allowDelete: [String]
  /// `--disable-deletion-protection`: exact addresses.
  var disableDeletionProtection: [String]
  /// `--bulk-tags`.
  var bulkTags: Bool
  /// `--max-deletes`; nil for the default.
  var maxDeletes: Int?
  /// `--max-opens`; nil for the default.
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
