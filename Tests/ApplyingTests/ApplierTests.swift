import Applying
import Foundation
import Planning
import Resources
import SMSVoice
import Synchronization
import Testing

@Suite struct `Applying a plan` {
  /// A pool and a default that wait for a sender ID, and things of their own beside.
  static let yaml = """
    optOutLists: { codes: }
    senderIds: { EXAMPLECO: { countries: [DE, FR] } }
    configurationSets: { otp: { defaultSenderId: EXAMPLECO, messageFeedback: true } }

    """
  static let sender = Step.ID("us-east-1/sender-id/EXAMPLECO/DE RequestSenderId")
  static let other = Step.ID("us-east-1/sender-id/EXAMPLECO/FR RequestSenderId")
  static let set = Step.ID("us-east-1/configuration-set/otp CreateConfigurationSet")
  static let feedback = Step.ID("us-east-1/configuration-set/otp SetDefaultMessageFeedbackEnabled")
  static let sets = Step.ID("us-east-1/configuration-set/otp SetDefaultSenderId")
  static let list = Step.ID("us-east-1/opt-out-list/codes CreateOptOutList")

  static func applier(_ service: ScriptedService, _ quotas: Quotas = Plan.quotas) -> Applier {
    Applier(
      service: service,
      quotas: quotas,
      randomToken: { "random" },
      derivedToken: { "derived \($0)" }
    )
  }

