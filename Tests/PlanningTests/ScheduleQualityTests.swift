import Planning
import Resources
import SMSVoice
import TestSupport
import Testing

/// Random graphs: what the schedule makes of them against what no schedule can be faster than, and on small ones
/// against the best of all.
@Suite struct `The predicted makespan` {
  private static let latency = Duration.milliseconds(150)

  @Test func `is never below the bound, and close to it`() throws {
    var gaps: [Duration] = []
    for seed in 1...1000 {
      let graph = try StepGraph.random(seed: UInt64(seed), steps: 1...60)
      let estimate = Estimate(graph, quotas: Quotas())
      #expect(estimate.duration >= estimate.lowerBound, "seed \(seed)")
      gaps.append(estimate.duration - estimate.lowerBound)
    }
    gaps.sort()
    // A slot is a second.
    #expect(gaps[500] <= .milliseconds(150))
    #expect(gaps[900] <= .milliseconds(1150))
    #expect(gaps[999] <= .milliseconds(4150))
  }

  @Test func `is seldom more than a slot behind the best of all orders`() throws {
    var gaps: [Duration] = []
    for seed in 1...200 {
      let graph = try StepGraph.random(seed: UInt64(seed), steps: 2...7)
      let estimate = Estimate(graph, quotas: Quotas())
      let best = BestSchedule.makespan(of: graph, latency: Self.latency)
      #expect(estimate.lowerBound <= best, "seed \(seed)")
      #expect(best <= estimate.duration, "seed \(seed)")
      gaps.append(estimate.duration - best)
    }
    gaps.sort()
    #expect(gaps[159] < .microseconds(1))
    #expect(gaps[190] <= .milliseconds(150))
    #expect(gaps[199] <= .seconds(1))
  }

  /// What people declare: sender IDs in many countries, a pool that they join, keywords, rules.
  @Test(arguments: 1...3)
  func `of a usual project is the bound itself`(_ regions: Int) throws {
    let graph = try StepGraph((1...regions).flatMap { Self.project(in: "r\($0)") })
    let estimate = Estimate(graph, quotas: Quotas())
    #expect(estimate.duration - estimate.lowerBound <= .milliseconds(1))
  }

  private static func project(in region: String) -> [Step] {
    let senders = (1...137).map { Step.make("RequestSenderId", "s\($0)", region: region) }
    let create = Step.make("CreatePool", "p", region: region, after: [senders[0].done])
    let active = Step.make(
      "DescribePools",
      "p",
      region: region,
      role: .wait(timeout: .seconds(60)),
      after: [create.done]
    )
    let keywords = (1...5).map {
      Step.make("PutKeyword", "k\($0)", region: region, after: [active.done])
    }
    let ready = Set(keywords.map(\.done) + [active.done])
    let joins = senders.dropFirst().enumerated().map { place, sender in
      Step.make(
        "AssociateOriginationIdentity",
        "j\(place)",
        region: region,
        after: ready.union([sender.done])
      )
    }
    let set = Step.make("CreateConfigurationSet", "c", region: region)
    let sets = ["SetDefaultSenderId", "SetDefaultMessageType"].map {
      Step.make(SMSVoice.Operation(rawValue: $0), "c", region: region, after: [set.done])
    }
    return senders + [create, active] + keywords + joins + [set] + sets
  }
}

extension StepGraph {
  private static let operations: [SMSVoice.Operation] = [
    "RequestSenderId", "CreatePool", "PutKeyword", "AssociateOriginationIdentity",
  ]

  /// The same for the same seed; steps wait for earlier ones, more or less often.
  static func random(seed: UInt64, steps: ClosedRange<Int>) throws -> StepGraph {
    var random = SeededRandom(seed: seed)
    let count = Int.random(in: steps, using: &random)
    let density = Double.random(in: 0...2, using: &random)
    var made: [Step] = []
    for number in 0..<count {
      let earlier = made.filter { _ in
        Double.random(in: 0..<1, using: &random) < density / Double(number)
      }
      let operation = operations.randomElement(using: &random) ?? "PutKeyword"
      made.append(
        Step.make(
          operation,
          "n\(number)",
          reads: Int.random(in: 0..<8, using: &random) == 0 ? ["DescribePools"] : [],
          after: Set(earlier.map(\.done))
        )
      )
    }
    return try StepGraph(made)
  }
}

/// Tries all orders, each with every call as early as its place in its lane allows.
private struct BestSchedule {
  private typealias Call = (name: String, operation: Operation, after: [String])

  private let calls: [Call]
  private let latency: Duration
  private var best = Duration.seconds(100_000)

  static func makespan(of graph: StepGraph, latency: Duration) -> Duration {
    var search = BestSchedule(graph: graph, latency: latency)
    search.place(after: [:], [:])
    return search.best
  }

  private init(graph: StepGraph, latency: Duration) {
    calls = graph.ids.flatMap { Self.calls(of: $0, in: graph) }
    self.latency = latency
  }

  /// `ends` are those of the calls that have their place; `free` when each lane has its next slot.
  private mutating func place(after ends: [String: Duration], _ free: [Operation: Duration]) {
    let end = ends.values.max() ?? .zero
    guard end < best else { return }
    let next = calls.filter { call in
      ends[call.name] == nil && call.after.allSatisfy { ends[$0] != nil }
    }
    guard !next.isEmpty else {
      best = end
      return
    }
    for call in next {
      let ready = call.after.compactMap { ends[$0] }.max() ?? .zero
      let departure = max(ready, free[call.operation] ?? .zero)
      var ends = ends
      var free = free
      ends[call.name] = departure + latency
      free[call.operation] = departure + .seconds(1)
      place(after: ends, free)
    }
  }

  private static func calls(of id: Step.ID, in graph: StepGraph) -> [Call] {
    guard let step = graph.steps[id] else { return [] }
    let before = graph.prerequisites(of: id).map(\.description)
    guard let read = step.reads.first else { return [(id.description, step.operation, before)] }
    return [
      ("\(id) reading", read, before), (id.description, step.operation, ["\(id) reading"]),
    ]
  }
}
