internal import Diagnostics
internal import SMSVoice

/// A live resource, such as a pool, that can hold so many children, such as originators.
struct Crowd: Sendable {
  let parent: Address
  /// For example `originators`.
  let noun: String
  let live: Int
  let limit: Int
  /// What to do about it.
  let remedy: String
  let creation: Operation
  let removal: Operation

  /// A warning when a plan makes more of them than fit; nil when they do.
  ///
  /// Children that the manifest does not have count, too: without `--prune` they stay.
  func warning(about changes: [ResourceChange]) -> Diagnostic? {
    let own = changes.filter { $0.address.lineage.contains(parent) }
    let steps = own.flatMap(\.steps).filter { $0.role == .write }
    let creations = steps.count { $0.operation == creation }
    let removals = steps.count { $0.operation == removal }
    guard creations > 0, live + creations - removals > limit else { return nil }
    let range = own.first { $0.address == parent }?.range
    return .warning(
      "\(parent) holds at most \(limit) \(noun), has \(live) and would have \(live + creations - removals); \(remedy)",
      at: range
    )
  }
}
