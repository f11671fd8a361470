internal import CLibCurl
internal import Foundation
internal import Synchronization

/// One request on its way: owns a curl easy handle and all memory that curl points into.
///
/// Unchecked: it is set up by the task that sends and then used by the curl thread only; the inbox
/// of `CurlThread`, under its lock, is where it changes hands. `abandon` alone is for any thread.
final class CurlTransfer: @unchecked Sendable {
  /// An answer of any status, or why none came.
  typealias Outcome = Result<HTTPResponse, TransportError>

  /// The curl handle, for the thread to add to its multi handle.
  let easy: UnsafeMutableRawPointer
  /// As in the request.
  let isAbortable: Bool
  private let context: TransportError.Context
  private let options: CurlTransport.Options
  private let hasBeenAbandoned = Atomic(false)
  private let body: UnsafeMutableBufferPointer<UInt8>
  // curl's own account of a failure, as a C string.
  private let explanation: UnsafeMutablePointer<CChar>
  private var headerList: UnsafeMutablePointer<curl_slist>?
  private var received = CurlAnswer()
  private var departures = 0
  private var startedAt = ContinuousClock.now
  private var completion: (@Sendable (Outcome, CurlStatistics) -> Void)?

  /// Throws `.invalidRequest` for what HTTP cannot carry.
  init(_ request: HTTPRequest, options: CurlTransport.Options) throws(TransportError) {
    guard let easy = curl_easy_init() else {
      throw TransportError(cause: .other, name: "OutOfMemory", message: "cannot start a request")
    }
    self.easy = easy
    self.options = options
    isAbortable = request.isAbortable
    context = TransportError.Context(request, options)
    body = .allocate(capacity: max(1, request.body.count))
    _ = body.initialize(fromContentsOf: request.body)
    explanation = .allocate(capacity: Int(CURL_ERROR_SIZE))
    explanation.initialize(repeating: 0, count: Int(CURL_ERROR_SIZE))
    CurlHandle(pointer: easy).configure(request, options)
    try setHeaders(request.headers)
    exchangeBytes(with: Unmanaged.passUnretained(self).toOpaque(), request)
  }

  deinit {
    curl_easy_cleanup(easy)
    curl_slist_free_all(headerList)
    body.deallocate()
    explanation.deallocate()
  }

  /// Whether nobody waits for the outcome any more.
  var isAbandoned: Bool { hasBeenAbandoned.load(ordering: .acquiring) }

  /// Says that nobody waits for the outcome any more; the thread must be told to look.
  func abandon() { hasBeenAbandoned.store(true, ordering: .releasing) }

  /// Says whom to tell; must be called before the transfer is started.
  func onCompletion(_ completion: @escaping @Sendable (Outcome, CurlStatistics) -> Void) {
    self.completion = completion
  }

  /// Notes when the thread took it on; called before curl gets the handle.
  func begin(at now: ContinuousClock.Instant) { startedAt = now }

  /// Reports how it ended, the first time it is called.
  func complete(_ code: CURLcode) {
    let statistics = CurlStatistics(CurlHandle(pointer: easy))
    let code = code == CURLE_OK && !received.isHeadComplete ? CURLE_PARTIAL_FILE : code
    guard code == CURLE_OK else {
      report(
        .failure(
          TransportError(
            code,
            in: context,
            explanation: String(cString: explanation),
            isTooLarge: received.isTooLarge,
            statistics: statistics
          )
        ),
        statistics
      )
      return
    }
    let response = HTTPResponse(
      status: statistics.status,
      headers: received.headers,
      body: received.body,
      timing: statistics.timing
    )
    report(.success(response), statistics)
  }

