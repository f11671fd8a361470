/// No complete answer came back.
package struct TransportError: Error, Sendable, Equatable, CustomStringConvertible {
  /// What a caller may want to tell apart.
  package enum Cause: Sendable, Equatable {
    /// The request cannot be expressed in HTTP, for example a line break in a header.
    case invalidRequest
    /// The host's name (or the proxy's) has no address.
    case nameLookup
    /// Nobody accepts connections there, or nobody answered in time.
    case connection
    /// The TLS handshake failed, or the certificate is not trusted.
    case security
    /// Connected, but the first byte or the whole answer took too long.
    case timeout
    /// The connection broke before the answer was complete.
    case interrupted
    /// What came back was not HTTP.
    case unintelligible
    /// The answer was larger than the limit.
    case tooLarge
    /// The awaiting task was cancelled, and the request one to drop then.
    case cancelled
    /// Anything else that libcurl reports.
    case other
  }

  package var cause: Cause
  /// libcurl's number, for example 7; 0 when the failure is not curl's.
  package var curlCode: Int
  /// curl's wording for the number, for example `Couldn't connect to server`.
  package var name: String
  /// One sentence with the address, for example
  /// `could not connect to http://127.0.0.1:9 (connection refused)`.
  package var message: String
  /// When the request began to leave and when waiting ended; nil when nothing was sent for certain.
  package var timing: HTTPTiming?

  package init(
    cause: Cause,
    curlCode: Int = 0,
    name: String,
    message: String,
    timing: HTTPTiming? = nil
  ) {
    self.cause = cause
    self.curlCode = curlCode
    self.name = name
    self.message = message
    self.timing = timing
  }

  /// Whether the server may have seen the request, and acted on it.
  package var mayHaveBeenSent: Bool { timing != nil }

  package var description: String { message }
}
