internal import CLibCurl
internal import Foundation

/// One request on its way: owns a curl easy handle and all memory that curl points into.
///
/// Unchecked: it is set up by the task that sends and then used by the curl thread only; the inbox
/// of `CurlThread`, under its lock, is where it changes hands.
final class CurlTransfer: @unchecked Sendable {
  typealias Outcome = Result<HTTPResponse, TransportError>

  /// The curl handle, for the thread to add to its multi handle.
  let easy: UnsafeMutableRawPointer
  private let url: String
  private let body: UnsafeMutableBufferPointer<UInt8>
  // curl's own account of a failure, as a C string.
  private let explanation: UnsafeMutablePointer<CChar>
  private let bodyLimit: Int
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var received = CurlAnswer()
  private var completion: (@Sendable (Outcome) -> Void)?

  /// Throws `.invalidRequest` for what HTTP cannot carry.
  init(_ request: HTTPRequest, options: CurlTransport.Options) throws(TransportError) {
    guard let easy = curl_easy_init() else {
      throw TransportError(cause: .other, name: "OutOfMemory", message: "cannot start a request")
    }
    self.easy = easy
    url = request.url.absoluteString
    body = .allocate(capacity: max(1, request.body.count))
    explanation = .allocate(capacity: Int(CURL_ERROR_SIZE))
    explanation.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    bodyLimit = options.bodyLimit
    _ = body.initialize(fromContentsOf: request.body)
    try setHeaders(request.headers)
    configure(request, options)
    receiveInto(Unmanaged.passUnretained(self).toOpaque())
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headerList)
    body.deallocate()
    explanation.deallocate()
  }

  /// Says whom to tell; must be called before the transfer is started.
  func onCompletion(_ completion: @escaping @Sendable (Outcome) -> Void) {
    self.completion = completion
  }

  /// Reports the outcome, the first time it is called.
  func complete(_ code: CURLcode) {
    let completion = self.completion
    self.completion = nil
    completion?(outcome(code))
  }

  private func outcome(_ code: CURLcode) -> Outcome {
    let statistics = CurlStatistics(easy)
    guard code == CURLE_OK else {
      return .failure(
        TransportError(
          code,
          url: url,
          explanation: received.isTooLarge ? "over the limit" : String(cString: explanation),
          isTooLarge: received.isTooLarge,
          statistics: statistics
        )
      )
    }
    return .success(
      HTTPResponse(
        status: statistics.status,
        headers: received.headers,
        body: received.body,
        timing: statistics.timing
      )
    )
  }

  private func setHeaders(_ headers: HTTPHeaders) throws(TransportError) {
    // Without this line curl asks for leave before it sends a large body, one round trip more.
    headerList = curl_slist_append(headerList, "Expect:")
    // The default of HTTP/1.1, said aloud for servers that wait to hear it. Not the signer's business:
    // the header belongs to the connection, and a proxy may take it away.
    headerList = curl_slist_append(headerList, "Connection: keep-alive")
    for field in headers.fields {
      guard field.isSafe else { throw .invalidHeader(field.name) }
      headerList = curl_slist_append(headerList, field.curlLine)
    }
    smsctl_curl_set_pointer(easy, CURLOPT_HTTPHEADER, headerList)
  }

  private func configure(_ request: HTTPRequest, _ options: CurlTransport.Options) {
    smsctl_curl_set_pointer(easy, CURLOPT_ERRORBUFFER, explanation)
    smsctl_curl_set_text(easy, CURLOPT_URL, url)
    smsctl_curl_set_text(easy, CURLOPT_CUSTOMREQUEST, request.method)
    if request.method != "GET" {
      smsctl_curl_set_size(easy, CURLOPT_POSTFIELDSIZE_LARGE, curl_off_t(request.body.count))
      smsctl_curl_set_pointer(easy, CURLOPT_POSTFIELDS, body.baseAddress)
    }
    smsctl_curl_allow_http_only(easy)
    smsctl_curl_set_long(easy, CURLOPT_HTTP_VERSION, Int(CURL_HTTP_VERSION_1_1))
    smsctl_curl_set_long(easy, CURLOPT_NOSIGNAL, 1)
    smsctl_curl_set_long(easy, CURLOPT_TCP_NODELAY, 1)
    smsctl_curl_set_long(easy, CURLOPT_TCP_KEEPALIVE, 1)
    smsctl_curl_set_long(easy, CURLOPT_FOLLOWLOCATION, 0)
    smsctl_curl_set_long(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1)
    smsctl_curl_set_long(
      easy,
      CURLOPT_CONNECTTIMEOUT_MS,
      options.connectTimeout.wholeMilliseconds
    )
    smsctl_curl_set_long(easy, CURLOPT_TIMEOUT_MS, request.timeout.wholeMilliseconds)
    if let bundle = options.certificateBundle {
      smsctl_curl_set_text(easy, CURLOPT_CAINFO, bundle)
    }
    // An empty text means no proxy, whatever the environment says.
    if request.url.isLoopback { smsctl_curl_set_text(easy, CURLOPT_PROXY, "") }
  }

  private func receiveInto(_ transfer: UnsafeMutableRawPointer) {
    smsctl_curl_set_pointer(easy, CURLOPT_WRITEDATA, transfer)
    smsctl_curl_set_pointer(easy, CURLOPT_HEADERDATA, transfer)
    smsctl_curl_set_writer(easy, CURLOPT_WRITEFUNCTION) { bytes, size, count, transfer in
      CurlTransfer.from(transfer)?.receiveBody(bytes, size * count) ?? 0
    }
    smsctl_curl_set_writer(easy, CURLOPT_HEADERFUNCTION) { bytes, size, count, transfer in
      CurlTransfer.from(transfer)?.receiveHeader(bytes, size * count) ?? 0
    }
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> CurlTransfer? {
    pointer.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
  }

  // To return another count than the given one makes curl abort the transfer.
  private func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes else { return 0 }
    return received.append(Data(bytes: bytes, count: count), limit: bodyLimit) ? count : 0
  }

  private func receiveHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes else { return 0 }
    received.appendHeader(line: String(decoding: Data(bytes: bytes, count: count), as: UTF8.self))
    return count
  }
}

extension HTTPHeaders.Field {
  /// A line break would let a value smuggle in headers of its own.
  fileprivate var isSafe: Bool {
    (name + value).utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7f } && !name.contains(":")
  }

  /// curl takes `Name:` as a wish to leave the header out, and `Name;` as one without a value.
  fileprivate var curlLine: String { value.isEmpty ? "\(name);" : "\(name): \(value)" }
}

extension TransportError {
  fileprivate static func invalidHeader(_ name: String) -> TransportError {
    TransportError(
      cause: .invalidRequest,
      name: "InvalidHeader",
      message: "the value for the HTTP header '\(name)' has a line break or control character in it"
    )
  }
}

extension Duration {
  /// Rounded up, so that a short timeout does not become 0, which curl takes for "none".
  fileprivate var wholeMilliseconds: Int {
    let (seconds, attoseconds) = components
    return Int(seconds) * 1000 + Int((attoseconds + 999_999_999_999_999) / 1_000_000_000_000_000)
  }
}

extension URL {
  /// Whether the host is this machine, by name or address.
  fileprivate var isLoopback: Bool {
    ["localhost", "127.0.0.1", "::1", "[::1]"].contains(host()?.lowercased() ?? "")
  }
}
