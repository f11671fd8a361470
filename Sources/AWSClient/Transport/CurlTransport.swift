internal import CLibCurl
internal import Foundation
internal import Synchronization

/// HTTP by libcurl: one thread drives all transfers, and connections are kept for the next call.
///
/// Nothing is read from the environment of the process. Cancelling a task that awaits `send` touches
/// the transfer only if the request is abortable. The thread ends with the transport.
package final class CurlTransport: Transport {
  /// What is the same for every request.
  package struct Options: Sendable, Equatable {
    /// For name lookup, TCP and TLS together.
    package var connectTimeout: Duration = .seconds(5)
    /// From when the request begins to leave to the first byte of the answer.
    package var firstByteTimeout: Duration = .seconds(20)
    /// The largest answer body taken, in bytes.
    package var bodyLimit = 64 * 1024 * 1024
    /// A PEM file of trusted certificates, as `AWS_CA_BUNDLE` names it; nil for the system's.
    package var certificateBundle: String?
    /// As `HTTPS_PROXY` and the like say.
    package var proxies: ProxySettings

    /// The defaults, with a bundle and proxies when they are given.
    package init(certificateBundle: String? = nil, proxies: ProxySettings = .none) {
      self.certificateBundle = certificateBundle
      self.proxies = proxies
    }

    /// Reads `AWS_CA_BUNDLE`, of which an empty value counts as unset, and the proxy variables.
    package init(environment: [String: String]) {
      let bundle = environment["AWS_CA_BUNDLE"] ?? ""
      self.init(
        certificateBundle: bundle.isEmpty ? nil : bundle,
        proxies: ProxySettings(environment: environment)
      )
    }
  }

  private let options: Options
  private let thread: CurlThread
  private let used = Mutex(CurlUsage())

  /// Starts the thread; throws when libcurl cannot be initialised or the bundle cannot be read.
  package init(options: Options = Options()) throws(TransportError) {
    if let bundle = options.certificateBundle, !FileManager.default.isReadableFile(atPath: bundle) {
      throw .unreadableBundle(bundle)
    }
    guard Self.globalInit == CURLE_OK, let thread = CurlThread() else {
      throw TransportError(cause: .other, name: "InitFailed", message: "cannot initialise libcurl")
    }
    self.options = options
    self.thread = thread
  }

  deinit {
    thread.stop()
  }

  /// What was done so far: how many calls on how many connections.
  package var usage: CurlUsage { used.withLock(\.self) }

  /// As the protocol says; errors name the URL and curl's reason.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let transfer = try CurlTransfer(request, options: options)
    let result = await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        transfer.onCompletion { outcome, statistics in
          self.count(statistics)
          continuation.resume(returning: outcome)
        }
        thread.start(transfer)
      }
    } onCancel: {
      if transfer.isAbortable { thread.abandon(transfer) }
    }
    return try result.get()
  }

  private func count(_ statistics: CurlStatistics) {
    used.withLock { used in
      used.calls += 1
      used.connections += statistics.newConnections
    }
  }

  // Once per process, before any other call, and never undone: other code may use libcurl too.
  private static let globalInit = smsctl_curl_global_init()
}

extension TransportError {
  fileprivate static func unreadableBundle(_ path: String) -> TransportError {
    TransportError(
      cause: .security,
      name: "UnreadableBundle",
      message: "AWS_CA_BUNDLE: the file '\(path)' cannot be read"
    )
  }
}
