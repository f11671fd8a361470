package import SMSVoice

extension OptOutSync {
  /// How adding the numbers of one list went.
  package struct Addition: Sendable {
    /// What the service took, also where the number was on the list already.
    package var added = 0
    /// What the service would not take, by its reason.
    package var refused: [Cause: Refused] = [:]
    /// Why not all were tried; nil when they were, or when the run was interrupted.
    package var obstacle: ServiceError?

    package init() {}

    /// How many were refused, whatever the cause.
    package var refusedCount: Int { refused.values.reduce(0) { $0 + $1.count } }
  }

  /// Why the service refuses a number.
  package struct Cause: Hashable, Sendable, Comparable {
    /// For example `ValidationException`.
    package var code: String
    /// Nil when none was sent.
    package var reason: String?

    /// By code, then by reason; without one comes first.
    package static func < (left: Cause, right: Cause) -> Bool {
      (left.code, left.reason ?? "") < (right.code, right.reason ?? "")
    }
  }

  /// Numbers that were refused for one cause.
  package struct Refused: Sendable, Equatable {
    /// All of them, also those beyond the digests that are kept.
    package var count = 0
    /// By which the first few can be found in a list; not the numbers themselves.
    package var digests: [String] = []
  }

  /// As many digests of refused numbers are kept for each cause.
  private static var digestLimit: Int { 5 }

  /// Calls under way or waiting for their slot; more than any quota needs, and little memory.
  private static var window: Int { 64 }

  /// Adds numbers to a list of the target.
  ///
  /// One that is refused stops nobody; what stands in the way of every number does. When the task is
  /// cancelled no further call is made and those in flight finish. `digest` makes of a number what may
  /// be told; `onProgress` hears of every number.
  package func add(
    _ numbers: NumberSet,
    to list: String,
    digest: (String) -> String,
    onProgress: (Addition) -> Void
  ) async -> Addition {
    var addition = Addition()
    await withTaskGroup(of: Outcome.self) { group in
      var next = numbers.startIndex
      func begin() {
        guard next < numbers.endIndex, addition.obstacle == nil, !Task.isCancelled else { return }
        let number = numbers[next]
        next += 1
        group.addTask { await put(number, on: list) }
      }
      for _ in 0..<Self.window { begin() }
      while let outcome = await group.next() {
        switch outcome {
        case .added: addition.added += 1
        case .refused(let number, let cause):
          addition.refused[cause, default: Refused()].add(digest(number), upTo: Self.digestLimit)
        case .obstructed(let error):
          // Those that follow are cancelled, and have nothing to say of their own.
          addition.obstacle = addition.obstacle ?? error
          group.cancelAll()
        case .interrupted: break
        }
        onProgress(addition)
        begin()
      }
    }
    return addition
  }

  private enum Outcome: Sendable {
    case added
    case refused(String, Cause)
    case obstructed(ServiceError)
    case interrupted
  }

  private func put(_ number: String, on list: String) async -> Outcome {
    do {
      _ = try await service.call(
        PutOptedOutNumber(optOutListName: list, optedOutNumber: number),
        region: target,
        subject: Address(region: target, kind: OptOutListKind.name, name: list).description
      )
      return .added
    } catch let error as ServiceError {
      switch error.kind {
      case .validation, .conflict:
        return .refused(number, Cause(code: error.code, reason: error.reason))
      case .throttling, .internalServer, .transport, .notFound, .quotaExceeded, .accessDenied,
        .credentials, .other:
        return .obstructed(error.hiding(number))
      }
    } catch {
      // Nothing but a cancellation comes here.
      return .interrupted
    }
  }
}

extension OptOutSync.Refused {
  fileprivate mutating func add(_ digest: String, upTo limit: Int) {
    count += 1
    if digests.count < limit { digests.append(digest) }
  }
}

extension ServiceError {
  /// Without a number that the service may have repeated.
  fileprivate func hiding(_ number: String) -> ServiceError {
    let digits = number.filter { $0 != "+" }
    func hidden(_ text: String) -> String { text.replacing(digits, with: "...") }
    var error = self
    error.message = hidden(message)
    error.resourceID = resourceID.map(hidden)
    error.fields = fields.map { Field(name: hidden($0.name), message: hidden($0.message)) }
    return error
  }
}
