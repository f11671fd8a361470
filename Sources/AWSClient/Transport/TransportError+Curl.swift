internal import CLibCurl
internal import Foundation

extension TransportError {
  /// What a message may tell of besides the failure itself.
  struct Context: Sendable {
    /// As it was asked for, query included.
    let url: String
    /// Nil when there is none for the URL; `NO_PROXY` may have kept curl from using it.
    let proxy: Proxy?
    /// As in the options.
    let certificateBundle: String?
    /// As in the options.
    let firstByteTimeout: Duration

    init(_ request: HTTPRequest, _ options: CurlTransport.Options) {
      url = request.url.absoluteString
      proxy = options.proxies.proxy(for: request)
      certificateBundle = options.certificateBundle
      firstByteTimeout = options.firstByteTimeout
    }
  }

  /// Puts a curl failure into words that name the address and what to look at.
  ///
  /// `explanation` is curl's sentence about this very failure, empty when it wrote none.
  init(
    _ code: CURLcode,
    in context: Context,
    explanation: String,
    isTooLarge: Bool,
    statistics: CurlStatistics
  ) {
    let cause = Cause(code, isTooLarge: isTooLarge, isSent: statistics.isSent)
    let name = String(cString: curl_easy_strerror(code))
    let explanation = context.proxy?.redacting(explanation) ?? explanation
    let reason =
      cause.systemReason(code, error: statistics.systemError)
      ?? statistics.tunnelReason(code)
      ?? (explanation.isEmpty ? name : explanation).lowercasedFirst
    let proxy = context.proxy.flatMap { proxy in
      proxy.isInvolved(code, explanation, statistics) ? " by way of the proxy \(proxy)" : nil
    }
    let advice = cause == .security ? context.advice(code, statistics) : ""
    self.init(
      cause: cause,
      curlCode: Int(code.rawValue),
      name: name,
      message: "\(cause.sentence) \(context.url)\(proxy ?? "") (\(reason))\(advice)",
      timing: statistics.isSent ? statistics.timing : nil
    )
  }

  /// Puts an end into words that curl was not asked about.
  init(_ ending: CurlTransfer.EarlyEnd, in context: Context, timing: HTTPTiming?) {
    switch ending {
    case .firstByteLate:
      self.init(
        cause: .timeout,
        curlCode: Int(CURLE_OPERATION_TIMEDOUT.rawValue),
        name: String(cString: curl_easy_strerror(CURLE_OPERATION_TIMEDOUT)),
        message:
          "\(Cause.timeout.sentence) \(context.url) (not a byte within \(context.firstByteTimeout))",
        timing: timing
      )
    case .cancelled:
      self.init(
        cause: .cancelled,
        name: "Cancelled",
        message: "\(Cause.cancelled.sentence) \(context.url)",
        timing: timing
      )
    }
  }
}

extension TransportError.Cause {
  fileprivate init(_ code: CURLcode, isTooLarge: Bool, isSent: Bool) {
    self =
      switch code {
      case _ where isTooLarge: .tooLarge
      case CURLE_FILESIZE_EXCEEDED: .tooLarge
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameLookup
      case CURLE_COULDNT_CONNECT, CURLE_PROXY: .connection
      case CURLE_OPERATION_TIMEDOUT: isSent ? .timeout : .connection
      case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
        .security
      case CURLE_URL_MALFORMAT: .invalidRequest
      // curl's name for an answer that does not begin like HTTP/1 is an unsupported protocol, too.
      case CURLE_UNSUPPORTED_PROTOCOL: isSent ? .unintelligible : .invalidRequest
      case CURLE_WEIRD_SERVER_REPLY, CURLE_BAD_CONTENT_ENCODING: .unintelligible
      case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
        CURLE_ABORTED_BY_CALLBACK:
        isSent ? .interrupted : .connection
      default: .other
      }
  }

  fileprivate var sentence: String {
    switch self {
    case .invalidRequest: "cannot send a request to"
    case .nameLookup: "could not find the host of"
    case .connection: "could not connect to"
    case .security: "could not set up a trusted connection to"
    case .timeout: "no answer in time from"
    case .interrupted: "the connection broke before an answer was complete:"
    case .unintelligible: "the answer is not HTTP/1.1:"
    case .tooLarge: "the answer is too large:"
    case .cancelled: "cancelled:"
    case .other: "the request failed:"
    }
  }

  /// The system's reason, as `connection refused`; nil when it has none to give.
  fileprivate func systemReason(_ code: CURLcode, error: Int) -> String? {
    switch self {
    case .tooLarge: "over the limit"
    case .connection where code == CURLE_OPERATION_TIMEDOUT: "timed out"
    case .connection, .interrupted:
      if error != 0 {
        String(cString: strerror(Int32(error))).lowercasedFirst
      } else {
        // We keep curl from beginning again.
        code == CURLE_ABORTED_BY_CALLBACK ? "the server closed it" : nil
      }
    default: nil
    }
  }
}

extension CurlStatistics {
  /// What the proxy said when it made no tunnel; nil when it was not asked or made one.
  fileprivate func tunnelReason(_ code: CURLcode) -> String? {
    switch tunnelStatus {
    case 0, 200..<300: nil
    // Some, tinyproxy for one, say 401.
    case 401, 407: "it asks for a user name and password: HTTP status \(tunnelStatus)"
    default: "it refused: HTTP status \(tunnelStatus)"
    }
  }
}

extension Proxy {
  /// Whether the failure was on the way to the proxy, or the proxy's own.
  fileprivate func isInvolved(
    _ code: CURLcode,
    _ explanation: String,
    _ statistics: CurlStatistics
  ) -> Bool {
    [CURLE_COULDNT_RESOLVE_PROXY, CURLE_PROXY].contains(code) || statistics.tunnelStatus != 0
      || connectionText.map(explanation.contains) == true
  }
}

extension TransportError.Context {
  /// What to do about a certificate, to be put after the reason.
  fileprivate func advice(_ code: CURLcode, _ statistics: CurlStatistics) -> String {
    if code == CURLE_SSL_CACERT_BADFILE {
      return "; AWS_CA_BUNDLE must name a file of certificates in PEM form"
    }
    // https://docs.openssl.org/3.0/man3/X509_STORE_CTX_get_error
    return switch statistics.certificateError {
    // Not yet valid, and no more.
    case 9, 10: "; if it is valid in truth, check this machine's clock"
    // Signed by nobody who is known.
    case 18, 19, 20, 21:
      certificateBundle.map {
        "; the file '\($0)' of AWS_CA_BUNDLE does not have the certificate of who signed it"
      } ?? "; if a private authority signs here, set AWS_CA_BUNDLE to a file of its certificates"
    default: ""
    }
  }
}

extension String {
  /// Names such as `OpenSSL` and `SSL` keep their capital.
  fileprivate var lowercasedFirst: String {
    let text = trimmingCharacters(in: .whitespaces)
    let isName = text.prefix { !$0.isWhitespace }.dropFirst().contains(where: \.isUppercase)
    return isName ? text : text.prefix(1).lowercased() + text.dropFirst()
  }
}
