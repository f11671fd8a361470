package import Foundation

/// Keeps credentials, and renews them before they run out, once for all who wait.
///
/// A waiter that is cancelled leaves alone; the renewal goes on for the others. A renewal that fails is
/// told to those who waited for it, and the next one who asks starts another.
package actor CredentialCache: CredentialSource {
  private let fetch: @Sendable () async throws(CredentialError) -> Credentials
  private let date: @Sendable () -> Date
  private var freshness = CredentialFreshness()
  private var isRenewing = false
  private var lastWaiter: UInt64 = 0
  private var waiters: [UInt64: CheckedContinuation<Result<Credentials, any Error>, Never>] = [:]

  /// `fetch` gets new credentials, however long that takes; `date` is the wall clock.
  package init(
    date: @escaping @Sendable () -> Date = { Date() },
    fetch: @escaping @Sendable () async throws(CredentialError) -> Credentials
  ) {
    self.date = date
    self.fetch = fetch
  }

  /// Waits for a renewal where one is due.
  package func credentials() async throws -> Credentials {
    if let credentials = freshness.usable(at: date()) { return credentials }
    return try await renewed()
  }

  /// Renews, unless somebody else has done so since `rejected` was handed out.
  package func credentials(replacing rejected: Credentials) async throws -> Credentials {
    // Somebody else may have renewed them meanwhile.
    if let credentials = freshness.usable(at: date()), credentials != rejected {
      return credentials
    }
    freshness.reject()
    return try await renewed()
  }

  private func renewed() async throws -> Credentials {
    guard !Task.isCancelled else { throw CancellationError() }
    lastWaiter += 1
    let waiter = lastWaiter
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        waiters[waiter] = continuation
        if waiters.count == 1 { startRenewal() }
      }
    } onCancel: {
      // Nobody waits for this: it resumes the one waiter, unless that has its answer already.
      Task { await self.withdraw(waiter) }
    }
    return try result.get()
  }

  private func startRenewal() {
    guard !isRenewing else { return }
    isRenewing = true
    // Ends by the timeouts of what it asks; the waiters are its only readers.
    Task { [fetch] in
      let result: Result<Credentials, CredentialError>
      do throws(CredentialError) {
        result = .success(try await fetch())
      } catch {
        result = .failure(error)
      }
      finish(freshness.take(result, at: date()))
    }
  }

  private func finish(_ result: Result<Credentials, CredentialError>) {
    isRenewing = false
    let waiting = waiters.sorted { $0.key < $1.key }.map(\.value)
    waiters = [:]
    for continuation in waiting { continuation.resume(returning: result.mapError { $0 }) }
  }

  private func withdraw(_ waiter: UInt64) {
    waiters.removeValue(forKey: waiter)?.resume(returning: .failure(CancellationError()))
  }
}
