internal import CLibCurl
internal import Foundation

/// The transfers that a multi handle works on; for its thread alone.
///
/// libcurl has timeouts for connecting and for the whole, none for the first byte of the answer. A
/// limit of speed would be near it, but speaks of the body too. So the thread looks itself, when the
/// time of the first of them has come, which is seldom: an answer in time costs nothing.
struct CurlRunning {
  private let multi: UnsafeMutableRawPointer
  private var transfers: [UnsafeMutableRawPointer: CurlTransfer] = [:]
  // When the first transfer might be late.
  private var nextCheck: ContinuousClock.Instant?

  /// Takes a handle that somebody else frees.
  init(multi: UnsafeMutableRawPointer) {
    self.multi = multi
  }

  /// Whether curl has nothing to do.
  var isEmpty: Bool { transfers.isEmpty }

  /// Hands a transfer to curl, unless it was abandoned already.
  mutating func begin(_ transfer: CurlTransfer) {
    guard !transfer.isAbandoned else {
      transfer.complete(.cancelled)
      return
    }
    let now = ContinuousClock.now
    transfer.begin(at: now)
    guard curl_multi_add_handle(multi, transfer.easy) == CURLM_OK else {
      transfer.complete(CURLE_FAILED_INIT)
      return
    }
    transfers[transfer.easy] = transfer
    note(transfer.firstByteCheck(now: now))
  }

  /// Lets curl do what can be done without waiting, and completes what has come to its end.
  mutating func perform() {
    var count: Int32 = 0
    curl_multi_perform(multi, &count)
    var remaining: Int32 = 0
    while let message = curl_multi_info_read(multi, &remaining) {
      // The message lives only until the handle is removed: take what it says first.
      guard message.pointee.msg == CURLMSG_DONE, let easy = message.pointee.easy_handle else {
        continue
      }
      let result = message.pointee.data.result
      remove(easy)?.complete(result)
    }
  }

  /// Takes from curl what was abandoned.
  mutating func dropAbandoned() {
    for transfer in transfers.values where transfer.isAbandoned {
      remove(transfer.easy)?.complete(.cancelled)
    }
  }

  /// Takes from curl what has waited too long for the first byte of its answer.
  mutating func dropLate(now: ContinuousClock.Instant) {
    guard let due = nextCheck, due <= now else { return }
    nextCheck = nil
    for transfer in transfers.values {
      guard let check = transfer.firstByteCheck(now: now) else { continue }
      if check > now {
        note(check)
      } else {
        remove(transfer.easy)?.complete(.firstByteLate)
      }
    }
  }

  /// How many milliseconds the thread may sleep if nothing happens.
  func patience(now: ContinuousClock.Instant) -> Int32 {
    let longest = Duration.seconds(60)
    let patience = nextCheck.map { min(max(.zero, now.duration(to: $0)), longest) } ?? longest
    return Int32((patience / .milliseconds(1)).rounded(.up))
  }

  private mutating func note(_ check: ContinuousClock.Instant?) {
    guard let check else { return }
    nextCheck = min(nextCheck ?? check, check)
  }

  /// The easy handle is freed with its transfer, which must not happen while curl holds it.
  private mutating func remove(_ easy: UnsafeMutableRawPointer) -> CurlTransfer? {
    curl_multi_remove_handle(multi, easy)
    return transfers.removeValue(forKey: easy)
  }
}
