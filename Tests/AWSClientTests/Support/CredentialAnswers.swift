import AWSClient
import Foundation

/// Answers of those who hand out credentials, in the shapes of AWS's documentation.
///
/// All secrets have `hush` in them, so that a test finds them wherever they turn up.
enum CredentialAnswers {
  static let expiration = "2026-01-01T01:00:00Z"

  /// Members of credentials as containers and instances write them.
  static let document = [
    "AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": "hush-secret", "Token": "hush-token",
    "Expiration": expiration,
  ]

  /// A JSON object of texts; a value of nil leaves a member out.
  static func json(_ members: [String: String], _ changes: [String: String?] = [:]) -> String {
    let members = members.merging(changes.compactMapValues { $0 }) { $1 }
      .filter { name, _ in changes[name] != .some(nil) }
    let lines = members.sorted { $0.key < $1.key }.map { #""\#($0)":"\#($1)""# }
    return "{" + lines.joined(separator: ",") + "}"
  }

  /// What a program for `credential_process` prints.
  static func program(_ changes: [String: String?] = [:], version: String? = "1") -> ProcessOutcome
  {
    let members = [
      "AccessKeyId": "ASIAEXAMPLE", "SecretAccessKey": "hush-secret",
      "SessionToken": "hush-token", "Expiration": expiration,
    ]
    let text = json(members, changes)
    let head = version.map { #"{"Version":\#($0),"# } ?? "{"
    return .printed(Secret(head + text.dropFirst()))
  }

  /// STS's answer to `AssumeRole` and `AssumeRoleWithWebIdentity`.
  static func role(
    _ keyID: String = "ASIAROLE",
    _ changes: [String: String?] = [:]
  ) -> ScriptedTransport.Reply {
    let members = [
      "AccessKeyId": keyID, "SecretAccessKey": "hush-secret", "SessionToken": "hush-token",
      "Expiration": expiration,
    ].merging(changes.compactMapValues { $0 }) { $1 }
    let lines = members.filter { name, _ in changes[name] != .some(nil) }
      .sorted { $0.key < $1.key }.map { "<\($0)>\($1)</\($0)>" }
    return .answer(
      200,
      """
      <AssumeRoleResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><AssumeRoleResult>
      <AssumedRoleUser><Arn>arn:aws:sts::123456789012:assumed-role/deploy/ci</Arn></AssumedRoleUser>
      <Credentials>\(lines.joined())</Credentials></AssumeRoleResult>
      <ResponseMetadata><RequestId>id-1</RequestId></ResponseMetadata></AssumeRoleResponse>
      """
    )
  }

  /// An error of STS.
  static func refusal(_ status: Int, _ code: String, _ message: String) -> ScriptedTransport.Reply {
    .answer(
      status,
      """
      <ErrorResponse xmlns="https://sts.amazonaws.com/doc/2011-06-15/"><Error><Type>Sender</Type>
      <Code>\(code)</Code><Message>\(message)</Message></Error>
      <RequestId>id-2</RequestId></ErrorResponse>
      """
    )
  }

  /// The portal's answer to `GetRoleCredentials`.
  static func portal(_ changes: [String: String?] = [:]) -> ScriptedTransport.Reply {
    let members = [
      "accessKeyId": #""ASIASSO""#, "secretAccessKey": #""hush-secret""#,
      "sessionToken": #""hush-token""#, "expiration": "1767229200000",
    ].merging(changes.compactMapValues { $0 }) { $1 }
    let lines = members.filter { name, _ in changes[name] != .some(nil) }
      .sorted { $0.key < $1.key }.map { #""\#($0)":\#($1)"# }
    return .answer(200, #"{"roleCredentials":{\#(lines.joined(separator: ","))}}"#)
  }

  /// A token of the AWS CLI's cache.
  static func login(_ changes: [String: String?] = [:]) -> TestMachine.File {
    let members = [
      "startUrl": "https://example.awsapps.com/start", "region": "eu-central-1",
      "accessToken": "hush-access", "expiresAt": "2026-01-01T04:00:00Z",
      "clientId": "client", "clientSecret": "hush-client", "refreshToken": "hush-refresh",
      "registrationExpiresAt": "2026-03-01T00:00:00Z",
    ]
    return .text(json(members, changes))
  }

  /// Where the AWS CLI keeps the login of the session `corp`.
  static let sessionPath = "\(cache)/ee0bfd2552fbd840c02cc48b6e823320543c450f.json"
  /// Where it keeps the one of the start URL `https://example.awsapps.com/start`, in the older form.
  static let startPath = "\(cache)/e8be5486177c5b5392bd9aa76563515b29358e6e.json"
  private static let cache = "/home/user/.aws/sso/cache"
}

extension TransportError {
  /// As the curl transport reports them.
  static let timedOut = TransportError(
    cause: .timeout,
    curlCode: 28,
    name: "Timeout was reached",
    message: "no answer from the server in time"
  )
  static let cutShort = TransportError(
    cause: .interrupted,
    curlCode: 18,
    name: "Transferred a partial file",
    message: "the connection broke before the answer was complete"
  )
  static let refused = TransportError(
    cause: .connection,
    curlCode: 7,
    name: "Couldn't connect to server",
    message: "nobody accepts connections there"
  )
}
