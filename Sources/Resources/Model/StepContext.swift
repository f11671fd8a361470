package import Foundation
package import SMSVoice
internal import Synchronization

/// The id that a service gives a resource: known already, or only once a step has made it.
package enum ResourceHandle: Sendable, Equatable {
  /// An id, a name or an ARN, as a call takes it.
  case known(String)
  /// The id that the creation of this address will answer with.
  case created(Address)
}

/// What the steps of one run have learnt: ids, prices, and what an earlier run has done.
package final class CreatedResources: Sendable {
  private let ids = Mutex<[Address: String]>([:])
  private let prices = Mutex<Decimal>(0)
  private let replaced = Mutex<Set<Address>>([])
  private let active = Mutex<Set<String>>([])

  package init() {}

  /// Keeps the id that the service gave to `address`.
  package func record(_ id: String, for address: Address) {
    ids.withLock { $0[address] = id }
  }

  /// Adds a price per month as the service tells it, for example `10.00`; nil adds nothing.
  package func addMonthlyPrice(_ text: String?) {
    guard let text, let price = Decimal(string: text) else { return }
    prices.withLock { $0 += price }
  }

  /// Notes that a resource is what it was to be replaced with already.
  func noteReplaced(_ address: Address) {
    replaced.withLock { _ = $0.insert(address) }
  }

  /// Whether that was noted.
  func isReplaced(_ address: Address) -> Bool {
    replaced.withLock { $0.contains(address) }
  }

  /// Notes that a read has shown ACTIVE what has this id, so that no step has to wait for that.
  func noteActive(_ id: String) {
    active.withLock { _ = $0.insert(id) }
  }

  /// Whether that was noted.
  func isActive(_ id: String) -> Bool {
    active.withLock { $0.contains(id) }
  }

  /// What all that was leased in the run costs each month, in US dollars.
  package var monthlyPrice: Decimal { prices.withLock { $0 } }

  /// The id of `address`, or nil when no step has made it.
  package subscript(address: Address) -> String? {
    ids.withLock { $0[address] }
  }
}

/// What a step may use while it runs.
package struct StepContext: Sendable {
  package var service: any SMSVoiceService
  /// That of the step's resource or child: its region is where calls go.
  package var address: Address
  /// Among steps that wait for one bucket the higher goes first.
  package var priority: Int
  /// Shared by all steps of a run.
  package var created: CreatedResources
  /// Answers a fresh random `ClientToken`.
  package var randomToken: @Sendable () -> String
  /// A `ClientToken` that is the same whenever the text is.
  package var derivedToken: @Sendable (String) -> String
  /// Sleeps; throws `CancellationError` when the run is interrupted.
  package var sleep: @Sendable (Duration) async throws -> Void
  /// Time since some fixed moment, for timeouts.
  package var elapsed: @Sendable () -> Duration

  package init(
    service: any SMSVoiceService,
    address: Address,
    priority: Int,
    created: CreatedResources,
    randomToken: @escaping @Sendable () -> String,
    derivedToken: @escaping @Sendable (String) -> String,
    sleep: @escaping @Sendable (Duration) async throws -> Void,
    elapsed: @escaping @Sendable () -> Duration
  ) {
    self.service = service
    self.address = address
    self.priority = priority
    self.created = created
    self.randomToken = randomToken
    self.derivedToken = derivedToken
    self.sleep = sleep
    self.elapsed = elapsed
  }

  /// Makes a call in the region of the step's resource.
  @discardableResult
  package func call<Request: ServiceOperation>(
    _ request: Request
  ) async throws -> Request.Response {
    try await service.call(
      request,
      region: address.region,
      priority: priority,
      subject: address.description
    )
  }

  /// The id behind a handle.
  ///
  /// Throws `StepFailure` when the step that makes it has not run.
  package func id(of handle: ResourceHandle) throws -> String {
    switch handle {
    case .known(let id): return id
    case .created(let address):
      guard let id = created[address] else {
        throw StepFailure("the id of \(address) is not known: it has not been created")
      }
      return id
    }
  }

  /// Calls `attempt` again, with a new token each time, while it fails in a way that `isTransient`
  /// says will pass by itself, for at most two minutes, after ever longer pauses.
  ///
  /// The service pins a failure to its ClientToken, and a role or a topic policy made a moment ago
  /// is not yet seen: Terraform's provider retries these cases for two minutes.
  package func retrying<Result: Sendable>(
    while isTransient: @Sendable (ServiceError) -> Bool,
    _ attempt: @Sendable (_ token: String) async throws -> Result
  ) async throws -> Result {
    try await repeating(while: isTransient) { try await attempt(randomToken()) }
  }

  /// Does the same without a token.
  package func repeating<Result: Sendable>(
    while isTransient: @Sendable (ServiceError) -> Bool,
    _ attempt: @Sendable () async throws -> Result
  ) async throws -> Result {
    let deadline = elapsed() + .seconds(120)
    var pause = Duration.seconds(1)
    while true {
      do {
        return try await attempt()
      } catch let error as ServiceError where isTransient(error) && elapsed() < deadline {
        try await sleep(pause)
        pause = min(pause * 2, .seconds(20))
      }
    }
  }

  /// Makes a call that takes something away, or readies it for that; that it is gone already is as good.
  package func removing(
    unless reasons: Set<String> = [],
    _ call: () async throws -> some Sendable
  ) async throws {
    do {
      _ = try await call()
    } catch let error as ServiceError
      where error.kind == .notFound || error.reason.map({ reasons.contains($0) }) == true
    {
      return
    }
  }

  /// Asks until `isDone`, waiting `interval` between the questions; "not found" is no answer.
  ///
  /// Throws `StepFailure` with `failure` as its words when `timeout` has passed.
  package func poll(
    every interval: Duration = .seconds(1),
    timeout: Duration,
    failure: String,
    until isDone: @Sendable () async throws -> Bool
  ) async throws {
    let deadline = elapsed() + timeout
    while true {
      do {
        if try await isDone() { return }
      } catch let error as ServiceError where error.kind == .notFound {
        // What was just made may not be seen by every read yet.
      }
      guard elapsed() < deadline else { throw StepFailure(failure) }
      try await sleep(interval)
    }
  }
}
