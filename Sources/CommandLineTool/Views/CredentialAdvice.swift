internal import SMSVoice

extension ServiceError {
  /// What is wrong with the credentials and what to check, by the code that AWS gives; nil for other errors.
  var credentialAdvice: String? {
    if code == "OptInRequired" {
      return
        "the account may not use the service here: enable the region for the account, or finish signing up"
    }
    guard kind == .credentials else { return nil }
    // Ours, and it says by how much.
    if code == "ClockSkew" { return message }
    return Self.isAboutTime(self) ? Self.clock : Self.advice[code] ?? Self.usual
  }

  private static let usual =
    "the credentials were not accepted: check key, secret and session token; 'smsctl doctor' tells where they come from"
  private static let clock =
    "the request was signed at another time than AWS's: set this machine's clock"
  private static let unknownKey =
    "\(usual); the key must be active, and the region enabled and of the key's partition"
  private static let signature =
    "\(usual); the three must belong together, and no proxy may change requests"
  private static let expired =
    "the credentials have expired: get new ones, for example with 'aws sso login' or by assuming the role again"
  private static let missing =
    "the request came without a signature: see whether a proxy removes the header Authorization"
  private static let token =
    "the session token was not accepted: check that it belongs to the access key"

  private static let advice: [String: String] = [
    "UnrecognizedClientException": unknownKey,
    "InvalidClientTokenId": unknownKey,
    "InvalidAccessKeyId": unknownKey,
    "AuthFailure": unknownKey,
    "InvalidSignatureException": signature,
    "SignatureDoesNotMatch": signature,
    "IncompleteSignature": missing,
    "IncompleteSignatureException": missing,
    "MissingAuthenticationToken": missing,
    "MissingAuthenticationTokenError": missing,
    "MissingAuthenticationTokenException": missing,
    "ExpiredToken": expired,
    "ExpiredTokenException": expired,
    "InvalidToken": token,
    "RequestExpired": clock,
  ]

  // A signature counts for five minutes only, and both refusals have the same code.
  private static func isAboutTime(_ error: ServiceError) -> Bool {
    ["Signature expired", "Signature not yet current"].contains { error.message.contains($0) }
  }
}
