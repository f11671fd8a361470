package import SMSVoice
internal import Synchronization

/// Reads one region, each list once however many kinds ask for it.
package final class RegionReader: Sendable {
  private let service: any SMSVoiceService
  /// For example `us-east-1`.
  package let region: String
  /// What is to be read beside what the manifest names; nil for nothing.
  package let options: PlanOptions?
  private let memo = Mutex<[String: Task<any Sendable, any Error>]>([:])

  /// `options` say what must be read beside what the manifest names; nil for nothing.
  package init(service: any SMSVoiceService, region: String, options: PlanOptions? = nil) {
    self.service = service
    self.region = region
    self.options = options
  }

  /// Whether all that is ours is to be found, whatever the manifest has.
  package var prunes: Bool { options?.prune ?? false }

  /// Whether tags that lead to no write may come from the Resource Groups Tagging API.
  package var readsTagsInBulk: Bool { options?.readsTagsInBulk ?? false }

  /// Whether `--adopt` names a resource.
  package func adopts(_ address: Address) -> Bool {
    options?.adopt.contains { $0.matches(address.description) } == true
  }

  /// Whether a live resource's tags must be read even if nothing else differs.
  package func needsTags(
    of address: Address,
    _ common: CommonFields,
    in scope: RegionScope
  ) -> Bool {
    scope.managesTags(of: common) || adopts(address)
  }

  /// Whether `--allow-replace` names a resource.
  package func mayReplace(_ address: Address) -> Bool {
    options?.allowReplace.contains(address.description) == true
  }

  /// Makes one call.
  package func call<Request: ServiceOperation>(_ request: Request) async throws -> Request.Response
  {
    try await service.call(request, region: region)
  }

  /// Every item of a list, whatever the number of its pages, each of which is told as it comes.
  package func all<Request: PaginatedOperation>(
    _ request: Request,
    onPage: @Sendable ([Request.Response.Item]) -> Void = { _ in }
  ) async throws
    -> [Request.Response.Item]
  {
    var request = request
    var items: [Request.Response.Item] = []
    while true {
      let page = try await call(request)
      let more = page.items
      onPage(more)
      items += more
      guard let next = page.nextToken, !next.isEmpty else { return items }
      request.nextToken = next
    }
  }

  /// The result of `load`, which runs once for each key.
  package func once<Value: Sendable>(
    _ key: String,
    _ load: @escaping @Sendable (RegionReader) async throws -> Value
  ) async throws -> Value {
    let task = memo.withLock { tasks in
      if let task = tasks[key] { return task }
      let task = Task<any Sendable, any Error> { try await load(self) }
      tasks[key] = task
      return task
    }
    let value = try await withTaskCancellationHandler {
      try await task.value
    } onCancel: {
      task.cancel()
    }
    guard let value = value as? Value else {
      preconditionFailure("two readings of different types share the key \(key)")
    }
    return value
  }

  /// Reads for many keys at once; the pacing decides how fast.
  package func each<Key: Hashable & Sendable, Value: Sendable>(
    _ keys: some Sequence<Key>,
    _ load: @escaping @Sendable (Key) async throws -> Value
  ) async throws -> [Key: Value] {
    let unique = Set(keys)
    return try await withThrowingTaskGroup(of: (Key, Value).self) { group in
      for key in unique { group.addTask { (key, try await load(key)) } }
      var result: [Key: Value] = [:]
      for try await (key, value) in group { result[key] = value }
      return result
    }
  }
}

/// A list operation that answers page by page.
package protocol PaginatedOperation: ServiceOperation where Response: Page {
  /// What the page before answered; nil for the first page.
  var nextToken: String? { get set }
}

/// One page of a list.
package protocol Page: Decodable, Sendable {
  /// One row of the list.
  associatedtype Item: Sendable
  /// The rows of the page, in the service's order; empty where the answer has no list.
  var items: [Item] { get }
  /// What to ask the next page with; nil on the last one.
  var nextToken: String? { get }
}
