internal import Diagnostics
internal import Resources
internal import SMSVoice

/// The part of a manifest that a command line asks for.
struct Scope: Sendable {
  /// With all regions that are left, those without resources included.
  let manifest: Manifest
  /// How much of the manifest is not in it.
  let leftOut: PlanDocument.LeftOut
  /// What no target picks and those that are picked depend on, in order.
  let cameAlong: [Address]

  /// Picks the regions, of them what the targets pick with all it refers to, and of that what is not
  /// excluded.
  ///
  /// Throws `CommandFailure` when nothing is left, or when something needs what is excluded.
  init(
    of whole: Manifest,
    regions: [String],
    targets: [String],
    excludes: [String]
  ) throws {
    let limited =
      regions.isEmpty ? whole : whole.limited { regions.contains($0.scope.region) }
    let targeted =
      targets.isEmpty
      ? limited
      : limited.filtered(
        { address in targets.contains { address.isTargeted(by: $0) } },
        concerning: { unwanted in
          unwanted.lineage.contains { address in
            targets.contains { Glob($0).matches(address.description) }
          }
        }
      )
    let globs = excludes.map { Glob($0) }
    let isExcluded = { @Sendable (address: Address) in
      globs.contains { $0.matches(address.description) }
    }
    let excluded = Set(excludes.isEmpty ? [] : targeted.addresses.filter(isExcluded))
    try Self.check(excluded, of: targeted)
    // With --prune it may also be something that the manifest does not have.
    manifest =
      excludes.isEmpty
      ? targeted
      : targeted.filtered(
        { !isExcluded($0) },
        concerning: { _ in true },
        excluding: { $0.lineage.contains(where: isExcluded) }
      )
    leftOut = PlanDocument.LeftOut(
      region: whole.resourceCount - limited.resourceCount,
      target: limited.resourceCount - targeted.resourceCount,
      exclude: excluded.count
    )
    cameAlong =
      targets.isEmpty
      ? []
      : manifest.addresses.filter { address in
        !targets.contains { address.isTargeted(by: $0) }
      }.sorted()
  }

  /// Nothing that stays may refer to what goes.
  private static func check(_ excluded: Set<Address>, of manifest: Manifest) throws {
    guard !excluded.isEmpty else { return }
    guard manifest.resourceCount > excluded.count else {
      throw CommandFailure(.failed, "error: '--exclude' leaves nothing of the manifest to work on")
    }
    let needs = manifest.regions.flatMap { region in
      let references = region.references
      return region.addresses.filter { !excluded.contains($0) }.flatMap { user in
        Set(references[user] ?? []).intersection(excluded).sorted()
          .map { "error: '\(user)' needs '\($0)', which '--exclude' leaves out" }
      }
    }
    guard !needs.isEmpty else { return }
    let shown = needs.sorted().prefix(10).map(DisplayText.escape)
    let more = needs.count > shown.count ? ["and \(needs.count - shown.count) more"] : []
    throw CommandFailure(
      .failed,
      (shown + more + ["exclude what needs it as well"]).joined(separator: "\n")
    )
  }
}

extension Manifest {
  /// All addresses of all regions.
  var addresses: [Address] { regions.flatMap(\.addresses) }

  /// How many resources it wants, those of all regions counted.
  var resourceCount: Int { regions.reduce(0) { $0 + $1.resourceCount } }
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
