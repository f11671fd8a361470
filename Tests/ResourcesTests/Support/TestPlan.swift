import Diagnostics
import Foundation
import Planning
import Resources
import SMSVoice
import Synchronization

/// The plan of one region against a fake service, as text.
struct TestPlan {
  let plan: RegionPlan
  private let graph: StepGraph
  let service: FakeService
  private let readCount: Int

  /// 2026-12-01T00:00:00Z.
  static let now = Date(timeIntervalSince1970: 1_796_083_200)

  /// Plans the first region of a manifest.
  init(
    _ yaml: String,
    on cloud: Cloud = Cloud(),
    answering rewriting: @escaping FakeService.Rewriting = { $1 },
    adopt: [String] = [],
    allowConsentChange: Set<String> = [],
    allowReplace: Set<String> = [],
    prune: Bool = false,
    allowDelete: Set<String> = [],
    disableDeletionProtection: Set<String> = [],
    readsTagsInBulk: Bool = false
  ) async throws {
    let service = FakeService(cloud, rewriting: rewriting)
    let region = try manifest(yaml, countries: Cloud.countries).regions[0]
    let options = PlanOptions(
      adopt: adopt.map { Glob($0) },
      allowConsentChange: allowConsentChange,
      allowReplace: allowReplace,
      prune: prune,
      allowDelete: allowDelete,
      disableDeletionProtection: disableDeletionProtection,
      readsTagsInBulk: readsTagsInBulk,
      now: Self.now
    )
    let observation = try await RegionObservation.observe(
      region,
      options: options,
      through: service
    )
    var plan = RegionPlan(
      manifest: region,
      options: options,
      observations: observation.observed
    )
    for kind in ResourceKinds.all { plan.plan(kind) }
    for kind in ResourceKinds.all.reversed() { plan.planUnwanted(kind) }
    self.plan = plan
    self.service = service
    graph = try StepGraph(plan.changes.flatMap(\.steps))
    readCount = service.calls.count
  }

  /// Every change but those to nothing with its attributes, in the order planned.
  var changes: String {
    plan.changes.filter { $0.action != .none }.map(\.outline).joined(separator: "\n")
  }

  /// The actions of all resources: `create pool/otp`.
  var actions: [String] { plan.changes.map { "\($0.action.rawValue) \($0.address.path)" } }

  /// Each step with what it waits for, as indented text.
  var steps: String { graph.text }

  var errors: [String] { (plan.errors + plan.duplicates).map(\.message.text) }
  var warnings: [String] { plan.warnings.map(\.message.text) }

  /// What plan reads, as `DescribePools {"MaxResults":100,"Owner":"SELF"}`.
  var reads: [String] { service.calls.prefix(readCount).map(\.description) }

  /// The change of one resource.
  func change(_ path: String) -> ResourceChange? {
    plan.changes.first { $0.address.path == path }
  }

  /// Runs every step in order, or the first few, and answers the writes that reached the service.
  func run(
    first count: Int = .max,
    tokens: TestTokens = TestTokens(),
    created: CreatedResources = CreatedResources()
  )
    async throws -> [String]
  {
    for id in graph.order.prefix(count) {
      guard let step = graph.steps[id] else { continue }
      let context = StepContext.make(service, step.address, tokens: tokens, created: created)
      try await step.perform(context)
    }
    return service.calls.dropFirst(readCount).filter { !$0.operation.isRead }.map(\.description)
  }
}

/// The tokens of a run: numbered random ones, and derived ones, of which the first is just `derived`.
final class TestTokens: Sendable {
  private let count = Mutex(0)
  private let texts = Mutex<[String]>([])

  /// What tokens were derived from, in order.
  var derivedFrom: [String] { texts.withLock { $0 } }

  func random() -> String {
    count.withLock { count in
      count += 1
      return "random-\(count)"
    }
  }

  func derived(_ text: String) -> String {
    let number = texts.withLock { texts in
      if let index = texts.firstIndex(of: text) { return index + 1 }
      texts.append(text)
      return texts.count
    }
    return number == 1 ? "derived" : "derived-\(number)"
  }
}

extension StepContext {
  /// A context whose sleeps take no time but move its clock.
  static func make(
    _ service: any SMSVoiceService,
    _ address: Address,
    tokens: TestTokens = TestTokens(),
    created: CreatedResources = CreatedResources()
  ) -> StepContext {
    let clock = TestClock()
    return StepContext(
      service: service,
      address: address,
      priority: 0,
      created: created,
      randomToken: { tokens.random() },
      derivedToken: { tokens.derived($0) },
      sleep: { clock.advance(by: $0) },
      elapsed: { clock.elapsed }
    )
  }
}

private final class TestClock: Sendable {
  private let time = Mutex(Duration.zero)
  var elapsed: Duration { time.withLock { $0 } }
  func advance(by duration: Duration) { time.withLock { $0 += duration } }
}

extension ResourceChange {
  /// For example `update pool/otp` and `  sharedRoutes: false -> true` below.
  var outline: String {
    let why = [reason, remedy].compactMap { $0 }.joined(separator: "; ")
    let head = "\(action.rawValue) \(address.path)" + (why.isEmpty ? "" : ": \(why)")
    let values = attributes.map { change in
      change.before == .unset
        ? "  \(change.path.joined(separator: ".")) = \(change.after.outline)"
        : "  \(change.path.joined(separator: ".")): \(change.before.outline) -> \(change.after.outline)"
    }
    let opened = opens.map { "  opens \($0.path) \($0.subject): \($0.before) -> \($0.after)" }
    return ([head] + values + opened).joined(separator: "\n")
  }
}

extension AttributeValue {
  var outline: String {
    switch self {
    case .unset: "unset"
    case .text(let text): text
    case .flag(let flag): "\(flag)"
    case .list(let items): "[\(items.joined(separator: ", "))]"
    case .present: "present"
    case .knownAfterApply: "(known after apply)"
    }
  }
}
