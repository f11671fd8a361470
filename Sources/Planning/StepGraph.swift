package import Resources

/// The steps of a plan and what each waits for.
///
/// Knows ids and edges, nothing of resources. Steps are numbered in the order of their ids, which is what
/// schedules and estimates reckon with.
package struct StepGraph: Sendable {
  /// By id.
  package let steps: [Step.ID: Step]
  /// The id of each number.
  package let ids: [Step.ID]
  /// The number of each id.
  let numbers: [Step.ID: Int]
  /// By number: the steps that must have succeeded before this one may start, in order.
  let before: [[Int]]
  /// By number: the steps that wait for this one, in order.
  let after: [[Int]]
  /// All numbers, each after those it waits for, equals in order.
  let sequence: [Int]

  /// A chain of steps that wait for each other.
  package struct Cycle: Error, Equatable, CustomStringConvertible {
    /// Each waits for the next, and the last for the first.
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
    ids = self.steps.keys.sorted()
    numbers = Dictionary(uniqueKeysWithValues: zip(ids, ids.indices))
    before = Self.prerequisites(of: self.steps, ids, numbers)
    var after = [[Int]](repeating: [], count: ids.count)
    for (number, needed) in before.enumerated() {
      for other in needed { after[other].append(number) }
    }
    self.after = after
    sequence = Self.sequence(before, after)
    if sequence.count < ids.count { throw findCycle() }
  }

  private static func prerequisites(
    of steps: [Step.ID: Step],
    _ ids: [Step.ID],
    _ numbers: [Step.ID: Int]
  ) -> [[Int]] {
    var reaching: [Milestone: [Int]] = [:]
    for (number, id) in ids.enumerated() {
      for milestone in steps[id]?.reaches ?? [] { reaching[milestone, default: []].append(number) }
    }
    return ids.enumerated().map { number, id in
      var needed: Set<Int> = []
      for dependency in steps[id]?.dependsOn ?? [] {
        switch dependency {
        case .step(let id): if let other = numbers[id] { needed.insert(other) }
        case .milestone(let milestone): needed.formUnion(reaching[milestone] ?? [])
        }
      }
      needed.remove(number)
      return needed.sorted()
    }
  }

  /// Shorter than the graph when some wait for each other.
  private static func sequence(_ before: [[Int]], _ after: [[Int]]) -> [Int] {
    var open = before.map(\.count)
    var ready = before.indices.filter { open[$0] == 0 }
    var result: [Int] = []
    while !ready.isEmpty {
      var next: [Int] = []
      for number in ready {
        result.append(number)
        for dependent in after[number] {
          open[dependent] -= 1
          if open[dependent] == 0 { next.append(dependent) }
        }
      }
      ready = next.sorted()
    }
    return result
  }

  private func findCycle() -> Cycle {
    let ordered = Set(sequence)
    guard var current = ids.indices.first(where: { !ordered.contains($0) }) else {
      return Cycle(members: [])
    }
    var path: [Int] = []
    while !path.contains(current) {
      path.append(current)
      guard let next = before[current].first(where: { !ordered.contains($0) }) else { break }
      current = next
    }
    return Cycle(members: path.drop { $0 != current }.map { ids[$0] })
  }
}

extension StepGraph {
  /// The steps in an order in which each comes after those it waits for, equals by id.
  package var order: [Step.ID] { sequence.map { ids[$0] } }

  /// The steps that must have succeeded before one may start, by id.
  package func prerequisites(of id: Step.ID) -> [Step.ID] {
    numbers[id].map { before[$0].map { ids[$0] } } ?? []
  }

  /// The steps that wait for one, by id.
  package func dependents(of id: Step.ID) -> [Step.ID] {
    numbers[id].map { after[$0].map { ids[$0] } } ?? []
  }

  /// Each step with what it waits for, as indented text in order, for tests and messages.
  package var text: String {
    order.map { id in
      "\(id)\n" + prerequisites(of: id).map { "  after \($0)\n" }.joined()
    }.joined()
  }
}
