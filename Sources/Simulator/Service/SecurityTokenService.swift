internal import Foundation

/// `GetCallerIdentity` of STS, which speaks the query protocol: a form in, XML out.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/API_GetCallerIdentity.html>
struct SecurityTokenService: Sendable {
  /// Twelve digits; what `GetCallerIdentity` answers.
  var account: String
  /// Decides about signatures, as for the service itself.
  var authenticator: any Authenticator

  private static let namespace = "https://sts.amazonaws.com/doc/2011-06-15/"

  /// Answers a form POST.
  func answer(_ request: ReceivedRequest, now: Date, requestID: String) -> Answer {
    let action = request.form["Action"] ?? "-"
    var region = "-"
    do throws(SimulatedError) {
      let scope = try authenticator.verify(request, now: now)
      guard scope.service == "sts" else {
        throw .invalidSignature("Credential should be scoped to correct service: 'sts'.")
      }
      region = scope.region
      guard action == "GetCallerIdentity", request.form["Version"] == "2011-06-15" else {
        throw SimulatedError(
          code: "InvalidAction",
          message: "Could not find operation \(action) for version 2011-06-15"
        )
      }
      return xml(identity(requestID), status: 200, "200", requestID, action, region)
    } catch {
      let body = failure(error, requestID)
      return xml(body, status: error.queryStatus, error.queryCode, requestID, action, region)
    }
  }

  private func identity(_ requestID: String) -> String {
    """
    <GetCallerIdentityResponse xmlns="\(Self.namespace)">
      <GetCallerIdentityResult>
        <Arn>arn:aws:iam::\(account):user/simulator</Arn>
        <UserId>AIDASIMULATOR</UserId>
        <Account>\(account)</Account>
      </GetCallerIdentityResult>
      <ResponseMetadata>
        <RequestId>\(requestID)</RequestId>
      </ResponseMetadata>
    </GetCallerIdentityResponse>
    """
  }

  private func failure(_ error: SimulatedError, _ requestID: String) -> String {
    """
    <ErrorResponse xmlns="\(Self.namespace)">
      <Error>
        <Type>Sender</Type>
        <Code>\(error.queryCode)</Code>
        <Message>\(error.message.escapedForXML)</Message>
      </Error>
      <RequestId>\(requestID)</RequestId>
    </ErrorResponse>
    """
  }

  private func xml(
    _ text: String,
    status: Int,
    _ outcome: String,
    _ requestID: String,
    _ action: String,
    _ region: String
  ) -> Answer {
    Answer(
      status: status,
      contentType: "text/xml",
      body: Data(text.utf8),
      requestID: requestID,
      operation: action,
      region: region,
      outcome: outcome
    )
  }
}

extension ReceivedRequest {
  /// Whether it is a form, as the services of the query protocol take it.
  var isQueryProtocol: Bool {
    headers["content-type"]?.hasPrefix("application/x-www-form-urlencoded") ?? false
  }

  /// The fields of the form; the names we read need no unescaping, nor do their values.
  fileprivate var form: [String: String] {
    let pairs = String(decoding: body, as: UTF8.self).split(separator: "&").map {
      $0.split(separator: "=", maxSplits: 1).map(String.init)
    }
    return Dictionary(pairs.filter { $0.count == 2 }.map { ($0[0], $0[1]) }) { _, last in last }
  }
}

extension SimulatedError {
  /// The names that STS has for the errors of authentication.
  fileprivate var queryCode: String {
    switch code {
    case "MissingAuthenticationTokenException": "MissingAuthenticationToken"
    case "UnrecognizedClientException": "InvalidClientTokenId"
    case "InvalidSignatureException": "SignatureDoesNotMatch"
    case "IncompleteSignatureException": "IncompleteSignature"
    default: code
    }
  }

  /// Unlike the JSON services, STS answers failed authentication with 403.
  fileprivate var queryStatus: Int { code == "InvalidAction" ? 400 : 403 }
}

extension String {
  fileprivate var escapedForXML: String {
    reduce(into: "") { text, character in
      switch character {
      case "&": text += "&amp;"
      case "<": text += "&lt;"
      case ">": text += "&gt;"
      default: text.append(character)
      }
    }
  }
}
