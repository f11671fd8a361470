internal import SMSVoice

/// The creation of a resource to which the service gives an id and no name, made exactly once.
///
/// The token is derived from all that makes the resource this one, so that the same call after a lost
/// answer gets the same resource. A token can also hold an old failure, or a resource deleted since:
/// then the resource is looked for by its tags, and only when there is none, created with a random
/// token, once.
package protocol UniqueCreation: Sendable {
  /// Account, region, project, name and exact body: what the token is derived from.
  func identity() throws -> String
  /// Makes the call; answers the id.
  func create(in context: StepContext, token: String) async throws -> String
  /// Whether an id still names a resource that can be used. May throw a `.notFound` for "no".
  func isAlive(_ id: String, in context: StepContext) async throws -> Bool
  /// The id of the resource that carries our tags; nil when there is none.
  func find(in context: StepContext) async throws -> String?
}

extension UniqueCreation {
  /// The id of the one resource, made now or by an earlier run.
  package func make(in context: StepContext) async throws -> String {
    do {
      let id = try await create(in: context, token: context.derivedToken(try identity()))
      if try await exists(id, in: context) { return id }
    } catch let error as ServiceError where error.isSemantic {
      if let id = try await find(in: context) { return id }
      guard error.mayBePinned else { throw error }
      return try await create(in: context, token: context.randomToken())
    }
    if let id = try await find(in: context) { return id }
    return try await create(in: context, token: context.randomToken())
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

  /// Whether the refusal may be an old one that a derived token brought back: a state can have changed
  /// since, while a body that breaks the rules stays broken.
  fileprivate var mayBePinned: Bool {
    switch kind {
    case .conflict, .notFound, .quotaExceeded: true
    case .validation, .throttling, .internalServer, .transport, .accessDenied, .credentials, .other:
      false
    }
  }
}
