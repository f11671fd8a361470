import Planning
import Resources
import SMSVoice
import Testing

@Suite struct `The graph of steps` {
  static let address = Address(region: "us-east-1", kind: "pool", name: "a")

  @Test func `orders each step after those it waits for, equals by id`() throws {
    let create = Step.make("CreatePool", "a")
    let wait = Step.make(
      "DescribePools",
      "a",
      role: .wait(timeout: .seconds(1)),
      after: [create.done]
    )
    let update = Step.make("UpdatePool", "a", after: [wait.done, create.done])
    let other = Step.make("CreatePool", "b")
    let graph = try StepGraph([update, other, wait, create])
    #expect(
      graph.text == """
        us-east-1/pool/a CreatePool
        us-east-1/pool/b CreatePool
        us-east-1/pool/a wait DescribePools
          after us-east-1/pool/a CreatePool
        us-east-1/pool/a UpdatePool
          after us-east-1/pool/a CreatePool
          after us-east-1/pool/a wait DescribePools

        """
    )
    #expect(graph.dependents(of: create.id) == [update.id, wait.id])
    #expect(graph.prerequisites(of: other.id) == [])
  }

  @Test func `makes a milestone of all the steps that reach it`() throws {
    let ready = Milestone(Self.address, .ready)
    let first = Step.make("UpdatePool", "a", reaching: [ready])
    let second = Step.make("PutKeyword", "a", reaching: [ready, Milestone(Self.address, .exists)])
    let join = Step.make("AssociateOriginationIdentity", "a", after: [.milestone(ready)])
    let graph = try StepGraph([join, first, second])
    #expect(graph.prerequisites(of: join.id) == [second.id, first.id])
  }

  @Test func `takes what no step reaches or is for reached`() throws {
    let milestone = Milestone(Self.address, .guarding)
    let missing = Step.ID("us-east-1/pool/z CreatePool")
    let step = Step.make("UpdatePool", "a", after: [.milestone(milestone), .step(missing)])
    let graph = try StepGraph([step])
    #expect(graph.text == "us-east-1/pool/a UpdatePool\n")
  }

  @Test func `lets a step reach what it waits for itself`() throws {
    let ready = Milestone(Self.address, .ready)
    let step = Step.make("UpdatePool", "a", after: [.milestone(ready)], reaching: [ready])
    #expect(try StepGraph([step]).prerequisites(of: step.id) == [])
  }

  @Test func `keeps milestones of different resources and states apart`() throws {
    let other = Address(region: "eu-west-1", kind: "pool", name: "a")
    let first = Step.make("UpdatePool", "a", reaching: [Milestone(other, .ready)])
    let second = Step.make("PutKeyword", "a", reaching: [Milestone(Self.address, .exists)])
    let join = Step.make("TagResource", "a", after: [.milestone(Milestone(Self.address, .ready))])
    #expect(try StepGraph([first, second, join]).prerequisites(of: join.id) == [])
  }

  @Test func `names the members of a cycle, and only those`() throws {
    let first = Step.ID("us-east-1/pool/a CreatePool")
    let last = Step.ID("us-east-1/pool/c CreatePool")
    let steps = [
      Step.make("CreatePool", "a", after: [.step(last)]),
      Step.make("CreatePool", "b", after: [.step(first)]),
      Step.make("CreatePool", "c", after: [.step(Step.ID("us-east-1/pool/b CreatePool"))]),
      Step.make("UpdatePool", "d"), Step.make("UpdatePool", "e", after: [.step(first)]),
    ]
    let cycle = #expect(throws: StepGraph.Cycle.self) { try StepGraph(steps) }
    #expect(
      cycle?.description == """
        us-east-1/pool/a CreatePool waits for us-east-1/pool/c CreatePool, \
        us-east-1/pool/c CreatePool waits for us-east-1/pool/b CreatePool, \
        us-east-1/pool/b CreatePool waits for us-east-1/pool/a CreatePool
        """
    )
  }

  @Test func `can be empty`() throws {
    #expect(try StepGraph([]).text == "")
  }
}
