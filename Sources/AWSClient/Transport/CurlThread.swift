internal import CLibCurl
internal import Foundation
internal import Synchronization

/// The thread that owns a curl multi handle, and with it all connections and running transfers.
///
/// libcurl blocks, so it gets a thread of its own instead of one of the few of Swift's pool. Other
/// threads only hand over transfers and wake it.
final class CurlThread: Sendable {
  private struct Inbox {
    var arrivals: [CurlTransfer] = []
    /// Whether to look for transfers that were abandoned.
    var hasAbandoned = false
    var isStopping = false
  }

  private let multi: MultiHandle
  private let inbox = Mutex(Inbox())

  /// Nil when libcurl has no memory for a multi handle.
  init?() {
    guard let pointer = curl_multi_init() else { return nil }
    multi = MultiHandle(pointer: pointer)
    // By default curl keeps four connections per running transfer, few when most are idle.
    _ = smsctl_curl_multi_set_long(pointer, CURLMOPT_MAXCONNECTS, 512)
    let thread = Thread { [self] in run() }
    thread.name = "smsctl-curl"
    thread.start()
  }

  /// Hands a transfer over, which is completed, on the thread, whatever happens.
  func start(_ transfer: CurlTransfer) {
    let isAccepted = inbox.withLock { inbox in
      if !inbox.isStopping { inbox.arrivals.append(transfer) }
      return !inbox.isStopping
    }
    precondition(isAccepted, "a transfer was started on a transport that is gone")
    curl_multi_wakeup(multi.pointer)
  }

  /// Drops a transfer whose outcome nobody waits for any more, started or not.
  func abandon(_ transfer: CurlTransfer) {
    // In this order: whoever sees the mark in the inbox must find the transfer's.
    transfer.abandon()
    inbox.withLock { $0.hasAbandoned = true }
    curl_multi_wakeup(multi.pointer)
  }

  /// Ends the thread once the running transfers are through.
  func stop() {
    inbox.withLock { $0.isStopping = true }
    curl_multi_wakeup(multi.pointer)
  }

  private func run() {
    blockBrokenPipeSignal()
    var running = CurlRunning(multi: multi.pointer)
    while true {
      let inbox = takeInbox()
      for transfer in inbox.arrivals { running.begin(transfer) }
      if inbox.hasAbandoned { running.dropAbandoned() }
      running.perform()
      running.dropLate(now: .now)
      if inbox.isStopping && running.isEmpty { break }
      // Returns early for socket activity, curl's own timers and curl_multi_wakeup.
      curl_multi_poll(multi.pointer, nil, 0, running.patience(now: .now), nil)
    }
    curl_multi_cleanup(multi.pointer)
  }

  private func takeInbox() -> Inbox {
    inbox.withLock { inbox in
      defer { (inbox.arrivals, inbox.hasAbandoned) = ([], false) }
      return inbox
    }
  }

  /// With CURLOPT_NOSIGNAL curl leaves SIGPIPE to us, and OpenSSL may raise it on a dead connection.
  ///
  /// The signal goes to the thread that writes, so blocking it here is enough and leaves the rest of
  /// the process as it was.
  private func blockBrokenPipeSignal() {
    var signals = sigset_t()
    sigemptyset(&signals)
    sigaddset(&signals, SIGPIPE)
    pthread_sigmask(SIG_BLOCK, &signals, nil)
  }
}

/// The pointer behind a `CurlThread`.
///
/// Unchecked: all calls come from the one thread, but for `curl_multi_wakeup`, which libcurl allows
/// from any (<https://curl.se/libcurl/c/curl_multi_wakeup.html>). The thread frees it when it ends,
/// after which nobody calls, since `stop` comes last.
private struct MultiHandle: @unchecked Sendable {
  let pointer: UnsafeMutableRawPointer
}
