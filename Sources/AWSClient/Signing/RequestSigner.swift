package import Foundation

/// AWS Signature Version 4, with the signature in the `Authorization` header.
///
/// No I/O and no clock: the same inputs give the same signature. The functions are the stages as AWS
/// names them: <https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_sigv-create-signed-request.html>.
package struct RequestSigner: Sendable {
  private static let algorithm = "AWS4-HMAC-SHA256"

  /// Whose signature it is.
  package var credentials: Credentials
  /// What the signature is valid for.
  package var scope: SigningScope

  package init(credentials: Credentials, scope: SigningScope) {
    self.credentials = credentials
    self.scope = scope
  }

  /// The request with `Host`, `X-Amz-Date`, `Authorization` and, for temporary credentials,
  /// `X-Amz-Security-Token` set; every header present before is signed too, but for those that a
  /// proxy may change, such as `User-Agent`.
  package func sign(_ request: HTTPRequest, at date: Date) -> HTTPRequest {
    var signed = request
    signed.headers["Host"] = request.url.hostHeader
    signed.headers["X-Amz-Date"] = SigningTime(date).stamp
    signed.headers["X-Amz-Security-Token"] = nil
    if let token = credentials.sessionToken {
      signed.headers.set("X-Amz-Security-Token", secret: token)
    }
    signed.headers["Authorization"] = nil
    let canonical = canonicalRequest(signed)
    let day = SigningTime(date).day
    let prefix = """
      \(Self.algorithm) Credential=\(credentials.accessKeyID)/\(scope.credentialScope(day: day)), \
      SignedHeaders=\(signed.headers.signedNames), Signature=
      """
    let signature = signature(of: stringToSign(canonical, at: date), at: date)
    signed.headers.set(
      "Authorization",
      secret: Secret(prefix + signature),
      shown: prefix + Secret.placeholder
    )
    return signed
  }

  /// Stage 1: method, path, query, headers, their names, and the body's digest, one below the other.
  ///
  /// The path is encoded once more than it is in the URL, and normalized, as all services but S3
  /// want it.
  package func canonicalRequest(_ request: HTTPRequest) -> String {
    [
      request.method,
      request.url.canonicalPath,
      request.url.canonicalQuery,
      request.headers.canonicalLines,
      request.headers.signedNames,
      SHA256.digest(request.body).hexadecimal,
    ].joined(separator: "\n")
  }

  /// Stage 2: algorithm, time, scope and the digest of stage 1.
  package func stringToSign(_ canonicalRequest: String, at date: Date) -> String {
    let time = SigningTime(date)
    return [
      Self.algorithm,
      time.stamp,
      scope.credentialScope(day: time.day),
      SHA256.digest(Data(canonicalRequest.utf8)).hexadecimal,
    ].joined(separator: "\n")
  }

  /// Stage 3: the key of one day, region and service, derived from the secret.
  package func signingKey(at date: Date) -> Data {
    let secret = Data("AWS4\(credentials.secretAccessKey.value)".utf8)
    return [SigningTime(date).day, scope.region, scope.service, "aws4_request"].reduce(secret) {
      SHA256.authenticationCode($1, key: $0)
    }
  }

  /// Stage 4: 64 hexadecimal digits.
  package func signature(of stringToSign: String, at date: Date) -> String {
    SHA256.authenticationCode(stringToSign, key: signingKey(at: date)).hexadecimal
  }
}
