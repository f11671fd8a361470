internal import CLibCurl
internal import Foundation

/// HTTP by libcurl: one thread drives all transfers, and connections are kept for the next call.
///
/// Proxies come from the environment as curl reads it (`HTTPS_PROXY`, `NO_PROXY`, ...), except for
/// loopback addresses, which are always reached directly. Cancelling a task that awaits `send` does
/// not touch its transfer. The thread ends with the transport.
package final class CurlTransport: Transport {
  /// What is the same for every request.
  package struct Options: Sendable, Equatable {
    /// For name lookup, TCP and TLS together.
    package var connectTimeout: Duration = .seconds(5)
    /// The largest answer body taken, in bytes.
    package var bodyLimit = 64 * 1024 * 1024
    /// A PEM file of trusted certificates, as `AWS_CA_BUNDLE` names it; nil for the system's.
    package var certificateBundle: String?

    /// The defaults, with a bundle when one is given.
    package init(certificateBundle: String? = nil) {
      self.certificateBundle = certificateBundle
    }

    /// Reads `AWS_CA_BUNDLE`; an empty value counts as unset.
    package init(environment: [String: String]) {
      let bundle = environment["AWS_CA_BUNDLE"] ?? ""
      self.init(certificateBundle: bundle.isEmpty ? nil : bundle)
    }
  }

  private let options: Options
  private let thread: CurlThread

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

  /// As the protocol says; errors name the URL and curl's reason.
  package func send(_ request: HTTPRequest) async throws(TransportError) -> HTTPResponse {
    let transfer = try CurlTransfer(request, options: options)
    let result = await withCheckedContinuation { continuation in
      transfer.onCompletion { continuation.resume(returning: $0) }
      thread.start(transfer)
    }
    return try result.get()
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
