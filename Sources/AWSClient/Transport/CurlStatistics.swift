internal import CLibCurl

/// What curl knows of a transfer at the moment it ended.
struct CurlStatistics {
  /// 0 when no status line came.
  let status: Int
  /// What the proxy answered to the wish for a tunnel; 0 when there was none.
  let tunnelStatus: Int
  /// `errno` of the last failure, 0 for none.
  let systemError: Int
  /// What OpenSSL found wrong with the server's certificate, an `X509_V_ERR_` number; 0 for nothing.
  let certificateError: Int
  /// How many connections were opened for it.
  let newConnections: Int
  /// Whether any byte of the request left; curl counts them when it hands them to the socket.
  let isSent: Bool
  /// Without meaning unless `isSent`.
  let timing: HTTPTiming

  /// Must be called at once when the transfer ends: the instants are counted back from now.
  ///
  /// curl reports times since it began. Counting back from its end errs on the late side for
  /// `sentAt` and `receivedAt` alike, by the time it takes to get here, and late is the safe side.
  init(_ easy: CurlHandle, now: ContinuousClock.Instant = .now) {
    status = easy.long(CURLINFO_RESPONSE_CODE)
    tunnelStatus = easy.long(CURLINFO_HTTP_CONNECTCODE)
    systemError = easy.long(CURLINFO_OS_ERRNO)
    certificateError = easy.long(CURLINFO_SSL_VERIFYRESULT)
    newConnections = easy.long(CURLINFO_NUM_CONNECTS)
    let total = easy.duration(CURLINFO_TOTAL_TIME_T)
    let sent = easy.duration(CURLINFO_PRETRANSFER_TIME_T)
    let answered = easy.duration(CURLINFO_STARTTRANSFER_TIME_T)
    // What goes to a proxy first, to ask for a tunnel, counts as sent for curl.
    isSent = easy.long(CURLINFO_REQUEST_SIZE) > 0 && sent > .zero
    timing = HTTPTiming(
      sentAt: now - max(.zero, total - sent),
      // 0 when no byte of an answer came.
      receivedAt: answered > sent ? now - max(.zero, total - answered) : now,
      isOnNewConnection: newConnections > 0
    )
  }
}
