package import SMSVoice

/// What a look shows of a resource that could not be made, since the service has one of that name.
package enum Existing: Sendable, Equatable {
  /// Reads do not show it yet.
  case unseen
  /// It is ours, and what was to be made.
  case same
  /// It is ours, and differs from what was to be made; in what, for example `messageTypes`.
  case different(String)
  /// Its tags say that it is not ours.
  case others(Ownership)
}

extension StepContext {
  /// For how long to look for what is there for sure: three times as long as reads were ever seen to lag.
  package static var patience: Duration { .seconds(30) }

  /// Makes a call that creates what has a name; that another run has made it is as good.
  ///
  /// The reads behind a plan can lag behind what a run that was killed did a moment before. So where the
  /// service has the name already, `look` tells what it has, again and again until reads show it: what
  /// was to be made ends the step well. What is another's is never touched, and what differs is left to
  /// the next plan, which shows the difference.
  ///
  /// Returns nil when it was there. Throws the service's refusal when nothing of it is to be seen, and
  /// `StepFailure`.
  package func creating<Answer: Sendable>(
    orFinding look: () async throws -> Existing,
    _ create: () async throws -> Answer
  ) async throws -> Answer? {
    do {
      return try await create()
    } catch let refusal as ServiceError where refusal.saysThatItExists {
      try await find(what: look, refusedWith: refusal)
      return nil
    }
  }

  private func find(
    what look: () async throws -> Existing,
    refusedWith refusal: ServiceError
  ) async throws {
    let deadline = elapsed() + Self.patience
    while true {
      let found = try await seen { try await look() } ?? .unseen
      if case .same = found { return }
      guard elapsed() < deadline, !found.isForGood else {
        throw found.failure.map { $0 as any Error } ?? refusal
      }
      try await sleep(.seconds(2))
    }
  }

  /// Makes a call that is refused in a way that does not matter once `isSo`: what it is for has
  /// happened already.
  ///
  /// Throws the refusal when reads have not shown it after a while.
  package func tolerating(
    _ isDoubtful: (ServiceError) -> Bool,
    once isSo: () async throws -> Bool,
    _ call: () async throws -> some Sendable
  ) async throws {
    do {
      _ = try await call()
    } catch let refusal as ServiceError where isDoubtful(refusal) {
      let deadline = elapsed() + Self.patience
      while try await seen(isSo) != true {
        guard elapsed() < deadline else { throw refusal }
        try await sleep(.seconds(2))
      }
    }
  }

  /// What a look shows; nil for what is not found, as it may be that reads lag.
  func seen<Sight: Sendable>(_ look: () async throws -> Sight) async throws -> Sight? {
    do {
      return try await look()
    } catch let error as ServiceError where error.kind == .notFound {
      return nil
    }
  }

  /// What a read answers of something that is there for sure, asked again while it is not found.
  func awaited<Sight: Sendable>(_ read: () async throws -> Sight) async throws -> Sight {
    let deadline = elapsed() + Self.patience
    while elapsed() < deadline {
      if let sight = try await seen(read) { return sight }
      try await sleep(.seconds(1))
    }
    return try await read()
  }

  /// Waits until reads show all that was done before this run began.
  ///
  /// `lag` is for how long they may not.
  func outwait(_ lag: Duration) async throws {
    let age = elapsed()
    if age < lag { try await sleep(lag - age) }
  }

  /// Makes a call, again while its pool or number is not ACTIVE yet: reads may have shown that it is
  /// from before a change.
  package func onceActive<Answer: Sendable>(
    _ call: @Sendable () async throws -> Answer
  ) async throws -> Answer {
    try await repeating(
      while: { $0.kind == .conflict && $0.reason == "RESOURCE_NOT_ACTIVE" },
      call
    )
  }

  /// What a live resource with tags is to one that was to be made with `tags`.
  ///
  /// `differences` are what else differs, as paths.
  func existing(
    _ arn: String,
    tagged tags: Tags,
    differingIn differences: [String] = [],
    in scope: RegionScope
  ) async throws -> Existing {
    let live = try await RegionReader(service: service, region: scope.region).tags(of: arn)
    let owner = Ownership(live, in: scope)
    guard owner == .ours else { return .others(owner) }
    let different = tags.filter { live[$0.key] != $0.value }.keys.sorted().map { "tags.\($0)" }
    let all = differences + different
    return all.isEmpty ? .same : .different(all.joined(separator: ", "))
  }
}

extension Existing {
  /// Whether no later look will show anything else.
  fileprivate var isForGood: Bool {
    switch self {
    case .others(.foreign), .others(.cloudFormation), .same: true
    // Tags may be read later than what they are on, and changes later still.
    case .unseen, .different, .others: false
    }
  }

  /// Why the step fails; nil when the service's own words say it.
  fileprivate var failure: StepFailure? {
    switch self {
    case .unseen, .same, .others(.ours): nil
    case .different(let difference):
      StepFailure(
        "another run has made it meanwhile, but not so: \(difference) differ; run again, and the plan shows how"
      )
    case .others(.foreign(let project)):
      StepFailure("it exists already and belongs to the project '\(project)'")
    case .others(.cloudFormation(let stack)):
      StepFailure("it exists already and belongs to the CloudFormation stack '\(stack)'")
    case .others(.unowned):
      StepFailure(
        "it exists already, without smsctl's tag; run again, and the plan says how to take it over"
      )
    }
  }
}

extension ServiceError {
  /// Whether a creation was refused since there is one already; no reason of a creation by name fits
  /// anything else.
  fileprivate var saysThatItExists: Bool {
    kind == .conflict && (reason == nil || reason == "RESOURCE_ALREADY_EXISTS")
  }
}