  /// Reports that it was taken from curl before its end.
  func complete(_ ending: EarlyEnd) {
    let statistics = CurlStatistics(CurlHandle(pointer: easy))
    // curl stopped its own count of the time at the last event.
    let sentAt = startedAt + CurlHandle(pointer: easy).duration(CURLINFO_PRETRANSFER_TIME_T)
    let timing = HTTPTiming(
      sentAt: sentAt,
      receivedAt: max(.now, sentAt),
      isOnNewConnection: statistics.timing.isOnNewConnection
    )
    let error = TransportError(ending, in: context, timing: statistics.isSent ? timing : nil)
    report(.failure(error), statistics)
  }

  /// When to look again whether the first byte of the answer is late; nil when it has come.
  ///
  /// Not after `now` when it is late. Its time begins when the request begins to leave.
  func firstByteCheck(now: ContinuousClock.Instant) -> ContinuousClock.Instant? {
    guard received.isEmpty else { return nil }
    let sent = CurlHandle(pointer: easy).duration(CURLINFO_PRETRANSFER_TIME_T)
    return (sent > .zero ? startedAt + sent : now) + options.firstByteTimeout
  }

  private func report(_ outcome: Outcome, _ statistics: CurlStatistics) {
    let completion = self.completion
    self.completion = nil
    completion?(outcome, statistics)
  }
}

extension CurlTransfer {
  /// Why a transfer was not left to come to its own end.
  enum EarlyEnd {
    /// No byte of the answer came in time.
    case firstByteLate
    /// The awaiting task was cancelled.
    case cancelled
  }
}

// What goes out.
extension CurlTransfer {
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
    if headers["Content-Type"] == nil {
      // curl would take the body for a form.
      headerList = curl_slist_append(headerList, "Content-Type:")
    }
    CurlHandle(pointer: easy).set(CURLOPT_HTTPHEADER, pointer: headerList)
  }

  private func exchangeBytes(with transfer: UnsafeMutableRawPointer, _ request: HTTPRequest) {
    let handle = CurlHandle(pointer: easy)
    handle.set(CURLOPT_ERRORBUFFER, pointer: explanation)
    if request.method != "GET" {
      handle.set(CURLOPT_POSTFIELDSIZE_LARGE, size: request.body.count)
      handle.set(CURLOPT_POSTFIELDS, pointer: body.baseAddress)
      smsctl_curl_on_departure(
        easy,
        { transfer, _, _, _, _ in CurlTransfer.from(transfer)?.depart() == true ? 0 : 1 },
        transfer
      )
    }
    handle.set(CURLOPT_WRITEDATA, pointer: transfer)
    handle.set(CURLOPT_WRITEFUNCTION) { bytes, size, count, transfer in
      CurlTransfer.from(transfer)?.receiveBody(bytes, size * count) ?? 0
    }
    handle.set(CURLOPT_HEADERDATA, pointer: transfer)
    handle.set(CURLOPT_HEADERFUNCTION) { bytes, size, count, transfer in
      CurlTransfer.from(transfer)?.receiveHeader(bytes, size * count) ?? 0
    }
  }

  private static func from(_ pointer: UnsafeMutableRawPointer?) -> CurlTransfer? {
    pointer.map { Unmanaged<CurlTransfer>.fromOpaque($0).takeUnretainedValue() }
  }

  /// Lets the request leave once.
  ///
  /// When a kept connection breaks before an answer, curl sends the request again on a new one, on
  /// its own and also when the server may have acted on it. Connections that were closed while nobody
  /// used them it finds out before.
  private func depart() -> Bool {
    departures += 1
    return departures == 1
  }
}

// What comes in. To return another count than the given one makes curl abort the transfer.
extension CurlTransfer {
  private func receiveBody(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes else { return 0 }
    let data = Data(bytes: bytes, count: count)
    return received.append(data, limit: options.bodyLimit) ? count : 0
  }

  private func receiveHeader(_ bytes: UnsafeMutablePointer<CChar>?, _ count: Int) -> Int {
    guard let bytes else { return 0 }
    let line = String(decoding: UnsafeRawBufferPointer(start: bytes, count: count), as: UTF8.self)
    return received.appendHeader(line: line) ? count : 0
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
