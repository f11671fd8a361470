import FlyingFox
import FlyingSocks
import Foundation

/// All who hand out credentials, on one loopback port: a container's agent, instance metadata, IAM Identity
/// Center and STS.
///
/// Under `/refuse` it refuses everything, and repeats what it was sent, secrets included, spelt in many ways.
struct CredentialServer: HTTPHandler {
  /// What it gives and what it wants to see.
  struct Secrets: Sendable {
    var secretKey = "hush/Secret+Key=1"
    var sessionToken = "hush/Session+Token==2"
    var identityToken = "hushIdentity.Token_3-x"
    var accessToken = "hush/Access+Token==4"
    var newAccessToken = "hush/NewAccess+Token==5"
    var refreshToken = "hush/Refresh+Token==6"
    var clientSecret = "hush/Client+Secret==7"
    var containerToken = "hush/Container+Token==8"
    var metadataToken = "hush/Metadata+Token==9"
    var proxyPassword = "hushProxyPassword10"

    var all: [String] {
      [
        secretKey, sessionToken, identityToken, accessToken, newAccessToken, refreshToken,
        clientSecret, containerToken, metadataToken, proxyPassword,
      ]
    }
  }

  static let accessKeyID = "AKIDSIMULATOR"
  let secrets = Secrets()

  /// Runs it for as long as `body` takes.
  static func run(_ body: (_ secrets: Secrets, _ url: String) async throws -> Void) async throws {
    let handler = CredentialServer()
    let address = try sockaddr_in.inet(ip4: "127.0.0.1", port: 0)
    let server = HTTPServer(address: address, logger: .disabled, handler: handler)
    let running = Task { try await server.run() }
    try await server.waitUntilListening()
    guard case .ip4(_, let port) = await server.listeningAddress else { throw CancellationError() }
    let result: Result<Void, any Error>
    do {
      result = .success(try await body(handler.secrets, "http://127.0.0.1:\(port)"))
    } catch {
      result = .failure(error)
    }
    await server.stop()
    running.cancel()
    try result.get()
  }

  func handleRequest(_ request: HTTPRequest) async throws -> HTTPResponse {
    let body = String(decoding: try await request.bodyData, as: UTF8.self)
    if request.path.hasPrefix("/refuse") { return refusal(of: request, body) }
    let instance = "/latest/meta-data/iam/security-credentials"
    let token = request.headers[HTTPHeader("X-aws-ec2-metadata-token")]
    switch (
      request.method, request.path.hasSuffix("/") ? String(request.path.dropLast()) : request.path
    ) {
    case (.GET, "/container"):
      guard request.headers[.authorization] == secrets.containerToken else { break }
      return Self.answer(document)
    case (.PUT, "/latest/api/token"): return Self.answer(secrets.metadataToken)
    case (.GET, instance) where token == secrets.metadataToken: return Self.answer("web")
    case (.GET, instance + "/web") where token == secrets.metadataToken:
      return Self.answer(document)
    case (.POST, "/oidc/token"):
      guard body.contains(secrets.clientSecret.replacing("/", with: #"\/"#)) else { break }
      return Self.answer(
        #"{"accessToken":"\#(secrets.newAccessToken)","expiresIn":28800}"#
      )
    case (.GET, "/sso/federation/credentials"):
      let bearer = request.headers[HTTPHeader("x-amz-sso_bearer_token")]
      guard bearer == secrets.newAccessToken || bearer == secrets.accessToken else { break }
      return Self.answer(portal)
    case (.POST, _) where body.contains("Action=GetCallerIdentity"): return Self.answer(identity)
    case (.POST, _) where body.contains("Action=AssumeRole"): return Self.answer(role)
    default: break
    }
    return refusal(of: request, body)
  }

  private static func answer(_ text: String, _ status: HTTPStatusCode = .ok) -> HTTPResponse {
    HTTPResponse(statusCode: status, body: Data(text.utf8))
  }

  private func refusal(of request: HTTPRequest, _ body: String) -> HTTPResponse {
    let lines = request.headers.map { "\($0.key.rawValue.lowercased()):\($0.value)" }
    let echo = (lines + [body]).joined(separator: "\n")
    let spellings =
      [echo] + lines.flatMap { Leaks.spellings(of: String($0.split(separator: ":")[1])) }
    let message =
      "The request signature we calculated does not match: \(spellings.joined(separator: " "))"
    let isForm = body.hasPrefix("Action=")
    let error = ["__type": "InvalidSignatureException", "message": message]
    let json = (try? JSONSerialization.data(withJSONObject: error)) ?? Data()
    let xml = """
      <ErrorResponse><Error><Code>SignatureDoesNotMatch</Code><Message>\
      \(message.replacing("&", with: "&amp;").replacing("<", with: "&lt;"))</Message></Error>\
      <RequestId>id</RequestId></ErrorResponse>
      """
    return Self.answer(isForm ? xml : String(decoding: json, as: UTF8.self), .forbidden)
  }

  private static let end = "2099-01-01T00:00:00Z"

  private var document: String {
    """
    {"AccessKeyId":"\(Self.accessKeyID)","SecretAccessKey":"\(secrets.secretKey)",
     "Token":"\(secrets.sessionToken)","Expiration":"\(Self.end)"}
    """
  }

  private var portal: String {
    """
    {"roleCredentials":{"accessKeyId":"\(Self.accessKeyID)","secretAccessKey":"\(secrets.secretKey)",
     "sessionToken":"\(secrets.sessionToken)","expiration":4070908800000}}
    """
  }

  private var role: String {
    """
    <R><Credentials><AccessKeyId>\(Self.accessKeyID)</AccessKeyId>
    <SecretAccessKey>\(secrets.secretKey)</SecretAccessKey>
    <SessionToken>\(secrets.sessionToken)</SessionToken>
    <Expiration>\(Self.end)</Expiration></Credentials></R>
    """
  }

  private var identity: String {
    """
    <R><Arn>arn:aws:sts::123456789012:assumed-role/deploy/ci</Arn><UserId>AROA:ci</UserId>
    <Account>123456789012</Account></R>
    """
  }
}
