import Planning
import Resources
import SMSVoice
import Testing

@Suite struct `A schedule` {
  /// A graph from lines such as `c PutKeyword: a b`, which says that c is a call of PutKeyword and waits for a
  /// and b; `?` in the place of the operation makes it a wait.
  static func graph(_ lines: String) throws -> StepGraph {
    var ids: [Substring: Step.ID] = [:]
    let steps = lines.split(separator: "\n").map { line -> Step in
      let parts = line.split(separator: ":", omittingEmptySubsequences: false)
      let words = parts[0].split(separator: " ")
      let isWait = words.last == "?"
      let step = Step(
        words.count > 1 && !isWait ? Operation(rawValue: String(words[1])) : "DescribePools",
        of: Address(region: "r", kind: "k", name: String(words[0])),
        role: isWait ? .wait(timeout: .seconds(9)) : .write,
        after: Set(parts[1].split(separator: " ").compactMap { ids[$0].map { .step($0) } })
      ) { _ in }
      ids[words[0]] = step.id
      return step
    }
    return try StepGraph(steps)
  }

  /// `a b`, from ids.
  static func names(_ ids: [Step.ID]) -> String {
    ids.map { $0.description.dropFirst(4).prefix { $0 != " " } }.joined(separator: " ")
  }

  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let graph: String
    /// `at 1.5` for what starts then, `+a` for a success, `-a` for a failure and what is lost with it, `next` for the
    /// moment of the next start, `waiting` for what has not started; each with the answer.
    let events: [(event: String, answer: String)]
    var quotas = Quotas()
  }

  static let diamond = "a A:\nb B: a\nc C: a\nd D: b c"

  static var together: Quotas {
    var quotas = Quotas()
    quotas.writesPerRegion = 1
    return quotas
  }

  static let cases = [
    Case(
      testDescription: "nothing",
      graph: "",
      events: [("at 0", ""), ("next", "none"), ("waiting", "")]
    ),
    Case(
      testDescription: "a diamond",
      graph: diamond,
      events: [
        ("at 0", "a"), ("next", "none"), ("waiting", "b c d"), ("+a", ""), ("next", "0.0 seconds"),
        ("at 0.1", "b c"), ("+c", ""), ("at 0.2", ""), ("+b", ""), ("at 0.3", "d"), ("+d", ""),
        ("waiting", ""),
      ]
    ),
    Case(
      testDescription: "one lane",
      graph: "a A:\nb A:\nc A:",
      events: [
        ("at 0", "a"), ("next", "1.0 seconds"), ("at 0.9", ""), ("at 1", "b"), ("at 2", "c"),
        ("next", "none"),
      ]
    ),
    Case(
      testDescription: "a start that comes a little late",
      graph: "a A:\nb A:\nc A:",
      events: [("at 0", "a"), ("at 1.2", "b"), ("next", "2.0 seconds"), ("at 2", "c")]
    ),
    Case(
      testDescription: "a lane that was idle",
      graph: "a A:\nb B: a\nc B: a\nd B: a",
      events: [("at 0", "a"), ("+a", ""), ("at 7", "b"), ("next", "8.0 seconds"), ("at 8", "c")]
    ),
    Case(
      testDescription: "the longest rest first, whenever it gets ready",
      graph: "a A:\nb A:\nm M:\nz A: m\ny Y: z\nx X: y",
      events: [("at 0", "m a"), ("+m", ""), ("at 1", "z"), ("at 2", "b")]
    ),
    Case(
      testDescription: "lanes that do not wait for each other",
      graph: "a A:\nb A:\nc C:\nd C:\ne E: c",
      events: [("at 0", "c a"), ("+c", ""), ("at 0.5", "e"), ("at 1", "b d")]
    ),
    Case(
      testDescription: "a wait takes no slot",
      graph: "a DescribePools:\nb DescribePools:\nv ?:\nw ?: a",
      events: [("at 0", "v a"), ("+a", ""), ("at 0.5", "w"), ("next", "1.0 seconds")]
    ),
    Case(
      testDescription: "a failure at the top",
      graph: diamond,
      events: [("at 0", "a"), ("-a", "b c d"), ("at 1", ""), ("waiting", "")]
    ),
    Case(
      testDescription: "a failure in the middle",
      graph: diamond + "\ne E: c",
      events: [
        ("at 0", "a"), ("+a", ""), ("at 0", "b c"), ("-b", "d"), ("+c", ""), ("at 1", "e"),
      ]
    ),
    Case(
      testDescription: "two failures above one step",
      graph: diamond,
      events: [("at 0", "a"), ("+a", ""), ("at 0", "b c"), ("-b", "d"), ("-c", "")]
    ),
    Case(
      testDescription: "a stop half way",
      graph: diamond,
      events: [("at 0", "a"), ("+a", ""), ("at 0", "b c"), ("+b", ""), ("waiting", "d")]
    ),
    Case(
      testDescription: "all writes of a region through one quota",
      graph: "a A:\nb B:\nc C: b",
      events: [
        ("at 0", "b"), ("next", "1.0 seconds"), ("+b", ""), ("at 0.5", ""), ("at 1", "a"),
        ("at 2", "c"),
      ],
      quotas: together
    ),
    Case(
      testDescription: "failures without a call",
      graph: "a A:\nb A:\nc A:\nd A: a",
      events: [
        ("at 0", "a"), ("next", "1.0 seconds"), ("!a", "d"), ("at 0", "b"), ("!b", ""),
        ("at 0.2", "c"), ("next", "none"),
      ]
    ),
    Case(
      testDescription: "a lane whose calls are not answered",
      graph: (1...40).map { "s\($0) A:" }.joined(separator: "\n"),
      events: [
        ("at 0", "s1"), ("+s1", ""), ("at 1", "s10"), ("until 60", "28 under way"),
        ("next", "none"), ("+s10", ""), ("at 60", "s36"), ("next", "none"),
      ]
    ),
  ]

  @Test(arguments: cases)
  func `starts what is ready, as fast as the quotas let it`(_ example: Case) throws {
    let graph = try Self.graph(example.graph)
    let estimate = Estimate(graph, quotas: example.quotas)
    var schedule = Schedule(graph, quotas: example.quotas, estimate)
    var underWay = 0
    func id(_ name: some StringProtocol) throws -> Step.ID {
      try #require(graph.ids.first { Self.names([$0]) == name })
    }
    for (event, answer) in example.events {
      let words = event.split(separator: " ")
      switch (words[0], event.first) {
      case ("at", _):
        let started = schedule.starts(at: .seconds(try #require(Double(words[1]))))
        underWay += started.count
        #expect(Self.names(started) == answer, "\(event)")
      case ("until", _):
        for moment in 2...(try #require(Int(words[1]))) {
          underWay += schedule.starts(at: .seconds(moment)).count
        }
        #expect("\(underWay) under way" == answer)
      case ("next", _):
        #expect(schedule.nextStart.map { "\($0)" } ?? "none" == answer, "\(event)")
      case ("waiting", _): #expect(Self.names(schedule.waiting) == answer)
      case (_, "+"):
        underWay -= 1
        schedule.succeed(try id(event.dropFirst()))
      default:
        underWay -= 1
        let lost = schedule.fail(try id(event.dropFirst()), madeCall: event.first == "-")
        #expect(Self.names(lost) == answer, "\(event)")
      }
    }
  }
}
