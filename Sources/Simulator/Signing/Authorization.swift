/// Day, region and service that a request was signed for.
package struct CredentialScope: Sendable, Equatable {
  /// For example `20261121`.
  package var day: String
  /// For example `eu-west-1`.
  package var region: String
  /// `sms-voice`, `tagging` or `sts`.
  package var service: String

  package init(day: String, region: String, service: String) {
    self.day = day
    self.region = region
    self.service = service
  }

  /// The scope as it is signed, for example `20261121/eu-west-1/sms-voice/aws4_request`.
  var text: String { "\(day)/\(region)/\(service)/aws4_request" }
}

/// The `Authorization` header of Signature Version 4, taken apart.
///
///     AWS4-HMAC-SHA256 Credential=AKID/20261121/eu-west-1/sms-voice/aws4_request,
///       SignedHeaders=content-type;host;x-amz-date, Signature=5d67...
struct Authorization: Sendable, Equatable {
  /// As the request claims it; whether it is known is not looked at here.
  var accessKeyID: String
  /// As the request claims it.
  var scope: CredentialScope
  /// Lower case, in the order of the header.
  var signedHeaders: [String]
  /// 64 hexadecimal digits when well made.
  var signature: String

  /// Throws `IncompleteSignatureException` when a part is missing or another algorithm is named.
  init(parsing header: String) throws(SimulatedError) {
    let words = header.split(separator: " ", maxSplits: 1)
    guard words.count == 2, words[0] == "AWS4-HMAC-SHA256" else { throw .malformed(header) }
    var parts: [String: String] = [:]
    for part in words[1].split(separator: ",") {
      let pair = part.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      if pair.count == 2 { parts[String(pair[0])] = String(pair[1]) }
    }
    guard let credential = parts["Credential"], let names = parts["SignedHeaders"],
      let signature = parts["Signature"]
    else { throw .malformed(header) }
    let scope = credential.split(separator: "/").map(String.init)
    guard scope.count == 5, scope[4] == "aws4_request" else { throw .malformed(header) }
    accessKeyID = scope[0]
    self.scope = CredentialScope(day: scope[1], region: scope[2], service: scope[3])
    signedHeaders = names.split(separator: ";").map { $0.lowercased() }
    self.signature = signature
  }
}

extension SimulatedError {
  fileprivate static func malformed(_ header: String) -> SimulatedError {
    SimulatedError(
      code: "IncompleteSignatureException",
      message: "Authorization header requires 'Credential', 'SignedHeaders' and 'Signature'. "
        + "Authorization=\(header.prefix(200))"
    )
  }
}
