package import Foundation
package import SMSVoice

/// The creation of a resource to which the service gives an id and no name, made exactly once.
///
/// The token is derived from all that makes the resource this one, so that the same call after a lost
/// answer gets the same resource. A token can also hold a resource deleted since, or one that has got another
/// name or owner since, which is never touched: then the next token is derived from that one's id, too. Or it
/// holds an old refusal: then the resource is looked for by its tags, and only when there is none, created with a
/// token of the hour, and with a random one if that holds a refusal, too.
package protocol UniqueCreation: Sendable {
  /// The request, its `ClientToken` left out.
  associatedtype Request: ServiceOperation
  /// Its body goes into the token, so it must be the same in every run.
  var request: Request { get }
  /// The manifest's key.
  var key: String { get }
  /// Its account, region and project go into the token, too.
  var scope: RegionScope { get }
  /// For how long reads may not show a write.
  var lag: Duration { get }
  /// When the plan was made.
  var now: Date { get }
  /// Makes the call; answers the id.
  func create(in context: StepContext, token: String) async throws -> String
  /// The ARN of the resource that an id names, as long as it can be used; nil after that. May throw a `.notFound`
  /// for "no".
  func arn(of id: String, in context: StepContext) async throws -> String?
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
        if try await isOurs(id, in: context) { return id }
        if let id = try await find(in: context) { return id }
        source += " after \(id)"
      }
    } catch let error as ServiceError where error.isSemantic {
      // The token may have brought an old refusal back. A run before may have made it with a token that
      // cannot be known, so this one waits until that would be seen.
      if context.elapsed() < lag, let id = try await find(in: context) { return id }
      try await context.outwait(lag)
    }
    if let id = try await find(in: context) { return id }
    let hour = Int(now.timeIntervalSince1970) / 3600
    do {
      // The same for another run that meets the same refusal at the same time.
      return try await create(in: context, token: context.derivedToken("\(source) in hour \(hour)"))
    } catch let error as ServiceError where error.isSemantic {
      return try await context.onceActive {
        try await create(in: context, token: context.randomToken())
      }
    }
  }

  /// How often the very same resource can have been made and deleted while the service remembers tokens.
  private static var generations: Int { 8 }

  /// Whether an id that was answered names a living resource, and that still the one to be made.
  ///
  /// Reads may lag behind the creation, and a second resource is worse than a wait: only after half a
  /// minute without a sign of it is the id taken for that of one deleted since.
  private func isOurs(_ id: String, in context: StepContext) async throws -> Bool {
    let deadline = context.elapsed() + .seconds(30)
    let reader = RegionReader(service: context.service, region: scope.region)
    while true {
      let live = try await context.seen { try await arn(of: id, in: context) } ?? nil
      if let live, let tags = try await context.seen({ try await reader.readTags(of: live) }),
        !tags.isEmpty
      {
        return isTheOne(tags)
      }
      guard context.elapsed() < deadline else {
        guard live == nil else { throw StepFailure.untagged(id) }
        return false
      }
      try await context.sleep(.seconds(2))
    }
  }
}

extension StepFailure {
  fileprivate static func untagged(_ id: String) -> StepFailure {
    StepFailure(
      "the service answered with \(id), which an earlier run has made and which has no tag of smsctl any more; say with 'id' that it is this one, or delete it"
    )
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
