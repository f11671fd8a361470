internal import SMSVoice

/// Who the credentials belong to, as STS says.
package struct CallerIdentity: Sendable, Equatable {
  /// Twelve digits.
  package var account: String
  /// For example `arn:aws:iam::123456789012:user/alice`.
  package var arn: String

  /// For tests and for identities known from elsewhere.
  package init(account: String, arn: String) {
    self.account = account
    self.arn = arn
  }
}

extension CallerIdentity {
  /// Reads STS's XML answer.
  init(_ response: HTTPResponse) throws(ServiceError) {
    let text = XMLText(response.body)
    guard let account = text["Account"], let arn = text["Arn"] else {
      throw ServiceError(
        kind: .other,
        code: "UnreadableResponse",
        message: "the answer to GetCallerIdentity names no account",
        requestID: response.requestID
      )
    }
    self.init(account: account, arn: arn)
  }
}
