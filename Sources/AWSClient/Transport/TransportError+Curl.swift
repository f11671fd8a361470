internal import CLibCurl
internal import Foundation

extension TransportError {
  /// Puts a curl failure into words that name the address and what to look at.
  ///
  /// `explanation` is curl's sentence about this very failure, empty when it wrote none.
  init(
    _ code: CURLcode,
    url: String,
    explanation: String,
    isTooLarge: Bool,
    statistics: CurlStatistics
  ) {
    let cause = isTooLarge ? .tooLarge : Cause(code, isSent: statistics.isSent)
    let name = String(cString: curl_easy_strerror(code))
    let reason =
      cause.systemReason(code, error: statistics.systemError)
      ?? (explanation.isEmpty ? name : explanation).lowercasedFirst
    self.init(
      cause: cause,
      curlCode: Int(code.rawValue),
      name: name,
      message: "\(cause.sentence) \(url) (\(reason))",
      timing: statistics.isSent ? statistics.timing : nil
    )
  }
}

extension TransportError.Cause {
  fileprivate init(_ code: CURLcode, isSent: Bool) {
    self =
      switch code {
      case CURLE_COULDNT_RESOLVE_HOST, CURLE_COULDNT_RESOLVE_PROXY: .nameLookup
      case CURLE_COULDNT_CONNECT: .connection
      case CURLE_OPERATION_TIMEDOUT: isSent ? .timeout : .connection
      case CURLE_SSL_CONNECT_ERROR, CURLE_PEER_FAILED_VERIFICATION, CURLE_SSL_CACERT_BADFILE:
        .security
      case CURLE_URL_MALFORMAT, CURLE_UNSUPPORTED_PROTOCOL: .invalidRequest
      case CURLE_GOT_NOTHING, CURLE_PARTIAL_FILE, CURLE_RECV_ERROR, CURLE_SEND_ERROR,
        CURLE_WEIRD_SERVER_REPLY:
        .interrupted
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
    case .tooLarge: "the answer is too large:"
    case .other: "the request failed:"
    }
  }

  /// The system's reason, as `connection refused`; nil when it has none to give.
  fileprivate func systemReason(_ code: CURLcode, error: Int) -> String? {
    guard self == .connection || self == .interrupted else { return nil }
    if self == .connection && code == CURLE_OPERATION_TIMEDOUT { return "timed out" }
    return error == 0 ? nil : String(cString: strerror(Int32(error))).lowercasedFirst
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
