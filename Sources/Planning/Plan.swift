package import Diagnostics
package import Resources
package import SMSVoice

/// Resources of a manifest that are there twice, so that nobody can tell which of two is meant.
package struct DuplicatesError: Error, Sendable, Equatable {
  /// One for each, in the order to be shown.
  package let diagnostics: [Diagnostic]
}

/// What would be done, why, by which steps, and how long it takes.
package struct Plan: Sendable {
  /// The manifest's `project:`; empty for a plan of no region.
  package let project: String
  /// Twelve digits; empty for a plan of no region.
  package let account: String
  /// In the order of the manifest.
  package let regions: [String]
  /// By address.
  package let changes: [ResourceChange]
  /// Doubts about the manifest and the account, by place; they keep nothing from happening.
  package private(set) var warnings: [Diagnostic]
  /// Why it is sure to fail, as sentences that begin with the region.
  package private(set) var shortfalls: [String] = []
  /// The steps of all changes of all regions.
  package let graph: StepGraph
  /// For all regions together.
  package let estimate: Estimate

  /// Makes the plan of all regions from what was observed.
  ///
  /// No I/O.
  ///
  /// Throws `DiagnosticsError` for what only the live account shows to be wrong, such as a number that
  /// does not exist, `DuplicatesError` where that is all that is wrong, and `StepGraph.Cycle`.
  package init(
    _ observations: [RegionObservation],
    options: PlanOptions,
    quotas: Quotas
  ) throws {
    var changes: [ResourceChange] = []
    var warnings = DiagnosticList()
    var errors = DiagnosticList()
    var duplicates = DiagnosticList()
    for observation in observations {
      var region = RegionPlan(
        manifest: observation.manifest,
        options: options,
        observations: observation.observed
      )
      for kind in ResourceKinds.all { region.plan(kind) }
      for kind in ResourceKinds.all.reversed() { region.planUnwanted(kind) }
      changes += region.changes
      warnings.append(contentsOf: region.warnings)
      errors.append(contentsOf: region.errors)
      duplicates.append(contentsOf: region.duplicates)
    }
    if !errors.hasErrors, duplicates.hasErrors {
      throw DuplicatesError(diagnostics: duplicates.sorted)
    }
    errors.append(contentsOf: duplicates.sorted)
    try errors.throwIfErrors()
    let scope = observations.first?.manifest.scope
    project = scope?.project ?? ""
    account = scope?.account ?? ""
    regions = observations.map(\.manifest.scope.region)
    self.changes = changes.sorted { $0.address < $1.address }
    self.warnings = warnings.sorted
    graph = try StepGraph(changes.flatMap(\.steps))
    estimate = Estimate(graph, quotas: quotas)
  }

  /// Notes what another look at the account has shown.
  package mutating func note(warnings more: [Diagnostic], shortfalls: [String]) {
    var list = DiagnosticList()
    list.append(contentsOf: warnings + more)
    warnings = list.sorted
    self.shortfalls += shortfalls
  }

  /// Whether nothing in it counts as a change.
  package var isEmpty: Bool { !changes.contains { $0.action.isChange } }

  /// How many changes have an action.
  package func count(_ action: Action) -> Int {
    changes.count { $0.action == action }
  }

  /// What the plan opens, by address.
  package var opens: [(address: Address, opening: Opening)] {
    changes.flatMap { change in change.opens.map { (change.address, $0) } }
  }

  /// The change that a step belongs to.
  package func change(of step: Step.ID) -> ResourceChange? {
    guard let address = graph.steps[step]?.address else { return nil }
    return changes.first { $0.address == address }
  }

  /// Why applying must not even begin; empty when it may.
  ///
  /// `isSaved` is whether the options are those of a saved plan, beside which none can be given.
  package func refusals(within limits: RunLimits, isSaved: Bool = false) -> [String] {
    let advice = isSaved ? "plan again with --out and" : "add"
    let foreign = changes.filter(\.isForeign).map { change in
      "\(change.address): \(change.reason ?? "it belongs to another project")"
    }
    return foreign + shortfalls + limits.refusals(of: self, advice: advice)
  }
}
