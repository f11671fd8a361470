package import SMSVoice

/// The creation of a resource to which the service gives an id and no name, made exactly once.
///
/// The token is derived from all that makes the resource this one, so that the same call after a lost
/// answer gets the same resource. A token can also hold a resource deleted since: then the next token is
/// derived from that one's id, too. Or it holds an old refusal: then the resource is looked for by its
/// tags, and only when there is none, created with a random token, once.
package protocol UniqueCreation: Sendable {
  /// The request, its `ClientToken` left out.
  associatedtype Request: ServiceOperation
  var request: Request { get }
  /// The manifest's key.
  var key: String { get }
  var scope: RegionScope { get }
  /// For how long reads may not show a write.
  var lag: Duration { get }
  /// Makes the call; answers the id.
  func create(in context: StepContext, token: String) async throws -> String
  /// Whether an id still names a resource that can be used. May throw a `.notFound` for "no".
  func isAlive(_ id: String, in context: StepContext) async throws -> Bool
  /// The id of the resource that carries our tags; nil when there is none.
  func find(in context: StepContext) async throws -> String?
}

extension UniqueCreation {
  /// Account, region, project, name and exact body: what the token is derived from.
  private func identity() throws -> String {
    let body = String(decoding: try request.body(), as: UTF8.self)
    return "\(scope.account) \(scope.region) \(scope.project) \(key) \(body)"
  }

  /// Whether tags say that a live resource is the one to be made.
  package func isTheOne(_ tags: Tags?) -> Bool {
    tags?[OwnershipTag.name] == key && tags?[OwnershipTag.project] == scope.project
  }

  /// The id of the one resource, made now or by an earlier run.
  ///
  /// Runs that make the same resource at the same time, or one after the other, use the same tokens in
  /// the same order, and so get the same one.
  package func make(in context: StepContext) async throws -> String {
    var source = try identity()
    do {
      for _ in 1...Self.generations {
        let id = try await create(in: context, token: context.derivedToken(source))
        if try await appears(id, in: context) { return id }
        if let id = try await find(in: context) { return id }
        // It was deleted since: the next token is that of the one after it.
        source += " after \(id)"
      }
    } catch let error as ServiceError where error.isSemantic {
      // The token may have brought an old refusal back. A run before may have made it with a token that
      // cannot be known, so this one waits until that would be seen.
      if context.elapsed() < lag, let id = try await find(in: context) { return id }
      try await context.outwait(lag)
    }
    if let id = try await find(in: context) { return id }
    return try await context.onceActive {
      try await create(in: context, token: context.randomToken())
    }
  }

  /// How often the very same resource can have been made and deleted while the service remembers tokens.
  private static var generations: Int { 8 }

  /// Whether an id that was answered names a living resource.
  ///
  /// Reads may lag behind the creation, and a second resource is worse than a wait: only after half a
  /// minute without a sign of it is the id taken for that of one deleted since.
  private func appears(_ id: String, in context: StepContext) async throws -> Bool {
    let deadline = context.elapsed() + .seconds(30)
    while true {
      if try await exists(id, in: context) { return true }
      guard context.elapsed() < deadline else { return false }
      try await context.sleep(.seconds(2))
    }
  }

  private func exists(_ id: String, in context: StepContext) async throws -> Bool {
    do {
      return try await isAlive(id, in: context)
    } catch let error as ServiceError where error.kind == .notFound {
      return false
    }
  }
}

extension ServiceError {
  /// Whether the service understood the call and refused it.
  fileprivate var isSemantic: Bool {
    switch kind {
    case .conflict, .notFound, .validation, .quotaExceeded: true
    case .throttling, .internalServer, .transport, .accessDenied, .credentials, .other: false
    }
  }
}
