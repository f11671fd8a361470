internal import SMSVoice

/// What a failure is to the retry policy.
package enum Fault: Sendable, Equatable {
  /// Over the quota.
  case throttling
  /// The service failed (5xx).
  case service
  /// The connection failed on the way, or took too long.
  case network
  /// There is nothing to talk to so far: unknown host, refused connection, untrusted certificate.
  case unreachable
  /// The endpoint has answered before, and for this long cannot be reached by any call of the run.
  case outage(Duration)
  /// New credentials may help.
  case expiredCredentials
  /// The date of the signature was refused, and is known better now.
  case clockSkew
  /// Trying the same again would fail the same way.
  case final
}

extension Fault {
  /// Reads an answer that is an error.
  init(_ error: ServiceError) {
    self =
      switch error.kind {
      case .throttling: .throttling
      case .internalServer: .service
      case .transport: .network
      case .credentials:
        error.code.hasPrefix("ExpiredToken") ? .expiredCredentials : .final
      case .conflict, .notFound, .validation, .quotaExceeded, .accessDenied, .other: .final
      }
  }

  /// Reads the failure to get an answer.
  init(_ error: TransportError) {
    self =
      switch error.cause {
      case .nameLookup, .connection, .security: .unreachable
      case .timeout, .interrupted, .unintelligible, .other: .network
      case .invalidRequest, .tooLarge, .cancelled: .final
      }
  }
}
