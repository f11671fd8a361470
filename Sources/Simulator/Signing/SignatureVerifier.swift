package import Foundation

/// Decides whether a request comes from whom it says.
package protocol Authenticator: Sendable {
  /// Throws what AWS's front end answers to a request it does not accept; otherwise says for which
  /// region and service the request was signed.
  func verify(_ request: ReceivedRequest, now: Date) throws(SimulatedError) -> CredentialScope
}

/// Checks AWS Signature Version 4 the way a server does: from what arrived, not from what was meant.
///
/// <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>
package struct SignatureVerifier: Authenticator {
  /// The one key pair that is known.
  package var accessKeyID: String
  /// The secret that belongs to it.
  package var secretAccessKey: String

  package init(accessKeyID: String, secretAccessKey: String) {
    self.accessKeyID = accessKeyID
    self.secretAccessKey = secretAccessKey
  }

  /// AWS refuses a request whose date is farther away than this.
  private static let allowedSkew: TimeInterval = 15 * 60

  /// Throws the error of the first check that fails: header, key, date, signed headers, body, signature.
  package func verify(
    _ request: ReceivedRequest,
    now: Date
  ) throws(SimulatedError) -> CredentialScope {
    guard let header = request.headers["authorization"] else { throw .missingToken }
    let authorization = try Authorization(parsing: header)
    guard authorization.accessKeyID == accessKeyID else { throw .unknownKey }
    let timestamp = try Self.timestamp(of: request, scope: authorization.scope, now: now)
    try Self.checkSignedHeaders(authorization.signedHeaders, of: request)
    let payloadHash = try Self.payloadHash(of: request)
    let canonical = Self.canonicalRequest(request, authorization.signedHeaders, payloadHash)
    let toSign = Self.stringToSign(canonical, timestamp: timestamp, scope: authorization.scope)
    let key = Self.signingKey(secret: secretAccessKey, scope: authorization.scope)
    let signature = Digests.hex(Digests.hmac(toSign, key: key))
    guard Digests.areEqual(signature, authorization.signature) else { throw .wrongSignature }
    return authorization.scope
  }

  private static func timestamp(
    of request: ReceivedRequest,
    scope: CredentialScope,
    now: Date
  ) throws(SimulatedError) -> String {
    guard let text = request.headers["x-amz-date"] else {
      throw .incomplete("it must have an X-Amz-Date header")
    }
    guard let date = AmazonDate.date(from: text) else { throw .incomplete("its date is malformed") }
    guard text.hasPrefix(scope.day) else {
      throw .invalidSignature(
        "Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date"
      )
    }
    guard abs(date.timeIntervalSince(now)) <= allowedSkew else {
      let relation = date < now ? "is now earlier than" : "is still later than"
      let limit = AmazonDate.text(now.addingTimeInterval(date < now ? -allowedSkew : allowedSkew))
      throw .invalidSignature(
        "Signature \(date < now ? "expired" : "not yet current"): \(text) \(relation) \(limit)"
      )
    }
    return text
  }

  private static func checkSignedHeaders(
    _ names: [String],
    of request: ReceivedRequest
  ) throws(SimulatedError) {
    let required = ["host"] + request.headers.keys.filter { $0.hasPrefix("x-amz-") }.sorted()
    for name in required where !names.contains(name) {
      // The trace header may be added by proxies after the signature.
      if name == "x-amzn-trace-id" { continue }
      throw .invalidSignature("'\(name)' must be a 'SignedHeader' in the AWS Authorization.")
    }
  }

  private static func payloadHash(of request: ReceivedRequest) throws(SimulatedError) -> String {
    let actual = Digests.hex(Digests.sha256(request.body))
    guard let declared = request.headers["x-amz-content-sha256"] else { return actual }
    guard declared == actual || declared == "UNSIGNED-PAYLOAD" else {
      throw .invalidSignature(
        "The provided 'x-amz-content-sha256' header does not match what was computed."
      )
    }
    return declared
  }
}

extension SignatureVerifier {
  /// Stage 1.
  ///
  /// Header values are trimmed and their inner runs of spaces made one.
  private static func canonicalRequest(
    _ request: ReceivedRequest,
    _ signedHeaders: [String],
    _ payloadHash: String
  ) -> String {
    let headers = signedHeaders.map { name in
      let words = (request.headers[name] ?? "").split(separator: " ")
      return "\(name):\(words.joined(separator: " "))\n"
    }
    let query = request.query.split(separator: "&").sorted().joined(separator: "&")
    return [
      request.method, request.path.isEmpty ? "/" : request.path, query, headers.joined(),
      signedHeaders.joined(separator: ";"), payloadHash,
    ].joined(separator: "\n")
  }

  /// Stage 2.
  private static func stringToSign(
    _ canonicalRequest: String,
    timestamp: String,
    scope: CredentialScope
  ) -> String {
    let digest = Digests.hex(Digests.sha256(Array(canonicalRequest.utf8)))
    return "AWS4-HMAC-SHA256\n\(timestamp)\n\(scope.text)\n\(digest)"
  }

  /// Stage 3.
  private static func signingKey(secret: String, scope: CredentialScope) -> [UInt8] {
    [scope.day, scope.region, scope.service, "aws4_request"].reduce(Array("AWS4\(secret)".utf8)) {
      Digests.hmac($1, key: $0)
    }
  }
}

extension SimulatedError {
  fileprivate static let missingToken = SimulatedError(
    code: "MissingAuthenticationTokenException",
    message: "Missing Authentication Token"
  )

  fileprivate static let unknownKey = SimulatedError(
    code: "UnrecognizedClientException",
    message: "The security token included in the request is invalid."
  )

  fileprivate static let wrongSignature = SimulatedError.invalidSignature(
    "The request signature we calculated does not match the signature you provided. Check your AWS "
      + "Secret Access Key and signing method. Consult the service documentation for details."
  )

  /// `InvalidSignatureException` with this message.
  static func invalidSignature(_ message: String) -> SimulatedError {
    SimulatedError(code: "InvalidSignatureException", message: message)
  }

  fileprivate static func incomplete(_ what: String) -> SimulatedError {
    SimulatedError(
      code: "IncompleteSignatureException",
      message: "The request signature does not conform to AWS standards: \(what)"
    )
  }
}
