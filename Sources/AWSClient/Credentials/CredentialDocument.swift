internal import Foundation

/// Temporary credentials as programs, containers and instances write them.
///
///     {"AccessKeyId": "...", "SecretAccessKey": "...", "Token": "...", "Expiration": "2026-01-01T00:00:00Z"}
///
/// A program says `SessionToken` where the others say `Token`.
struct CredentialDocument: Sendable {
  private let texts: [String: String]
  private let numbers: [String: Int]

  /// Reads a JSON object; nil for anything else.
  init?(_ data: Data) {
    guard let object = try? JSONSerialization.jsonObject(with: data) as? [String: Any] else {
      return nil
    }
    texts = object.compactMapValues { $0 as? String }
    numbers = object.compactMapValues { $0 as? Int }
  }

  /// A member that is a text; nil when it is not there, empty or no text.
  subscript(name: String) -> String? {
    texts[name].flatMap { $0.isEmpty ? nil : $0 }
  }

  /// A member that is a number; nil when it is not there or no number.
  func number(_ name: String) -> Int? { numbers[name] }

  /// The credentials.
  ///
  /// Throws a clause for messages when a member is missing or `Expiration` is not a date.
  func credentials(
    token tokenName: String = "Token",
    origin: String
  ) throws(CredentialDocumentError) -> Credentials {
    guard let keyID = self["AccessKeyId"] else { throw .missing("AccessKeyId") }
    guard let secret = self["SecretAccessKey"] else { throw .missing("SecretAccessKey") }
    return Credentials(
      accessKeyID: keyID,
      secretAccessKey: Secret(secret),
      sessionToken: self[tokenName].map { Secret($0) },
      expiration: try expiration(),
      origin: origin
    )
  }

  /// The credentials of a role, which have a token and an end.
  ///
  /// Throws as `credentials(token:origin:)`, and when one of the two is missing: without the token they would
  /// be refused, without the end never renewed.
  func temporary(origin: String) throws(CredentialDocumentError) -> Credentials {
    let credentials = try credentials(origin: origin)
    guard credentials.sessionToken != nil else { throw .missing("Token") }
    guard credentials.expiration != nil else { throw .missing("Expiration") }
    return credentials
  }

  private func expiration() throws(CredentialDocumentError) -> Date? {
    guard let text = self["Expiration"] else { return nil }
    guard let date = Date(timestamp: text) else { throw .notADate }
    return date
  }
}

/// Why a document gives no credentials, as a clause.
struct CredentialDocumentError: Error, Sendable {
  /// Without a full stop, for example `its answer has no 'Token'`.
  var clause: String

  /// `member` is not there, empty or no text.
  static func missing(_ member: String) -> CredentialDocumentError {
    CredentialDocumentError(clause: "its answer has no '\(member)'")
  }

  /// What follows is no date in ISO 8601.
  static let notADate = CredentialDocumentError(
    clause: "the 'Expiration' in its answer is not a time such as '2026-01-01T00:00:00Z'"
  )
}

extension Date {
  /// Reads ISO 8601 with a time zone, with or without fractions of a second; `UTC` at the end counts
  /// as `Z`, since older versions of the AWS CLI wrote it so.
  init?(timestamp text: String) {
    let text = text.hasSuffix("UTC") ? text.dropLast(3) + "Z" : text[...]
    let plain = Date.ISO8601FormatStyle()
    let fractional = Date.ISO8601FormatStyle(includingFractionalSeconds: true)
    guard let date = (try? plain.parse(String(text))) ?? (try? fractional.parse(String(text)))
    else { return nil }
    self = date
  }
}
