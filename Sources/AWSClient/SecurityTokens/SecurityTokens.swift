internal import Foundation
internal import SMSVoice

/// STS's calls that give credentials of roles, in the query protocol.
///
/// <https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html>
struct SecurityTokens: Sendable {
  /// The region whose STS is asked.
  let region: String
  /// Says where that STS is.
  let endpoints: EndpointResolver
  /// Unpaced: STS has no quota that matters here.
  let exchange: CredentialExchange

  /// `AssumeRole`, signed by `source`.
  func assume(
    _ role: AssumedRole,
    as source: Credentials
  ) async throws(CredentialError) -> Credentials {
    let signer = RequestSigner(
      credentials: source,
      scope: SigningScope(region: region, service: "sts")
    )
    let fields = role.fields(now: exchange.date())
    let request = try request("AssumeRole", fields, for: role, secretBodies: .response)
    let secrets = [source.secretAccessKey] + [source.sessionToken].compactMap(\.self)
    while true {
      let reading = exchange.serverClock.read()
      let response = try await send(request, for: role) { signer.sign($0, at: reading.date) }
      guard response.status != 200 else { return try credentials(response, of: role) }
      var error = ServiceError(response, hiding: secrets)
      let date = response.headers["Date"]
      switch exchange.serverClock.judge(error, dateHeader: date, signedWith: reading) {
      case .unrelated: break
      // Happens once: the next reading is a corrected one.
      case .corrected: continue
      case .hopeless(let advice): error.message = advice
      }
      throw .refused(role, error)
    }
  }

  /// `AssumeRoleWithWebIdentity`, which the token alone vouches for.
  func assume(
    _ role: AssumedRole,
    withWebIdentity token: Secret
  ) async throws(CredentialError) -> Credentials {
    let fields = role.fields(now: exchange.date()) + [("WebIdentityToken", token.value)]
    let request = try request(
      "AssumeRoleWithWebIdentity",
      fields,
      for: role,
      secretBodies: [.request, .response]
    )
    let response = try await send(request, for: role) { $0 }
    guard response.status == 200 else {
      throw .refused(role, ServiceError(response, hiding: [token]))
    }
    return try credentials(response, of: role)
  }

  private func request(
    _ action: String,
    _ fields: [(String, String)],
    for role: AssumedRole,
    secretBodies: SecretBodies
  ) throws(CredentialError) -> HTTPRequest {
    let form = [("Action", action), ("Version", "2011-06-15")] + fields
    do throws(EndpointError) {
      var request = HTTPRequest(
        url: try endpoints.securityTokens(region: region),
        headers: ["Content-Type": "application/x-www-form-urlencoded; charset=utf-8"],
        body: Data(form.map { "\($0)=\($1.percentEncoded())" }.joined(separator: "&").utf8),
        timeout: .seconds(20)
      )
      request.secretBodies = secretBodies
      return request
    } catch {
      throw .noEndpoint(role, error)
    }
  }

  private func send(
    _ request: HTTPRequest,
    for role: AssumedRole,
    signed sign: (HTTPRequest) -> HTTPRequest
  ) async throws(CredentialError) -> HTTPResponse {
    do throws(TransportError) {
      return try await exchange.send(request, signed: sign)
    } catch {
      throw .unreachable(role, error)
    }
  }

  private func credentials(
    _ response: HTTPResponse,
    of role: AssumedRole
  ) throws(CredentialError) -> Credentials {
    guard let credentials = Credentials(response, role) else { throw .unreadable(role) }
    return credentials
  }
}

extension Credentials {
  /// Reads the `Credentials` element of STS's answer.
  fileprivate init?(_ response: HTTPResponse, _ role: AssumedRole) {
    let text = XMLText(response.body)
    guard let keyID = text["AccessKeyId"], let secret = text["SecretAccessKey"],
      let token = text["SessionToken"], let expiration = text["Expiration"],
      let date = Date(timestamp: expiration)
    else { return nil }
    self.init(
      accessKeyID: keyID,
      secretAccessKey: Secret(secret),
      sessionToken: Secret(token),
      expiration: date,
      origin: "role \(role.arn) of \(role.origin)"
    )
  }
}

extension CredentialError {
  fileprivate static func noEndpoint(_ role: AssumedRole, _ error: EndpointError) -> Self {
    CredentialError("\(role.subject) could not be taken on: \(error.message)")
  }

  fileprivate static func unreachable(_ role: AssumedRole, _ error: TransportError) -> Self {
    CredentialError(
      "\(role.subject) could not be taken on, STS was not reached: \(error.advisedMessage)"
    )
  }

  fileprivate static func unreadable(_ role: AssumedRole) -> Self {
    CredentialError("\(role.subject) could not be taken on: STS's answer has no credentials in it")
  }

  fileprivate static func refused(_ role: AssumedRole, _ error: ServiceError) -> Self {
    let hint = hints[error.code].map { "; \($0)" } ?? ""
    // A full stop in the middle of the sentence would look odd.
    let endsInDot = error.message.hasSuffix(".") && !hint.isEmpty
    let words = endsInDot ? error.message.dropLast() : error.message[...]
    let request = error.requestID.map { ", request id \($0)" } ?? ""
    return CredentialError(
      """
      \(role.subject) could not be taken on: \(words)\(hint) \
      (\(error.code) of STS\(request))
      """
    )
  }

  // https://docs.aws.amazon.com/STS/latest/APIReference/API_AssumeRoleWithWebIdentity.html#API_AssumeRoleWithWebIdentity_Errors
  private static let hints = [
    "AccessDenied": "check that the role's trust policy names the caller",
    "ExpiredTokenException": "the token is too old: get a new one",
    "ExpiredToken": "the credentials that ask for the role have expired: get new ones",
    "IDPCommunicationError": "AWS does not reach the identity provider: try again later",
    "IDPRejectedClaim": "the identity provider does not stand by the token: get a new one",
    "InvalidIdentityToken":
      "check the token's audience and that IAM knows its issuer as an identity provider",
    "InvalidClientTokenId": "the access key that asks for the role does not exist",
    "RegionDisabledException": "activate STS for the region, or set AWS_REGION to another one",
    "SignatureDoesNotMatch": "check the secret access key that asks for the role, and the clock",
  ]
}

extension AssumedRole {
  fileprivate var subject: String { "the role '\(arn)' of \(origin)" }
}