  @Test func `makes every call once, in the order of the graph`() async throws {
    let plan = try await Plan.make(Self.yaml)
    let service = ScriptedService()
    let result = await Self.applier(service).apply(plan) { _ in }
    #expect(result.isComplete)
    #expect(result.doneCount == 6)
    #expect(!result.isInterrupted)
    #expect(result.failures.isEmpty && result.skipped.isEmpty)
    #expect(Set(service.texts) == Set(plan.graph.steps.keys.map(\.description)))
    #expect(service.calls.count == 6)
    let places = Dictionary(uniqueKeysWithValues: service.texts.enumerated().map { ($1, $0) })
    for id in plan.graph.ids {
      for earlier in plan.graph.prerequisites(of: id) {
        #expect(
          try #require(places[earlier.description]) < #require(places[id.description])
        )
      }
    }
  }

  @Test func `goes on when a slot gets free, also with nothing under way`() async throws {
    let plan = try await Plan.make("senderIds: { EXAMPLECO: { countries: [DE, FR, NO] } }\n")
    let service = ScriptedService()
    let quotas = Quotas(overrides: [.init(pattern: "*", rate: 50)])
    let result = await Self.applier(service, quotas).apply(plan) { _ in }
    #expect(result.isComplete)
    #expect(result.elapsed >= .milliseconds(40))
    #expect(service.calls.count == 3)
  }

  @Test func `stops when it is interrupted while it waits for a slot`() async throws {
    let plan = try await Plan.make("senderIds: { EXAMPLECO: { countries: [DE, FR] } }\n")
    let service = ScriptedService()
    let quotas = Quotas(overrides: [.init(pattern: "*", rate: 0.001)])
    let applier = Self.applier(service, quotas)
    let ended = AsyncStream<Void>.makeStream()
    let run = Task {
      await applier.apply(plan) { event in
        if case .finished = event { ended.continuation.yield() }
      }
    }
    for await _ in ended.stream { break }
    run.cancel()
    let result = await run.value
    #expect(result.isInterrupted)
    #expect(result.outcomes[Self.sender]?.outline == "done")
    #expect(result.outcomes[Self.other]?.outline == "interrupted")
    #expect(service.calls.count == 1)
  }

  @Test func `tells the service how urgent each call is`() async throws {
    let plan = try await Plan.make(Self.yaml)
    let service = ScriptedService()
    _ = await Self.applier(service).apply(plan) { _ in }
    for call in service.calls {
      let id = Step.ID("\(call.subject ?? "") \(call.operation)")
      #expect(call.priority == plan.estimate.priorities[id])
      #expect(call.region == "us-east-1")
    }
    #expect(Set(service.calls.map(\.priority)).count > 1)
  }

  @Test func `adds up what it leased`() async throws {
    let plan = try await Plan.make(Self.yaml)
    let result = await Self.applier(ScriptedService()).apply(plan) { _ in }
    #expect(result.monthlyPrice == Decimal(string: "2.50"))
  }

  @Test func `goes on past a failure, but for what waits for it`() async throws {
    let plan = try await Plan.make(Self.yaml)
    let service = ScriptedService { request in
      if request.subject == "us-east-1/sender-id/EXAMPLECO/DE" { throw ServiceError.refused }
    }
    let result = await Self.applier(service).apply(plan) { _ in }
    #expect(result.failures.map(\.step) == [Self.sender])
    #expect(result.failures.map(\.error) == [.service(.refused)])
    #expect(result.skipped.map(\.step) == [Self.sets])
    #expect(result.skipped.map(\.because) == [Self.sender])
    #expect(result.doneCount == 4)
    #expect(!result.isComplete)
    #expect(!result.isInterrupted)
    #expect(!service.texts.contains(Self.sets.description))
  }

  @Test func `skips all that waits for a failure, however far`() async throws {
    let plan = try await Plan.make(
      "senderIds: { EXAMPLECO: { countries: [DE] } }\npools: { otp: { messageType: TRANSACTIONAL, originators: [{ senderId: EXAMPLECO }], sharedRoutes: true } }\noptOutLists: { codes: }\n"
    )
    let service = ScriptedService { request in
      if request.operation == "RequestSenderId" { throw ServiceError.refused }
    }
    let result = await Self.applier(service).apply(plan) { _ in }
    #expect(
      result.skipped.map(\.step.description) == [
        "us-east-1/pool/otp CreatePool", "us-east-1/pool/otp UpdatePool",
        "us-east-1/pool/otp wait DescribePools",
      ]
    )
    #expect(Set(result.skipped.map(\.because)) == [Self.sender])
    #expect(result.doneCount == 1)
  }

  @Test func `tells why a step failed that no call refused`() async throws {
    let plan = try await Plan.make("optOutLists: { codes: }\n")
    let service = ScriptedService { _ in throw StepFailure("too late") }
    let result = await Self.applier(service).apply(plan) { _ in }
    #expect(result.failures.map(\.error) == [.step(StepFailure("too late"))])
    let odd = ScriptedService { _ in throw CocoaError(.coderInvalidValue) }
    let other = await Self.applier(odd).apply(plan) { _ in }
    guard case .other? = other.failures.first?.error else {
      Issue.record("expected an error of another kind")
      return
    }
  }

  @Test func `tells each start and end in the order they happen`() async throws {
    let plan = try await Plan.make(Self.yaml)
    let service = ScriptedService { request in
      if request.subject == "us-east-1/sender-id/EXAMPLECO/DE" { throw ServiceError.refused }
    }
    let events = Mutex<[String]>([])
    _ = await Self.applier(service).apply(plan) { event in
      events.withLock { $0.append(event.outline) }
    }
    let told = events.withLock { $0 }
    // First what most waits for, of equal ones by id.
    #expect(
      told.prefix(3) == ["start \(Self.set)", "start \(Self.sender)", "start \(Self.list)"]
    )
    #expect(told.count == 11)
    #expect(Set(told).count == 11)
    func place(_ text: String) throws -> Int { try #require(told.firstIndex(of: text)) }
    #expect(try place("done \(Self.set)") < place("start \(Self.feedback)"))
    #expect(try place("start \(Self.feedback)") < place("done \(Self.feedback)"))
    #expect(
      try place("failed \(Self.sender)") < place("skipped \(Self.sets) because \(Self.sender)")
    )
    #expect(!told.contains("start \(Self.sets)"))
  }

  @Test func `that is interrupted makes no new call, and finishes those in flight`() async throws {
    let plan = try await Plan.make(Self.yaml)
    let gate = Gate()
    let service = ScriptedService { request in
      if request.operation == "CreateConfigurationSet" { await gate.pass() }
    }
    let applier = Self.applier(service)
    let started = Mutex<[String]>([])
    let run = Task {
      await applier.apply(plan) { event in
        if case .started(let id) = event { started.withLock { $0.append("\(id)") } }
      }
    }
    await gate.waitForArrival()
    run.cancel()
    gate.open()
    let result = await run.value
    #expect(result.isInterrupted)
    #expect(!result.isComplete)
    #expect(result.outcomes[Self.set]?.outline == "done")
    for id in [Self.feedback, Self.sets] {
      #expect(result.outcomes[id]?.outline == "interrupted")
      #expect(!started.withLock { $0.contains(id.description) })
      #expect(!service.texts.contains(id.description))
    }
    #expect(result.failures.isEmpty && result.skipped.isEmpty)
    #expect(result.outcomes.count == plan.graph.steps.count)
  }

  /// The client gives up its retries when it is interrupted, and throws what it got last.
  @Test(arguments: [(ServiceError.Kind.throttling, "interrupted"), (.internalServer, "failed")])
  func `that is interrupted counts a throttled call as not made`(
    _ kind: ServiceError.Kind,
    _ outcome: String
  ) async throws {
    let plan = try await Plan.make("optOutLists: { codes: }\n")
    let gate = Gate()
    let service = ScriptedService { _ in
      await gate.pass()
      throw ServiceError(kind: kind, code: "Exception", message: "not now")
    }
    let applier = Self.applier(service)
    let run = Task { await applier.apply(plan) { _ in } }
    await gate.waitForArrival()
    run.cancel()
    gate.open()
    #expect(await run.value.outcomes[Self.list]?.outline == outcome)
  }

  @Test func `that was interrupted before it began calls nothing`() async throws {
    let plan = try await Plan.make(Self.yaml)
    let service = ScriptedService()
    let applier = Self.applier(service)
    let gate = Gate()
    let run = Task {
      await gate.pass()
      return await applier.apply(plan) { _ in }
    }
    await gate.waitForArrival()
    run.cancel()
    gate.open()
    let result = await run.value
    #expect(service.calls.isEmpty)
    #expect(result.isInterrupted)
    #expect(result.outcomes.values.allSatisfy { $0.outline == "interrupted" })
    #expect(result.outcomes.count == 6)
  }

  @Test func `of nothing is complete at once`() async throws {
    let plan = try await Plan.make("optOutLists: {}\n")
    let result = await Self.applier(ScriptedService()).apply(plan) { _ in }
    #expect(result.isComplete)
    #expect(result.outcomes.isEmpty)
  }
}

/// A place at which one task stops until another lets it go on.
private final class Gate: Sendable {
  private let arrival = AsyncStream<Void>.makeStream()
  private let opening = AsyncStream<Void>.makeStream()

  /// Says that it is here, and waits until the gate opens, cancelled or not.
  func pass() async {
    arrival.continuation.yield()
    let opening = opening.stream
    await Task.detached { for await _ in opening { return } }.value
  }

  func waitForArrival() async {
    for await _ in arrival.stream { return }
  }

  func open() { opening.continuation.finish() }
}

extension ApplyEvent {
  fileprivate var outline: String {
    switch self {
    case .started(let id): "start \(id)"
    case .finished(let id, .skipped(let because), _): "skipped \(id) because \(because)"
    case .finished(let id, let outcome, _): "\(outcome.outline) \(id)"
    }
  }
}

extension StepOutcome {
  fileprivate var outline: String {
    switch self {
    case .done: "done"
    case .failed: "failed"
    case .skipped: "skipped"
    case .interrupted: "interrupted"
    }
  }
}
