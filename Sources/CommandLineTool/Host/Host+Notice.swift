extension Host {
  /// Does work that is silent, and says on standard error what it is once that takes longer than people wait
  /// for a sign of life; nil says nothing.
  func telling<Result: Sendable>(
    _ what: String?,
    _ work: () async throws -> Result
  ) async throws -> Result {
    let notice = Task {
      try await Task.sleep(for: silence)
      if let what { writeError(what + "\n") }
    }
    defer { notice.cancel() }
    return try await work()
  }
}
