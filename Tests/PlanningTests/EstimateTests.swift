import Planning
import Resources
import SMSVoice
import Testing

@Suite struct `An estimate` {
  static func many(_ count: Int, region: String = "us-east-1") -> [Step] {
    (1...count).map { Step.make("RequestSenderId", "s\($0)", region: region) }
  }

  /// Steps of different operations, each waiting for the one before.
  static func chain(_ operations: [SMSVoice.Operation], _ name: String = "a") -> [Step] {
    operations.reduce(into: []) { steps, operation in
      steps.append(Step.make(operation, name, after: Set(steps.suffix(1).map(\.done))))
    }
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let steps: [Step]
    var rates: [String: Double] = [:]
    let milliseconds: Int
    let writes: Int
  }

  static let cases = [
    Case(testDescription: "nothing", steps: [], milliseconds: 0, writes: 0),
    Case(testDescription: "one call", steps: many(1), milliseconds: 150, writes: 1),
    Case(testDescription: "137 calls at 1/s", steps: many(137), milliseconds: 136_150, writes: 137),
    Case(
      testDescription: "two regions at once",
      steps: many(137) + many(100, region: "eu-west-1"),
      milliseconds: 136_150,
      writes: 237
    ),
    Case(
      testDescription: "two operations at once",
      steps: many(20) + (1...10).map { Step.make("PutKeyword", "k\($0)") },
      milliseconds: 19_150,
      writes: 30
    ),
    Case(
      testDescription: "a raised quota",
      steps: many(137),
      rates: ["RequestSenderId": 20],
      milliseconds: 6950,
      writes: 137
    ),
    Case(
      testDescription: "all quotas raised by a glob",
      steps: many(41),
      rates: ["*": 10],
      milliseconds: 4150,
      writes: 41
    ),
    Case(
      testDescription: "a documented rate of 10",
      steps: (1...21).map { Step.make("PutOptedOutNumber", "n\($0)") },
      milliseconds: 2150,
      writes: 21
    ),
    Case(
      testDescription: "a chain of different operations",
      steps: chain(["CreatePool", "UpdatePool", "PutKeyword"]),
      milliseconds: 450,
      writes: 3
    ),
    Case(
      testDescription: "a chain of one operation",
      steps: chain(["PutKeyword"], "a")
        + [Step.make("PutKeyword", "b", after: [chain(["PutKeyword"], "a")[0].done])],
      milliseconds: 1150,
      writes: 2
    ),
    Case(
      testDescription: "reads of a step take slots of their own, one after another",
      steps: (1...3).map { Step.make("CreatePool", "p\($0)", reads: ["DescribePools"]) },
      milliseconds: 2300,
      writes: 3
    ),
    Case(
      testDescription: "a wait is no write",
      steps: [Step.make("DescribePools", "a", role: .wait(timeout: .seconds(600)))],
      milliseconds: 150,
      writes: 0
    ),
  ]

  @Test(arguments: cases)
  func `is what the quotas allow`(_ example: Case) throws {
    let quotas = Quotas(overrides: example.rates.map { .init(pattern: $0.key, rate: $0.value) })
    let estimate = Estimate(try StepGraph(example.steps), quotas: quotas)
    #expect(estimate.duration == .milliseconds(example.milliseconds))
    #expect(estimate.writes == example.writes)
  }

  @Test func `names the fullest bucket as what bounds it`() throws {
    let graph = try StepGraph(Self.many(137) + Self.many(100, region: "eu-west-1"))
    let estimate = Estimate(graph, quotas: Quotas())
    #expect(estimate.bound.outline == "RequestSenderId in us-east-1: 137 calls in 136.0 seconds")
  }

  @Test func `weighs a bucket by its rate, not by its calls alone`() throws {
    let slow = (1...5).map { Step.make("PutKeyword", "k\($0)") }
    let fast = (1...20).map { Step.make("PutOptedOutNumber", "n\($0)") }
    let estimate = Estimate(try StepGraph(slow + fast), quotas: Quotas())
    #expect(estimate.bound.outline == "PutKeyword in us-east-1: 5 calls in 4.0 seconds")
  }

  @Test func `names a chain where waiting for one another takes longest`() throws {
    let steps = Self.chain(["CreatePool", "UpdatePool", "PutKeyword", "TagResource"])
    let estimate = Estimate(try StepGraph(steps), quotas: Quotas())
    #expect(estimate.bound.outline == "4 steps up to us-east-1/pool/a")
  }

  @Test func `is bound by nothing when there is nothing to do`() throws {
    #expect(Estimate(try StepGraph([]), quotas: Quotas()).bound.outline == "nothing")
  }

  @Test func `lets those go first that most waits for`() throws {
    let first = Step.make("RequestSenderId", "z")
    let tail = (1...10).map { Step.make("PutKeyword", "k\($0)", after: [first.done]) }
    let chained = Self.chain(["CreatePool", "UpdatePool"], "p")
    let graph = try StepGraph(Self.many(5) + [first] + tail + chained)
    let estimate = Estimate(graph, quotas: Quotas())
    let priority = try #require(estimate.priorities[first.id])
    for other in Self.many(5) { #expect(try #require(estimate.priorities[other.id]) < priority) }
    #expect(
      try #require(estimate.priorities[chained[1].id])
        < #require(estimate.priorities[chained[0].id])
    )
    // Were the sender ID asked for last, the keywords would begin five seconds later.
    #expect(estimate.duration == .milliseconds(9300))
  }

  @Test func `is the same whatever the order of the steps`() throws {
    let steps = Self.many(30) + Self.chain(["CreatePool", "UpdatePool", "PutKeyword"])
    let forward = Estimate(try StepGraph(steps), quotas: Quotas())
    let backward = Estimate(try StepGraph(steps.reversed()), quotas: Quotas())
    #expect(forward == backward)
  }
}

extension Estimate.Bound {
  fileprivate var outline: String {
    switch self {
    case .nothing: "nothing"
    case .bucket(let bucket):
      "\(bucket.operation) in \(bucket.region): \(bucket.calls) calls in \(bucket.duration)"
    case .writes(let region, let calls, let rate): "\(calls) writes in \(region) at \(rate)/s"
    case .chain(let address, let steps): "\(steps) steps up to \(address)"
    }
  }
}
