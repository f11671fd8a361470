import Applying
import Planning
import Resources
import SMSVoice
import Testing

@Suite struct `A schedule` {
  /// A graph from lines such as `c: a b`, which says that c waits for a and b.
  static func graph(_ lines: String) throws -> StepGraph {
    let steps = lines.split(separator: "\n").map { line -> Step in
      let parts = line.split(separator: ":")
      let names = parts.count > 1 ? parts[1].split(separator: " ") : []
      return Step(
        "PutKeyword",
        of: Address(region: "r", kind: "k", name: String(parts[0])),
        after: Set(names.map { .step(id(String($0))) })
      ) { _ in }
    }
    return try StepGraph(steps)
  }

  static func id(_ name: String) -> Step.ID { Step.ID("r/k/\(name) PutKeyword") }

  /// `a b`, from ids.
  static func names(_ ids: [Step.ID]) -> String {
    ids.map { $0.description.dropFirst(4).prefix { $0 != " " } }.joined(separator: " ")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let graph: String
    /// `+a` for a success, `-a` for a failure, and what the schedule answers.
    let events: [(event: String, answer: String)]
    let start: String
    let waiting: String
  }

  static let diamond = "a:\nb: a\nc: a\nd: b c"

  static let cases = [
    Case(testDescription: "nothing", graph: "", events: [], start: "", waiting: ""),
    Case(
      testDescription: "the beginning",
      graph: diamond,
      events: [],
      start: "a",
      waiting: "b c d"
    ),
    Case(
      testDescription: "a diamond",
      graph: diamond,
      events: [("+a", "b c"), ("+c", ""), ("+b", "d"), ("+d", "")],
      start: "a",
      waiting: ""
    ),
    Case(
      testDescription: "a failure at the top",
      graph: diamond,
      events: [("-a", "b c d")],
      start: "a",
      waiting: ""
    ),
    Case(
      testDescription: "a failure in the middle",
      graph: diamond + "\ne: c",
      events: [("+a", "b c"), ("-b", "d"), ("+c", "e")],
      start: "a",
      waiting: ""
    ),
    Case(
      testDescription: "two failures above one step",
      graph: diamond,
      events: [("+a", "b c"), ("-b", "d"), ("-c", "")],
      start: "a",
      waiting: ""
    ),
    Case(
      testDescription: "independent steps",
      graph: "b:\na:\nc: b",
      events: [("-a", ""), ("+b", "c")],
      start: "a b",
      waiting: ""
    ),
    Case(
      testDescription: "a stop half way",
      graph: diamond,
      events: [("+a", "b c"), ("+b", "")],
      start: "a",
      waiting: "d"
    ),
  ]

  @Test(arguments: cases)
  func `lets start what is ready, and gives up what cannot be`(_ example: Case) throws {
    var schedule = Schedule(try Self.graph(example.graph))
    #expect(Self.names(schedule.start()) == example.start)
    for (event, answer) in example.events {
      let id = Self.id(String(event.dropFirst()))
      let result = event.hasPrefix("+") ? schedule.succeed(id) : schedule.fail(id)
      #expect(Self.names(result) == answer, "\(event)")
    }
    #expect(Self.names(schedule.waiting) == example.waiting)
  }
}
