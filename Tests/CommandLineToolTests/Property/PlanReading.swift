import Foundation

/// What the document of a plan says.
struct PlanReading: Decodable {
  /// What becomes of a resource or child.
  struct Change: Decodable, CustomStringConvertible {
    struct Step: Decodable {
      var operation: String
      var role: String
    }

    var address: String
    var action: String
    var reason: String?
    var remedy: String?
    var steps: [Step]
    var description: String { "\(action) \(address)\(reason.map { ": \($0)" } ?? "")" }

    /// Whether it is told of the other, or of what the other is a child of.
    func isWithin(_ other: Change) -> Bool {
      "\(address)/".hasPrefix("\(other.address)/")
    }
  }

  /// Those that are as declared among them.
  let changes: [Change]
  /// Why `apply` would not begin.
  let refusals: [String]

  init(_ document: String) throws {
    self = try JSONDecoder().decode(PlanReading.self, from: Data(document.utf8))
  }

  /// The options that would let happen what does not.
  var remedies: [[String]] {
    let option = #/--(?:allow-[a-z-]+|disable-deletion-protection|max-opens|max-deletes) \S+/#
    return (changes.compactMap(\.remedy) + refusals).flatMap { $0.matches(of: option) }
      .map { $0.output.split(separator: " ").map(String.init) }
  }

  /// Every write as `us-east-1/pool/codes CreatePool`, sorted.
  var writes: [String] {
    changes.flatMap { change in
      change.steps.filter { $0.role == "write" }.map { "\(change.address) \($0.operation)" }
    }.sorted()
  }

  /// Those that wait for a decision.
  var blocked: [Change] { changes.filter { $0.action == "blocked" } }

  /// The addresses of what is made anew.
  var replaced: Set<String> { Set(changes.filter { $0.action == "replace" }.map(\.address)) }

  /// What has something to do or to decide, beside what an earlier plan could not do yet.
  ///
  /// That a child is no longer blocked may show as an update of what it is a child of.
  func news(since earlier: PlanReading) -> [Change] {
    let quiet = ["none", "keep", "waiting"]
    let unsettled = earlier.numbersInPrunedPools
    // Children of what is adopted are pruned by the next run.
    let kept = Set(earlier.changes.filter { $0.action == "keep" }.map(\.address))
    return changes.filter { change in
      !quiet.contains(change.action)
        && !(change.action == "delete" && kept.contains(change.address))
        && !earlier.blocked.contains { change.isWithin($0) || $0.isWithin(change) }
        && !unsettled.contains { "\(change.address)/".hasPrefix("\($0)/") }
    }
  }

  /// Numbers of the manifest in pools that pruning takes away: what they have then only the next plan can
  /// tell.
  private var numbersInPrunedPools: [String] {
    guard changes.contains(where: { $0.action == "delete" }) else { return [] }
    return changes.filter { $0.action == "keep" && $0.address.contains("/phone-number/") }
      .compactMap { $0.address.firstMatch(of: #/^(.*)\/setting\/\w+$/#).map { String($0.1) } }
  }
}
