internal import SMSVoice

extension ServiceError.Kind {
  /// What an error's name means, whichever layer of AWS answered.
  ///
  /// A name that is not known counts by the status alone.
  init(code: String, status: Int) {
    self = Self.known[code] ?? Self.byStatus(status)
  }

  private static func byStatus(_ status: Int) -> ServiceError.Kind {
    switch status {
    case 429: .throttling
    case 500...: .internalServer
    default: .other
    }
  }

  private static let known: [String: ServiceError.Kind] = {
    let names: [(ServiceError.Kind, [String])] = [
      (.conflict, ["ConflictException"]),
      (.notFound, ["ResourceNotFoundException"]),
      (.validation, ["ValidationException", "ValidationError"]),
      (.quotaExceeded, ["ServiceQuotaExceededException"]),
      (.accessDenied, ["AccessDeniedException", "AccessDenied", "NotAuthorized", "OptInRequired"]),
      (.internalServer, internalServer),
      (.throttling, throttling),
      (.credentials, credentials),
    ]
    return Dictionary(
      uniqueKeysWithValues: names.flatMap { kind, names in names.map { ($0, kind) } }
    )
  }()

  private static let internalServer = [
    "InternalServerException", "InternalFailure", "InternalError", "ServiceUnavailable",
    "ServiceUnavailableException", "RequestTimeout", "RequestTimeoutException",
  ]

  // As botocore's standard retry mode lists them.
  private static let throttling = [
    "ThrottlingException", "Throttling", "ThrottledException", "RequestThrottledException",
    "TooManyRequestsException", "RequestLimitExceeded", "RequestThrottled", "SlowDown",
    "BandwidthLimitExceeded", "PriorRequestNotComplete",
  ]

  // JSON services and STS use different names for the same things.
  private static let credentials = [
    "UnrecognizedClientException", "InvalidClientTokenId", "InvalidSignatureException",
    "SignatureDoesNotMatch", "MissingAuthenticationTokenException", "MissingAuthenticationToken",
    "MissingAuthenticationTokenError", "IncompleteSignature", "IncompleteSignatureException",
    "ExpiredTokenException", "ExpiredToken", "RequestExpired", "AuthFailure",
    "InvalidAccessKeyId", "InvalidToken",
  ]
}
