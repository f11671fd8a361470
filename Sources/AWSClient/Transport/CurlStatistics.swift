internal import CLibCurl

/// What curl knows of a transfer at the moment it ended.
struct CurlStatistics {
  /// 0 when no status line came.
  let status: Int
  /// `errno` of the last failure, 0 for none.
  let systemError: Int
  /// Whether any byte of the request left; curl counts them when it hands them to the socket.
  let isSent: Bool
  /// Without meaning unless `isSent`.
  let timing: HTTPTiming

  /// Must be called at once when the transfer ends: the instants are counted back from now.
  ///
  /// curl reports times since it began. Counting back from its end errs on the late side for
  /// `sentAt` and `receivedAt` alike, by the time it takes to get here, and late is the safe side.
  init(_ easy: UnsafeMutableRawPointer, now: ContinuousClock.Instant = .now) {
    status = Self.long(easy, CURLINFO_RESPONSE_CODE)
    systemError = Self.long(easy, CURLINFO_OS_ERRNO)
    isSent = Self.long(easy, CURLINFO_REQUEST_SIZE) > 0
    let total = Self.microseconds(easy, CURLINFO_TOTAL_TIME_T)
    let sent = Self.microseconds(easy, CURLINFO_PRETRANSFER_TIME_T)
    let answered = Self.microseconds(easy, CURLINFO_STARTTRANSFER_TIME_T)
    timing = HTTPTiming(
      sentAt: now - .microseconds(max(0, total - sent)),
      // 0 when no byte of an answer came.
      receivedAt: answered > sent ? now - .microseconds(max(0, total - answered)) : now,
      isOnNewConnection: Self.long(easy, CURLINFO_NUM_CONNECTS) > 0
    )
  }

  private static func long(_ easy: UnsafeMutableRawPointer, _ info: CURLINFO) -> Int {
    var value = 0
    smsctl_curl_get_long(easy, info, &value)
    return value
  }

  private static func microseconds(_ easy: UnsafeMutableRawPointer, _ info: CURLINFO) -> Int64 {
    var value: curl_off_t = 0
    smsctl_curl_get_size(easy, info, &value)
    return Int64(value)
  }
}
