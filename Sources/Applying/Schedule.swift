package import Planning
package import Resources

/// Decides which steps may start.
///
/// A value without clocks or tasks; `Applier` does what it says.
package struct Schedule: Sendable {
  /// How many prerequisites of each waiting step have not succeeded yet.
  private var open: [Step.ID: Int]
  private let graph: StepGraph

  package init(_ graph: StepGraph) {
    self.graph = graph
    open = graph.prerequisites.mapValues(\.count)
  }

  /// The steps that wait for nothing, by id.
  ///
  /// Call once, at the beginning.
  package mutating func start() -> [Step.ID] {
    take(open.filter { $0.value == 0 }.map(\.key))
  }

  /// Notes that a step succeeded.
  ///
  /// Returns the steps that may start now, by id.
  package mutating func succeed(_ id: Step.ID) -> [Step.ID] {
    var ready: [Step.ID] = []
    for dependent in graph.dependents[id] ?? [] {
      guard let count = open[dependent] else { continue }
      open[dependent] = count - 1
      if count == 1 { ready.append(dependent) }
    }
    return take(ready)
  }

  /// Notes that a step failed.
  ///
  /// Returns all that can no longer happen because of it, by id.
  package mutating func fail(_ id: Step.ID) -> [Step.ID] {
    var lost: [Step.ID] = []
    var queue = [id]
    while let next = queue.popLast() {
      for dependent in graph.dependents[next] ?? [] where open.removeValue(forKey: dependent) != nil
      {
        lost.append(dependent)
        queue.append(dependent)
      }
    }
    return lost.sorted()
  }

  /// The steps that have neither started nor been lost, by id.
  package var waiting: [Step.ID] { open.keys.sorted() }

  private mutating func take(_ ids: [Step.ID]) -> [Step.ID] {
    for id in ids { open[id] = nil }
    return ids.sorted()
  }
}
