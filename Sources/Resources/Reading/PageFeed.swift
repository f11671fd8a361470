internal import Synchronization

/// The pages of a list as they come, for who can begin with the first before the last one is there.
final class PageFeed<Item: Sendable>: Sendable {
  private struct State {
    var pages: [[Item]] = []
    var hasEnded = false
    var listeners: [AsyncStream<[Item]>.Continuation] = []
  }

  private let state = Mutex(State())

  /// All pages, those that have come already first; ends with the list, also where its reading failed.
  var pages: AsyncStream<[Item]> {
    let (stream, continuation) = AsyncStream.makeStream(of: [Item].self)
    state.withLock { state in
      for page in state.pages { continuation.yield(page) }
      if state.hasEnded { continuation.finish() } else { state.listeners.append(continuation) }
    }
    return stream
  }

  /// Passes a page on.
  func add(_ page: [Item]) {
    state.withLock { state in
      state.pages.append(page)
      for listener in state.listeners { listener.yield(page) }
    }
  }

  /// Says that there are no more.
  func end() {
    state.withLock { state in
      state.hasEnded = true
      for listener in state.listeners { listener.finish() }
      state.listeners = []
    }
  }
}
