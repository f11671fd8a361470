package import Resources

/// The steps of a plan and what each waits for.
///
/// Knows ids and edges, nothing of resources.
package struct StepGraph: Sendable {
  /// By id.
  package let steps: [Step.ID: Step]
  /// The steps that must have succeeded before one may start.
  package let prerequisites: [Step.ID: Set<Step.ID>]
  /// The steps that wait for one.
  package let dependents: [Step.ID: Set<Step.ID>]

  /// A chain of steps that wait for each other.
  package struct Cycle: Error, Equatable, CustomStringConvertible {
    package var members: [Step.ID]

    /// For example `a waits for b, b waits for a`.
    package var description: String {
      zip(members, members.dropFirst() + members.prefix(1))
        .map { "\($0) waits for \($1)" }
        .joined(separator: ", ")
    }
  }

  /// Builds the graph.
  ///
  /// A dependency on a step that is not among `steps`, or on a milestone that none of them reaches,
  /// is fulfilled already.
  package init(_ steps: [Step]) throws(Cycle) {
    self.steps = Dictionary(steps.map { ($0.id, $0) }) { first, _ in first }
    var reaching: [Milestone: Set<Step.ID>] = [:]
    for step in steps {
      for milestone in step.reaches { reaching[milestone, default: []].insert(step.id) }
    }
    var prerequisites: [Step.ID: Set<Step.ID>] = [:]
    var dependents: [Step.ID: Set<Step.ID>] = [:]
    for step in steps {
      var needed: Set<Step.ID> = []
      for dependency in step.dependsOn {
        switch dependency {
        case .step(let id): if self.steps[id] != nil { needed.insert(id) }
        case .milestone(let milestone): needed.formUnion(reaching[milestone] ?? [])
        }
      }
      needed.remove(step.id)
      prerequisites[step.id] = needed
      for id in needed { dependents[id, default: []].insert(step.id) }
    }
    self.prerequisites = prerequisites
    self.dependents = dependents
    if order.count < self.steps.count { throw findCycle() }
  }

  /// The steps in an order in which each comes after those it waits for, equals by id.
  ///
  /// Shorter than `steps` when some wait for each other, which `init` refuses.
  package var order: [Step.ID] {
    var open = prerequisites.mapValues(\.count)
    var ready = open.filter { $0.value == 0 }.keys.sorted()
    var result: [Step.ID] = []
    while !ready.isEmpty {
      var next: [Step.ID] = []
      for id in ready {
        result.append(id)
        for dependent in dependents[id] ?? [] {
          open[dependent, default: 0] -= 1
          if open[dependent] == 0 { next.append(dependent) }
        }
      }
      ready = next.sorted()
    }
    return result
  }

  private func findCycle() -> Cycle {
    let ordered = Set(order)
    guard var current = steps.keys.filter({ !ordered.contains($0) }).min() else {
      return Cycle(members: [])
    }
    var path: [Step.ID] = []
    while !path.contains(current) {
      path.append(current)
      let open = (prerequisites[current] ?? []).filter { !ordered.contains($0) }
      guard let next = open.min() else { break }
      current = next
    }
    return Cycle(members: Array(path.drop { $0 != current }))
  }

  /// Each step with what it waits for, as indented text in order, for tests and messages.
  package var text: String {
    order.map { id in
      let waits = (prerequisites[id] ?? []).sorted().map { "  after \($0)\n" }
      return "\(id)\n" + waits.joined()
    }.joined()
  }
}
