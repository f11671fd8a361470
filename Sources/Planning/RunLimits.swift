internal import Resources

/// How much one run may open and delete without being asked, counted over all the plans that it carries out.
package struct RunLimits: Sendable {
  /// Countries, counted in each region.
  package let maxOpens: Int
  /// Resources and children.
  package let maxDeletes: Int
  /// By region and country, so that what two plans open is counted once.
  private var opened: Set<String> = []
  // With its children, by address: a delete that reads do not show yet is not counted again.
  private var deleted: [Address: Int] = [:]

  package init(maxOpens: Int, maxDeletes: Int) {
    self.maxOpens = maxOpens
    self.maxDeletes = maxDeletes
  }

  /// What is left of them after `plan` was carried out.
  package func after(_ plan: Plan) -> RunLimits {
    var limits = self
    limits.opened.formUnion(plan.openedCountries)
    limits.deleted.merge(plan.deletes, uniquingKeysWith: max)
    return limits
  }

  /// What is wrong with `plan`, as sentences; empty when it keeps to the limits.
  ///
  /// `advice` is what comes before an option in the words for what to do, such as `add`.
  func refusals(of plan: Plan, advice: String) -> [String] {
    let opens = plan.openedCountries.union(opened).count
    let deletes = plan.deletes.merging(deleted, uniquingKeysWith: max).values.reduce(0, +)
    var refusals: [String] = []
    if !plan.openedCountries.isEmpty, opens > maxOpens {
      refusals.append(
        "\(subject(opened.isEmpty, "opens")) \(opens) countries, more than \(maxOpens); "
          + "if that is intended, \(advice) --max-opens \(opens)"
      )
    }
    if !plan.deletes.isEmpty, deletes > maxDeletes {
      refusals.append(
        "\(subject(deleted.isEmpty, "deletes")) \(deletes) resources and children, more than \(maxDeletes); "
          + "if that is intended, \(advice) --max-deletes \(deletes)"
      )
    }
    return refusals
  }

  private func subject(_ isFirst: Bool, _ verb: String) -> String {
    isFirst ? "the plan \(verb)" : "with what this run has done before, it \(verb)"
  }
}

extension Plan {
  /// Each with its region, for example `us-east-1 GB`.
  fileprivate var openedCountries: Set<String> {
    Set(opens.filter(\.opening.isCountry).map { "\($0.address.region) \($0.opening.subject)" })
  }

  /// How much goes away with each address, children included; a replaced resource does, too.
  fileprivate var deletes: [Address: Int] {
    let gone = changes.filter { $0.action == .delete || $0.action == .replace }
    return Dictionary(gone.map { ($0.address, 1 + $0.goesAlong) }, uniquingKeysWith: +)
  }
}
